"""倒排序: a county's villages from the poorest up, by the criteria the county has set.

On paper: of each criterion the poorest village gets 100 points, the least poor none, those between them by how far they are;
a village's points of all criteria, weighted, are its score, and the highest score is the first place.
"""

import datetime
from fractions import Fraction

from django.db.models import OuterRef, Sum
from django.http import Http404
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from households.models import Member, StatusEvent
from households.models.querysets import size_on
from households.standing import POOR
from kangle.rankings.placing import COMMUNITY, placed
from kangle.rankings.units import areas_at, unit_of
from villages.classing_models import LESS_IS_POORER, Criterion
from villages.models import Facility, PovertyCriteria, Profile

FULL = 10_000  # a hundred points, in hundredths
Measure = Criterion.Measure
# Of each measure: what of a village's numbers it is (the second of two divides), and why one without it stands unranked.
READS = {
    Measure.INCIDENCE.value: ("poor", "rural", "no-rural-population"),
    Measure.INCOME.value: ("income", None, "no-profile"),
    Measure.LACKING.value: ("lacking", None, "no-facilities"),
    Measure.COLLECTIVE.value: ("collective", None, "no-profile"),
    Measure.UNSAFE_HOUSING.value: ("unsafe", "homes", "no-housing"),
    Measure.DISTANCE.value: ("distance", None, "no-profile"),
}
NO_PROFILE = {"profile": None, "rural": None, "income": None, "collective": None, "distance": None}
NO_WORKS = {"lacking": None, "seen": 0, "homes": None, "unsafe": None}
# How many villages go up into each tier, the poorest first, and where the criteria keep it.
QUOTAS = (("guaranteed", "guaranteed"), ("whole-village", "whole_village"), ("other", "other"))


def freeze(county, year, on, criteria=None):
    """The rule and the inputs of a county's order for a year, as the records stood on a day; (None, None) without criteria.

    `criteria` are those in force on the day, or on the year's first day where that is later.
    """
    criteria = criteria or criteria_for(county, year, on)
    if criteria is None:
        return None, None
    return rule_of(criteria), {"year": year, "on": on.isoformat(), "units": _units(county, year, on)}


def criteria_for(county, year, on):
    """The criteria a county's order for a year goes by, read as of a day; None without any."""
    return PovertyCriteria.objects.in_force(county, max(on, on.replace(year=year, month=1, day=1)))


def order_day(county, year):
    """The day whose records a year's villages are ordered by: the last day before it, where there are profiles by then."""
    eve = datetime.date(year - 1, 12, 31)
    if Profile.objects.within(county).filter(recorded_on__lte=eve).exists():
        return eve
    return min(datetime.date(year, 12, 31), timezone.localdate())


def day_asked(year, typed):
    """The day of an address whose records a year's villages are ordered by.

    Raises Http404 for what is no day of the year or the one before it, or has not come yet.
    """
    try:
        day = datetime.date.fromisoformat(typed)
    except ValueError:
        day = None
    if day is None or not year - 1 <= day.year <= year or day > timezone.localdate():
        raise Http404(_("“%(typed)s”不能作排序日期：请写上年或当年已经过去的一天。") % {"typed": typed[:20]})
    return day


def rule_of(criteria):
    with translation.override("zh-hans"):  # what is frozen is in Chinese, whoever asks
        return _rule(criteria)


def _rule(criteria):
    rows = sorted(criteria.rows.all(), key=lambda row: (-row.weight, row.measure))
    return {
        "formula": 1,
        "criteria": {
            "name": criteria.name,
            "version": criteria.version,
            "source": criteria.source,
            "provisional": int(criteria.provisional),
        },
        "measures": [[row.measure, row.weight, int(row.measure in LESS_IS_POORER)] for row in rows],
        "names": {measure: str(Measure(measure).label) for measure in READS},
        "tiers": [[tier, getattr(criteria, field)] for tier, field in QUOTAS],
        "demonstration": criteria.demonstration,
    }


def _units(county, year, on):
    """Every village and community that stands in the year, in the order of their codes, with its numbers or None."""
    poor, profiles, works = _poor(county, on), _profiles(county, on), _works(county, on)
    return [
        {
            **unit_of(village),
            "poor": poor.get(village.pk, 0),
            **profiles.get(village.pk, NO_PROFILE),
            **works.get(village.pk, NO_WORKS),
        }
        for village in areas_at(county, "village", year)
    ]


def _poor(county, on):
    """{village key: registered poor persons}: those living in its poor households on the day."""
    homes = StatusEvent.objects.latest(on).within(county).filter(kind__in=POOR)
    sized = homes.annotate(persons=size_on(Member.objects, OuterRef("household"), on))
    return dict(sized.order_by().values_list("household__village").annotate(total=Sum("persons")))


def _profiles(county, on):
    """{village key: the numbers of its newest profile recorded by the day}."""
    found = {}
    rows = Profile.objects.within(county).filter(recorded_on__lte=on).order_by("year", "pk")
    for village, year, rural, income, collective, km in rows.values_list(
        "village", "year", "rural_persons", "income_per_head_fen", "collective_income_fen", "km_to_township"
    ):
        numbers = {"rural": rural, "income": income, "collective": collective, "distance": int(km * 10)}
        found[village] = {"profile": year, **numbers}
    return found


def _works(county, on):
    """{village key: how many kinds of works were looked at, how many are there in part or not at all, its unsafe homes}."""
    found = {}
    rows = Facility.objects.within(county).as_of(on).filter(of__gt=0)
    for village, kind, have, of in rows.values_list("village", "kind", "have", "of"):
        mine = found.setdefault(village, NO_WORKS | {"lacking": 0})
        mine["seen"] += 1
        mine["lacking"] += have < of
        if kind == Facility.Kind.SAFE_HOUSING:
            mine |= {"homes": of, "unsafe": of - have}
    return found


# --- from here on nothing but `rule` and `inputs` ---------------------------------------------------------------------


def compute(rule, inputs):
    """The order: ranked villages from the poorest up, then those below the line.

    A row has `parts` ([code, weight, points in hundredths]) and `tier`, the tier its place proposes ("" for none); `n` is the
    rural population.
    """
    measures = rule["measures"]
    reasons = {unit["code"]: _reason(unit, measures) for unit in inputs["units"]}
    parts = _parts([unit for unit in inputs["units"] if not reasons[unit["code"]]], measures)
    rows = placed([_row(unit, parts.get(unit["code"], []), reasons[unit["code"]]) for unit in inputs["units"]])
    for row in rows:
        row["tier"] = _tier(row["place"], rule)
    return rows


def _reason(unit, measures):
    """Why a unit stands below the line; "" where it is ranked."""
    if unit["kind"] == COMMUNITY:
        return COMMUNITY
    for code, _weight, _less in measures:
        number, divisor, reason = READS[code]
        if code == "incidence" and unit["profile"] is None:
            return "no-profile"
        if unit[number] is None or (divisor and not unit[divisor]):
            return reason
    return "" if measures else "no-criteria"


def _value(unit, code):
    number, divisor, _reason_ = READS[code]
    return Fraction(unit[number], unit[divisor] if divisor else 1)


def _parts(field, measures):
    """{code of a village: [[measure, weight, points]]}: the poorest of the field has FULL, the least poor none."""
    found = {unit["code"]: [] for unit in field}
    for code, weight, less in measures if field else ():
        values = {unit["code"]: _value(unit, code) for unit in field}
        low, high = min(values.values()), max(values.values())
        best, worst = (high, low) if less else (low, high)
        for village, value in values.items():
            # Where all are alike nobody is poorer for it.
            points = _rounded(FULL * (value - best) / (worst - best)) if worst != best else 0
            found[village].append([code, weight, points])
    return found


def _weighted(pairs):
    whole = sum(weight for weight, _points in pairs)
    return _rounded(Fraction(sum(weight * points for weight, points in pairs), whole))


def _rounded(fraction):
    """Half up, as on paper; never below 0 here."""
    return int((2 * fraction.numerator + fraction.denominator) // (2 * fraction.denominator))


def _row(unit, parts, reason):
    """One village's row before it is placed; `lost` as other kinds tell it: what parts it from the poorest, the most first."""
    whole = sum(weight for _code, weight, _points in parts)
    lost = [[code, FULL * weight // whole, _rounded(Fraction(weight * (FULL - mine), whole))] for code, weight, mine in parts]
    lost = sorted((each for each in lost if each[2]), key=lambda each: (-each[2], each[0]))
    score = _weighted([(weight, points) for _code, weight, points in parts]) if parts else None
    return {"code": unit["code"], "score": score, "n": unit["rural"], "reason": reason, "lost": lost, "parts": parts}


def _tier(place, rule):
    """The tier a place proposes: those who share the last place of a tier go up together."""
    upto = 0
    for tier, number in rule["tiers"] if place else ():
        upto += number
        if place <= upto:
            return tier
    return ""


FORMULAS = {1: compute}
