"""What is carried in a guaranteed village and built in a demonstration village, and the forms in which the county keeps it."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from funds.models import Donor
from kangle.accounts.roles import Capability
from kangle.audit import actions as audit
from kangle.common.forms import ModelForm, sent
from kangle.common.querysets import path_range
from kangle.pages.found import village_or_404
from kangle.programme.actions import ensure_open
from kangle.programme.chosen import chosen_day
from kangle.programme.writing import ensure_writable
from villages.models import Backing, Commitment, Organisation, ShowWork, Tier
from villages.querysets import LACKING

DAYS = {name: forms.DateInput({"type": "date"}, format="%Y-%m-%d") for name in ("agreed_on", "due_on", "done_on")}
# Which kinds of work a tier has.
OF_TIER = {Backing: Tier.Kind.GUARANTEED, Commitment: Tier.Kind.GUARANTEED, ShowWork: Tier.Kind.DEMONSTRATION}


@dataclass
class Undertaking:
    """One village's year: its tier as of `tier_on` (None: the year's own day), its enterprise, what each party carries and
    what is built, by the day `on`.
    """

    village: object
    year: int
    on: object
    tier_on: object = None

    @cached_property
    def tier(self):
        rows = Tier.objects.in_force(self.year, self.tier_on).filter(village=self.village)
        return rows.with_undertakings(self.on).select_related("carried_from").first()

    @property
    def is_guaranteed(self):
        return self.tier is not None and self.tier.tier == Tier.Kind.GUARANTEED

    @property
    def is_demonstration(self):
        return self.tier is not None and self.tier.tier == Tier.Kind.DEMONSTRATION

    @property
    def lacks(self):
        """What is still lacking, in words; "" where nothing is."""
        return dict(LACKING).get(self.tier.lacks, "") if self.tier else ""

    @cached_property
    def backing(self):
        return Backing.objects.filter(village=self.village, year=self.year).select_related("carried_from").first()

    @cached_property
    def parties(self):
        """[(party's code, label, its commitments with `state`, fen of all of them)]."""
        rows = list(Commitment.objects.filter(village=self.village, year=self.year).with_state(self.on).order_by("due_on", "pk"))
        of = {party: [row for row in rows if row.party == party] for party in Commitment.Party}
        return [(party.value, party.label, mine, sum(row.amount_fen for row in mine)) for party, mine in of.items()]

    @cached_property
    def works(self):
        return list(ShowWork.objects.filter(village=self.village, year=self.year).with_state(self.on).order_by("due_on", "pk"))

    @property
    def reached(self):
        return sum(work.state == "done" for work in self.works)

    @cached_property
    def donor(self):
        """The donor of the enterprise's name, whose card tells what it has given; None where there is none."""
        return Donor.objects.filter(name=self.backing.enterprise).first() if self.backing else None


def undertaking_of(tier, on):
    """The Undertaking of a village's tier (read `with_undertakings`); None where it is neither guaranteed nor a demonstration."""
    if tier is None or tier.tier not in OF_TIER.values():
        return None
    found = Undertaking(tier.village, tier.year, on)
    found.tier = tier
    return found


@require_safe
def undertaking_page(request, code, year):
    village = village_or_404(request.user, code)
    day = chosen_day(request)
    found = Undertaking(village, year, timezone.localdate(), day if day and day.year == year else None)
    context = {
        "title": _("%(village)s：%(year)d 年度包干和示范") % {"village": village, "year": year},
        "area": village,
        "found": found,
        "may_decide": request.user.may(Capability.DECIDE),
    }
    return render(request, "pages/classing/undertaking.html", context)


class WorkForm(ModelForm):
    """A form of one of the records of a village's year; a reason is asked for where something is altered."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["why"] = forms.CharField(label=_("修改或删除的原因"), max_length=200, widget=forms.Textarea({"rows": 2}))


class BackingForm(WorkForm):
    class Meta:
        model = Backing
        fields = ["enterprise", "duty", "agreed_on"]
        widgets = DAYS | {"enterprise": forms.TextInput({"list": "enterprises", "autocomplete": "off"})}


class CommitmentForm(WorkForm):
    presets = ("party",)  # the one under whose heading it was asked for

    class Meta:
        model = Commitment
        fields = ["party", "content", "amount_fen", "responsible", "due_on", "done_on"]
        widgets = DAYS


class ShowWorkForm(WorkForm):
    class Meta:
        model = ShowWork
        fields = ["work", "standard", "responsible", "due_on", "done_on"]
        widgets = DAYS


def enterprises_of(village):
    """The names one may choose from: the county's leading enterprises and its donors."""
    county = path_range("area", village.county)
    own = Organisation.objects.filter(kind=Organisation.Kind.ENTERPRISE, until__isnull=True, **county)
    giving = Donor.objects.filter(kind="enterprise")
    return sorted({name for rows in (own, giving) for name in rows.values_list("name", flat=True)})


@require_http_methods(["GET", "POST"])
def backing(request, code, year):
    """The enterprise that answers for a guaranteed village: chosen from the county's, or named."""
    village = village_or_404(request.user, code)
    found = Backing.objects.filter(village=village, year=year).first() or Backing(village=village, year=year)
    return _kept(request, found, BackingForm, _("包干企业"), {"enterprises": enterprises_of(village)})


@require_http_methods(["GET", "POST"])
def new_commitment(request, code, year):
    village = village_or_404(request.user, code)
    party = request.GET.get("party", "")
    party = party if party in Commitment.Party.values else ""
    return _kept(request, Commitment(village=village, year=year, party=party), CommitmentForm, _("承担事项"))


@require_http_methods(["GET", "POST"])
def commitment(request, pk):
    return _kept(request, _visible(request, Commitment, pk), CommitmentForm, _("承担事项"))


@require_http_methods(["GET", "POST"])
def new_show_work(request, code, year):
    village = village_or_404(request.user, code)
    return _kept(request, ShowWork(village=village, year=year), ShowWorkForm, _("示范建设内容"))


@require_http_methods(["GET", "POST"])
def show_work(request, pk):
    return _kept(request, _visible(request, ShowWork, pk), ShowWorkForm, _("示范建设内容"))


def _visible(request, model, pk):
    found = model.objects.visible_to(request.user).filter(pk=pk).select_related("village").first()
    if found is None:
        raise Http404(_("没有这条记录，或者它不在您的地区。"))
    return found


def _kept(request, record, form_class, what, more=None):
    """The form of a record; a POST saves it, or deletes it where `delete` is pressed, both on record."""
    stored = type(record).objects.get(pk=record.pk) if record.pk else None
    form = form_class(sent(request), instance=record)
    if request.method == "POST" and form.is_valid() and _written(request, form, stored):
        return redirect("pages:undertaking", record.village.code, record.year)
    context = {
        "title": _("%(village)s：%(what)s") % {"village": record.village, "what": what},
        "area": record.village,
        "record": record,
        "is_new": stored is None,
        "form": form,
        **(more or {}),
    }
    return render(request, "pages/classing/work_form.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _written(request, form, stored):
    """Whether the record was written or deleted; else the form says why not."""
    record, why = form.instance, form.cleaned_data.get("why", "")
    gone = stored is not None and "delete" in request.POST
    try:
        ensure_open(record.village, record.year)
        if stored is None:
            _ensure_of_tier(record)
        ensure_writable(stored, None if gone else record)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    if gone:
        audit.delete(stored, by=request.user, reason=why)
        messages.success(request, _("已删除，记入操作记录。"))
    else:
        audit.save(record, by=request.user, reason=why)
        messages.success(request, _("已保存。"))
    return True


def _ensure_of_tier(record):
    wanted = OF_TIER[type(record)]
    tiers = Tier.objects.in_force(record.year).filter(village=record.village, tier=wanted)
    if not tiers.exists():
        words = {"village": record.village, "year": record.year, "tier": wanted.label}
        raise ValidationError(_("%(village)s在 %(year)d 年度不是%(tier)s：请先在“村级分类”里确定类别。") % words)
