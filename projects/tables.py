"""The lists of the projects room, one table for each fact model."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.tables.people import head
from kangle.exchange.facts import FactTable
from kangle.exchange.tables import (
    AreaColumn,
    ChoiceColumn,
    Column,
    DateColumn,
    LinkColumn,
    NumberColumn,
    ShareColumn,
    YesNoColumn,
)
from projects.models import UNITS, Beneficiary, Gap, Progress, Project, Site, Step
from projects.querysets import FINISHED, beneficiaries_with_stage
from villages.tables.people import area
from villages.tables.places import township, village

STAGE_TONES = {
    **dict.fromkeys(FINISHED, "good"),
    "09-works": "fair",
    "99-withdrawn": "none",
    **dict.fromkeys([stage for stage in Step.Stage.values if stage < "09"], "none"),
}
SCHEDULE = {
    "finished": (_("按期完工"), "good"),
    "finished-late": (_("逾期完工"), "fair"),
    "late": (_("逾期未完"), "poor"),
    "due-later": (_("未到期"), "none"),
    "withdrawn": (_("终止"), "none"),
}
SCHEDULE_WORDS = [(code, word) for code, (word, _tone) in SCHEDULE.items()]
SCHEDULE_TONES = {code: tone for code, (_word, tone) in SCHEDULE.items()}
GAP_STATES = {
    "lacking": (_("缺"), "poor"),
    "planned": (_("已立项"), "fair"),
    "building": (_("在建"), "fair"),
    "done": (_("已建成"), "good"),
}
GAP_WORDS = [(code, word) for code, (word, _tone) in GAP_STATES.items()]
GAP_TONES = {code: tone for code, (_word, tone) in GAP_STATES.items()}


def project(accessor="project"):
    """The column that names a project and leads to its page."""
    return LinkColumn(_("项目"), f"{accessor}__name", link=("projects:detail", f"{accessor}_id"))


def stage(accessor="stage"):
    """The column that says how far a project is."""
    return ChoiceColumn(_("阶段"), accessor, choices=Step.Stage, tones=STAGE_TONES)


class UnitColumn(Column):
    """What the quantities of a row's works are counted in."""

    width = 8

    def value(self, row):
        works = row[self.lookup]
        return str(UNITS[works]) if works in UNITS else None


class ProjectTable(FactTable):
    name = LinkColumn(link=("projects:detail", "pk"))
    area = area()
    year = Column(on_phone=False)
    works = ChoiceColumn(_("类别"))
    stage = stage()
    stage_on = DateColumn(_("阶段日期"), on_phone=False)
    schedule = ChoiceColumn(_("工期"), choices=SCHEDULE_WORDS, tones=SCHEDULE_TONES)
    planned_finish_on = DateColumn(on_phone=False)
    planned = NumberColumn(_("计划数量"), on_phone=False)
    done = NumberColumn(_("完成数量"), on_phone=False)
    unit = UnitColumn(pgettext_lazy("计量", "单位"), "works", orderable=False, on_phone=False)
    progress = ShareColumn(_("完成率"), "done", denominator="planned")
    authority = Column(on_phone=False)
    number = LinkColumn(link=("projects:detail", "pk"), on_phone=False)
    planned_start_on = DateColumn(visible=False)
    executor = Column(visible=False)
    approval_number = Column(visible=False)
    industry = ChoiceColumn(visible=False)
    integrated = YesNoColumn(visible=False)
    content = Column(visible=False)

    class Meta:
        model = Project
        fields = ()
        order_by = ("-year", "number")

    @classmethod
    def prepare(cls, queryset):
        today = timezone.localdate()
        return queryset.with_stage(today).with_quantities(today).with_schedule(today)


class StepTable(FactTable):
    project = project()
    area = area("project__area")
    stage = stage()
    on = DateColumn()
    by = Column(on_phone=False)
    note = Column(on_phone=False)

    class Meta:
        model = Step
        fields = ()
        order_by = ("-on", "project")


class SiteTable(FactTable):
    project = project()
    works = ChoiceColumn(_("类别"), "project__works")
    area = area()
    upper = AreaColumn(_("上级"), "area", parent=True, on_phone=False)
    planned = NumberColumn()
    done = NumberColumn(_("完成数量"))
    unit = UnitColumn(pgettext_lazy("计量", "单位"), "project__works", orderable=False, on_phone=False)
    progress = ShareColumn(_("完成率"), "done", denominator="planned")

    class Meta:
        model = Site
        fields = ()
        order_by = ("project", "area")

    @classmethod
    def prepare(cls, queryset):
        return queryset.with_done(timezone.localdate())


class ProgressTable(FactTable):
    project = project("site__project")
    works = ChoiceColumn(_("类别"), "site__project__works")
    area = area("site__area")
    on = DateColumn()
    quantity = NumberColumn()
    unit = UnitColumn(pgettext_lazy("计量", "单位"), "site__project__works", orderable=False)

    class Meta:
        model = Progress
        fields = ()
        order_by = ("-on", "project")


class GapTable(FactTable):
    village = village()
    township = township()
    works = ChoiceColumn()
    quantity = NumberColumn()
    found_on = DateColumn(on_phone=False)
    state = ChoiceColumn(_("状况"), choices=GAP_WORDS, tones=GAP_TONES)
    project = project()
    matched_on = DateColumn(on_phone=False)

    class Meta:
        model = Gap
        fields = ()
        order_by = ("village", "works")

    @classmethod
    def prepare(cls, queryset):
        return queryset.with_state(timezone.localdate())


class BeneficiaryTable(FactTable):
    head_name = head()
    village = village("household__village")
    township = township("household__village")
    project = project()
    works = ChoiceColumn(_("类别"), "project__works")
    area = AreaColumn(_("项目所在地"), "project__area", on_phone=False)
    stage = stage()
    measure = ChoiceColumn(_("措施"), "measure__kind", on_phone=False)
    since = DateColumn()

    class Meta:
        model = Beneficiary
        fields = ()
        order_by = ("project", "village")

    @classmethod
    def prepare(cls, queryset):
        return beneficiaries_with_stage(queryset.with_head(), timezone.localdate())
