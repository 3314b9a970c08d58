"""The columns a list can have. A column says what it reads and how that is written; page and export use the same two answers.

`value(row)` picks the cell's value out of a row (a dict of the lookups it reads), `shown(value)` writes it for the page,
`exported(value)` gives what a spreadsheet keeps: a number as a number, a date as a date, a choice as its label.
"""

import datetime
from decimal import Decimal

import django_tables2 as tables
from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, FloatField
from django.db.models.functions import Cast, NullIf
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kangle.areas.models import Area
from kangle.common import figures

LOOKUP_SEPARATOR = "__"


def field_at(model, lookup):
    """The model fields along a lookup, the last one last; an empty list where the lookup is an annotation."""
    fields = []
    for part in lookup.split(LOOKUP_SEPARATOR):
        try:
            field = model._meta.pk if part == "pk" else model._meta.get_field(part)
        except FieldDoesNotExist:
            return []
        fields.append(field)
        model = field.related_model
        if model is None:
            break
    return fields


class Column(tables.Column):
    """Text. `accessor` is a lookup (`village__name`) or an annotation; without one the column's own name is it.

    `link=("households:detail", "pk")` links the cell: a URL name and the lookups of its arguments. `order_by` names other
    lookups to sort by. `on_phone=False` leaves the column out on narrow screens; `visible=False` keeps it for exports only.
    """

    kind = "text"
    width = 16  # of the column in a workbook, in characters

    def __init__(self, verbose_name=None, accessor=None, *, link=None, on_phone=True, **options):
        super().__init__(verbose_name, accessor, **options)
        self.link_to = link
        self.on_phone = on_phone
        self.lookup = None

    def bind(self, name, model):
        """Tell the column its name and the model its rows come from; the table does so once."""
        self.lookup = str(self.accessor).replace(".", LOOKUP_SEPARATOR) if self.accessor else name
        self.fields = field_at(model, self.lookup)
        if self.verbose_name is None:
            self.verbose_name = getattr(self.fields[-1], "verbose_name", name) if self.fields else name

    def lookups(self):
        """Everything the column reads from the database."""
        return (self.lookup, *(self.link_to[1:] if self.link_to else ()))

    def ordering(self, descending):
        """What sorts by this column: what is unknown comes last in both directions, on every database."""
        lookups = [str(lookup) for lookup in self.order_by] if self.order_by else self.sort_lookups()
        found = []
        for lookup in lookups:
            backwards = descending != lookup.startswith("-")
            name = lookup.removeprefix("-")
            # Saying "nulls last" of what is never null would only keep the database from using its index.
            last = True if self._may_be_null(name) else None
            found.append(F(name).desc(nulls_last=last) if backwards else F(name).asc(nulls_last=last))
        return found

    def sort_lookups(self):
        return [self.lookup]

    def _may_be_null(self, lookup):
        fields = self.fields if lookup == self.lookup else []
        return not fields or any(getattr(field, "null", True) for field in fields)

    def value(self, row):
        return row[self.lookup]

    def shown(self, value):
        return figures.UNKNOWN if value in (None, "") else str(value)

    def exported(self, value):
        return "" if value in (None, "") else str(value)

    def html(self, row):
        """The cell as it stands in the page, escaped and linked."""
        value = self.value(row)
        text = self.marked(value)
        if self.link_to and value not in (None, ""):
            arguments = [row[lookup] for lookup in self.link_to[1:]]
            if None not in arguments:
                return format_html('<a href="{}">{}</a>', reverse(self.link_to[0], args=arguments), text)
        return text

    def marked(self, value):
        """The shown value, escaped; a column that wraps it in markup says so here."""
        return conditional_escape(self.shown(value))


class LinkColumn(Column):
    """Text that leads somewhere: `LinkColumn(_("户主"), "head_name", link=("households:detail", "pk"))`."""

    def __init__(self, *args, link, **options):
        super().__init__(*args, link=link, **options)


class NumberColumn(Column):
    """A count or a measure, with thousands separators; as many decimals as the field keeps."""

    kind = "number"
    width = 12

    def shown(self, value):
        return figures.count(value)

    def exported(self, value):
        return value


class ScoreColumn(NumberColumn):
    """A score kept in hundredths of a point, with all of them: neighbours in rank may differ by one."""

    def shown(self, value):
        return figures.score(value, 2)

    def exported(self, value):
        return None if value is None else figures.yuan_of(value)


class MoneyColumn(NumberColumn):
    """Fen, shown in yuan or, with `unit="wan"`, in 万元; exported in yuan always."""

    kind = "money"
    width = 16
    UNITS = {"yuan": gettext_lazy("元"), "wan": gettext_lazy("万元")}

    def __init__(self, *args, unit="yuan", **options):
        if unit not in self.UNITS:
            raise ValueError(f"unit is {unit!r}: yuan or wan")
        super().__init__(*args, **options)
        self.unit = unit

    @property
    def unit_name(self):
        return str(self.UNITS[self.unit])

    def shown(self, value):
        if value is None:
            return figures.UNKNOWN
        if self.unit == "wan":
            return figures.grouped(figures.rounded(Decimal(value) / figures.WAN_FEN, 2))
        return figures.grouped(figures.yuan_of(value))

    def exported(self, value):
        return None if value is None else figures.yuan_of(value)


class ShareColumn(NumberColumn):
    """A share 0–1, shown as a percentage; or `numerator` and `denominator` lookups divided here, last."""

    kind = "share"
    width = 10

    def __init__(self, *args, denominator=None, digits=1, **options):
        super().__init__(*args, **options)
        self.denominator = denominator
        self.digits = digits

    def lookups(self):
        return (*super().lookups(), *([self.denominator] if self.denominator else ()))

    def ordering(self, descending):
        if not self.denominator or self.order_by:
            return super().ordering(descending)
        # Whole numbers divide to whole numbers on SQLite, and zero divides to an error on PostgreSQL.
        share = Cast(self.lookup, FloatField()) / NullIf(Cast(self.denominator, FloatField()), 0.0)
        return [share.desc(nulls_last=True) if descending else share.asc(nulls_last=True)]

    def value(self, row):
        numerator = row[self.lookup]
        if not self.denominator or numerator is None:
            return numerator
        return numerator / row[self.denominator] if row[self.denominator] else None

    def shown(self, value):
        return figures.share(value, self.digits)


class DateColumn(Column):
    """A day."""

    kind = "date"
    width = 12

    def shown(self, value):
        return figures.UNKNOWN if value is None else value.isoformat()

    def exported(self, value):
        return value


class MomentColumn(DateColumn):
    """An instant, in the time of the place, to the minute."""

    width = 18

    def value(self, row):
        moment = row[self.lookup]
        return None if moment is None else timezone.localtime(moment).replace(second=0, microsecond=0, tzinfo=None)

    def shown(self, value):
        return figures.UNKNOWN if value is None else f"{value:%Y-%m-%d %H:%M}"


class DaysColumn(NumberColumn):
    """Days from the date the row holds until today: how long something has waited."""

    def value(self, row):
        date = row[self.lookup]
        return None if date is None else (timezone.localdate() - date) // datetime.timedelta(days=1)


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
        return format_html(
            '<span class="badge {}"><i aria-hidden="true">{}</i>{}</span>', tone, self.SIGNS[tone], self.shown(value)
        )


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
