"""Columns of what a screen of the phone's form asks: blank where nobody was asked, never the 否 or 0 that is stored meanwhile."""

from decimal import Decimal

from django.db import models

from households.form import in_order
from households.unasked import TOLD, with_told
from kangle.audit.changes import MASKS
from kangle.common.fields import FenField
from kangle.exchange.tables import ChoiceColumn, Column, DateColumn, MaskedColumn, MoneyColumn, NumberColumn, YesNoColumn


class Told:
    """A column of a field of the row's own model; its table's rows pass through `told`."""

    def bind(self, name, model):
        super().bind(name, model)
        self.places = getattr(self.fields[-1], "decimal_places", None)
        self.lookup, self.fields = f"{TOLD}{name}", []  # no field any more: it may be unknown, and sorts as such

    def value(self, row):
        value = row[self.lookup]  # SQLite computes with all digits it has: 11.2000000000000
        return value if value is None or self.places is None else Decimal(value).quantize(Decimal(1).scaleb(-self.places))


class ToldYesNo(Told, YesNoColumn):
    pass


class ToldNumber(Told, NumberColumn):
    pass


class ToldMoney(Told, MoneyColumn):
    pass


def by_form(table_class):
    """Decorate a table of households, members or years: what of the form it does not list, its files have all the same."""
    model = table_class.Meta.model
    for line in in_order(model):
        if line.name not in table_class.base_columns:
            table_class.base_columns[line.name] = _column_of(model._meta.get_field(line.name))
    return table_class


def _column_of(field):
    if isinstance(field, models.BooleanField):
        return ToldYesNo(visible=False)
    if isinstance(field, FenField):
        return ToldMoney(visible=False)
    if isinstance(field, models.DateField):
        return DateColumn(visible=False)
    if field.choices:
        return ChoiceColumn(visible=False)
    if isinstance(field, models.DecimalField | models.IntegerField) and field.has_default():
        return ToldNumber(visible=False)
    return MaskedColumn(mask=MASKS[field.name], visible=False) if field.name in MASKS else Column(visible=False)


def told(table_class, queryset):
    """The rows of a table with what its columns of this kind read."""
    return with_told(queryset, [name for name, column in table_class.base_columns.items() if isinstance(column, Told)])
