"""Acts on public notices: putting one up, registering what somebody holds against a case, settling it."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kangle.accounts.roles import Capability
from kangle.audit import actions as audit
from kangle.common.fields import fitting
from kangle.procedures import transitions
from kangle.procedures.codes import ItemKind, Level, notice_word
from kangle.procedures.limits import USUAL_NOTICE, hanging, spans_asked
from kangle.procedures.models import Case, Notice, Objection
from kangle.procedures.readiness import items_of
from kangle.programme.actions import ensure_open
from kangle.programme.workdays import Calendar, Span

FARTHEST = datetime.timedelta(days=60)  # from today: a notice is announced ahead, or entered after it hung
MAY_REGISTER = (Capability.ENTER, Capability.REVIEW, Capability.DECIDE)
MAY_SETTLE = (Capability.REVIEW, Capability.DECIDE)


@transaction.atomic
def put_up(cases, *, place, starts_on, by, late_reason="", text="", telephone="", days=None):
    """Hang one notice for `cases` that lie at one level, are of one kind and of the person's own level; returns the Notice.

    It hangs from `starts_on` for as many calendar or working days as the methods ask, or for `days` (calendar) if that is more;
    where nobody knows yet which days are off, its last day is blank. One that began before today is somebody's word and needs a
    `late_reason`. Raises ValidationError.
    """
    cases = list(Case.objects.filter(pk__in=[case.pk for case in cases]).select_related("method", "area__parent__parent"))
    first = _ensure_alike(cases, by)
    if not place.strip():
        raise ValidationError({"place": _("请写明张贴地点。")})
    methods = {case.method_id: case.method for case in cases}.values()
    asked = [spans_asked(items_of(method), first.level, ItemKind.PUBLICITY) or [USUAL_NOTICE] for method in methods]
    spans = [*(span for spans in asked for span in spans), *([Span(days)] if days else [])]
    today, called = timezone.localdate(), notice_word(first.level)
    if abs(starts_on - today) > FARTHEST:
        words = {"called": called, "day": starts_on, "first": today - FARTHEST, "last": today + FARTHEST}
        sentence = _("%(called)s起 %(day)s 不合理，请核对：应在 %(first)s 至 %(last)s 之间。")
        raise ValidationError({"starts_on": sentence % words})
    _ensure_not_hanging(cases, first.level, today)
    late_reason = fitting(Notice, "late_reason", late_reason.strip()) if starts_on < today else ""
    if starts_on < today and not late_reason:
        sentence = _("%(called)s起 %(day)s 早于今天：请在“补登原因”里写明为什么现在才登记。")
        raise ValidationError({"late_reason": sentence % {"called": called, "day": starts_on}})
    for case in cases:
        ensure_open(case.area, case.effective_on.year)
    notice = Notice(
        area=_hangs_at(cases),
        kind=first.kind,
        level=first.level,
        place=fitting(Notice, "place", place.strip()),
        starts_on=starts_on,
        **hanging(starts_on, spans, Calendar(first.area)),
        late_reason=late_reason,
        text=fitting(Notice, "text", text.strip()),
        telephone=fitting(Notice, "telephone", telephone.strip()),
        by_id=by.pk,
        by_name=by.name,
    )
    audit.save(notice, by=by, reason=late_reason)
    notice.cases.set(cases)
    return notice


def _ensure_alike(cases, by):
    """The first of the cases, once they are known to fit one notice that this person may hang."""
    if not cases:
        raise ValidationError(_("请选择要公示的办件。"))
    first = cases[0]
    if len({(case.level, case.kind, case.method.subject, case.area.parent_id) for case in cases}) > 1:
        raise ValidationError(_("一张公示只能列同一乡镇、同一事项、办到同一级的办件，户和村分开公示。"))
    needed = transitions.CAPABILITY_OF.get(first.level)
    within = by.area is not None and all(case.area.path.startswith(by.area.path) for case in cases)
    if needed is None or not by.may(needed) or not within:
        raise ValidationError(_("这一件现在不在您这一级，不能由您公示。"))
    return first


def _ensure_not_hanging(cases, level, today):
    """Refuse a second notice of a case beside one that hangs: its own days count. After an objection upheld it hangs anew."""
    hangs = Notice.objects.running(today).filter(cases__in=cases, level=level).exclude(objections__upheld=True).first()
    if hangs is not None:
        words = {"called": hangs.called, "place": hangs.place, "term": hangs.term}
        raise ValidationError(_("已在“%(place)s”%(called)s（%(term)s），还没有期满：不用再张贴。") % words)


def _hangs_at(cases):
    """Whose notice it is: the village's where the cases lie with one village, else the township's or the county's."""
    first = cases[0]
    if first.level == Level.VILLAGE and len({case.area_id for case in cases}) == 1:
        return first.area
    township = first.area.parent
    return township if first.level in (Level.VILLAGE, Level.TOWNSHIP) else township.parent


@transaction.atomic
def register_objection(notice, case, *, who, content, on, by):
    """Keep what somebody holds against a case on a notice; returns the Objection. Raises ValidationError."""
    if not any(map(by.may, MAY_REGISTER)) or not notice.cases.filter(pk=case.pk).exists():
        raise ValidationError(_("您不能登记这一公示的异议。"))
    if not (who.strip() and content.strip()):
        raise ValidationError(_("请写明反映人和反映内容。"))
    if not case.is_pending:
        raise ValidationError(_("这一件已经办结，异议请向县扶贫办反映。"))
    if not notice.starts_on <= on <= timezone.localdate():
        raise ValidationError({"on": _("反映日期应在公示开始之后、今天之前。")})
    objection = Objection(
        notice=notice,
        case=case,
        who=fitting(Objection, "who", who.strip()),
        content=fitting(Objection, "content", content.strip()),
        on=on,
        by_id=by.pk,
        by_name=by.name,
    )
    return audit.save(objection, by=by)


@transaction.atomic
def settle(objection, *, upheld, outcome, by):
    """Settle an objection once: whether it holds and what was found; returns it. Raises ValidationError."""
    objection = Objection.objects.select_for_update(of=("self",)).select_related("case__area").get(pk=objection.pk)
    if objection.settled_on is not None:
        raise ValidationError(_("这一异议已由 %(who)s 办结。") % {"who": objection.settled_by})
    if not any(map(by.may, MAY_SETTLE)):
        raise ValidationError(_("异议由乡镇或县扶贫办核查办结：谁录入，谁不办结。"))
    if sentence := transitions.bar_of_entering(objection.case, by):
        raise ValidationError(sentence)
    if not outcome.strip():
        raise ValidationError({"outcome": _("请写明核查结论。")})
    objection.upheld, objection.outcome = upheld, fitting(objection, "outcome", outcome.strip())
    objection.settled_on, objection.settled_by = timezone.localdate(), by.name
    return audit.save(objection, by=by, reason=objection.outcome)
