"""The screen of a measure: what is chosen from the county's menu of help fills in what follows from it.

The same arithmetic is done on the phone without signal (static/js/menu.js), by the numbers that stand at each choice; what
another measure of the year has left of the household's limit only the site knows.
"""

from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from households.entry.forms import StepForm
from households.menu import offered_in
from households.models import Measure
from kangle.common.figures import yuan, yuan_of


class ByKind(forms.models.ModelChoiceIterator):
    """The items under headings: the kind of help, or of 产业到户 the industry."""

    def __iter__(self):
        yield ("", self.field.empty_label)
        for heading, items in groupby(self.queryset, key=lambda item: item.get_industry_display() or item.get_kind_display()):
            yield (heading, [self.choice(item) for item in items])


class MenuSelect(forms.Select):
    """A choice of items, each with the numbers by which a phone without signal reckons."""

    def create_option(self, name, value, *args, **options):
        made = super().create_option(name, value, *args, **options)
        if item := getattr(value, "instance", None):
            limit = "" if item.limit_fen is None else item.limit_fen
            about = {"kind": item.kind, "industry": item.industry, "subsidy": item.subsidy_fen, "limit": limit}
            about["terms"] = terms_of(item)
            made["attrs"] |= {f"data-{word}": told for word, told in about.items()}
        return made


class MenuField(forms.ModelChoiceField):
    widget = MenuSelect
    iterator = ByKind

    def __init__(self, queryset, **options):
        super().__init__(queryset, **options)
        self.widget.attrs["data-over"] = _("按数量是 {whole} 元，超过每户每年上限，按上限 {limit} 元计。")
        self.empty_label = _("不从菜单选")

    def label_from_instance(self, item):
        """Short enough for a phone, whose choices are cut off at its edge: the whole terms stand below it."""
        return _("%(item)s %(subsidy)s/%(unit)s") % {"item": item, "subsidy": yuan(item.subsidy_fen), "unit": item.unit}


def terms_of(item):
    """What an item gives, in a sentence."""
    words = {"item": item, "unit": item.unit, "subsidy": yuan(item.subsidy_fen), "limit": yuan(item.limit_fen)}
    if item.limit_fen is None:
        return _("%(item)s：每%(unit)s %(subsidy)s，不限额。") % words
    return _("%(item)s：每%(unit)s %(subsidy)s，每户每年最多 %(limit)s。") % words


class MenuForm(StepForm):
    """Where an item is chosen, kind, industry and amount follow from it as far as they are blank, and so does the content."""

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        self.item = self._chosen() if self.is_bound else self.instance.item
        if self.is_bound and self.item is not None:
            self._fill_in(self.item)

    def choices(self):
        return super().choices() | {"item": offered_in(self.instance.household.village)}

    def _chosen(self):
        try:
            return self.fields["item"].clean(self.data.get("item"))
        except ValidationError:
            return None  # said at the field, when it is cleaned

    def _fill_in(self, item):
        told = {}
        if not self.data.get("kind"):
            told = {"kind": item.kind, "industry": item.industry}
        elif self.data["kind"] == item.kind and not self.data.get("industry"):
            told = {"industry": item.industry}
        quantity = self._cleaned("quantity")
        if quantity is not None and not self.data.get("amount_fen"):
            told["amount_fen"] = str(yuan_of(item.reckon(quantity, self.received)))
        for name, value in told.items():
            self.data[name] = value
        self.told |= {name for name, value in told.items() if value}

    def _cleaned(self, name):
        try:
            return self.fields[name].clean(self.data.get(name))
        except ValidationError:
            return None

    @cached_property
    def received(self):
        """What the household has of the chosen item in the year of the plan, besides this measure (fen)."""
        item, day = self.item, self._at_hand("planned_on")
        if item is None or item.limit_fen is None or day is None:
            return 0
        this = Measure(pk=self.instance.pk, household=self.instance.household, item=item, planned_on=day)
        return Measure.objects.beside(this).worth()

    def _at_hand(self, name):
        """A value as it is being typed, else as it is stored."""
        return self._cleaned(name) if self.is_bound else getattr(self.instance, name)

    @property
    def notes(self):
        """{field: what is to be known there}: the terms of the item chosen, and that its limit lowers the amount."""
        item, quantity = self.item, self._at_hand("quantity")
        if item is None:
            return {}
        notes = {"item": terms_of(item)}
        whole = reckoned = 0
        if quantity is not None and quantity > 0:
            whole, reckoned = item.reckon(quantity, limited=False), item.reckon(quantity, self.received)
        words = {"whole": yuan(whole), "limit": yuan(item.limit_fen), "received": yuan(self.received), "left": yuan(reckoned)}
        if reckoned < whole and self.received:
            sentence = _("按数量是 %(whole)s，本户今年这一项已安排 %(received)s，上限 %(limit)s：这次最多 %(left)s。")
            notes["amount_fen"] = sentence % words
        elif reckoned < whole:
            notes["amount_fen"] = _("按数量是 %(whole)s，超过每户每年上限，按上限 %(limit)s计。") % words
        return notes

    def clean(self):
        cleaned = super().clean()
        before = self.before and self.before.item
        if self.item is not None and (not self.instance.content or self.instance.content == str(before)):
            self.instance.content = str(self.item)
        return cleaned
