"""One reported figure: entering it, reading it beside the computed one, explaining the difference, correcting the entry."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kangle.accounts.access import refusal
from kangle.accounts.roles import Capability
from kangle.areas.models import Area
from kangle.audit.models import Entry
from kangle.common.forms import ReasonForm, sent
from kangle.exchange.views import chosen_area
from kangle.scorecard import reporting
from kangle.scorecard.comparing import State, compare
from kangle.scorecard.models import Reported
from kangle.scorecard.reported_forms import CorrectionForm, ReportedForm, initial_of
from kangle.scorecard.reported_list import TONES


def _area(request):
    area = chosen_area(request)
    if area is None or area.level < Area.Level.COUNTY:
        raise Http404(_("上报值按县和县以下的地区登记：请先选一个地区。"))
    return area


@require_http_methods(["GET", "POST"])
def enter(request):
    """登记上报值: for the area of `?area=`; what was read out of one document stays for the next figure of it."""
    area = _area(request)
    kept = {name: request.GET.get(name) for name in ("document", "document_on", "as_of", "indicator") if request.GET.get(name)}
    form = ReportedForm(sent(request), initial={"field": Reported.Field.VALUE, **kept}, area=area)
    if request.method == "POST" and form.is_valid():
        try:
            row = reporting.report(by=request.user, area=area, **form.stated)
        except ValidationError as refused:
            form.add_error(None, ValidationError(refused.messages))
        else:
            found = compare([row])[0]
            messages.success(request, _("已登记：%(phrase)s——%(state)s。") % {"phrase": row.phrase, "state": found.state.label})
            return redirect("scorecard:reported-figure", row.pk)
    context = {"title": _("登记上报值"), "area": area, "form": form, "today": timezone.localdate()}
    return render(request, "scorecard/report.html", context, status=422 if form.errors else 200)


def _visible(request, pk):
    found = Reported.objects.visible_to(request.user).select_related("area", "replaces").filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这条记录，或者它不在您的地区。"))
    return found


@require_http_methods(["GET", "POST"])
def figure(request, pk):
    """One reported figure beside the computed one; a POST explains why they differ."""
    row = _visible(request, pk)
    form = ReasonForm(sent(request), label=_("为什么不一致"))
    if request.method == "POST":
        if not request.user.may(Capability.CHECK_REPORTS):
            raise PermissionDenied(refusal(request.user, Capability.CHECK_REPORTS))
        if form.is_valid():
            try:
                reporting.explain(row, by=request.user, reason=form.cleaned_data["reason"])
            except ValidationError as refused:
                form.add_error(None, ValidationError(refused.messages))
            else:
                messages.success(request, _("已记下说明。按记录计算的数一变，说明自动失效。"))
                return redirect("scorecard:reported-figure", pk)
    found = compare([row])[0]
    context = {
        "title": row.phrase,
        "area": row.area,
        "each": found,
        "state": found.state,
        "tone": TONES[found.state],
        "form": form,
        "may": request.user.may(Capability.CHECK_REPORTS) and not row.replaced_at,
        "may_explain": found.state in (State.OPEN, State.EXPLAINED),
        "newer": Reported.objects.filter(replaces=row).first(),
        "opened": _opened(found),
        "entries": Entry.objects.of(row),
    }
    return render(request, "scorecard/reported.html", context, status=422 if form.errors else 200)


def _opened(found):
    """[(word, address)] of where the computed figure stands and what it is made of, as of the snapshot it was read from."""
    if not found.figure:
        return []
    query = f"?area={found.row.area.short_code}&period={found.row.year}&as_of={found.snapshot.as_of:%Y-%m-%d}"
    places = [(found.indicator.name, reverse("scorecard:indicator", args=[found.row.indicator]) + query)]
    part = found.row.part if found.row.part in found.indicator.measures else "numerator"
    return [*places, (_("组成它的记录"), reverse("scorecard:rows", args=[found.row.indicator, part]) + query)]


@require_http_methods(["GET", "POST"])
def correct(request, pk):
    """A figure that was entered wrongly, entered anew; the old entry stays."""
    row = _visible(request, pk)
    form = CorrectionForm(sent(request), initial=initial_of(row), area=row.area)
    if request.method == "POST" and form.is_valid():
        try:
            new = reporting.correct(row, by=request.user, reason=form.cleaned_data["reason"], **form.stated)
        except ValidationError as refused:
            form.add_error(None, ValidationError(refused.messages))
        else:
            messages.success(request, _("已更正：原来的登记保留，标为已更正。"))
            return redirect("scorecard:reported-figure", new.pk)
    context = {"title": _("更正：%(phrase)s") % {"phrase": row.phrase}, "area": row.area, "form": form, "row": row}
    return render(request, "scorecard/report.html", context, status=422 if form.errors else 200)
