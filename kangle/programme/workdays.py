"""What a number of days counts, calendar or working days, and where such a count ends: the one place for the rule.

Working days go by the published days off and make-up days: the library's where it knows the year, else what the county's poverty
office has entered with its source. A year on neither record is not known: nothing guesses by weekends. The day a count begins on
is not counted (七个工作日 from 2015-09-29 end on 2015-10-14).
"""

import datetime
from dataclasses import dataclass
from functools import cache

import chinese_calendar
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kangle.common.sayings import said
from kangle.programme.calendar_models import WorkCalendar

DAY = datetime.timedelta(days=1)


class Counts(models.TextChoices):
    """What a number of days counts. Wherever 天 stands alone, it is calendar days."""

    CALENDAR = "calendar", _("自然日")
    WORKING = "working", _("工作日")


class NotOnRecord(Exception):
    """A year whose days off nobody has on record; `year` tells which."""

    def __init__(self, year):
        super().__init__(year)
        self.year = year

    @property
    def sentence(self):
        """What lacks, and who puts it right."""
        return not_on_record(self.year)


def not_on_record(year):
    """That a year's arrangement lacks, and who puts it right."""
    return said("%(year)d 年的放假安排还没有录入，工作日数不出来：请县扶贫办在“放假安排”里录入。") % {"year": year}


@dataclass(frozen=True, order=True)
class Span:
    """So many days of one kind."""

    days: int
    counts: str = Counts.CALENDAR

    def __bool__(self):
        return self.days > 0

    def __str__(self):
        if self.counts == Counts.WORKING:
            return ngettext("%(days)d 个工作日", "%(days)d 个工作日", self.days) % {"days": self.days}
        return ngettext("%(days)d 天（自然日）", "%(days)d 天（自然日）", self.days) % {"days": self.days}


@cache
def is_published(year):
    """Whether the library knows a year's days off."""
    try:
        chinese_calendar.is_workday(datetime.date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


@cache
def published_years():
    """The first and the last year that the library knows, without a gap."""
    first = last = next(year for year in range(2000, 2100) if is_published(year))
    while is_published(last + 1):
        last += 1
    return first, last


class Calendar:
    """The working days of the county that an area lies in; asks the database only for years that the library does not know."""

    def __init__(self, area):
        self.path = area.county

    @cached_property
    def entered(self):
        """{year: (days off, make-up days)} as entered, ISO days."""
        rows = WorkCalendar.objects.filter(area__path=self.path).values_list("year", "days_off", "make_up_days")
        return {year: (frozenset(off), frozenset(made_up)) for year, off, made_up in rows}

    def is_workday(self, day):
        """Whether offices work on a day; raises NotOnRecord."""
        said_of_it = self._entered(day)
        if said_of_it is not None:
            return said_of_it
        if is_published(day.year):
            return chinese_calendar.is_workday(day)
        if day.year not in self.entered:
            raise NotOnRecord(day.year)
        return day.weekday() < 5  # the arrangement is on record and does not name the day: then the week decides

    def _entered(self, day):
        """What the entered arrangements say of a day by name: True, False, None where nothing.

        One of the next year may move the last days of a December; once the library knows that year, it has those days too.
        """
        years = [day.year, day.year + 1] if day.month == 12 else [day.year]
        for year in years:
            off, made_up = ((), ()) if is_published(year) else self.entered.get(year, ((), ()))
            if day.isoformat() in off:
                return False
            if day.isoformat() in made_up:
                return True
        return None

    def after(self, day, span):
        """The day on which a Span after `day` ends, `day` itself not counted; raises NotOnRecord."""
        if span.counts == Counts.CALENDAR:
            return day + span.days * DAY
        left = span.days
        while left > 0:
            day += DAY
            left -= self.is_workday(day)
        return day

    def workdays(self, first, last):
        """The Span of working days from `first` to `last`, both counted; raises NotOnRecord."""
        days = (first + number * DAY for number in range(max((last - first).days + 1, 0)))
        return Span(sum(map(self.is_workday, days)), Counts.WORKING)
