"""A village held against its exit standard: what its own records say of each condition on a day."""

from functools import partial

from django.utils.translation import gettext as _

from kangle.common import figures
from kangle.exchange.facts import with_query
from kangle.procedures.exits import Reading
from kangle.programme.models import ExitCondition
from villages.models import Facility, Organisation, Profile

Test = ExitCondition.Test
# The works that have a test of their own: in place where as many are there as should be.
FACILITY_OF = {
    Test.ROAD: Facility.Kind.PAVED_ROAD,
    Test.POWER: Facility.Kind.POWER,
    Test.CLINIC: Facility.Kind.CLINIC,
    Test.WATER: Facility.Kind.TAP_WATER,
    Test.HOUSING: Facility.Kind.SAFE_HOUSING,
}
# The works that a condition without a test names, by its words: its text is the county's own, and no list of tests foresees it.
NAMED_BY = {
    Facility.Kind.COMPULSORY_RETENTION: ("小学", "义务教育"),
    Facility.Kind.PRESCHOOL: ("幼儿园", "学前"),
    Facility.Kind.INSURANCE: ("养老保险", "社会保险"),
    Facility.Kind.TAP_WATER: ("自来水", "安全饮水"),
    Facility.Kind.SAFE_HOUSING: ("安全住房", "住房安全"),
    Facility.Kind.STAGE: ("舞台",),
    Facility.Kind.BROADBAND: ("宽带",),
    Facility.Kind.VILLAGE_OFFICE: ("活动场所",),
}


def profile_on(village, day):
    """The village's last profile known by a day; None where none is on record."""
    return Profile.objects.filter(village=village, recorded_on__lte=day).order_by("-year").first()


def readings_of(village, day):
    """{test: function of a condition that gives its Reading} of the tests that the village's own records answer."""
    facilities = {each.kind: each for each in Facility.objects.filter(village=village).as_of(day)}
    cooperatives = Organisation.objects.held(day).filter(area=village, kind=Organisation.Kind.COOPERATIVE).count()
    works = {test: partial(_works, village, facilities.get(kind), kind) for test, kind in FACILITY_OF.items()}
    return {
        **works,
        Test.COLLECTIVE: partial(_collective, village, profile_on(village, day)),
        Test.INDUSTRY: partial(_industry, village, facilities.get(Facility.Kind.INDUSTRY), cooperatives),
        Test.MANUAL: partial(_named, village, facilities),
    }


def profile_rows(village, profile):
    """Where a village's profile of a year stands in the lists, as a Reading links to it."""
    link = with_query("villages:profiles", area=village.short_code, year=profile.year)
    return _("%(year)d 年村情") % {"year": profile.year}, link


def _works(village, facility, kind, condition):
    if facility is None:
        return Reading(None, _("“%(works)s”没有记录") % {"works": Facility.Kind(kind).label})
    return Reading(facility.have >= facility.of, _told(facility), (_facility_rows(village, facility),))


def _named(village, facilities, condition):
    """What is on record of the works that a condition names, all together; None where it names none."""
    kinds = [kind for kind, words in NAMED_BY.items() if any(word in condition.text for word in words)]
    if not kinds:
        return None
    each = [_works(village, facilities.get(kind), kind, condition) for kind in kinds]
    found = {reading.holds for reading in each}
    because = _("；").join(str(reading.because) for reading in each)
    rows = tuple((Facility.Kind(kind).label, link) for kind, one in zip(kinds, each, strict=True) for _label, link in one.rows)
    return Reading(False if False in found else None if None in found else True, because, rows)


def _told(facility):
    numbers = f"{figures.count(facility.have)} / {figures.count(facility.of)}"
    return f"{facility.get_kind_display()} {numbers}{_('，')}{facility.on}"


def _facility_rows(village, facility):
    return _("设施记录"), with_query("villages:facilities", area=village.short_code, kind=facility.kind)


def _collective(village, profile, condition):
    if profile is None:
        return Reading(None, _("没有村情记录"))
    limit = condition.limit or 0
    words = {"income": figures.yuan(profile.collective_income_fen), "limit": figures.yuan(int(limit * 100))}
    because = _("村集体经济收入 %(income)s，要超过 %(limit)s") % words
    return Reading(profile.collective_income_fen > limit * 100, because, (profile_rows(village, profile),))


def _industry(village, facility, cooperatives, condition):
    """Some households live from one of the industries, and there is a co-operative."""
    if facility is None:
        return Reading(None, _("“%(works)s”没有记录") % {"works": Facility.Kind.INDUSTRY.label})
    because = _("%(works)s；农民专业合作社 %(count)d 个") % {"works": _told(facility), "count": cooperatives}
    link = with_query("villages:organisations", area=village.short_code, kind=Organisation.Kind.COOPERATIVE.value)
    return Reading(facility.have > 0 and cooperatives > 0, because, (_facility_rows(village, facility), (_("合作社"), link)))
