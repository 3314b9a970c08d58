"""The lists of the projects room, a project's page and the gap matrix."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views import View

from kangle.exchange.facts import FactList, Section, VisibleDetail, room_menu, with_query
from kangle.exchange.views import chosen_area
from projects import filters, tables
from projects.matrix import gaps_seen, matrix
from projects.models import UNITS, Beneficiary, Gap, Progress, Project, Site, Step
from projects.tables import GAP_STATES, SCHEDULE

MENU = [
    ("projects:list", pgettext_lazy("列表", "项目")),
    ("projects:matrix", gettext_lazy("缺什么建什么")),
    ("projects:gaps", gettext_lazy("设施缺口")),
    ("projects:sites", pgettext_lazy("列表", "实施点")),
    ("projects:progress", gettext_lazy("工程进度")),
    ("projects:steps", gettext_lazy("项目进程")),
    ("projects:beneficiaries", gettext_lazy("受益户")),
]


class ProjectRoomList(FactList):
    menu = MENU


class ProjectList(ProjectRoomList):
    model = Project
    filterset_class = filters.ProjectFilter
    table_class = tables.ProjectTable
    title = pgettext_lazy("列表", "项目")
    hint = gettext_lazy("还没有项目。请村级申报，或由部门录入项目库。")


class StepList(ProjectRoomList):
    model = Step
    filterset_class = filters.StepFilter
    table_class = tables.StepTable
    title = gettext_lazy("项目进程")
    hint = gettext_lazy("还没有进程记录。项目每办一步登记一次。")


class SiteList(ProjectRoomList):
    model = Site
    filterset_class = filters.SiteFilter
    table_class = tables.SiteTable
    title = pgettext_lazy("列表", "实施点")
    hint = gettext_lazy("还没有实施点。请登记项目落在哪些村、各计划多少。")


class ProgressList(ProjectRoomList):
    model = Progress
    filterset_class = filters.ProgressFilter
    table_class = tables.ProgressTable
    title = gettext_lazy("工程进度")
    hint = gettext_lazy("还没有进度。请按实施点登记完成数量。")


class GapList(ProjectRoomList):
    model = Gap
    filterset_class = filters.GapFilter
    table_class = tables.GapTable
    title = gettext_lazy("设施缺口")
    hint = gettext_lazy("还没有缺口。请逐村摸底，登记缺什么。")


class BeneficiaryList(ProjectRoomList):
    model = Beneficiary
    filterset_class = filters.BeneficiaryFilter
    table_class = tables.BeneficiaryTable
    title = gettext_lazy("受益户")
    hint = gettext_lazy("还没有受益户。请为到户项目登记受益的贫困户。")


class GapMatrix(View):
    """Villages × works: lacking, planned, building or done. `?state=` keeps the villages with a cell in that state."""

    def get(self, request):
        area = chosen_area(request)
        wanted = request.GET.get("state", "")
        state = wanted if wanted in GAP_STATES else ""
        columns, rows, totals = matrix(gaps_seen(request.user, area), state=state)
        context = {
            "title": _("缺什么建什么"),
            "area": area,
            "columns": columns,
            "rows": rows,
            "totals": [(code, *GAP_STATES[code], number) for code, number in totals.items()],
            "state": state,
            "now": timezone.localtime(),
            "menu": room_menu(request, MENU),
            "suffix": f"&area={request.GET['area']}" if request.GET.get("area") else "",
        }
        return render(request, "projects/matrix.html", context)


class ProjectDetail(VisibleDetail):
    """A project's works: how far it is, where, how much is done, whom it serves. Its money is added in kangle.pages."""

    model = Project
    template_name = "projects/detail.html"
    context_object_name = "project"

    def through(self, user):
        return [
            (Site.objects.visible_to(user), "project"),
            (Gap.objects.visible_to(user), "project"),
            (Beneficiary.objects.visible_to(user), "project"),
        ]

    def get_queryset(self):
        today = timezone.localdate()
        rows = super().get_queryset().select_related("area")
        return rows.with_stage(today).with_quantities(today, self.request.user).with_schedule(today)

    def get_context_data(self, **context):
        project = self.object
        word, tone = SCHEDULE[project.schedule]
        return super().get_context_data(
            title=project.name,
            area=project.area,
            stage=Step.Stage(project.stage).label if project.stage else _("未开始"),
            schedule={"word": word, "tone": tone},
            unit=UNITS[project.works],
            steps=project.steps.order_by("on", "stage"),
            sections=self.sections(project),
            partial=self.reaches_beyond,
            **context,
        )

    def sections(self, project):
        """The parts of the page that are lists, in order; only what lies in the person's area."""
        user = self.request.user
        found = [
            Section(
                _("实施点"),
                tables.SiteTable,
                project.sites.visible_to(user),
                columns=("area", "upper", "planned", "done", "unit", "progress"),
                more=with_query("projects:sites", q=project.number),
                empty=_("还没有登记实施点。"),
            ),
            Section(
                _("填补的缺口"),
                tables.GapTable,
                project.gaps.visible_to(user),
                columns=("village", "works", "quantity", "found_on", "state", "matched_on"),
            ),
            Section(
                _("受益户"),
                tables.BeneficiaryTable,
                project.beneficiaries.visible_to(user),
                columns=("head_name", "village", "measure", "since"),
                more=with_query("projects:beneficiaries", q=project.number),
            ),
        ]
        return [found[0], *(section for section in found[1:] if section.total)]
