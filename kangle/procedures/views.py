"""The queue of what waits for somebody, the lists of cases and of notices, and a notice as it is printed."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from kangle.accounts.roles import Capability
from kangle.assignments.models import Assignment
from kangle.common.legible import line
from kangle.exchange.facts import FactList, VisibleDetail
from kangle.procedures import filters, tables
from kangle.procedures.actions import LACKS_REASON, LONGEST_REASON, take_each
from kangle.procedures.codes import Act
from kangle.procedures.limits import lacking
from kangle.procedures.models import Case, Notice
from kangle.procedures.subjects import subject_of
from kangle.programme.workdays import Calendar

MENU = [
    ("procedures:queue", pgettext_lazy("列表", "待办")),
    ("procedures:list", gettext_lazy("全部办件")),
    ("procedures:notices", pgettext_lazy("办件", "公示")),
    ("pages:work-calendars", gettext_lazy("放假安排")),
]
AGAIN = "queue-again"  # in the session: what was refused, for the next page to offer again
# What a batch may do, for whom: the act that brings a case forward, and whether returning is offered beside it.
BATCHES = (
    (Capability.DECIDE, Act.DECIDED, True),
    (Capability.APPRAISE, Act.PASSED, True),
    (Capability.REVIEW, Act.PASSED, True),
    (Capability.ENTER, Act.SUBMITTED, False),
)


class Queue(FactList):
    """What waits for this person's office, nearest to its limit first; passed or returned one by one or many at once."""

    is_plain = False  # whose turn it is depends on the person
    menu = MENU
    model = Case
    filterset_class = filters.QueueFilter
    table_class = tables.QueueTable
    title = pgettext_lazy("列表", "待办")
    template_name = "procedures/queue.html"

    def get_queryset(self):
        return self.table_class.prepare(Case.objects.waiting_for(self.request.user))

    @property
    def hint(self):
        """Who opens no cases is not told how to."""
        if self.batch is None:
            return _("您的角色只查阅、不办理办件，这里没有等您办的；全部办件见“全部办件”。")
        if not self.request.user.may(Capability.ENTER):
            return _("没有等您办理的办件；全部办件见“全部办件”。")
        return _("没有等您办理的办件。在农户卡片上可以立件；全部办件见“全部办件”。")

    def get_context(self):
        """What was refused stands as it was sent: the boxes ticked, the reason, what it lacks."""
        self.again = self.request.session.pop(AGAIN, {})
        dict(self.table.listed)["title"].picked = self.again.get("picked", ())
        return super().get_context()

    @cached_property
    def batch(self):
        """(forward act, whether returning is offered) of this person; None for whoever only reads."""
        found = ((act, back) for capability, act, back in BATCHES if self.request.user.may(capability))
        return next(found, None)

    def get_extra(self):
        forward, back = self.batch or (None, False)
        return {
            **super().get_extra(),
            "forward": forward and Act(forward),
            "back": back and Act.RETURNED,
            "again": self.again,
            "assigned": Assignment.objects.waiting_for(self.request.user).select_related("giver", "holder"),
            "figures": self.figures(),
            "owed": Case.objects.to_announce(self.request.user).count(),
            "board": self.area or self.request.user.area,
        }

    def figures(self):
        today = timezone.localdate()
        rows = Case.objects.waiting_for(self.request.user).with_disputed()
        return rows.aggregate(
            waiting=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today)), objected=Count("pk", filter=Q(disputed=True))
        )

    def post(self, request, *args, **kwargs):
        seen = dict(_ticked(request.POST.getlist("case")))
        act = request.POST.get("act", "")
        cases = list(Case.objects.visible_to(request.user).filter(pk__in=seen).select_related("area", "method").order_by("pk"))
        if self.batch is None or act not in (self.batch[0], Act.RETURNED):
            messages.error(request, _("您的角色不能这样办理。"))
        elif not cases:
            messages.error(request, _("还没有选中办件：请在列表中打勾。"))
            self.keep(())
        else:
            done, refused = take_each(
                cases, act=act, by=request.user, reason=line(request.POST, "reason", LONGEST_REASON), seen=seen
            )
            _tell(request, Act(act), done, refused)
            if refused:
                self.keep([f"{case.pk}.{seen[case.pk]}" for case, _error in refused], [error for _case, error in refused])
        return HttpResponseRedirect(request.get_full_path())

    def keep(self, picked, errors=()):
        """Let the next page offer again what was refused; it names the reason where that is what was lacking."""
        lacking = [error for error in errors if getattr(error, "code", None) == LACKS_REASON]
        self.request.session[AGAIN] = {
            "picked": list(picked),
            "reason": line(self.request.POST, "reason", LONGEST_REASON),
            "lacks_reason": bool(lacking),
        }


def _ticked(values):
    """(key, turn) of each box ticked; what is no such pair is left out."""
    for value in values:
        key, _dot, turn = value.partition(".")
        if key.isdigit() and turn.isdigit() and len(key) < 19 and len(turn) < 6:
            yield int(key), int(turn)


def _tell(request, act, done, refused):
    if done:
        sentence = ngettext("已对 %(count)d 件办理“%(act)s”。", "已对 %(count)d 件办理“%(act)s”。", len(done))
        messages.success(request, sentence % {"count": len(done), "act": act.label})
    by_reason = {}
    for case, error in refused:
        by_reason.setdefault(" ".join(error.messages), []).append(str(case))
    for why, cases in by_reason.items():
        messages.error(request, _("%(case)s：没有办成，原样未动。%(why)s") % {"case": _listed(cases), "why": why})


def _listed(cases):
    """Names of cases in one line, how many they are before them where they are several."""
    names = pgettext("名单", "、").join(cases)
    return names if len(cases) == 1 else _("%(count)d 件（%(names)s）") % {"count": len(cases), "names": names}


class CaseList(FactList):
    menu = MENU
    model = Case
    filterset_class = filters.CaseFilter
    table_class = tables.CaseTable
    title = gettext_lazy("全部办件")
    hint = gettext_lazy("还没有办件。户的办件从农户卡片上立件，村的从村的页面上立件。")


class NoticeList(FactList):
    menu = MENU
    model = Notice
    filterset_class = filters.NoticeFilter
    table_class = tables.NoticeTable
    title = pgettext_lazy("办件", "公示")
    hint = gettext_lazy("还没有公示。在办件页面上张贴。")


class NoticePage(VisibleDetail):
    """A public notice as it hangs on the wall: whose cases, what for, how long, where, and whom to call."""

    model = Notice
    template_name = "procedures/notice.html"
    context_object_name = "notice"

    def get_queryset(self):
        return super().get_queryset().select_related("area__parent").with_subject()

    def get_context_data(self, **context):
        notice = self.object
        cases = list(notice.cases.visible_to(self.request.user).select_related("area", "method").order_by("area__path", "pk"))
        headings, rows = subject_of(cases[0]).listing(cases) if cases else ([], [])
        unknown = lacking(notice.starts_on, [notice.span], Calendar(notice.area)) if notice.ends_on is None else None
        return super().get_context_data(
            title=_("%(area)s%(kind)s%(called)s") % {"area": notice.area, "kind": notice.what, "called": notice.called},
            area=notice.area,
            headings=headings,
            rows=[list(zip(headings, row, strict=True)) for row in rows],
            listed=cases,
            days_left=notice.days_left(timezone.localdate()),
            untold=unknown.sentence if unknown else "",
            printed_on=timezone.localdate(),
            **context,
        )
