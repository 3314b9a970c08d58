"""The six exit conditions (一达标两不愁三保障) read off a household's records: one reading for card, checks and scorecard.

For one household in Python (`READINGS`), and for all at once as a query.
"""

from django.db.models import F, OuterRef, Subquery

from households.models import Member, YearRecord
from households.querysets import size_on
from kangle.programme.models import ExitCondition, PovertyLine

SAFE_GRADES = ("A", "B")
Test = ExitCondition.Test


def out_of_school(members):
    """Those who should be in school and are not: for whoever is out of it a reason is on record."""
    return [member for member in members if member.out_of_school_reason]


def uninsured(members):
    return [member for member in members if not member.medical_insurance]


def over_line(record, members, line):
    """Net income above the year's line (fen a head), strictly; None where a line or anybody to share the income is lacking."""
    return record.net_income > line * len(members) if line is not None and members else None


def safely_housed(record):
    """In a house graded A or B; None where the house is not graded."""
    return record.house_grade in SAFE_GRADES if record.house_grade else None


# test of an exit condition → whether it holds for (yearly record, members, line): True, False, or None where it cannot be told.
READINGS = {
    Test.INCOME: over_line,
    Test.FOOD: lambda record, members, line: record.enough_food and record.enough_clothing,
    Test.WATER: lambda record, members, line: record.water_safe,
    Test.EDUCATION: lambda record, members, line: not out_of_school(members),
    Test.MEDICAL: lambda record, members, line: not uninsured(members),
    Test.HOUSING: lambda record, members, line: safely_housed(record),
}


def households_meeting_standard(year, on):
    """Households whose record of the year, taken by the day, meets all six conditions; judged against their own year's line."""
    line = PovertyLine.objects.filter(year=year).order_by("-amount_fen").values("amount_fen")[:1]
    living = Member.objects.living(on)
    records = YearRecord.objects.with_net_income().filter(year=year, recorded_on__lte=on)
    return (
        records.annotate(persons=size_on(Member.objects, OuterRef("household"), on))
        .filter(net_income_fen__gt=Subquery(line) * F("persons"), enough_food=True, enough_clothing=True, water_safe=True)
        .filter(house_grade__in=SAFE_GRADES)
        .exclude(household__in=living.exclude(out_of_school_reason="").values("household"))
        .exclude(household__in=living.filter(medical_insurance=False).values("household"))
        .values("household")
    )
