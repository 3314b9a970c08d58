"""The conditions the lists of the projects room can be narrowed by."""

from django.utils.translation import gettext_lazy as _

from kangle.exchange.filters import ChoiceFilter, DateRangeFilter, ListFilter, SearchFilter, WholeNumberFilter
from projects.models import Beneficiary, Gap, Progress, Project, Site, Step, Works
from projects.tables import GAP_WORDS, SCHEDULE_WORDS


class ProjectFilter(ListFilter):
    q = SearchFilter("name", "number", "approval_number", "area__name", "authority", label=_("名称、编号、批复文号、地区或部门"))
    year = WholeNumberFilter(label=_("年度"))
    stage = ChoiceFilter(label=_("阶段"), choices=Step.Stage)
    schedule = ChoiceFilter(label=_("工期"), choices=SCHEDULE_WORDS)

    class Meta:
        model = Project
        fields = ["works", "industry", "integrated"]


class StepFilter(ListFilter):
    q = SearchFilter("project__name", "project__number", "by", label=_("项目、编号或办理人"))

    class Meta:
        model = Step
        fields = ["stage", "on"]


class SiteFilter(ListFilter):
    q = SearchFilter("project__name", "project__number", "area__name", label=_("项目、编号或地区"))
    works = ChoiceFilter("project__works", label=_("类别"), choices=Works)
    year = WholeNumberFilter("project__year", label=_("年度"))
    finished = ChoiceFilter(label=_("完成情况"), choices=[("yes", _("已完成")), ("no", _("未完成"))], method="by_finished")

    class Meta:
        model = Site
        fields = []

    def by_finished(self, queryset, name, value):
        return queryset.completed() if value == "yes" else queryset.unfinished()


class ProgressFilter(ListFilter):
    q = SearchFilter("site__project__name", "site__project__number", "site__area__name", label=_("项目、编号或地区"))
    works = ChoiceFilter("site__project__works", label=_("类别"), choices=Works)
    on = DateRangeFilter(label=_("日期"))

    class Meta:
        model = Progress
        fields = []


class GapFilter(ListFilter):
    q = SearchFilter("village__name", "project__name", label=_("村或项目"))
    state = ChoiceFilter(label=_("状况"), choices=GAP_WORDS)

    class Meta:
        model = Gap
        fields = ["works", "found_on"]


class BeneficiaryFilter(ListFilter):
    q = SearchFilter(
        "household__members__name",
        "household__number",
        "project__name",
        "project__number",
        "household__village__name",
        label=_("姓名、户编号、项目或村"),
    )
    works = ChoiceFilter("project__works", label=_("类别"), choices=Works)

    class Meta:
        model = Beneficiary
        fields = ["since"]
