"""Columns of time: days, instants, how long something has waited."""

import datetime

from django.utils import timezone

from kangle.common import figures
from kangle.exchange.columns.base import Column
from kangle.exchange.columns.numbers import NumberColumn


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
