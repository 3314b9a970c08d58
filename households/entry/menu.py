"""The screen of a measure: what is chosen from the county's menu of help fills in what follows from it.

The same arithmetic is done on the phone without signal (static/js/menu.js), by the numbers that stand at each choice; what
another measure of the year has left of the household's limit only the site knows.
"""

from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
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
            made["attrs"] |= {f"data-{word}": told for word, told in about.items()}
        return made


class MenuField(forms.ModelChoiceField):
    widget = MenuSelect
    iterator = ByKind

    def __init__(self, queryset, **options):
        super().__init__(queryset, **options)
        self.empty_label = _("不从菜单选")

    def label_from_instance(self, item):
        words = {"item": item, "unit": item.unit, "subsidy": yuan(item.subsidy_fen), "limit": yuan(item.limit_fen)}
        if item.limit_fen is None:
            return _("%(item)s（每%(unit)s %(subsidy)s）") % words
        return _("%(item)s（每%(unit)s %(subsidy)s，每户每年最多 %(limit)s）") % words


class MenuForm(StepForm):
    """Where an item is chosen, kind, industry and amount follow from it as far as they are blank, and so does the content."""

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        self.item = self._chosen() if self.is_bound else None
        if self.item is not None:
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
            told["amount_fen"] = str(yuan_of(item.reckon(quantity, self._received(item))))
        for name, value in told.items():
            self.data[name] = value
        self.told |= {name for name, value in told.items() if value}

    def _cleaned(self, name):
        try:
            return self.fields[name].clean(self.data.get(name))
        except ValidationError:
            return None

    def _received(self, item):
        """What the household has of the item in the year of the plan, besides this measure (fen)."""
        day = self._cleaned("planned_on")
        if item.limit_fen is None or day is None:
            return 0
        this = Measure(pk=self.instance.pk, household=self.instance.household, item=item, planned_on=day)
        return Measure.objects.beside(this).worth()

    def clean(self):
        cleaned = super().clean()
        before = self.before and self.before.item
        if self.item is not None and (not self.instance.content or self.instance.content == str(before)):
            self.instance.content = str(self.item)
        return cleaned
