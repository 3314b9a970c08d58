"""One household held against its year's exit standard, condition by condition, with what decided each.

The readings are those of the card (households.card); the same ones as sets of households stand in households.exits.
"""

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from households.card import Light, lights_of
from households.exits import CONDITIONS, both, income_unknown, over_line
from households.models import Member, YearRecord
from households.sharing import income_per_head, nobody_shared
from kangle.common.figures import yuan
from kangle.procedures.exits import Compared, Reading, by_hand, standard_of
from kangle.programme.models import ExitCondition, ExitStandard, PovertyLine

TEST = ExitCondition.Test


def compare(household, day, answers):
    """The household against the standard of the year of `day`, as its records stood on that day.

    `answers`: {key of a condition: Answer} of what was looked at by hand. Returns (standard or None, [Compared]).
    """
    standard = standard_of(day.year, ExitStandard.Subject.HOUSEHOLD)
    if standard is None:
        return None, []
    records = YearRecord.objects.filter(household=household, year=day.year, recorded_on__lte=day)
    record = records.with_persons().with_steps_left().first()
    members = list(Member.objects.filter(household=household).living(day).with_steps_left())
    lights = dict(zip(CONDITIONS, lights_of(record, members, day), strict=True))
    line = PovertyLine.objects.filter(year=day.year).aggregate(line=Max("amount_fen"))["line"]
    read = {
        TEST.INCOME: _income(record, line),
        TEST.FOOD: _both(lights["food"], lights["clothing"]),
        TEST.EDUCATION: lights["education"],
        TEST.MEDICAL: lights["medical"],
        TEST.HOUSING: lights["housing"],
        TEST.WATER: lights["water"],
    }
    return standard, [_compared(condition, read, answers) for condition in standard.conditions.all()]


def _compared(condition, read, answers):
    if condition.test == TEST.MANUAL:
        return by_hand(condition, answers)
    light = read[condition.test]
    return Compared(condition, Reading(light.holds, light.because))


def _income(record, line):
    """Net income a head of the year against the line of the same year."""
    if record is None:
        return Light("", "", None, _("尚无当年年度记录"))
    if not record.persons:
        return Light("", "", None, nobody_shared(record))
    if line is None:
        return Light("", "", None, _("没有当年贫困线"))
    because = _("人均 %(income)s，当年线 %(line)s") % {
        "income": yuan(income_per_head(record.net_income, record.persons)),
        "line": yuan(line),
    }
    holds = over_line(record, record.persons, line)
    if holds is None and income_unknown(record):
        because = _("%(told)s；收入还没有填完") % {"told": because}
    return Light("", "", holds, because)


def _both(first, second):
    """Two lights as one: neither is made up for by the other."""
    return Light("", "", both(first.holds, second.holds), first.because)
