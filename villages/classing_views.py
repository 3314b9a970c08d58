"""The lists of tiers and of what hangs on them, and the pages on which the county keeps the criteria of 倒排序."""

from functools import partial

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kangle.accounts.roles import Capability
from kangle.areas.models import Area
from kangle.common.forms import ModelForm, sent
from kangle.exchange.facts import FactList, room_menu
from kangle.exchange.views import chosen_area
from kangle.programme.chosen import DAY, read_of_day
from villages import criteria, filters, tables
from villages.models import Commitment, Criterion, PovertyCriteria, ShowWork, Tier

MENU = [
    ("villages:list", pgettext_lazy("列表", "村")),
    ("villages:tiers", gettext_lazy("贫困村分类")),
    ("pages:classing", gettext_lazy("村级分类（倒排序）")),
    ("villages:undertakings", gettext_lazy("包干和示范")),
    ("villages:commitments", gettext_lazy("承担事项")),
    ("villages:show-works", gettext_lazy("示范建设")),
    ("villages:tier-history", gettext_lazy("分类沿革")),
    ("villages:criteria", gettext_lazy("倒排序标准")),
]


class TierRoomList(FactList):
    menu = MENU


class StandingTierList(TierRoomList):
    """Of every year the tiers in force as of its own day, each year's last or today; of a day asked for those of that day."""

    @cached_property
    def day_chosen(self):
        return read_of_day(self.request, self.area)[1] if self.request.GET.get(DAY) else None

    @property
    def year_read(self):
        return self.day_chosen and self.day_chosen.year

    def get_queryset(self):
        return super().get_queryset().in_force(self.year_read, self.day_chosen)

    def facts(self):
        return [(_("口径"), self.of_what)] if self.day_chosen else []

    @property
    def of_what(self):
        return _("类别是截至 %(day)s 的。") % {"day": self.day_chosen}

    def get_extra(self):
        return super().get_extra() | {"of_what": self.of_what if self.day_chosen else ""}


class TierList(StandingTierList):
    model = Tier
    filterset_class = filters.TierFilter
    table_class = tables.TierTable
    title = gettext_lazy("贫困村分类")
    hint = gettext_lazy("还没有确定类别。请按贫困程度倒排序后，在“村级分类”里确定各村类别和策略。")


class TierHistoryList(TierRoomList):
    model = Tier
    filterset_class = filters.TierHistoryFilter
    table_class = tables.TierHistoryTable
    title = gettext_lazy("分类沿革")
    hint = gettext_lazy("还没有确定过类别。")


class UndertakingList(StandingTierList):
    model = Tier
    filterset_class = filters.UndertakingFilter
    table_class = tables.UndertakingTable
    title = gettext_lazy("包干和示范")
    hint = gettext_lazy("还没有包干揽底村和示范村。请先在“村级分类”里确定类别。")

    def get_queryset(self):
        return super().get_queryset().undertaking()


class CommitmentList(TierRoomList):
    model = Commitment
    filterset_class = filters.CommitmentFilter
    table_class = tables.CommitmentTable
    title = gettext_lazy("承担事项")
    hint = gettext_lazy("还没有登记政府和企业各承担什么。请在“包干和示范”里点开一个村登记。")


class ShowWorkList(TierRoomList):
    model = ShowWork
    filterset_class = filters.ShowWorkFilter
    table_class = tables.ShowWorkTable
    title = gettext_lazy("示范建设")
    hint = gettext_lazy("还没有登记示范村的建设内容。请在“包干和示范”里点开一个村登记。")


# --- the criteria -----------------------------------------------------------------------------------------------------


class CriteriaForm(ModelForm):
    """A version of the criteria with the weight of each measure; 0 leaves it out."""

    # What the version before says, in a county's first what is shipped.
    presets = (*criteria.FIELDS, *(f"weight_{measure.value}" for measure in Criterion.Measure))

    class Meta:
        model = PovertyCriteria
        fields = criteria.FIELDS
        widgets = {"in_force_from": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, weights, **kwargs):
        super().__init__(*args, **kwargs)
        for measure in Criterion.Measure:
            label = _("权重：%(measure)s") % {"measure": measure.label}
            field = forms.IntegerField(label=label, min_value=0, max_value=100, initial=weights.get(measure.value, 0))
            field.widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
            self.fields[f"weight_{measure.value}"] = field
        self.fields["reason"] = forms.CharField(label=_("原因或依据的文件"), max_length=200, widget=forms.Textarea({"rows": 2}))

    @property
    def values(self):
        return {name: self.cleaned_data[name] for name in criteria.FIELDS}

    @property
    def weights(self):
        return {measure.value: self.cleaned_data[f"weight_{measure.value}"] for measure in Criterion.Measure}


def county_of(request):
    """The county the person's area (or `?area=`) is or lies in; 404 above the counties."""
    area = chosen_area(request)
    if area is None or area.level < Area.Level.COUNTY:
        raise Http404(_("倒排序标准是县的标准：请先选一个县。"))
    return area if area.level == Area.Level.COUNTY else Area.objects.get(path=area.county)


@require_safe
def criteria_list(request):
    """Every version of a county's criteria, the newest first, with what rests on it."""
    county = county_of(request)
    versions = PovertyCriteria.objects.filter(area=county).order_by("-version").prefetch_related("rows", "classings")
    context = {
        "title": _("倒排序标准"),
        "area": county,
        "menu": room_menu(request, MENU),
        "versions": [(each, _shares(each), list(each.classings.all())) for each in versions],
        "may_decide": request.user.may(Capability.DECIDE),
    }
    return render(request, "villages/criteria.html", context)


def _shares(version):
    """[(criterion, its share of the weights)]."""
    rows = list(version.rows.all())
    whole = sum(row.weight for row in rows)
    return [(row, row.weight / whole) for row in rows]


@require_http_methods(["GET", "POST"])
def new_criteria(request):
    """The next version, beginning with what the last one says."""
    county = county_of(request)
    values, weights = criteria.beginnings(county)
    form = CriteriaForm(sent(request), initial=values, weights=weights)
    return _kept(request, form, county, _("另立新版本"), partial(criteria.make_version, county))


@require_http_methods(["GET", "POST"])
def edit_criteria(request, pk):
    """Put right a version that no decision rests on; one that is used says so, and leads to the next version."""
    found = get_object_or_404(PovertyCriteria.objects.visible_to(request.user), pk=pk)
    if criteria.is_used(found):
        messages.warning(request, _("第 %(version)d 版已经用来定过类别，不能再改：请另立新版本。") % {"version": found.version})
        return redirect("villages:new-criteria")
    form = CriteriaForm(sent(request), instance=found, weights=criteria.weights_of(found))
    title = _("修改第 %(version)d 版") % {"version": found.version}
    return _kept(request, form, found.area, title, partial(criteria.alter, found))


def _kept(request, form, county, title, act):
    """The form's page; a POST that is right does `act` and leads to the list."""
    if request.method == "POST" and form.is_valid():
        try:
            made = act(form.values, form.weights, by=request.user, reason=form.cleaned_data["reason"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("第 %(version)d 版已保存。") % {"version": made.version})
            return redirect("villages:criteria")
    context = {"title": title, "area": county, "form": form, "menu": room_menu(request, MENU)}
    return render(request, "villages/criteria_form.html", context, status=422 if form.errors else 200)
