"""What the households know of a village whose case is decided: how many of its people are poor, and its incidence."""

from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.case_doubts import Doubted, of_its_households, of_the_village, of_village
from households.checks.actions import look_again_at_village
from households.models import HouseholdCase, Member, StatusEvent
from households.standing import POOR
from kangle.common import figures
from kangle.exchange.facts import with_query
from kangle.procedures.codes import PENDING, Kind
from kangle.procedures.exits import Reading
from kangle.programme.models import ExitCondition
from villages.cases import VillageSubject
from villages.exits import profile_on, profile_rows


def poor_in(village, day):
    """(households, persons) of a village that are poor on a day: the members of the households that stand as poor."""
    poor = StatusEvent.objects.latest(day).filter(household__village=village, kind__in=POOR)
    return poor.count(), Member.objects.living(day).filter(household__in=poor.values("household")).count()


def leaving(village, day):
    """(cases, persons) of the exits under way in a village that take effect by a day: what its incidence may still fall by."""
    poor = StatusEvent.objects.latest(day).filter(household__village=village, kind__in=POOR).values("household")
    cases = HouseholdCase.objects.filter(household__in=poor, case__state__in=PENDING, case__effective_on__lte=day)
    homes = cases.filter(case__kind=Kind.EXIT).values("household")
    return homes.count(), Member.objects.living(day).filter(household__in=homes).count()


class PoorVillageSubject(Doubted, VillageSubject):
    labels = {
        "poor_households": (gettext_lazy("现有贫困户"), figures.count),
        "poor_persons": (gettext_lazy("贫困人口"), figures.count),
        "incidence": (gettext_lazy("贫困发生率"), lambda share: figures.share(share, 2)),
        **VillageSubject.labels,
    }

    def doubts(self, case):
        return of_village(case.of_village.village_id)

    def counted(self):
        return of_the_village()

    def judge_again(self, case):
        look_again_at_village(case.of_village.village)

    def page(self, case, user):
        template, known = super().page(case, user)
        homes, address = of_its_households(case.of_village.village)
        return "households/parts/village_case.html", {
            **known,
            **self.shown(case, user),
            "of_village": template,
            "of_homes": homes,
            "homes_address": address,
        }

    def facts_of(self, village, day):
        facts = super().facts_of(village, day)
        households, persons = poor_in(village, day)
        whole = facts["rural_persons"]
        return {
            "poor_households": households,
            "poor_persons": persons,
            "incidence": persons / whole if whole else None,
            **facts,
        }

    def readings(self, village, day):
        return {**super().readings(village, day), ExitCondition.Test.INCIDENCE: partial(_incidence, village, day)}


def _incidence(village, day, condition):
    """Poor persons over the rural registered population of the last profile, below the limit (per cent), strictly."""
    profile = profile_on(village, day)
    if profile is None or not profile.rural_persons:
        return Reading(None, _("没有农村户籍人口，算不出贫困发生率"))
    if condition.limit is None:
        return Reading(None, _("退出标准没有填限值"))
    _households, persons = poor_in(village, day)
    words = {
        "persons": figures.count(persons),
        "whole": figures.count(profile.rural_persons),
        "share": figures.share(persons / profile.rural_persons, 2),
        "day": day,
    }
    because = _("贫困人口 %(persons)s / 农村户籍人口 %(whole)s = %(share)s，%(day)s") % words
    poor = with_query("households:list", area=village.short_code, status="poor")
    rows = ((_("现有贫困户"), poor), profile_rows(village, profile))
    if persons * 100 < condition.limit * profile.rural_persons:
        return Reading(True, because, rows)
    hope, more = _hope(village, day, persons, profile.rural_persons)
    return Reading(False, f"{because}{_('；')}{hope}", rows + more)


def _hope(village, day, persons, whole):
    """(sentence, rows): what the exits of households still under way would make of an incidence that is too high."""
    cases, leave = leaving(village, day)
    if not cases:
        return _("没有在办的脱贫办件"), ()
    words = {"cases": figures.count(cases), "persons": figures.count(leave), "share": figures.share((persons - leave) / whole, 2)}
    link = with_query("procedures:list", area=village.short_code, kind=Kind.EXIT.value, subject="household", under_way="yes")
    return _("在办脱贫办件 %(cases)s 件 %(persons)s 人，都审定后为 %(share)s") % words, ((_("在办的脱贫办件"), link),)
