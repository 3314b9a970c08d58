"""The list of villages with what every room knows of each, and a cadre's card with the households he answers for."""

from django.db.models import OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.models import Measure, Member, Pairing, StatusEvent, Visit
from households.models.querysets import size_on
from households.standing import POOR
from households.tables import PairingTable
from kangle.exchange.facts import Section, with_query
from kangle.exchange.tables import NumberColumn, ShareColumn
from kangle.supervision.models import AcceptanceTeam, Discipline, Finding, Interview, ZoneDuty
from kangle.supervision.tables import FindingTable, ZoneDutyTable
from projects.querysets import total
from villages.querysets import count_of
from villages.tables import VillageTable
from villages.views import CadreDetail, VillageList


def with_poverty(areas, on):
    """Villages with the poor they have on a day: `poor_now`, `poor_persons`; and `findings_open`."""
    poor = StatusEvent.objects.latest(on).filter(kind__in=POOR, household__village=OuterRef("pk"))
    # Counting the members of each poor household (79 ms) is seven times as fast as asking of each member whether he is poor.
    sizes = poor.annotate(persons=size_on(Member.objects, OuterRef("household"), on))
    findings = Finding.objects.filter(area=OuterRef("pk"), rectified_on__isnull=True)
    return areas.annotate(
        poor_now=count_of(poor, "household__village"),
        poor_persons=total(sizes, "household__village", "persons"),
        findings_open=count_of(findings, "area"),
    )


class VillageInUseTable(VillageTable):
    """Villages as they are worked with: beside the place itself its poor, their share, and what inspection left open."""

    poor_now = NumberColumn(gettext_lazy("现有贫困户"))
    poor_persons = NumberColumn(gettext_lazy("现有贫困人口"))
    incidence = ShareColumn(gettext_lazy("贫困发生率"), "poor_persons", denominator="rural_persons")
    findings_open = NumberColumn(gettext_lazy("未整改问题"))

    footer_sums = (*VillageTable.footer_sums, "poor_now", "poor_persons", "findings_open")

    class Meta(VillageTable.Meta):
        sequence = (
            "name",
            "township",
            "tier",
            "tier_rank",
            "persons",
            "rural_persons",
            "poor_now",
            "poor_persons",
            "incidence",
            "income_per_head_fen",
            "lacking",
            "first_secretary",
            "findings_open",
            "...",
        )

    @classmethod
    def prepare(cls, queryset, year=None, tiers_on=None):
        return with_poverty(super().prepare(queryset, year, tiers_on), timezone.localdate())


class VillagesInUse(VillageList):
    table_class = VillageInUseTable
    sums_up_to = 30  # counting every village's members for the footer takes five times as long as the rest of the page


class CadreCard(CadreDetail):
    """A cadre's card with the households he is paired with, the townships he watches and the faults he must put right."""

    def through(self, user):
        above = [Pairing, ZoneDuty, Interview, Discipline]
        led = [(ZoneDuty.objects.visible_to(user), "zone__leader"), (AcceptanceTeam.objects.visible_to(user), "leader")]
        responsible = [(Finding.objects.visible_to(user), "responsible"), (Measure.objects.visible_to(user), "responsible")]
        visits = [(Visit.objects.visible_to(user), "cadre")]
        return super().through(user) + [(model.objects.visible_to(user), "cadre") for model in above] + led + responsible + visits

    def sections(self, cadre):
        user = self.request.user
        return [
            *super().sections(cadre),
            Section(
                _("结对户"),
                PairingTable,
                Pairing.objects.visible_to(user).filter(cadre=cadre),
                columns=("head_name", "village", "since", "until"),
                more=with_query("households:pairings", q=f"{cadre.name} {cadre.unit}"),
            ),
            *self._if_any(
                Section(
                    _("片区包乡"),
                    ZoneDutyTable,
                    ZoneDuty.objects.visible_to(user).filter(cadre=cadre),
                    columns=("zone", "township", "since", "until"),
                ),
                Section(
                    _("待整改问题"),
                    FindingTable,
                    Finding.objects.visible_to(user).filter(responsible=cadre, rectified_on__isnull=True),
                    columns=("content", "area", "found_on", "due_on", "state"),
                ),
            ),
        ]

    @staticmethod
    def _if_any(*sections):
        return [section for section in sections if section.total]
