"""年度: a county's years, who opened, closed and re-opened each and why; opening the next with what the last one leaves."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from households.models import Begun, Doubt, Measure
from kangle.accounts.roles import Capability
from kangle.areas.models import Area
from kangle.audit.models import Entry
from kangle.common.forms import ReasonForm, sent
from kangle.common.reading import at_one_moment
from kangle.pages.year_lacking import lacking_in, lacking_of
from kangle.procedures.models import Case
from kangle.programme.actions import set_state
from kangle.programme.chosen import periods_of
from kangle.programme.models import Period
from kangle.programme.opening import can_be_withdrawn, left_behind, open_year, opening_of, take_back, weighed, withdraw
from kangle.scorecard import actions as scorecard
from kangle.scorecard.closing import altered_since
from kangle.scorecard.ledger import state_of
from kangle.scorecard.nightly import ask_for_county, open_run_of
from kangle.scorecard.readings import newest
from kangle.supervision.models import Finding

WHY = gettext_lazy("原因或依据的文件")


def county_of(request):
    """The county the person's area is or lies in. Raises Http404 for a person of no county."""
    area = request.user.area
    if area is None or area.level < Area.Level.COUNTY:
        raise Http404(_("年度是县的年度：您的账号不属于任何一个县。"))
    return scorecard.county_of(area)


def period_of(request, year):
    return get_object_or_404(periods_of(county_of(request)), year=year)


@at_one_moment
def years(request):
    """The county's years, newest first, each with what was decided about it."""
    county, periods = county_of(request), list(periods_of(county_of(request)))
    opening, may_decide = opening_of(county), request.user.may(Capability.DECIDE)
    context = {
        "title": _("年度"),
        "area": county,
        "years": [(period, *state_of(period), open_run_of(period), acts_of(period)) for period in periods],
        "lacking": lacking_of(periods, request.user),
        "withdrawn": withdrawn(county),
        "left_behind": left_behind(county),
        "behind_in": opening.year,
        "may_withdraw": periods[0] if periods and may_decide and can_be_withdrawn(periods[0]) else None,
        "opening": opening if may_decide and not opening.too_early else None,
        # The next step is to open a year only when the last one is at its end.
        "is_next": not periods or not periods[0].is_open or opening.period is not None,
        "may_decide": may_decide,
    }
    return render(request, "pages/years.html", context)


def acts_of(period):
    """[(Entry, what it was in a word)] of everything decided about a year, newest first."""
    return [(entry, act_of(entry)) for entry in Entry.objects.of(period)]


def withdrawn(county):
    """[(Entry, year)] of the years whose opening was undone, newest first."""
    gone = Entry.objects.within(county).filter(model=Period._meta.label_lower, act=Entry.Act.DELETE)
    return [(entry, entry.before.get("year")) for entry in gone.order_by("-at", "-pk")]


def act_of(entry):
    """What was done to a year, in a word."""
    before, after = entry.before, entry.after
    if not before:
        return _("开启并结转") if after.get("carried_key") else _("开启")
    if "state" in after:
        return _("关闭") if after["state"] == Period.State.CLOSED else _("重新打开")
    if "carried_key" in after:
        return _("结转") if after["carried_key"] else _("撤销结转")
    return _("修改")


@require_http_methods(["GET", "POST"])
def open_next(request):
    """What the last year leaves, and the choice of what the next one takes over; a POST opens it, as one act."""
    county = county_of(request)
    opening = opening_of(county)
    form = ReasonForm(sent(request), label=WHY)
    if request.method == "POST" and form.is_valid():
        try:
            period, numbers = open_year(
                county, year=_whole(request.POST.get("year")), choices=chosen(request.POST), by=request.user,
                reason=form.cleaned_data["reason"],
            )  # fmt: skip
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            told = {"year": period.year, "targets": 0, "measures": 0, "tiers": 0, "homes": numbers.get("exit-plans", 0)} | numbers
            done = _(
                "%(year)d 年度已开启：结转年度任务 %(targets)d 项、帮扶措施 %(measures)d 条，改计划脱贫年度 %(homes)d 户，"
                "结转村级分类 %(tiers)d 个村。"
            )
            messages.success(request, (done if opening.old else _("%(year)d 年度已开启。")) % told)
            if ask_for_county(period, by=request.user):
                messages.success(request, _("新年度的评分正在计算，算好以后各页就能看到；进度在“运行记录”里。"))
            return redirect("pages:years")
    act = _("结转到 %(year)d 年度") if opening.period else _("开启 %(year)d 年度")
    context = {
        "title": act % {"year": opening.year},
        "area": county,
        "opening": opening,
        "form": form,
        "carriers": [] if opening.too_early else with_choices(weighed(opening), request.POST),
        "lacking": lacking_in(opening.year, request.user),
    }
    return render(request, "pages/open_year.html", context, status=422 if form.errors else 200)


def _whole(text):
    return int(text) if text and text.isascii() and text.isdigit() and len(text) == 4 else 0


def chosen(data):
    """{carrier: {line: option}} from what was posted as `carrier.line`."""
    found = {}
    for name in data:
        carrier, dot, line = name.partition(".")
        if dot:
            found.setdefault(carrier, {})[line] = data[name]
    return found


def with_choices(carriers, data):
    """[(carrier, [(line, [(column, fact)], name of its field, the option chosen)])]: what was posted, else what is proposed."""

    def shown(carrier, line):
        name = f"{carrier.code}.{line.code}"
        return line, list(zip(carrier.columns, line.facts, strict=True)), name, data.get(name, line.chosen)

    return [(carrier, [shown(carrier, line) for line in lines]) for carrier, lines in carriers]


@require_http_methods(["GET", "POST"])
def change_state(request, year):
    """Close an open year, with what it still leaves open told first; or re-open a closed one. Both ask why."""
    period = period_of(request, year)

    def act(reason):
        wanted = request.POST.get("state")
        state = wanted if wanted in Period.State.values else period.state
        set_state(period, state=state, by=request.user, reason=reason)
        said = _("%(year)d 年度已关闭。") if state == Period.State.CLOSED else _("%(year)d 年度已重新打开。")
        return said % {"year": period.year}

    if not period.is_open:
        lead = _("重新打开以后，属于这个年度的记录又可以改，夜间计算会重新算它。改完请再关闭。")
        return _asked_why(request, period, _("重新打开 %(year)d 年度"), lead, act, to=Period.State.OPEN)
    lead = _("关闭时按现在的记录再计算一次；关闭以后，属于这个年度的记录不能再改，评分停在最后一次。要改，先说明原因重新打开。")
    return _asked_why(request, period, _("关闭 %(year)d 年度"), lead, act, to=Period.State.CLOSED, before=before_closing)


def _asked_why(request, period, title, lead, act, *, to="", before=None):
    """One act on a year that asks for its reason: `act(reason)` does it and says what was done; a refusal keeps the words.

    `before(request, period)` is what is told first, as context.
    """
    form = ReasonForm(sent(request), label=WHY)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, act(form.cleaned_data["reason"]))
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return redirect("pages:years")
    told = {"title": title % {"year": period.year}, "area": period.area, "period": period, "form": form, "lead": lead, "to": to}
    told |= before(request, period) if before else {}
    return render(request, "pages/year_act.html", told, status=422 if form.errors else 200)


def before_closing(request, period):
    snapshot = newest(period.area, period.year)
    return {
        "left": left_open(period),
        "snapshot": snapshot,
        "altered": altered_since(period, snapshot).count() if snapshot else 0,  # without one nothing is computed at the end
        "may_recompute": request.user.may(Capability.RECOMPUTE),
    }


def left_open(period):
    """[(what is not finished, how many, where just these are listed)] of the county as a year is about to be closed."""
    county = period.area
    unfinished, doubts = Measure.objects.within(county).unfinished(period.year), Doubt.objects.within(county).standing()
    found = (
        (_("没有办完的办件"), Case.objects.within(county).pending(), "procedures:list", {"under_way": "yes"}),
        (_("没有填完的录入"), Begun.objects.within(county).exclude(steps_left=[]), "pages:my-village", {}),
        (_("没有说明的疑点"), doubts.unexplained().grave(), "households:doubts", {"state": "grave"}),
        (_("没有落实的帮扶措施（可结转）"), unfinished, "households:measures", {"state": "planned"}),
        (
            _("没有整改的督查问题"),
            Finding.objects.within(county).filter(rectified_on__isnull=True),
            "supervision:findings",
            {"state": "unrectified"},
        ),
    )
    counted = [(what, rows.count(), reverse(name, query=query)) for what, rows, name, query in found]
    return [each for each in counted if each[1]]


@require_http_methods(["GET", "POST"])
def take_carry_over_back(request, year):
    """Undo a year's carry-over, as an act with a reason."""
    period = period_of(request, year)

    def act(reason):
        put_back, kept = take_back(period, by=request.user, reason=reason)
        said = _("已撤销结转：%(back)d 条记录恢复原样。") % {"back": put_back}
        if put_back and ask_for_county(period, by=request.user):
            said += _("评分正在重新计算。")
        return said + (_("另有 %(kept)d 条后来改过，保留不动。") % {"kept": kept} if kept else "")

    lead = _("结转来的任务和村级分类删去，措施和计划脱贫年度恢复原样；后来改过的保留。撤销以后可以重新结转。")
    return _asked_why(request, period, _("撤销 %(year)d 年度的结转"), lead, act)


@require_http_methods(["GET", "POST"])
def withdraw_year(request, year):
    """Undo the opening of a year in which nothing has been entered, as an act with a reason."""
    period = period_of(request, year)

    def act(reason):
        withdraw(period, by=request.user, reason=reason)
        return _("已撤销开启：%(year)d 年度不再存在，各页回到上一个年度。谁开启、谁撤销，仍记在这里。") % {"year": period.year}

    lead = _("年度开错了，可以撤销：结转同时撤销，各页回到上一个年度。属于它的录入一条都没有，才能撤销。")
    return _asked_why(request, period, _("撤销开启 %(year)d 年度"), lead, act)
