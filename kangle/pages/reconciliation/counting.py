"""Counting the names: each fact table is read once, and two names are compared as sets of households."""

from dataclasses import dataclass

from django.db.models import BooleanField, Case, Count, F, Value, When

from households.models import Member
from kangle.pages.reconciliation.names import ALL, NAMES, Name


@dataclass(frozen=True)
class Counted:
    """A name as it was counted: households, persons, and (less, more) households than its base; None without one."""

    name: Name
    households: int
    persons: int
    base: Name | None
    less: int | None
    more: int | None


def counted(at, area):
    """Every name in an area on a day, in the order of the list: one query for each fact table, and one for who lives where."""
    living = Member.objects.living(at.as_of).within(area).order_by().values_list("household")
    sizes = dict(living.annotate(n=Count("pk")))
    keys, persons = {}, {}
    for table, key in dict.fromkeys((name.table, name.key) for name in ALL):
        _read(at, area, table, key, keys, persons)
    found = []
    for name in (name for name in ALL if name.listed):
        own, base = keys[name.code], NAMES.get(name.base)
        number = persons[name.code] if name.own_day else sum(sizes.get(home, 0) for home in own)
        less, more = (len(keys[base.code] - own), len(own - keys[base.code])) if base else (None, None)
        found.append(Counted(name, len(own), number, base, less, more))
    return found


def _read(at, area, table, key, keys, persons):
    """Put the keys of all names over one table into `keys`, and of those of their own day the persons into `persons`."""
    names = [name for name in ALL if (name.table, name.key) == (table, key)]
    flags = {f"is_{number}": _flag(name.condition(at)) for number, name in enumerate(names)}
    size = F("persons") if any(name.own_day for name in names) else Value(0)
    rows = table(at).within(area).order_by().annotate(size_then=size, **flags).values_list(key, "size_then", *flags)
    for name in names:
        keys[name.code], persons[name.code] = set(), 0
    for home, number, *told in rows:
        for name, holds in zip(names, told, strict=True):
            if holds:
                keys[name.code].add(home)
                persons[name.code] += number


def _flag(condition):
    if not condition:
        return Value(True)
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def difference(name, way, at, area):
    """The households by which a name and its base differ: `less`, in the base and not in it; `more`, in it and not there."""
    base = NAMES[name.base]
    one, other = (base, name) if way == "less" else (name, base)
    return one.homes(at, area).exclude(pk__in=other.keys(at, area))
