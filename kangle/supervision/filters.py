"""The conditions the lists of the supervision room can be narrowed by."""

from django.utils.translation import gettext_lazy as _

from kangle.exchange.filters import ChoiceFilter, ListFilter, SearchFilter, WholeNumberFilter
from kangle.supervision.models import (
    AcceptanceTeam,
    Discipline,
    Finding,
    HouseholdAcceptance,
    Inspection,
    Interview,
    Mark,
    PolicySurvey,
    Round,
    VillageAcceptance,
    ZoneDuty,
)
from kangle.supervision.tables import FINDING_WORDS


class RoundFilter(ListFilter):
    q = SearchFilter("basis", label=_("依据"))
    year = WholeNumberFilter(label=_("年度"))

    class Meta:
        model = Round
        fields = ["started_on"]


class InspectionFilter(ListFilter):
    q = SearchFilter("area__name", "team", label=_("地区或督查组"))
    year = WholeNumberFilter("round__year", label=_("年度"))
    number = WholeNumberFilter("round__number", label=_("轮次"))

    class Meta:
        model = Inspection
        fields = ["on"]


class MarkFilter(ListFilter):
    q = SearchFilter("inspection__area__name", "item__content", label=_("地区或评分项"))
    year = WholeNumberFilter("inspection__round__year", label=_("年度"))
    number = WholeNumberFilter("inspection__round__number", label=_("轮次"))

    class Meta:
        model = Mark
        fields = []


class FindingFilter(ListFilter):
    q = SearchFilter(
        "content",
        "area__name",
        "responsible__name",
        names=["area__name", "responsible__name"],
        label=_("问题、地区或责任人"),
    )
    state = ChoiceFilter(label=_("整改状态"), choices=[("unrectified", _("没有整改")), *FINDING_WORDS], method="by_state")
    year = WholeNumberFilter("inspection__round__year", label=_("督查年度"))
    number = WholeNumberFilter("inspection__round__number", label=_("督查轮次"))

    class Meta:
        model = Finding
        fields = ["found_on", "due_on"]

    def by_state(self, queryset, name, value):
        if value == "unrectified":
            return queryset.filter(rectified_on__isnull=True)
        return queryset.filter(state=value)


class InterviewFilter(ListFilter):
    q = SearchFilter("cadre__name", "area__name", "reason", label=_("姓名、地区或原因"))
    held = ChoiceFilter(label=_("状态"), choices=[("yes", _("已约谈")), ("no", _("待约谈"))], method="by_held")

    class Meta:
        model = Interview
        fields = ["required_on"]

    def by_held(self, queryset, name, value):
        return queryset.filter(held_on__isnull=value == "no")


class AcceptanceTeamFilter(ListFilter):
    q = SearchFilter("leader__name", label=_("组长"))
    year = WholeNumberFilter(label=_("年度"))

    class Meta:
        model = AcceptanceTeam
        fields = []


class HouseholdAcceptanceFilter(ListFilter):
    q = SearchFilter(
        "household__members__name", "household__number", "household__village__name", "reason", label=_("姓名、户编号、村或原因")
    )
    team = WholeNumberFilter("team__number", label=_("验收组号"))

    class Meta:
        model = HouseholdAcceptance
        fields = ["passed", "on_site", "papers_complete", "household_agrees", "on"]


class VillageAcceptanceFilter(ListFilter):
    q = SearchFilter("village__name", "reason", label=_("村或原因"))
    team = WholeNumberFilter("team__number", label=_("验收组号"))

    class Meta:
        model = VillageAcceptance
        fields = ["passed", "on"]


class PolicySurveyFilter(ListFilter):
    q = SearchFilter("village__name", label=_("村"))

    class Meta:
        model = PolicySurvey
        fields = ["on"]


class DisciplineFilter(ListFilter):
    q = SearchFilter("cadre__name", "cadre__unit", "reason", label=_("姓名、单位或事由"))

    class Meta:
        model = Discipline
        fields = ["sanction", "on"]


class ZoneDutyFilter(ListFilter):
    q = SearchFilter("zone__name", "cadre__name", "township__name", label=_("片区、干部或乡镇"))

    class Meta:
        model = ZoneDuty
        fields = ["since"]
