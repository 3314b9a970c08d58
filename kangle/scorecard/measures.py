"""What an indicator counts: rows of one fact table as of a day, and how they add up.

The same declaration makes the number (one fused aggregate per fact table), lists the rows behind it and says what each
row contributes: a number always equals its rows.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import models
from django.db.models import F, Q, QuerySet, Value


@dataclass(frozen=True)
class At:
    """The day a figure is as of, and the programme year it belongs to."""

    year: int
    as_of: datetime.date

    @property
    def start(self):
        return datetime.date(self.year, 1, 1)


@dataclass(frozen=True, eq=False)
class Source:
    """One fact table as it stood on a day: `rows(at)` gives a queryset of an area-bound model."""

    code: str
    rows: Callable[[At], QuerySet]

    def area_column(self, at):
        """The lookup from a row to its area's key."""
        lookup = self.rows(at).area_lookup
        return f"{lookup}_id" if lookup else "pk"


Condition = Q | Callable[[At], Q] | None


@dataclass(frozen=True, eq=False)
class Measure:
    """Rows of a source that meet a condition, added up somehow; summed from village to county."""

    source: Source
    where: Condition = None
    # Counted afresh at each level because one thing may lie in several areas (an enterprise, a technician).
    across: bool = field(default=False, init=False)

    def condition(self, at):
        """The condition as a Q; None where every row counts."""
        return self.where(at) if callable(self.where) else self.where

    def rows(self, at, area):
        """The very rows behind the figure of `area`, each annotated with `contribution`, its part of the sum."""
        found = self.source.rows(at).within(area)
        condition = self.condition(at)
        found = found if condition is None else found.filter(condition)
        return found.annotate(contribution=self.contribution(at))

    def contribution(self, at):
        return Value(1, output_field=models.IntegerField())


@dataclass(frozen=True, eq=False)
class Count(Measure):
    """How many rows; or, with `of`, how many different things they name (each belonging to one village only)."""

    of: str = ""

    def aggregate(self, at):
        if self.of:
            return models.Count(self.of, distinct=True, filter=self.condition(at))
        return models.Count("pk", filter=self.condition(at))

    def rows(self, at, area):
        found = super().rows(at, area)
        return things(found, self.of) if self.of else found


@dataclass(frozen=True, eq=False)
class Sum(Measure):
    """The sum of a column or expression (integers only: fen, metres, persons)."""

    what: str | Callable[[At], models.Expression] = "amount_fen"

    def contribution(self, at):
        return self.what(at) if callable(self.what) else F(self.what)

    def aggregate(self, at):
        return models.Sum(self.contribution(at), filter=self.condition(at), default=0)


@dataclass(frozen=True, eq=False)
class Distinct(Measure):
    """How many different things the rows name, counted afresh at each level: never the sum of the levels below."""

    of: str = ""
    across: bool = field(default=True, init=False)

    def pairs(self, at, area):
        """(area key, thing) for every row that counts, each pair once."""
        source = self.source.rows(at).within(area)
        condition = self.condition(at)
        found = source if condition is None else source.filter(condition)
        return found.order_by().values_list(self.source.area_column(at), self.of).distinct()

    def rows(self, at, area):
        return things(super().rows(at, area), self.of)


def things(rows, of):
    """The rows that `rows` name through `of`: records where it is a foreign key; for a plain code, one row for each code."""
    model, column = rows.model, None
    for step in of.split("__"):
        column = model._meta.get_field(step)
        model = column.related_model or model
    if column.related_model is None:
        # A code, not a record (the five industries): the first row of each stands for it.
        firsts = rows.order_by().values(of).annotate(first=models.Min("pk")).values("first")
        return rows.model._default_manager.filter(pk__in=firsts).annotate(contribution=Value(1))
    return model._default_manager.filter(pk__in=rows.order_by().values(of)).annotate(contribution=Value(1))
