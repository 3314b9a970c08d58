"""运行记录: every run of the scorecard, when, by whom, how far, what it wrote, what went wrong; and "recompute now"."""

from collections import defaultdict
from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from kangle.accounts.roles import Capability
from kangle.common.forms import ReasonForm
from kangle.jobs.actions import faults_in_words
from kangle.jobs.models import ClockSetBack, Run, Shard
from kangle.programme.models import Period
from kangle.scorecard.nightly import KIND, accept, accepting_run_of, ask_for_county, open_run_of, waiting_in
from kangle.scorecard.nights import is_stale
from kangle.scorecard.readings import newest

PAGE_SIZE = 25
WHY = gettext_lazy("核对了什么，为什么是对的")
CLOCK_SHOWN = timedelta(days=14)  # that the machine's clock was ahead


def runs(request):
    """The ledger, newest run first: the runs that touched the person's county, with their parts and errors there."""
    county = _county(request)
    mine = Shard.objects.filter(arguments__area__startswith=county).values("run")
    page = Paginator(_known(county).filter(pk__in=mine), PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    _say_errors(page.object_list, county)
    periods = Period.objects.filter(area__path=county).select_related("area").order_by("-year")
    context = {
        "title": _("运行记录"),
        "page": page,
        "periods": [(period, *state_of(period), open_run_of(period)) for period in periods],
        "clock": ClockSetBack.objects.filter(noticed_at__gte=timezone.now() - CLOCK_SHOWN).first(),
        "may_recompute": request.user.may(Capability.RECOMPUTE),
    }
    return render(request, "scorecard/runs.html", context)


def _known(county):
    """The runs with the progress of their parts in a county, newest first."""
    return Run.objects.recent(KIND, Q(shards__arguments__area__startswith=county))


def _say_errors(runs, county):
    """Give each run `said`: what went wrong in the county, for a run's own words name every county it touched; and `waits`:
    whether somebody has to look at a change.
    """
    keys, by_run = [run.pk for run in runs], defaultdict(list)
    failed = Shard.objects.filter(run__in=keys, state=Shard.State.FAILED, arguments__area__startswith=county)
    for shard in failed.order_by("position"):
        by_run[shard.run_id].append(shard)
    waiting = set(waiting_in(county).filter(run__in=keys).values_list("run", flat=True))
    for run in runs:
        run.said, run.waits = faults_in_words(by_run[run.pk]), run.pk in waiting


def _county(request):
    """The path of the county the person's area is or lies in (of a level above, its own); 404 for a person without an area."""
    if request.user.area is None:
        raise Http404(_("您的账号没有地区，看不到运行记录。请联系系统管理员。"))
    return request.user.area.county


def state_of(period):
    """(newest snapshot, whether it is older than it should be) of a period."""
    snapshot = newest(period.area, period.year)
    return snapshot, is_stale(period, snapshot)


def run(request, pk, form=None):
    """One run with its parts in the person's county; while it is open the page asks for its progress every two seconds.

    `form` asks why a change beyond belief is right, where one waits for somebody to look.
    """
    county = _county(request)
    found = _known(county).filter(pk=pk).first()
    shards = list(found.shards.filter(arguments__area__startswith=county)) if found else []
    if not shards:
        raise Http404(_("没有这次运行，或者它不涉及您的县。"))
    _say_errors([found], county)
    context = {"run": found, "shards": shards, "title": found.title, "accepted": accepting_run_of(found)}
    context["reason"] = shards[0].arguments.get("reason", "")  # why somebody stood by a change beyond belief
    if request.user.may(Capability.RECOMPUTE) and not context["accepted"] and found.waits:
        context["form"] = form or ReasonForm(label=WHY)
    template = "scorecard/parts/run.html" if request.htmx else "scorecard/run.html"
    return render(request, template, context, status=422 if form else 200)


@require_POST
def accept_change(request, pk):
    """Publish what a run did not because it changed beyond belief; leads to the run that does."""
    form, found = ReasonForm(request.POST, label=WHY), get_object_or_404(_known(_county(request)), pk=pk)
    if form.is_valid():
        try:
            made = accept(found, _county(request), by=request.user, reason=form.cleaned_data["reason"])
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect("scorecard:run", pk)
        return redirect("scorecard:run", made.pk)
    request.path = reverse("scorecard:run", args=[pk])  # what the page's links and the language switch lead to
    return run(request, pk, form)


@require_POST
def recompute_now(request):
    """Ask for the person's county's year to be recomputed; leads to the run, also to one that is already open."""
    periods = Period.objects.open().filter(area__path=_county(request)).select_related("area")
    period = get_object_or_404(periods, year=_year(request.POST.get("year", "")))
    asked = ask_for_county(period, by=request.user, anew="anew" in request.POST)
    if asked is None:
        messages.warning(request, _("%(year)s 年度尚未开始，没有可计算的日期。") % {"year": period.year})
        return redirect("scorecard:runs")
    return redirect(reverse("scorecard:run", args=[asked.pk]))


def _year(text):
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise Http404(_("没有这个年度。"))
    return int(text)
