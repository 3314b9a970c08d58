"""What an inspection never says: marks beyond an item's weight, a pass without its checks, days in the wrong order."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kangle.audit.guards import guard
from kangle.common.bounds import NotAfter, NotBefore, Row, Same, Within, days, points
from kangle.programme.days import changed
from kangle.programme.items import ITEM
from kangle.supervision.models import Finding, Inspection


def _passed_without_reason(name, model):
    return Row(
        name,
        model,
        "reason",
        _("通过了的不写未通过原因：请删去原因，或者改为未通过。"),
        columns=("passed", "reason"),
        wrong="p.passed AND p.reason <> ''",
        holds=lambda check: not (check.passed and check.reason),
    )


def _by_team(name, model):
    return NotBefore(
        name,
        model,
        "on",
        _("验收日期 %(value)s 早于验收组的成立日期 %(limit)s：请核对日期和验收组。"),
        whole="team",
        limit="formed_on",
        shown=days,
    )


BOUNDS = (
    Same(
        "marked_by_its_sheet",
        "supervision.Mark",
        "item",
        _("这一项不在这次督查那一轮的评分表里：请选同一轮的评分项，或者核对督查。"),
        ways=("item__round", "inspection__round"),
    ),
    Within(
        "marked",
        "supervision.Mark",
        "points",
        _("得分 %(value)s 超过这一项的分值 %(limit)s：请核对得分，分值在评分表里。"),
        whole="item",
        limit="weight",
        factor=100,
        shown=points,
    ),
    Within(
        "weighed",
        "supervision.SheetItem",
        "weight",
        _("一张评分表各项分值之和不能超过 100：其余各项用后还剩 %(limit)s，这一项不能是 %(value)s。"),
        whole="round",
        limit=100,
        summed=True,
    ),
    Row(
        "passed_checked",
        "supervision.HouseholdAcceptance",
        "passed",
        _("没有入户核实、资料不齐或者户主不认可，不能通过：请先补齐，或者不通过并写明原因。"),
        columns=("passed", "on_site", "papers_complete", "household_agrees"),
        wrong="p.passed AND NOT (p.on_site AND p.papers_complete AND p.household_agrees)",
        holds=lambda check: not check.passed or (check.on_site and check.papers_complete and check.household_agrees),
    ),
    NotBefore(
        "round_ends_after",
        "supervision.Round",
        "finished_on",
        _("结束日期 %(value)s 早于开始日期 %(limit)s：请核对这两个日期。"),
        limit="started_on",
        shown=days,
    ),
    NotBefore(
        "inspected_in_round",
        "supervision.Inspection",
        "on",
        _("督查日期 %(value)s 早于这一轮的开始日期 %(limit)s：请核对日期和轮次。"),
        whole="round",
        limit="started_on",
        shown=days,
    ),
    Row(
        "found_of_an_item",
        "supervision.Finding",
        "item",
        _("663 没有这一事项：请从列出的十五项里选。"),
        columns=("item",),
        wrong=f"p.item NOT IN ({', '.join(repr(code) for code in ITEM)})",
        holds=lambda finding: finding.item in ITEM,
    ),
    NotAfter(
        "inspected_until_its_end",
        "supervision.Inspection",
        "on",
        _("督查日期 %(value)s 晚于这一轮的结束日期 %(limit)s：请核对日期和轮次。"),
        whole="round",
        limit="finished_on",
        shown=days,
    ),
    NotBefore(
        "interviewed_after",
        "supervision.Interview",
        "held_on",
        _("约谈日期 %(value)s 早于决定日期 %(limit)s：请核对这两个日期。"),
        limit="required_on",
        shown=days,
    ),
    NotBefore(
        "zone_duty_ends_after",
        "supervision.ZoneDuty",
        "until",
        _("止期 %(value)s 早于起期 %(limit)s：请核对这两个日期。"),
        limit="since",
        shown=days,
    ),
    _by_team("household_checked_by_team", "supervision.HouseholdAcceptance"),
    _by_team("village_checked_by_team", "supervision.VillageAcceptance"),
    _passed_without_reason("household_passed_without_reason", "supervision.HouseholdAcceptance"),
    _passed_without_reason("village_passed_without_reason", "supervision.VillageAcceptance"),
)


@guard(Finding)
def refuse_inspection_of_elsewhere(old, new):
    """A finding lies in the area its inspection was of, or concerns what is above it."""
    if new is None or new.inspection is None or not changed(["inspection_id", "area_id"], old, new):
        return
    if _lie_apart(new.inspection.area, new.area):
        sentence = _("这次督查是%(area)s的，问题不在那里：请核对督查和地区。")
        raise ValidationError({"inspection": sentence % {"area": new.inspection.area}})


@guard(Inspection)
def refuse_area_of_no_finding(old, new):
    """The other side: what was found on an inspection stays where it was."""
    if old is None or new is None or not changed(["area_id"], old, new):
        return
    found = Finding.objects.filter(inspection=new.pk).select_related("area")
    number = sum(_lie_apart(new.area, finding.area) for finding in found)
    if number:
        sentence = _("这次督查有 %(number)d 个问题不在%(area)s：请先核对那些问题。")
        raise ValidationError({"area": sentence % {"number": number, "area": new.area}})


def _lie_apart(one, other):
    return not (one.path.startswith(other.path) or other.path.startswith(one.path))
