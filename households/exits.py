"""The conditions of leaving poverty (一达标两不愁三保障) read off a household's records: one reading for card, booklet, checks,
cases and scorecard.

For one household in Python (`CONDITIONS`, `READINGS`), and for all at once as a query; a test holds the two together. What is
not on record is None (未采集), and never met.
"""

from django.db.models import Exists, F, OuterRef, Q, Subquery

from households.ages import born_of_compulsory_age, of_compulsory_age
from households.codes import Schooling
from households.models import Member, YearRecord
from households.models.querysets import INCOME_PARTS
from households.unasked import unasked
from kangle.programme.models import ExitCondition, PovertyLine

SAFE_GRADES = ("A", "B")
Test = ExitCondition.Test


def out_of_school(members, day):
    """Those who should be in school on a day and are not: of compulsory age and at none, or with a reason on record."""
    return [member for member in members if member.out_of_school_reason or is_absent(member, day)]


def is_absent(member, day):
    """Whether a member is of compulsory age on a day and at no school."""
    return member.schooling == Schooling.NONE and of_compulsory_age(member, day)


def schooling_unknown(members, day):
    """Those of compulsory age of whom nobody has said whether they are at a school."""
    return [member for member in members if not member.schooling and of_compulsory_age(member, day)]


def uninsured(members):
    """Those who are known not to be insured."""
    return [member for member in members if not member.medical_insurance and "medical_insurance" not in unasked(member)]


def insurance_unknown(members):
    """Those of whom nobody has asked whether they are insured."""
    return [member for member in members if "medical_insurance" in unasked(member)]


def over_line(record, persons, line):
    """Net income above the year's line (fen a head), strictly; None where a line or anybody to share the income is lacking, and
    where it is not above it and not all of it has been asked about.

    `persons`: how many shared it (households.sharing).
    """
    if not record or not persons or line is None:
        return None
    return record.net_income > line * persons or (None if income_unknown(record) else False)


def income_unknown(record):
    """Whether part of the income of a yearly record has not been asked about: it is then as much, or more."""
    return not unasked(record).isdisjoint(INCOME_PARTS)


def safely_housed(record):
    """In a house graded A or B; None where the house is not graded."""
    return record.house_grade in SAFE_GRADES if record.house_grade else None


def all_in_school(members, day):
    """Nobody of compulsory age is out of school; None where nobody lives there, or it is not known of somebody."""
    if out_of_school(members, day):
        return False
    return None if not members or schooling_unknown(members, day) else True


def all_insured(members):
    """Everybody is insured; None where nobody lives there, or it is not known of somebody."""
    if uninsured(members):
        return False
    return None if not members or insurance_unknown(members) else True


def _stated(name):
    """A condition that the yearly record states; None without one, and where nobody was asked."""
    return lambda record, members, day: None if record is None or name in unasked(record) else getattr(record, name)


# The six conditions (吃 穿 教育 医疗 住房 饮水): name → whether it holds for (yearly record or None, members, day): True, False,
# None.
CONDITIONS = {
    "food": _stated("enough_food"),
    "clothing": _stated("enough_clothing"),
    "education": lambda record, members, day: all_in_school(members, day),
    "medical": lambda record, members, day: all_insured(members),
    "housing": lambda record, members, day: None if record is None else safely_housed(record),
    "water": _stated("water_safe"),
}


def both(first, second):
    """Two conditions as one: neither is made up for by the other, and one that fails fails whatever the other is."""
    return False if False in (first, second) else None if None in (first, second) else True


def _of_six(*names):
    def reading(record, members, day):
        held = [CONDITIONS[name](record, members, day) for name in names]
        return both(*held) if len(held) > 1 else held[0]

    return reading


# test of an exit condition → whether it holds for (yearly record, members, day): True, False, None where it cannot be told. The
# income is read by `over_line`: those who shared it need not be those who live there on the day.
READINGS = {
    Test.FOOD: _of_six("food", "clothing"),
    Test.WATER: _of_six("water"),
    Test.EDUCATION: _of_six("education"),
    Test.MEDICAL: _of_six("medical"),
    Test.HOUSING: _of_six("housing"),
}


def households_meeting_standard(year, on):
    """Households whose record of the year, taken by the day and filled in, meets all six conditions; judged against their own
    year's line.
    """
    line = PovertyLine.objects.filter(year=year).order_by("-amount_fen").values("amount_fen")[:1]
    living = Member.objects.living(on)
    not_in_school = ~Q(out_of_school_reason="") | Q(schooling__in=("", Schooling.NONE), **born_of_compulsory_age(on))
    records = YearRecord.objects.filled_in().with_persons().with_net_income().filter(year=year, recorded_on__lte=on)
    return (
        records.filter(net_income_fen__gt=Subquery(line) * F("persons"), persons__gt=0)
        .filter(enough_food=True, enough_clothing=True, water_safe=True, house_grade__in=SAFE_GRADES)
        .filter(Exists(living.filter(household=OuterRef("household"))))
        .exclude(household__in=living.filter(not_in_school).values("household"))
        .exclude(household__in=living.filter(medical_insurance=False).values("household"))
        .values("household")
    )
