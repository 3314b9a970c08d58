"""Columns of what a screen of the phone's form asks: blank where nobody was asked, never the 否 or 0 that is stored meanwhile."""

from households.unasked import TOLD, with_told
from kangle.exchange.tables import MoneyColumn, NumberColumn, YesNoColumn


class Told:
    """A column of a field of the row's own model; its table's rows pass through `told`."""

    def bind(self, name, model):
        super().bind(name, model)
        self.lookup, self.fields = f"{TOLD}{name}", []  # no field any more: it may be unknown, and sorts as such


class ToldYesNo(Told, YesNoColumn):
    pass


class ToldNumber(Told, NumberColumn):
    pass


class ToldMoney(Told, MoneyColumn):
    pass


def told(table_class, queryset):
    """The rows of a table with what its columns of this kind read."""
    return with_told(queryset, [name for name, column in table_class.base_columns.items() if isinstance(column, Told)])
