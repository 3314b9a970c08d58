"""What is done to a case. Every act is a step that is never overwritten; the table of transitions decides who may do it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kangle.accounts.roles import Capability
from kangle.audit import actions as audit
from kangle.audit.models import Entry
from kangle.common import reasons
from kangle.common.fields import fitting
from kangle.procedures import departments, transitions
from kangle.procedures.codes import Act, Level, State
from kangle.procedures.limits import limit_of
from kangle.procedures.models import Answer, Case, CaseStep
from kangle.procedures.readiness import items_of, levels_of, obstacles, to_answer
from kangle.procedures.subjects import subject_of
from kangle.programme.actions import ensure_open
from kangle.programme.days import ensure_plausible

LONGEST_REASON = 200
LACKS_REASON = "reason"  # the code of a refusal that a reason would lift


@transaction.atomic
def open_case(*, method, area, title, reason, effective_on, by):
    """Open a case at the village; returns it. Raises ValidationError in a closed year, without a reason, for whoever may not."""
    if not by.may(Capability.ENTER) or by.area is None or not area.path.startswith(by.area.path):
        raise ValidationError(_("只有本村驻村工作队或县扶贫办可以立件。"))
    _ensure_reason(reason, _("请写明申请理由。"))
    ensure_open(area, effective_on.year)
    today = timezone.localdate()
    case = Case(
        method=method,
        area=area,
        kind=method.kind,
        title=fitting(Case, "title", title),
        reason=reason.strip()[:LONGEST_REASON],
        opened_on=today,
        opened_by_id=by.pk,
        opened_by=by.name,
        effective_on=effective_on,
        arrived_on=today,
    )
    case.due_on = limit_of(case, items_of(method))
    ensure_plausible(None, case)
    _step(case, Act.OPENED, Level.VILLAGE, by=by, reason=case.reason)
    return case


@transaction.atomic
def take(case, *, act, by, reason="", seen=None, effective_on=None, on=None, together=False):
    """Do `act` to a case; returns its CaseStep.

    `seen` is the `turn` of the case as the person saw it: where somebody has acted since, nothing is done. `effective_on` may
    set another day of effect (by the village that mends it, by the county that decides); `on` is the day of a revocation;
    `together`: the reason was written for several cases at once, so it answers nothing that was found of this one alone.
    Raises ValidationError with a sentence for whatever the table, the notice, the method or a closed year refuses.
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("method", "area").get(pk=case.pk)
    items, today = items_of(case.method), timezone.localdate()
    row = _allowed(case, act, by, seen, items)
    reason = reason.strip()[:LONGEST_REASON]
    if row.reason:
        _ensure_reason(reason, _("“%(act)s”须写明原因。") % {"act": Act(act).label})
    if effective_on is not None and act in (Act.SUBMITTED, Act.DECIDED):
        case.effective_on = effective_on
    if act == Act.DECIDED and case.effective_on > today:
        raise ValidationError(_("生效日期 %(day)s 还没有到：请核对日期。") % {"day": case.effective_on})
    if act in transitions.FORWARD:
        ensure_open(case.area, case.effective_on.year)
        subject_of(case).look_again(case)
        if faults := obstacles(case, act, items, today):
            raise ValidationError(faults)
        if together and (sentence := subject_of(case).alone(case)):
            raise ValidationError(sentence)
        if sentence := subject_of(case).reason_asked(case):
            _ensure_reason(reason, sentence)
    level = Level.VILLAGE if row.capability == Capability.ENTER else case.level
    before = audit.snapshot(case)
    department = departments.spoken_for(by, items) if row.named else ""
    left = [name for name in departments.left_of(case, items) if name != department]
    state = transitions.follows(case, row, levels_of(items), left)
    if state != case.state:
        case.state, case.arrived_on = state, today
        case.due_on = limit_of(case, items)
    step = _step(case, act, level, by=by, reason=reason, before=before, department=department)
    _follow(case, step, by=by, on=on or today, reason=reason)
    return step


def _ensure_reason(reason, asked):
    """Refuse a text that gives no reason where one is asked for, by the sentence `asked`."""
    if reasons.says_nothing(reason):
        raise ValidationError(f"{asked}{reasons.fault_of(reason)}", LACKS_REASON)


def _allowed(case, act, by, seen, items):
    """The line of the table that lets `by` do `act` to the locked case now; raises ValidationError where none does."""
    row = transitions.FIND.get((case.state, act))
    if row is None or (seen is not None and _has_moved(case, seen)):
        last = case.steps.last()
        raise ValidationError(
            _("%(who)s 已于 %(day)s 对这一件办了“%(act)s”，它现在是“%(state)s”；您的操作没有生效，请重新查看。")
            % {"who": last.by_name, "day": last.on, "act": last.get_act_display(), "state": case.get_state_display()}
        )
    if row not in transitions.offered(case, by):
        raise ValidationError(
            _("这一件是“%(state)s”：您的角色不能“%(act)s”。") % {"state": case.get_state_display(), "act": Act(act).label}
        )
    if sentence := transitions.bar(case, by, row, items):
        raise ValidationError(sentence)
    return row


def _has_moved(case, seen):
    """Whether somebody has acted since a person saw turn `seen`; departments reviewing side by side do not hinder each other."""
    since = list(case.steps.all())[max(seen, 0) :]
    beside = bool(since) and all((step.act, step.level) == (Act.PASSED, Level.DEPARTMENTS) for step in since)
    return seen != case.turn and not beside


def _follow(case, step, *, by, on, reason):
    """What the rooms above do upon an act, in the same transaction."""
    subject, act = subject_of(case), step.act
    if act in transitions.FORWARD:
        subject.brought_forward(case, step, by=by)
    if act == Act.SUBMITTED:
        subject.sent(case, by=by)
    elif act == Act.DECIDED:
        subject.decided(case, by=by)
    elif act == Act.REVOKED:
        subject.revoked(case, by=by, on=on, reason=reason)


def _step(case, act, level, *, by, reason, before=None, on=None, department=""):
    case.turn += 1
    case.save()
    audit.record(by=by, act=Entry.Act.DECIDE, on=case, before=before, after=audit.snapshot(case), reason=reason)
    return CaseStep.objects.create(
        case=case,
        level=level,
        department=fitting(CaseStep, "department", department),
        act=act,
        by_id=by.pk,
        by_name=by.name,
        on=on or timezone.localdate(),
        reason=reason,
    )


@transaction.atomic
def put_check(case, *, act, by, on, reason=""):
    """Put down on a case under way what an acceptance team found on the day `on`, or that it is gone; returns the CaseStep.

    `act` is ACCEPTED, FAILED or UNCHECKED. It moves the case nowhere: what keeps the county from deciding is read off the
    acceptances themselves. None where the case has ended meanwhile: what was decided is not checked any more, it is taken back.
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("method", "area").get(pk=case.pk)
    if not case.is_pending:
        return None
    return _step(case, act, Level.COUNTY, by=by, reason=reason.strip()[:LONGEST_REASON], before=audit.snapshot(case), on=on)


def take_each(cases, *, act, by, reason="", seen=None):
    """Do `act` to each of several cases by itself; returns (those done, [(case, ValidationError) of those that could not be]).

    `seen` gives the turn of each case as the person saw it, by its key. What fails leaves its case untouched, and so does what
    has to be answered for a case by itself.
    """
    done, refused = [], []
    for case in cases:
        try:
            take(case, act=act, by=by, reason=reason, seen=(seen or {}).get(case.pk), together=True)
            done.append(case)
        except ValidationError as error:
            refused.append((case, error))
    return done, refused


@transaction.atomic
def answer(case, *, by, items=None, conditions=None):
    """Keep what was found: {key of the item or condition: (met, note)}; a `met` of None leaves it open.

    Only the village answers, and only while the case lies with it. Raises ValidationError.
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("method", "area").get(pk=case.pk)
    if not any(row.act == Act.SUBMITTED for row in transitions.offered(case, by)):
        raise ValidationError(_("这一件现在不在村里：核对结果不能再改，须先退回。"))
    ensure_open(case.area, case.effective_on.year)
    known = {item.pk for item in to_answer(items_of(case.method))}
    for key, found in (items or {}).items():
        if key in known:
            _put_answer(case, by, found, item_id=key)
    by_hand = {each.condition.pk for each in subject_of(case).conditions(case)} if conditions else ()
    for key, found in (conditions or {}).items():
        if key in by_hand:
            _put_answer(case, by, found, condition_id=key)


def _put_answer(case, by, found, **what):
    met, note = found
    if met is None:
        return
    kept = Answer.objects.filter(case=case, **what).first() or Answer(case=case, **what)
    if kept.pk and (kept.met, kept.note) == (met, note):
        return
    kept.met, kept.note, kept.on = met, fitting(kept, "note", note), timezone.localdate()
    kept.by_id, kept.by_name = by.pk, by.name
    audit.save(kept, by=by)


@transaction.atomic
def amend(case, *, by, reason, effective_on):
    """Mend what a case asks for while it lies with the village; returns it. Raises ValidationError."""
    case = Case.objects.select_for_update(of=("self",)).select_related("area").get(pk=case.pk)
    if case.state not in (State.VILLAGE, State.RETURNED) or not transitions.offered(case, by):
        raise ValidationError(_("这一件现在不在村里：申请内容不能再改，须先退回。"))
    _ensure_reason(reason, _("请写明申请理由。"))
    ensure_open(case.area, effective_on.year)
    case.reason, case.effective_on = reason.strip()[:LONGEST_REASON], effective_on
    ensure_plausible(None, case)
    return audit.save(case, by=by)
