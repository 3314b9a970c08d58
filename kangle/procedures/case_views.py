"""One case's page: the subject's record, the items, the steps so far, its notices and objections, and what the reader may do."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from kangle.exchange.facts import VisibleDetail
from kangle.procedures import actions, departments, notices, refusing, transitions
from kangle.procedures.codes import Act, ItemKind, State, notice_word
from kangle.procedures.done import done_of, owed_notice
from kangle.procedures.forms import NO, YES, AskedForm, NoticeForm, ObjectionForm, answers_of
from kangle.procedures.limits import USUAL_NOTICE, in_words, lacking, spans_asked, steps_asked
from kangle.procedures.models import Case
from kangle.procedures.readiness import items_of, levels_of, obstacles, to_answer
from kangle.procedures.subjects import subject_of
from kangle.programme.workdays import Calendar

# The act whose reason whoever opens the page should read first, by the state it leads to.
HALTS = {
    State.RETURNED: Act.RETURNED,
    State.REFUSED: Act.REFUSED,
    State.REVOKED: Act.REVOKED,
    State.WITHDRAWN: Act.WITHDRAWN,
}


class CasePage(VisibleDetail):
    """The page; a POST is one act named by `do`, and leads back to the page with a sentence about what became of it.

    What is refused comes back at once, at its own form (kangle.procedures.refusing).
    """

    http_method_names = ["get", "head", "options", "post"]
    model = Case
    template_name = "procedures/case.html"
    context_object_name = "case"
    refusal = None  # what was sent and refused (kangle.procedures.refusing.Refused)

    def get_queryset(self):
        rows = super().get_queryset().select_related("method", "area__parent__parent")
        return rows.prefetch_related("steps", "answers", "notices", "objections")

    # --- reading ----------------------------------------------------------------------------------------------------------

    def get_context_data(self, **context):
        case = self.object
        items, today = items_of(case.method), timezone.localdate()
        if case.is_pending and transitions.offered(case, self.request.user):
            subject_of(case).look_again(case)  # whoever may act reads what the act will be judged by
        return super().get_context_data(
            title=str(case),
            area=case.area,
            today=today,
            refused=self.refusal,
            following=self.following(),
            **self.record(items, today),
            **self.choices(items, today),
            **context,
        )

    def record(self, items, today):
        """What is known of the case: the subject's part, the items with their answers, how far it has come, its notices."""
        case = self.object
        template, subject = subject_of(case).page(case, self.request.user) or ("", {})
        return {
            "subject_template": template,
            "subject": subject,
            "groups": self.groups(items, today),
            "by_hand": self.by_hand(),
            "levels": self.levels(items),
            "review": departments.review_of(case, items),
            "notices": self.notices(today),
            "late": case.due_on is not None and case.due_on < today,
            **self.time_given(items),
            "halted": self.halted(),
            "owed": owed_notice(case, items),
            "steps": self.steps(),
        }

    def steps(self):
        """[(step, sentences of what stood open as it was taken)] so far."""
        passed_over = subject_of(self.object).passed_over(self.object)
        return [(step, passed_over.get(step.pk, [])) for step in self.object.steps.all()]

    def time_given(self, items):
        """How long the level may take, in words, and why its last day cannot be told; nothing of a case that has ended."""
        case = self.object
        if not case.is_pending:
            return {}
        spans = steps_asked(case, items)
        unknown = case.due_on is None and lacking(case.arrived_on, spans, Calendar(case.area))
        return {"time_given": in_words(spans), "untold": unknown.sentence if unknown else ""}

    def halted(self):
        """The step by which a case came back or ended without being decided; None where it goes on."""
        act = HALTS.get(self.object.state)
        return next((step for step in reversed(self.object.steps.all()) if step.act == act), None)

    def choices(self, items, today):
        """What the reader may do, each as a small form."""
        offered = transitions.offered(self.object, self.request.user)
        answers = any(row.act == Act.SUBMITTED for row in offered)
        return {
            "acts": self.acts(offered, items, today),
            "bar": self.bar(offered, items),
            "cautions": self.cautions(offered),
            "answers": answers,
            "yes": YES,
            "no": NO,
            "asked_form": self.asked_form() if answers else None,
            "notice_form": self.notice_form(items, today),
            "objection_form": self.objection_form(),
            "may_settle": any(map(self.request.user.may, notices.MAY_SETTLE)),
        }

    def following(self):
        """The case that waits for the reader next, nearest to its limit first; None where nothing else waits."""
        waiting = Case.objects.waiting_for(self.request.user).exclude(pk=self.object.pk)
        return waiting.order_by(F("due_on").asc(nulls_last=True), "arrived_on", "pk").first()

    def groups(self, items, today):
        """[(group, [(item, answer or None, whether the village answers it, Done or None)])] in the order of the method."""
        given = {answer.item_id: answer for answer in self.object.answers.all()}
        done = done_of(self.object, items, today)
        asked = {item.pk for item in to_answer(items)}
        found = {}
        for item in items:
            found.setdefault(item.group, []).append((item, given.get(item.pk), item.pk in asked, done.get(item.pk)))
        return list(found.items())

    def by_hand(self):
        """The conditions of the exit standard that the village answers (procedures.exits.Compared)."""
        return subject_of(self.object).conditions(self.object)

    def acts(self, offered, items, today):
        """What the reader's office may do now: each act with what stands in its way, and whether it asks for a reason."""
        why = subject_of(self.object).reason_asked(self.object)
        return [
            {
                "act": row.act,
                "reason": row.reason or bool(row.act in transitions.FORWARD and why),
                "obstacles": obstacles(self.object, row.act, items, today),
                "with_day": row.act == Act.DECIDED,
                "with_revocation": row.act == Act.REVOKED,
                "main": row.act in transitions.FORWARD,
                "barred": bool(transitions.bar(self.object, self.request.user, row, items)),
            }
            for row in offered
        ]

    def cautions(self, offered):
        """What the reader should know before he brings the case forward; nothing for whoever cannot."""
        forward = any(row.act in transitions.FORWARD for row in offered)
        return subject_of(self.object).cautions(self.object) if forward else []

    def bar(self, offered, items):
        """Why the reader may not do what his office may, in a sentence; "" where he may."""
        found = (transitions.bar(self.object, self.request.user, row, items) for row in offered)
        return next(filter(None, found), "")

    def levels(self, items):
        """[(level, "done", "here" or "")]: the way of the case, for a line of the page that says how far it has come."""
        levels = [level for level in transitions.Level if level in levels_of(items) or level == transitions.Level.COUNTY]
        at = levels.index(self.object.level) if self.object.level in levels else -1
        ended = self.object.state in (State.DECIDED, State.REVOKED)
        return [(level, "done" if ended or place < at else "here" if place == at else "") for place, level in enumerate(levels)]

    def notices(self, today):
        """[(notice, days left, its objections about this case)], newest first."""
        of = {}
        for objection in self.object.objections.all():
            of.setdefault(objection.notice_id, []).append(objection)
        return [(notice, notice.days_left(today), of.get(notice.pk, [])) for notice in self.object.notices.all()]

    def asked_form(self):
        return self.again("amend") or AskedForm(initial={"reason": self.object.reason, "effective_on": self.object.effective_on})

    def notice_form(self, items, today):
        """The form to hang a notice, for whoever acts at the level where the case lies; None for everybody else."""
        needed = transitions.CAPABILITY_OF.get(self.object.level)
        if needed is None or not self.request.user.may(needed):
            return None
        called = notice_word(self.object.level)
        form = self.again("notice") or NoticeForm(called=called, initial={"starts_on": today, "place": self.usual_place()})
        form.called = called
        form.days = in_words(spans_asked(items, self.object.level, ItemKind.PUBLICITY) or [USUAL_NOTICE])
        form.others, form.ticked = self.others(), self.ticked() if form.is_bound else []
        return form

    def usual_place(self):
        """Where a notice of the level usually hangs."""
        village = self.object.area
        if self.object.level == transitions.Level.VILLAGE:
            return _("%(area)s村务公开栏") % {"area": village}
        above = village.parent if self.object.level == transitions.Level.TOWNSHIP else village.parent.parent
        return _("%(area)s政务公开栏") % {"area": above}

    def others(self):
        """Other cases that could hang on the same notice: of the same township, kind, subject and level, not yet hung at it."""
        case = self.object
        alike = Case.objects.visible_to(self.request.user).filter(
            kind=case.kind, state=case.state, area__parent=case.area.parent_id, method__subject=case.method.subject
        )
        return (
            alike.exclude(Q(pk=case.pk) | Q(notices__level=case.level)).select_related("area").order_by("area__path", "pk")[:20]
        )

    def objection_form(self):
        user, case = self.request.user, self.object
        hung = case.is_pending and bool(case.notices.all())
        if not hung or not any(map(user.may, notices.MAY_REGISTER)):
            return None
        return self.again("object") or ObjectionForm(initial={"on": timezone.localdate()})

    # --- acting -----------------------------------------------------------------------------------------------------------

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        acts = {
            "act": self.do_act,
            "answers": self.do_answers,
            "amend": self.do_amend,
            "notice": self.do_notice,
            "object": self.do_object,
            "settle": self.do_settle,
        }
        key, form = refusing.sent(request.POST, notice_word(self.object.level))
        do = acts.get(request.POST.get("do"))
        try:
            if do is None:
                raise ValidationError(_("没有这样的操作。"))
            if form.is_valid():
                messages.success(request, do(form.cleaned_data, request.user))
                return HttpResponseRedirect(request.path)
        except ValidationError as error:
            refusing.tell(form, error)
        return self.refused(refusing.Refused(key, form))

    def refused(self, refused):
        """The page again: what is wrong stands at the form that was sent; at the top where the page has that form no more."""
        self.refusal = refused
        page = self.get_context_data()
        if not refused.stands_on(page):
            for found in refused.form.errors.values():
                for sentence in found:
                    messages.error(self.request, sentence)
        return self.render_to_response(page, status=422)

    def again(self, key):
        """The form of a key as it was sent and refused; None where it was not."""
        return self.refusal.form if self.refusal and self.refusal.key == key else None

    def do_act(self, asked, user):
        step = actions.take(self.object, by=user, **asked)
        return _("已办理“%(act)s”。") % {"act": step.get_act_display()}

    def do_answers(self, asked, user):
        data = self.request.POST
        actions.answer(self.object, by=user, items=answers_of(data, "item"), conditions=answers_of(data, "condition"))
        return _("逐项核对已保存。")

    def do_amend(self, asked, user):
        actions.amend(self.object, by=user, **asked)
        return _("申请内容已更正。")

    def do_notice(self, asked, user):
        others = Case.objects.visible_to(user).filter(pk__in=self.ticked())
        notice = notices.put_up([self.object, *others], by=user, **asked)
        if notice.ends_on is None:
            unknown = lacking(notice.starts_on, [notice.span], Calendar(self.object.area))
            told = {"called": notice.called, "span": notice.span, "why": unknown.sentence if unknown else ""}
            return _("已张贴%(called)s：须满 %(span)s，到哪天为止还不能确定。%(why)s") % told
        told = {"called": notice.called, "span": notice.span, "day": notice.ends_on}
        return _("已张贴%(called)s，到 %(day)s 为止（%(span)s）。") % told

    def ticked(self):
        """The keys of the other cases to hang on the same notice."""
        return [int(key) for key in self.request.POST.getlist("with") if key.isascii() and key.isdigit() and len(key) < 19]

    def do_object(self, asked, user):
        notice = self.object.notices.first()
        if notice is None:
            raise ValidationError(_("这一件还没有公示过。"))
        notices.register_objection(notice, self.object, by=user, **asked)
        return _("异议已登记；办结之前这一件不能往下走。")

    def do_settle(self, asked, user):
        objection = self.object.objections.filter(pk=asked.pop("objection")).first()
        if objection is None:
            raise ValidationError(_("没有这条异议。"))
        notices.settle(objection, by=user, upheld=asked["upheld"] == YES, outcome=asked["outcome"])
        return _("异议已办结。")
