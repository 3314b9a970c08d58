"""The pages of doubts: all of them, one with what may be said to it, and a line for each rule."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_POST

from households import filters, tables
from households.checks.actions import explain, withdraw_explanation
from households.checks.sheet import RULE, RULES
from households.codes import Severity
from households.entry.judging import address_of
from households.models import CheckRule, Doubt
from households.tables.doubts import SEVERITY_TONES
from households.views import MENU, HouseholdRoomList
from kangle.accounts.roles import Capability
from kangle.common.forms import ReasonForm
from kangle.exchange.facts import VisibleDetail, room_menu
from kangle.exchange.views import chosen_area
from kangle.procedures.models import Case


class DoubtList(HouseholdRoomList):
    is_plain = False  # the sentences are said from a JSON field, which a prepared question would give as text
    model = Doubt
    filterset_class = filters.DoubtFilter
    table_class = tables.DoubtTable
    title = gettext_lazy("疑点")
    hint = gettext_lazy("没有疑点：记录都通过了校验。每天夜里重新校验一次，改正记录后随即重新校验。")

    def get_queryset(self):
        return super().get_queryset().standing()


class DoubtDetail(VisibleDetail):
    """One doubt: what is wrong, where to put it right, and, for whoever may, the form to explain it."""

    model = Doubt
    template_name = "households/doubt.html"
    context_object_name = "doubt"

    def get_queryset(self):
        return super().get_queryset().select_related("village", "household", "member", "year_record").with_head()

    def get_context_data(self, **context):
        rule = RULE.get(self.object.rule)
        return super().get_context_data(
            title=rule.name if rule else self.object.rule,
            area=self.object.village,
            doubts=[self.object] if self.object.cleared_on is None else [],
            may_explain=self.request.user.may(Capability.EXPLAIN),
            mended_at=self.mended_at(),
            **context,  # with `form` where an explanation was refused
        )

    def mended_at(self):
        """The screen on which it is put right, for whoever may write there; "" where there is none."""
        doubt = self.object
        stands = doubt.household_id and doubt.cleared_on is None
        return address_of(doubt) if stands and self.request.user.may(Capability.ENTER) else ""


def _visible(request, pk):
    found = Doubt.objects.visible_to(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这条记录，或者它不在您的地区。"))
    return found


def _back(doubt, request):
    """To where the doubt was read: the page of a case, else the household's card, or for a village's its own page."""
    case = request.POST.get("case", "")
    if case.isascii() and case.isdigit() and Case.objects.visible_to(request.user).filter(pk=int(case[:18])).exists():
        return redirect(reverse("procedures:case", args=[int(case)]) + "#doubts")
    if doubt.household_id:
        return redirect(reverse("households:detail", args=[doubt.household_id]) + "#doubts")
    return redirect("households:doubt", doubt.pk)


@require_POST
def explain_doubt(request, pk):
    doubt, form = _visible(request, pk), ReasonForm(request.POST, label=_("核实的情况和原因"))
    if form.is_valid():
        try:
            explain(doubt, by=request.user, reason=form.cleaned_data["reason"])
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, _("已记下说明。记录里的有关内容一变，说明自动失效。"))
        return _back(doubt, request)
    request.path = reverse("households:doubt", args=[pk])  # what the page's links and the language switch lead to
    page = DoubtDetail()
    page.setup(request, pk=pk)
    page.object = page.get_object()
    return page.render_to_response(page.get_context_data(form=form), status=422)


@require_POST
def withdraw_doubt(request, pk):
    doubt = _visible(request, pk)
    try:
        doubt = withdraw_explanation(doubt, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("说明已撤回，疑点重新待处理。"))
    return _back(doubt, request)


class RuleList(View):
    """All rules, as the official sheet has them, with how many doubts of each are open and explained in the chosen area."""

    def get(self, request):
        area = chosen_area(request)
        rows = self.rows(request.user, area)
        context = {
            "title": _("校验规则"),
            "area": area,
            "rows": rows,
            "menu": room_menu(request, MENU),
            "open": sum(row["open"] for row in rows),
            "explained": sum(row["explained"] for row in rows),
        }
        return render(request, "households/rules.html", context)

    def rows(self, user, area):
        """One dict a rule: the rule, its setting and since when, the counts and the addresses of the narrowed list."""
        counts, stored = self.counts(user, area), {row.code: row for row in CheckRule.objects.all()}
        return [self.row(rule, stored.get(rule.code), counts.get(rule.code), area) for rule in RULES]

    @staticmethod
    def counts(user, area):
        doubts = Doubt.objects.standing().visible_to(user)
        doubts = doubts.within(area) if area else doubts
        is_open = Q(explained_on__isnull=True)
        counted = doubts.order_by().values("rule").annotate(open=Count("pk", filter=is_open), all=Count("pk"))
        return {row["rule"]: row for row in counted}

    @staticmethod
    def row(rule, stored, count, area):
        count = count or {"open": 0, "all": 0}
        threshold = rule.threshold if stored is None or stored.threshold is None else stored.threshold
        severity = stored.severity if stored else rule.severity
        within = f"&area={area.code}" if area else ""
        return {
            "rule": rule,
            "severity": Severity(severity).label,
            "tone": SEVERITY_TONES[severity],
            "threshold": threshold,
            "since": stored.on_since if stored else rule.on_since,
            "until": stored.off_since if stored else None,
            "open": count["open"],
            "explained": count["all"] - count["open"],
            "address": f"{reverse('households:doubts')}?rule={rule.code}{within}",
        }
