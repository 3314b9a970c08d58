"""What the works never say: more done than was planned, a gap matched before it was found, steps in the wrong order."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kangle.audit.guards import guard
from kangle.common.bounds import NotBefore, Same, Within, days, others
from kangle.programme.days import changed
from projects.models import Progress, Project, Site, Step

BOUNDS = (
    Within(
        "done",
        "projects.Progress",
        "quantity",
        _("完成超过计划：这个实施点还差 %(limit)s，不能再完成 %(value)s。计划改了的，请先改实施点的计划数量。"),
        whole="site",
        limit="planned",
        summed=True,
    ),
    NotBefore(
        "matched_after",
        "projects.Gap",
        "matched_on",
        _("对接日期 %(value)s 早于摸底日期 %(limit)s：请核对这两个日期。"),
        limit="found_on",
        shown=days,
    ),
    Same(
        "benefits_its_household",
        "projects.Beneficiary",
        "measure",
        _("这项措施是另一户的：请选这一户的措施，或者核对受益户。"),
        ways=("household", "measure__household"),
    ),
)


# What follows reaches over many rows, so that the database does not keep it; it is asked of what is altered.


@guard(Step)
def refuse_steps_out_of_order(old, new):
    """A project's stages follow one another by their days, as they stand in `Step.Stage`; several may share a day."""
    if new is None or not changed(["project_id", "stage", "on"], old, new) or not (new.stage and new.on):
        return
    beside, stored = others(new, Step.objects.filter(project=new.project_id) if new.project_id else Step.objects.none())
    for each in [*beside, *stored]:
        if each.stage and each.on and (each.stage < new.stage) != (each.on < new.on) and each.on != new.on:
            told = {"stage": new.get_stage_display(), "day": new.on, "other": each.get_stage_display(), "other_day": each.on}
            sentence = gettext("“%(stage)s”%(day)s 与“%(other)s”%(other_day)s 先后颠倒：请核对这两个阶段的日期。")
            raise ValidationError({"on": sentence % told})


@guard(Progress)
def refuse_work_before_its_year(old, new):
    """Nothing is done of a project before the year in whose plan it stands."""
    if new is None or not changed(["site_id", "on"], old, new) or not (new.site_id and new.on):
        return
    if new.on.year < new.site.project.year:
        told = {"day": new.on, "year": new.site.project.year}
        raise ValidationError({"on": gettext("这是 %(year)d 年的项目，%(day)s 还没有开始：请核对日期和项目。") % told})


@guard(Project)
def refuse_year_after_its_work(old, new):
    if old is not None and new is not None and new.year and changed(["year"], old, new):
        _refuse_earlier_work(Progress.objects.filter(site__project=new.pk), new.year, "year")


@guard(Site)
def refuse_project_after_its_work(old, new):
    if old is not None and new is not None and changed(["project_id"], old, new):
        _refuse_earlier_work(Progress.objects.filter(site=new.pk), new.project.year, "project")


def _refuse_earlier_work(progress, year, field):
    first = progress.order_by("on").first()
    if first is not None and first.on.year < year:
        told = {"day": first.on, "year": year}
        raise ValidationError({field: gettext("已有 %(day)s 的工程进度，早于 %(year)d 年：请先核对那些进度。") % told})
