"""The six exit conditions read off a household's record (一达标两不愁三保障), as sets of households."""

from django.db.models import F, OuterRef, Subquery

from households.models import Member, YearRecord
from households.querysets import size_on
from kangle.programme.models import PovertyLine


def households_meeting_standard(at):
    """Households whose record of the year, taken by the day, meets all six conditions; judged against their own year's line."""
    line = PovertyLine.objects.filter(year=at.year).order_by("-amount_fen").values("amount_fen")[:1]
    living = Member.objects.living(at.as_of)
    out_of_school = living.exclude(out_of_school_reason="").values("household")
    uninsured = living.filter(medical_insurance=False).values("household")
    records = YearRecord.objects.with_net_income().filter(year=at.year, recorded_on__lte=at.as_of)
    return (
        records.annotate(persons=size_on(Member.objects, OuterRef("household"), at.as_of))
        .filter(net_income_fen__gt=Subquery(line) * F("persons"), enough_food=True, enough_clothing=True, water_safe=True)
        .filter(house_grade__in=["A", "B"])
        .exclude(household__in=out_of_school)
        .exclude(household__in=uninsured)
        .values("household")
    )
