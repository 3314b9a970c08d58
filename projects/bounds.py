"""What the works never say: more done than was planned, a gap matched before it was found."""

from django.utils.translation import gettext_lazy as _

from kangle.common.bounds import NotBefore, Within, days

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
)
