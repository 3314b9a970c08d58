"""What no record may say, whatever writes it: bounds that reach over two tables, kept by the database itself.

A CHECK sees one row. That no more is handed out than was allotted, that nothing is paid before its document, a trigger sees: each
bound here declares it once for both databases, together with the sentence the records' admin answers with. A sum is counted once
its whole is locked, so two who write at the same moment are judged one after the other.

A bound holds for what is written from now on: what stood before is left and told (`bounds_kept.broken`), so that no update stops
a site. Such a row may be left or put right.
"""

from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from kangle.common import figures

HELD = _("“%(label)s”不能改成这样：记录里已有 %(held)s，超过了。请先改那些记录。")
EARLIER = _("“%(label)s”不能改成这样：已有 %(day)s 的记录，比它早。请先改那些记录。")
LATER = _("“%(label)s”不能改成这样：已有 %(day)s 的记录，比它晚。请先改那些记录。")
FOLLOWING = _("“%(label)s”不能改成这样：已有 %(number)d 条“%(kind)s”是按原来的记的。请先改或者删那些记录。")

_TOGETHER = ContextVar("rows judged together", default=((), ()))


@contextmanager
def together(rows, without=()):
    """Reckon sums with these records as they would be written, new ones too, and without those that go; not as they are stored.

    The rows of one page share out a sum anew in one press: each judged against the stored others, a right page would be refused.
    """
    token = _TOGETHER.set((tuple(rows), tuple(without)))
    try:
        yield
    finally:
        _TOGETHER.reset(token)


def others(record, stored):
    """(rows, queryset): the rows judged together with `record`, as they would be written, and the rest of `stored`."""
    rows, gone = _TOGETHER.get()
    rows, gone = ([each for each in found if isinstance(each, type(record))] for found in (rows, gone))
    known = [each.pk for each in (record, *rows, *gone)]
    return [each for each in rows if each is not record], stored.exclude(pk__in=known)


def days(value):
    return f"{value:%Y-%m-%d}"


def points(value):
    return figures.score(value)


@dataclass(frozen=True)
class Bound:
    """One rule. `model`: "funds.Appropriation", the part; `whole`: the name of its foreign key, "" where one row is judged alone.

    `sentence` takes %(value)s and %(limit)s, written by `shown`; it stands at `field`.
    """

    name: str
    model: str
    field: str
    sentence: Any
    whole: str = ""
    shown: Callable = figures.count

    @property
    def part(self):
        return apps.get_model(self.model)

    @property
    def of(self):
        """The model of the whole; the part itself where there is none."""
        return self.part._meta.get_field(self.whole).related_model if self.whole else self.part

    @property
    def key(self):
        """The column of the part that names its whole."""
        return self.part._meta.get_field(self.whole).column if self.whole else "id"

    def watched(self):
        """[(model, its column with the key of the whole, the fields whose change may break the bound)]."""
        raise NotImplementedError

    def fault(self, key, model=None):
        """SQL that is true where the bound is broken for the whole of a key (an SQL expression); `model`: whose key it is, if not
        that of the whole."""
        raise NotImplementedError

    def locked(self, model):
        """[(model, column of `model` with its key)]: what is locked before the bound is asked of a row of `model`."""
        return [(self.of, self.key if model is self.part else "id")] if self.whole else []

    def refuse(self, record):
        """Raise ValidationError where `record` (a part, as it would be written) breaks the bound."""
        raise NotImplementedError

    def refuse_whole(self, whole):
        """Raise ValidationError where a whole, as it would be written, no longer holds what hangs on it."""

    def say(self, value, limit):
        shown = {"value": self.shown(value), "limit": self.shown(limit)}
        raise ValidationError({self.field: self.sentence % shown})


def _column(model, name):
    return f'"{model._meta.get_field(name).column}"'


def _table(model):
    return f'"{model._meta.db_table}"'


@dataclass(frozen=True)
class Within(Bound):
    """`field` of the parts, each or `summed` over a whole, is at most `limit` of the whole (or a number) times `factor`."""

    limit: str | int = ""
    factor: int = 1
    summed: bool = False
    held: Any = HELD  # said where the whole is lowered under what hangs on it

    def watched(self):
        found = [(self.part, self.key, [self.field, self.whole])]
        return found if isinstance(self.limit, int) else [*found, (self.of, "id", [self.limit])]

    def fault(self, key, model=None):
        value, parts = _column(self.part, self.field), _table(self.part)
        counted = f"COALESCE({'SUM' if self.summed else 'MAX'}(p.{value}), 0)"
        limit = str(self.limit) if isinstance(self.limit, int) else f"w.{_column(self.of, self.limit)} * {self.factor}"
        return (
            f"EXISTS (SELECT 1 FROM {_table(self.of)} w WHERE w.id = {key} AND"
            f' (SELECT {counted} FROM {parts} p WHERE p."{self.key}" = {key}) > {limit})'
        )

    def refuse(self, record):
        whole, value = getattr(record, self.whole, None), getattr(record, self.field)
        if whole is None or value is None:
            return
        limit = self.limit if isinstance(self.limit, int) else getattr(whole, self.limit) * self.factor
        if self.summed:
            limit -= self._others(record, whole)
        if value > limit:
            self.say(value, max(limit, 0))

    def _others(self, record, whole):
        """What the other parts of a whole add up to."""
        parts = self.part._base_manager
        beside, stored = others(record, parts.filter(**{self.whole: whole.pk}) if whole.pk else parts.none())
        found = sum(getattr(row, self.field) or 0 for row in beside if getattr(row, self.whole, None) == whole)
        return found + stored.aggregate(n=models.Sum(self.field, default=0))["n"]

    def refuse_whole(self, whole):
        if isinstance(self.limit, int) or whole.pk is None:
            return
        parts = self.part._base_manager.filter(**{self.whole: whole.pk})
        how = models.Sum if self.summed else models.Max
        held = parts.aggregate(n=how(self.field))["n"] or 0
        if held > getattr(whole, self.limit) * self.factor:
            label = whole._meta.get_field(self.limit).verbose_name
            raise ValidationError({self.limit: self.held % {"label": label, "held": self.shown(held)}})


@dataclass(frozen=True)
class NotBefore(Bound):
    """The day `field` of a part is not before the day `limit` of its whole (or of the same row); blank days pass."""

    limit: str = ""

    # How the order of two days is wrong, which of many days shows it, and what is said where it is the whole that is changed.
    wrong, first, held = "<", models.Min, EARLIER

    def breaks(self, day, limit):
        return day is not None and limit is not None and day < limit

    def watched(self):
        if not self.whole:
            return [(self.part, "id", [self.field, self.limit])]
        return [(self.part, self.key, [self.field, self.whole]), (self.of, "id", [self.limit])]

    def fault(self, key, model=None):
        return (
            f'EXISTS (SELECT 1 FROM {_table(self.of)} w JOIN {_table(self.part)} p ON p."{self.key}" = w.id'
            f" WHERE w.id = {key} AND p.{_column(self.part, self.field)} {self.wrong} w.{_column(self.of, self.limit)})"
        )

    def refuse(self, record):
        whole = getattr(record, self.whole, None) if self.whole else record
        day, limit = getattr(record, self.field), whole and getattr(whole, self.limit)
        if self.breaks(day, limit):
            self.say(day, limit)

    def refuse_whole(self, whole):
        if not self.whole or whole.pk is None:
            return
        day = self.part._base_manager.filter(**{self.whole: whole.pk}).aggregate(n=self.first(self.field))["n"]
        if self.breaks(day, getattr(whole, self.limit)):
            label = whole._meta.get_field(self.limit).verbose_name
            raise ValidationError({self.limit: self.held % {"label": label, "day": days(day)}})


@dataclass(frozen=True)
class NotAfter(NotBefore):
    """The day `field` of a part is not after the day `limit` of its whole (or of the same row); blank days pass."""

    wrong, first, held = ">", models.Max, LATER

    def breaks(self, day, limit):
        return day is not None and limit is not None and day > limit


@dataclass(frozen=True)
class Same(Bound):
    """What two `ways` from a row lead to is the same: "item__round" and "inspection__round" of a mark; where one ends, it passes.

    A way is a foreign key of the row, or one and a field of what it names.
    """

    ways: tuple = ()

    def _ends(self):
        """[(model, the column of the row with its key, its field)] of both ways; the row itself is found by its own key."""
        for way in self.ways:
            key, _sign, field = way.rpartition("__")
            yield (self.part._meta.get_field(key).related_model if key else self.part), key, field

    def watched(self):
        own = [key or field for _model, key, field in self._ends()]
        return [(self.part, "id", own), *((model, "id", [field]) for model, key, field in self._ends() if key)]

    def fault(self, key, model=None):
        columns = [self.part._meta.get_field(name).column if name else "id" for _model, name, _field in self._ends()]
        (left, _a, one), (right, _b, other) = self._ends()
        found_by = {self.part: "p.id", right: "b.id", left: "a.id"}
        return (
            f'EXISTS (SELECT 1 FROM {_table(self.part)} p JOIN {_table(left)} a ON a.id = p."{columns[0]}"'
            f' JOIN {_table(right)} b ON b.id = p."{columns[1]}"'
            f" WHERE {found_by[model or self.part]} = {key} AND a.{_column(left, one)} <> b.{_column(right, other)})"
        )

    def locked(self, model):
        found = [(end, self.part._meta.get_field(key).column) for end, key, _field in self._ends() if key]
        return found if model is self.part else []

    def refuse(self, record):
        found = []
        for _model, key, field in self._ends():
            end = getattr(record, key, None) if key else record
            found.append(end and getattr(end, end._meta.get_field(field).attname))
        if None not in found and found[0] != found[1]:
            raise ValidationError({self.field: self.sentence})

    def refuse_whole(self, whole):
        for model, key, field in self._ends() if whole.pk else ():
            if not key or not isinstance(whole, model):
                continue
            other = next(way for way in self.ways if way != f"{key}__{field}")
            value = getattr(whole, whole._meta.get_field(field).attname)
            number = self.part._base_manager.filter(**{key: whole.pk}).exclude(**{other: value}).count()
            if number:
                told = {"label": whole._meta.get_field(field).verbose_name, "number": number}
                raise ValidationError({field: FOLLOWING % {**told, "kind": self.part._meta.verbose_name}})


@dataclass(frozen=True)
class Row(Bound):
    """One row by itself: `wrong`, an SQL condition over its columns (one for each database, or one for both), is never true.

    `holds(record)` says the same in Python.
    """

    columns: tuple = ()
    wrong: str | dict = ""
    holds: Callable = None

    def watched(self):
        return [(self.part, "id", list(self.columns))]

    def fault(self, key, model=None):
        wrong = self.wrong if isinstance(self.wrong, str) else self.wrong[connection.vendor]
        return f"EXISTS (SELECT 1 FROM {_table(self.part)} p WHERE p.id = {key} AND ({wrong}))"

    def refuse(self, record):
        if not self.holds(record):
            raise ValidationError({self.field: self.sentence})
