"""What was done about an item of a method above the village, and by the notices: read off the steps, told nowhere else."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kangle.procedures.codes import Act, ItemKind, Level, State
from kangle.procedures.departments import asked_of, in_words, left_of, passes_of
from kangle.procedures.transitions import APPROVING

GRADES = {Act.PASSED: "good", Act.DECIDED: "good", Act.RETURNED: "fair", Act.REFUSED: "poor", Act.REVOKED: "poor"}


@dataclass(frozen=True)
class Done:
    """One item as it was carried out: a word with its colour, what was said, and by whom and when; `address` of its paper."""

    word: str | Promise
    grade: str = "none"
    said: str = ""
    who: str = ""
    address: str = ""


def done_of(case, items, on):
    """{key of an item: Done} of the steps and notices that are not the village's to answer, as of a day.

    What is still to come lacks. `case` has its steps and notices at hand.
    """
    found = {}
    for item in items:
        if item.kind == ItemKind.PUBLICITY:
            found[item.pk] = _notice(case, item, on)
        elif item.kind == ItemKind.STEP and item.level != Level.VILLAGE:
            found[item.pk] = _step(case, item, items)
    return {key: done for key, done in found.items() if done is not None}


def owed_notice(case, items):
    """The item by which the county still owes a decided case its public notice; None where it owes none."""
    if case.state != State.DECIDED or any(notice.level == Level.COUNTY for notice in case.notices.all()):
        return None
    return next((item for item in items if (item.kind, item.level) == (ItemKind.PUBLICITY, Level.COUNTY)), None)


def _notice(case, item, on):
    hung = [notice for notice in case.notices.all() if notice.level == item.level]  # newest first
    if not hung:
        if owed_notice(case, [item]):
            return Done(_("待公告"), "fair")  # an announcement follows the decision
        owed = item.days and case.is_pending and case.level == item.level
        return Done(_("未公示"), "poor") if owed else None
    notice = next((notice for notice in hung if notice.has_run(on)), hung[0])
    words = {"called": notice.called}
    word, grade = (_("已%(called)s满") % words, "good") if notice.has_run(on) else (_("%(called)s中") % words, "fair")
    said = f"{notice.place} {notice.term}"
    return Done(word, grade, said, notice.by_name, reverse("procedures:notice", args=[notice.pk]))


def _step(case, item, items):
    if case.is_pending and case.level == item.level:
        return _under_way(case, item, items)
    if item.level == Level.DEPARTMENTS and (passed := passes_of(case)) and asked_of(items) and not left_of(case, items):
        said = _("%(count)d 个部门都已通过") % {"count": len(passed)}
        return Done(_("已办"), "good", said, str(max(step.on for step in passed.values())))
    acts = {*APPROVING, Act.REVOKED}
    last = next((step for step in reversed(case.steps.all()) if step.level == item.level and step.act in acts), None)
    if last is None:
        return None
    word = _("已办") if last.act in (Act.PASSED, Act.DECIDED) else last.get_act_display()
    return Done(word, GRADES[last.act], last.reason, f"{last.by_name} {last.on}")


def _under_way(case, item, items):
    asked, left = asked_of(items), left_of(case, items)
    if item.level != Level.DEPARTMENTS or not asked:
        return Done(_("待办"), "fair")
    words = {"done": len(asked) - len(left), "all": len(asked)}
    return Done(_("%(done)d / %(all)d 个部门已通过") % words, "fair", _("等%(left)s") % {"left": in_words(left)})
