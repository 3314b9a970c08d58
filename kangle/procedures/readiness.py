"""What still stands in a case's way: items not answered, a veto, a notice that has not run, an objection not settled."""

from django.utils.translation import gettext as _

from kangle.procedures.codes import Act, ItemKind, Level
from kangle.procedures.limits import hanging, in_words, lacking, spans_asked
from kangle.procedures.models import Item
from kangle.procedures.subjects import subject_of
from kangle.procedures.transitions import FORWARD
from kangle.programme.workdays import Calendar

# What the village must have answered before it submits; a priority speaks for a case and may be left open.
ASKED = (ItemKind.STEP, ItemKind.CONDITION, ItemKind.VETO, ItemKind.DOCUMENT)
MOST_NAMED = 3  # of a long list, so that a sentence stays one


def items_of(method):
    """The items of a method in the order of its groups."""
    return list(Item.objects.filter(group__method=method).select_related("group").order_by("group__number", "number"))


def levels_of(items):
    """The levels that take part: those that have a step to take."""
    return {item.level for item in items if item.kind == ItemKind.STEP}


def to_answer(items):
    """The items whose answers the village gives: what it has to do, to find out and to hand in."""
    own = [item for item in items if item.level == Level.VILLAGE]
    return [item for item in own if item.kind in (*ASKED, ItemKind.PRIORITY)]


def obstacles(case, act, items, on):
    """Sentences why `act` may not bring the case forward on a day; empty where it may, or where it leads nowhere further."""
    if act not in FORWARD:
        return []
    found = _of_objections(case)
    found += _of_notice(case, items, on)
    if act == Act.SUBMITTED:
        found += _of_answers(case, items)
    if act == Act.DECIDED:
        found += _of_check(case)
    return found + subject_of(case).obstacles(case, act)


def _of_objections(case):
    open_ = [objection for objection in case.objections.all() if objection.settled_on is None]
    return [
        _("公示异议还没有办结（%(day)s，%(who)s）：由乡镇或县扶贫办核查，写明结论。") % {"day": each.on, "who": each.who}
        for each in open_
    ]


def _of_notice(case, items, on):
    """A level whose method asks for a notice passes once one has hung its full days and nothing against it was upheld."""
    spans = spans_asked(items, case.level, ItemKind.PUBLICITY)
    if not spans:
        return []
    hung = [notice for notice in case.notices.all() if notice.level == case.level]
    upheld = {objection.notice_id for objection in case.objections.all() if objection.upheld}
    sound = [notice for notice in hung if notice.pk not in upheld]
    if sound:
        found = [_of_time(notice, spans, Calendar(case.area), on) for notice in sound]
        return [] if None in found else found[:1]
    told = {"days": in_words(spans)}
    if hung:
        return [_("公示中的异议成立：核实更正后须重新公示 %(days)s。") % told]
    return [_("还没有在本级公示：须公示满 %(days)s，请在“公示和异议”里张贴。") % told]


def _of_time(notice, spans, calendar, on):
    """Why a notice has not hung the Spans its method asks by a day, in a sentence; None where it has."""
    if unknown := lacking(notice.starts_on, spans, calendar):
        told = {"first": notice.starts_on, "days": in_words(spans), "why": unknown.sentence}
        return _("公示未满：%(first)s 起须满 %(days)s，何时期满还不能确定。%(why)s") % told
    asked = hanging(notice.starts_on, spans, calendar)["ends_on"]
    ends_on = max(asked, notice.ends_on or asked)
    if ends_on >= on:
        return _("公示未满：到 %(day)s 为止，之后才能往下走。") % {"day": ends_on}
    if notice.ends_on is not None and notice.ends_on < asked:
        return _("公示只到 %(last)s，不满 %(days)s（应到 %(day)s）：须重新公示。") % {
            "last": notice.ends_on,
            "days": in_words(spans),
            "day": asked,
        }
    return None


def _of_check(case):
    """What the county's acceptance team found last decides; a case that nobody has checked waits for nobody."""
    check = subject_of(case).checked(case)
    if check is None or check.passed:
        return []
    told = {"day": check.on, "reason": check.told.rstrip("。")}
    return [_("验收未通过（%(day)s）：%(reason)s。整改后须重新验收。") % told]


def _of_answers(case, items):
    given = {answer.item_id: answer for answer in case.answers.all() if answer.item_id}
    asked = [item for item in to_answer(items) if item.kind in ASKED]
    missing = [item.text for item in asked if item.pk not in given]
    found = []
    if missing:
        named = "；".join(missing[:MOST_NAMED]) + ("……" if len(missing) > MOST_NAMED else "")
        sentence = _("还有 %(count)d 项没有核对：%(items)s。请在“逐项核对”里填好、保存。")
        found.append(sentence % {"count": len(missing), "items": named} + _of_priorities(items, given))
    answered = [(item, given[item.pk]) for item in asked if item.pk in given]
    # A veto stops where it is met, everything else where it is not.
    return found + [_fault(item) for item, answer in answered if answer.met == (item.kind == ItemKind.VETO)]


def _of_priorities(items, given):
    """That what speaks for a case may be left open, and so was not counted: the reader sees more open lines than are missing."""
    open_ = [item for item in to_answer(items) if item.kind == ItemKind.PRIORITY and item.pk not in given]
    sentence = _("另有 %(count)d 项优先情形，没有的可以不填，不算在内。")
    return sentence % {"count": len(open_)} if open_ else ""


def _fault(item):
    """The sentence for an answer that stops the case."""
    sentence = {
        ItemKind.VETO: _("有一票否决的情形：%(item)s。"),
        ItemKind.CONDITION: _("不符合条件：%(item)s。"),
        ItemKind.STEP: _("这一步还没有办：%(item)s。"),
        ItemKind.DOCUMENT: _("缺材料：%(item)s。"),
    }[item.kind]
    return sentence % {"item": item.text}
