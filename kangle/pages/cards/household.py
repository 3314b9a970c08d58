"""A household's card with what the rooms above households know of it: projects, money recovered, acceptance."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from funds.due import owed_by, with_due
from funds.models import Recovery
from funds.tables import RecoveryTable
from households.answering import Task
from households.icons import PROJECT
from households.views import HouseholdDetail, Revealing
from kangle.exchange.facts import Section
from kangle.supervision.models import HouseholdAcceptance
from kangle.supervision.tables import HouseholdAcceptanceTable
from projects.models import Beneficiary, Step
from projects.tables import STAGE_TONES, BeneficiaryTable


class HouseholdCard(HouseholdDetail):
    """The whole story of one household, in the order the booklet tells it."""

    def get_queryset(self):
        return with_due(super().get_queryset(), timezone.localdate())

    def get_context_data(self, **context):
        return super().get_context_data(owed=owed_by(self.object), **context)

    def sections(self, household):
        own = super().sections(household)
        above = {
            "projects": Section(
                _("受益项目"),
                BeneficiaryTable,
                Beneficiary.objects.filter(household=household),
                columns=("project", "works", "area", "stage", "since"),
            ),
            "acceptances": Section(
                _("验收"),
                HouseholdAcceptanceTable,
                HouseholdAcceptance.objects.filter(household=household),
                columns=("on", "team", "on_site", "papers_complete", "household_agrees", "passed", "reason"),
            ),
        }
        above["recoveries"] = Section(
            _("资金追回"),
            RecoveryTable,
            Recovery.objects.filter(household=household),
            columns=("on", "amount_fen", "reason"),
            if_any=True,
        )
        order = ("measures", "pairings", "projects", "visits", "papers", "look-backs", "acceptances", "events", "recoveries")
        return {name: (own | above)[name] for name in order}

    def works(self, household, sections):
        """The projects that serve the household: its own helper answers for what it gets of them."""
        section = sections.get("projects")
        return [_work(row, household) for row in section.rows] if section else []


def _work(row, household):
    stage = row["stage"]
    return Task(
        code=PROJECT,
        word=_("项目"),
        detail=row["project__name"],
        state=(Step.Stage(stage).label, STAGE_TONES[stage]) if stage else (_("未开始"), "none"),
        who=household.responsible or "",
        who_id=household.responsible_id,
        address=reverse("projects:detail", args=[row["project_id"]]),
    )


class HouseholdNumbers(Revealing, HouseholdCard):
    """The card once with the full numbers."""
