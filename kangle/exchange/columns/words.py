"""Columns of words for something stored otherwise: choices, yes and no, masked numbers, areas."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kangle.areas.models import Area
from kangle.common import figures
from kangle.exchange.columns.base import LOOKUP_SEPARATOR, Column, escaped


class ChoiceColumn(Column):
    """A stored code, shown as its label; the labels are the field's own unless `choices` gives others.

    `tones={"open": "poor", "closed": "good"}` shows the label as a badge; a badge carries a sign beside its colour.
    """

    kind = "choice"
    width = 14
    SIGNS = {"good": "●", "fair": "◐", "poor": "○", "none": "–"}

    def __init__(self, *args, choices=None, tones=None, **options):
        super().__init__(*args, **options)
        self.choices = choices
        self.tones = tones or {}

    def bind(self, name, model):
        super().bind(name, model)
        choices = self.choices if self.choices is not None else (self.fields[-1].flatchoices if self.fields else ())
        self.labels = {code: str(label) for code, label in getattr(choices, "choices", choices)}

    def shown(self, value):
        return figures.UNKNOWN if value in (None, "") else self.labels.get(value, str(value))

    def exported(self, value):
        return "" if value in (None, "") else self.shown(value)

    def marked(self, value):
        tone = self.tones.get(value)
        if tone is None:
            return super().marked(value)
        return self.badge(tone, self.shown(value))

    def badge(self, tone, text):
        return SafeString(f'<span class="badge {tone}"><i aria-hidden="true">{self.SIGNS[tone]}</i>{escaped(text)}</span>')


class YesNoColumn(ChoiceColumn):
    """是 or 否."""

    width = 8

    def bind(self, name, model):
        self.choices = [(True, _("是")), (False, _("否"))]
        super().bind(name, model)


class MaskedColumn(Column):
    """A number that only the card shows in full: `MaskedColumn(mask=mask_identity)`. Masked on the page, masked in exports."""

    kind = "masked"
    width = 22

    def __init__(self, *args, mask, **options):
        # Sorting by what one may not read would give it away digit by digit.
        super().__init__(*args, orderable=False, **options)
        self.mask = mask

    def value(self, row):
        number = row[self.lookup]
        return self.mask(number) if number else ""


class AreaColumn(Column):
    """An area by its short name, sorted by its place in the tree; with `parent=True` the township it lies in.

    `AreaColumn(_("村"), "village")`, `AreaColumn(_("乡镇"), "village", parent=True)`.
    """

    kind = "place"
    width = 14

    def __init__(self, *args, parent=False, **options):
        super().__init__(*args, **options)
        self.parent = parent
        self.names = {}

    def bind(self, name, model):
        super().bind(name, model)
        self.area = f"{self.lookup}{LOOKUP_SEPARATOR}parent" if self.parent else self.lookup
        self.lookup = f"{self.area}{LOOKUP_SEPARATOR}name"

    def sort_lookups(self):
        return [f"{self.area}{LOOKUP_SEPARATOR}path"]

    def value(self, row):
        name = row[self.lookup]
        if name and name not in self.names:
            self.names[name] = Area(name=name).short_name
        return self.names.get(name)
