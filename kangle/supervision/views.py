"""The lists of the supervision room and a round's page."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kangle.accounts.roles import Capability
from kangle.exchange.facts import FactList, Section, VisibleDetail, with_query
from kangle.supervision import filters, tables
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
from kangle.supervision.ranking import places_of

MENU = [
    ("supervision:list", gettext_lazy("督查轮次")),
    ("supervision:inspections", pgettext_lazy("列表", "督查")),
    ("supervision:marks", pgettext_lazy("列表", "评分")),
    ("supervision:findings", gettext_lazy("督查问题")),
    ("supervision:interviews", gettext_lazy("约谈")),
    ("supervision:teams", gettext_lazy("验收组")),
    ("supervision:household-acceptances", gettext_lazy("户验收")),
    ("supervision:village-acceptances", gettext_lazy("村验收")),
    ("supervision:surveys", gettext_lazy("政策知晓调查")),
    ("supervision:disciplines", gettext_lazy("执纪问责")),
    ("supervision:zones", gettext_lazy("片区包乡")),
    ("pages:zones", gettext_lazy("片区看板")),
    ("bulletins:list", gettext_lazy("通报")),
]


class SupervisionRoomList(FactList):
    menu = MENU


class RoundList(SupervisionRoomList):
    model = Round
    filterset_class = filters.RoundFilter
    table_class = tables.RoundTable
    title = gettext_lazy("督查轮次")
    hint = gettext_lazy("这里没有督查轮次：轮次是全县的，由县督查组建立；查到本地区的，见“督查”。")


class InspectionList(SupervisionRoomList):
    model = Inspection
    filterset_class = filters.InspectionFilter
    table_class = tables.InspectionTable
    title = pgettext_lazy("列表", "督查")
    hint = gettext_lazy("还没有督查记录。督查组到乡镇后登记抽查户数和评分。")


class MarkList(SupervisionRoomList):
    model = Mark
    filterset_class = filters.MarkFilter
    table_class = tables.MarkTable
    title = pgettext_lazy("列表", "评分")
    hint = gettext_lazy("还没有评分。督查组按评分表逐项打分。")


class FindingList(SupervisionRoomList):
    model = Finding
    filterset_class = filters.FindingFilter
    table_class = tables.FindingTable
    title = gettext_lazy("督查问题")
    hint = gettext_lazy("还没有发现问题。督查中发现的问题在此登记并跟踪整改。")


class InterviewList(SupervisionRoomList):
    model = Interview
    filterset_class = filters.InterviewFilter
    table_class = tables.InterviewTable
    title = gettext_lazy("约谈")
    hint = gettext_lazy("还没有约谈。每轮督查排名靠后的由县上约谈。")


class AcceptanceTeamList(SupervisionRoomList):
    model = AcceptanceTeam
    filterset_class = filters.AcceptanceTeamFilter
    table_class = tables.AcceptanceTeamTable
    title = gettext_lazy("验收组")
    hint = gettext_lazy("这里没有验收组：验收组是县级的，由县上成立；验收了本地区哪些户、哪些村，见“户验收”“村验收”。")


class HouseholdAcceptanceList(SupervisionRoomList):
    model = HouseholdAcceptance
    filterset_class = filters.HouseholdAcceptanceFilter
    table_class = tables.HouseholdAcceptanceTable
    title = gettext_lazy("户验收")
    hint = gettext_lazy("还没有户验收。拟脱贫户须逐户入户验收。")


class VillageAcceptanceList(SupervisionRoomList):
    model = VillageAcceptance
    filterset_class = filters.VillageAcceptanceFilter
    table_class = tables.VillageAcceptanceTable
    title = gettext_lazy("村验收")
    hint = gettext_lazy("还没有村验收。拟退出村由验收组逐村验收。")


class PolicySurveyList(SupervisionRoomList):
    model = PolicySurvey
    filterset_class = filters.PolicySurveyFilter
    table_class = tables.PolicySurveyTable
    title = gettext_lazy("政策知晓调查")
    hint = gettext_lazy("还没有政策知晓调查。")


class DisciplineList(SupervisionRoomList):
    model = Discipline
    filterset_class = filters.DisciplineFilter
    table_class = tables.DisciplineTable
    title = gettext_lazy("执纪问责")
    hint = gettext_lazy("还没有执纪问责的记录。")


class ZoneDutyList(SupervisionRoomList):
    model = ZoneDuty
    filterset_class = filters.ZoneDutyFilter
    table_class = tables.ZoneDutyTable
    title = gettext_lazy("片区包乡")
    hint = gettext_lazy("还没有片区责任。请确定每个乡镇的片区干部。")


class RoundDetail(VisibleDetail):
    """A round's page: townships ranked by their marks, what was found, who is interviewed, on how small a sample.

    Every unit ranked may read its own place; the others are listed to those whose area holds them.
    """

    model = Round
    template_name = "supervision/round.html"
    context_object_name = "round"

    def through(self, user):
        return [(Inspection.objects.visible_to(user), "round"), (Interview.objects.visible_to(user), "round")]

    def get_queryset(self):
        return super().get_queryset().select_related("area")

    def get_context_data(self, **context):
        user, round_ = self.request.user, self.object
        previous = Round.objects.filter(area=round_.area, year=round_.year, number__lt=round_.number).order_by("-number").first()
        places = places_of(round_, previous)
        mine = [place for place in places if place.area.path.startswith(user.area.path)]
        findings = Finding.objects.visible_to(user).filter(inspection__round=round_)
        interviews = Interview.objects.visible_to(user).filter(round=round_)
        return super().get_context_data(
            title=_("%(year)s年第%(number)s轮督查") % {"year": round_.year, "number": round_.number},
            area=round_.area,
            townships=mine,
            of=sum(place.rank is not None for place in places),
            previous=previous,
            interviews_held=interviews.filter(held_on__isnull=False).count(),
            interviews_due=interviews.count() if self.reaches_beyond else round_.interviews_required,
            sampled=sum(place.sampled for place in mine),
            may_draft=round_.finished_on is not None and not self.reaches_beyond and user.may(Capability.DRAFT),
            items=round_.items.order_by("number"),
            sections=[
                Section(
                    _("发现的问题"),
                    tables.FindingTable,
                    findings,
                    columns=("content", "area", "state", "found_on", "due_on", "rectified_on", "responsible"),
                    more=with_query("supervision:findings", year=round_.year, number=round_.number),
                    limit=50,
                    empty=_("这一轮没有登记问题。"),
                ),
                Section(
                    _("约谈"),
                    tables.InterviewTable,
                    interviews,
                    columns=("cadre", "area", "state", "required_on", "held_on", "reason"),
                    empty=_("这一轮没有约谈。"),
                ),
            ],
            **context,
        )
