"""What the households know of a village whose case is decided: how many of its people are poor."""

from django.utils.translation import gettext_lazy as _

from households.models import Member, StatusEvent
from households.standing import POOR
from kangle.common import figures
from villages.cases import VillageSubject


class PoorVillageSubject(VillageSubject):
    labels = {
        "poor_households": (_("贫困户"), figures.count),
        "poor_persons": (_("贫困人口"), figures.count),
        "incidence": (_("贫困发生率"), lambda share: figures.share(share, 2)),
        **VillageSubject.labels,
    }

    def facts_of(self, village, day):
        facts = super().facts_of(village, day)
        poor = StatusEvent.objects.latest(day).filter(household__village=village, kind__in=POOR)
        persons = Member.objects.living(day).filter(household__in=poor.values("household")).count()
        whole = facts["rural_persons"]
        return {
            "poor_households": poor.count(),
            "poor_persons": persons,
            "incidence": persons / whole if whole else None,
            **facts,
        }
