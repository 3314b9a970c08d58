"""Columns of numbers: counts, scores, money, shares."""

from decimal import Decimal

from django.db.models import FloatField
from django.db.models.functions import Cast, NullIf
from django.utils.translation import gettext_lazy

from kangle.common import figures
from kangle.exchange.columns.base import Column


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
    """A share 0–1, or `numerator` and `denominator` lookups divided here, last; shown as everywhere (figures.share)."""

    kind = "share"
    width = 10

    def __init__(self, *args, denominator=None, digits=None, **options):
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

    def exported(self, value):
        return None if value is None else round(float(value), 6)

    def shown(self, value):
        return figures.share(value, self.digits)
