"""The pages of 村级分类: the order with its proposals, the county's decision, and the change of one village later on."""

import datetime

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kangle.accounts.roles import Capability
from kangle.common.forms import Form, sent
from kangle.common.reading import at_one_moment
from kangle.exchange.facts import room_menu
from kangle.exchange.views import chosen_area
from kangle.pages.classing.order import Order
from kangle.pages.found import village_or_404
from kangle.programme.chosen import chosen_day, read_among, read_of_day
from kangle.programme.models import Period
from kangle.rankings.kinds import poverty
from villages import classing
from villages.classing_views import MENU, county_of
from villages.models import Tier

OFF = ("tier", "foreseen", "number")
STRATEGY, REASON = (Tier._meta.get_field(name).max_length for name in ("strategy", "reason"))


def period_of(request, county):
    """(the year that is read, the county's years); 404 for one that was not opened, None before the first."""
    periods = list(Period.objects.filter(area=county).order_by("-year"))
    request.period_shown = found = read_among(request, periods)
    return found, periods


def _context(request, tiers_on=None):
    county = county_of(request)
    period, periods = period_of(request, county)
    if tiers_on:
        period, _day = read_of_day(request, county)
    context = {
        "title": _("村级分类"),
        "area": county,
        "period": period,
        "periods": periods,
        "menu": room_menu(request, MENU),
        "kinds": Tier.Kind.choices,
        "may_decide": request.user.may(Capability.DECIDE),
    }
    if period is not None:
        typed = request.GET.get("on", "")
        day = poverty.day_asked(period.year, typed) if typed else poverty.order_day(county, period.year)
        context["order"] = Order(county, period.year, day, tiers_on)
        context["query"] = "?" + urlencode({"period": period.year, "on": context["order"].on.isoformat()})
    return context


@require_safe
@at_one_moment
def classing_page(request):
    """The villages of one's own area in the county's order, with proposal and decision; the places are the county's."""
    context = _context(request, chosen_day(request))
    if context["period"] is not None:
        own = max((request.user.area.path, chosen_area(request).path), key=len)
        context["lines"] = [line for line in context["order"].lines if line.area.path.startswith(own)]
        context["is_part"] = len(context["lines"]) < len(context["order"].lines)
        context["deviating"] = sum(line.deviates for line in context["lines"])
    return render(request, "pages/classing/order.html", context)


class DecisionForm(Form):
    """On which day and by which document the county decides."""

    presets = ("decided_on",)  # today, or the year's last day
    decided_on = forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    basis = forms.CharField(max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decided_on"].label, self.fields["basis"].label = _("决定日期"), _("依据的文件或会议")


def last_day(period):
    """Today, or the year's last day where that is past."""
    return min(timezone.localdate(), datetime.date(period.year, 12, 31))


@require_http_methods(["GET", "POST"])
def decide(request):
    """The county's decision about all its villages; a POST writes it as one act."""
    context = _context(request)
    period, order = context["period"], context.get("order")
    if period is None or order.rule is None:
        return redirect("pages:classing")
    form = DecisionForm(sent(request), initial={"decided_on": last_day(period)})
    if request.method == "POST":
        _read(order.lines, request.POST)
        # All that is wrong is said at once: what the form lacks, the villages that lack a reason, numbers that nobody meant.
        meant = "numbers-meant" in request.POST
        if _marked(order, form) & _numbers_meant(order, form, meant) & form.is_valid() and _decided(request, form, order):
            return redirect(f"{reverse('pages:classing')}{context['query']}")
    context |= {"title": _("确定 %(year)d 年度村级分类") % {"year": period.year}, "form": form, "lines": order.lines}
    context |= {"off_numbers": order.off_numbers if form.is_bound else [], "numbers_meant": "numbers-meant" in request.POST}
    context |= {"longest_strategy": STRATEGY, "longest_reason": REASON}
    return render(request, "pages/classing/decide.html", context, status=422 if form.errors else 200)


def _read(lines, data):
    """Put what was typed beside each village; a tier that is none of the four counts as none."""
    for line in lines:
        code = line.area.path
        tier = data.get(f"tier-{code}", "")
        line.typed = {
            "tier": tier if tier in Tier.Kind.values else "",
            "strategy": " ".join(data.get(f"strategy-{code}", "").split())[:STRATEGY],
            "reason": " ".join(data.get(f"reason-{code}", "").split())[:REASON],
        }


def _marked(order, form):
    """Whether no village lacks a reason; those that do are marked, and named where the form itself is not written either."""
    for line in order.lines:
        choice = line.choice_of(**line.typed)
        line.lacks_reason = choice.deviates and not choice.reason
    lacking = [line.area.short_name for line in order.lines if line.lacks_reason]
    if lacking:
        form.add_error(None, classing.without_reason(lacking))
    return not lacking


def _numbers_meant(order, form, meant):
    """Whether as many villages of each tier are picked as the criteria foresee, or the person says that he means it so."""
    off = [_("%(tier)s %(number)d 个（标准 %(foreseen)d 个）") % dict(zip(OFF, row, strict=True)) for row in order.off_numbers]
    if not off or meant:
        return True
    asked = _("各类村的数目与标准不同：%(off)s。请核对；确要这样定，请在下面勾选后再提交。") % {"off": _("、").join(off)}
    form.add_error(None, asked)
    return False


def _decided(request, form, order):
    """Whether the decision was written; else the form says why not."""
    choices = [line.choice_of(**line.typed) for line in order.lines]
    told = form.cleaned_data
    try:
        made = classing.decide(
            order.county, order.year, choices=choices, criteria=order.criteria, order_on=order.on, on=told["decided_on"],
            basis=told["basis"], by=request.user,
        )  # fmt: skip
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    said = {"year": order.year, "number": made.tiers.count(), "day": made.on}
    messages.success(request, _("%(year)d 年度村级分类已确定：%(number)d 个村有变化，从 %(day)s 起算。") % said)
    return True


class ChangeForm(Form):
    """What one village is from a day on, and why."""

    presets = ("tier", "strategy", "changed_on")  # what it is now, as of today or the year's last day
    tier = forms.ChoiceField(required=False)
    strategy = forms.CharField(max_length=STRATEGY, required=False)
    changed_on = forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    reason = forms.CharField(max_length=REASON, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        labels = {"tier": _("类别"), "strategy": _("帮扶策略"), "changed_on": _("从哪天起"), "reason": _("原因或依据的文件")}
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["tier"].choices = [("", _("不分类")), *Tier.Kind.choices]


@require_http_methods(["GET", "POST"])
def change(request, code, year):
    """One village's tier decided anew, with the day and the reason; what stood before stays on record."""
    village = village_or_404(request.user, code)
    rows = list(_history(village))
    old = next((row for row in rows if row.year == year and row.superseded_on is None), None)
    period = Period.objects.filter(area__path=village.county, year=year).first()
    if period is None:
        raise Http404(_("没有“%(year)s”这个年度。") % {"year": year})
    initial = {"tier": old.tier if old else "", "strategy": old.strategy if old else "", "changed_on": last_day(period)}
    form = ChangeForm(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid() and _changed(request, form, village, year, old):
        return redirect("pages:area", village.short_code)
    context = {
        "title": _("%(village)s：调整 %(year)d 年度类别") % {"village": village, "year": year},
        "area": village,
        "form": form,
        "tier": old,
        "rows": rows,
    }
    return render(request, "pages/classing/change.html", context, status=422 if form.errors else 200)


def _history(village):
    """Every tier the village was ever given, the newest first."""
    tiers = Tier.objects.filter(village=village).select_related("classing", "carried_from")
    return tiers.order_by("-year", "-assigned_on", "-pk")


def _changed(request, form, village, year, old):
    told = form.cleaned_data
    stood = _stood(village, year, old)
    choice = classing.Choice(village, told["tier"], told["strategy"].strip(), told["reason"].strip(), **stood)
    try:
        classing.change(choice, year, on=told["changed_on"], reason=told["reason"], by=request.user)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    messages.success(request, _("%(village)s的类别已调整，从 %(day)s 起算。") % {"village": village, "day": told["changed_on"]})
    return True


def _stood(village, year, old):
    """The place, the points and the proposal a change leaves as they were; of a village without a tier those of the order."""
    if old is not None:
        return {"rank": old.rank, "points": old.points, "proposed": old.proposed}
    county = village.ancestors().get(path=village.county)
    order = Order(county, year, poverty.order_day(county, year))
    line = next((each for each in order.lines if each.area == village), None)
    return {"rank": line.place, "points": line.points, "proposed": line.proposed} if line else {}
