"""Counting: one grouped query per fact table gives every measure per area, and sums go up the tree."""

from collections import defaultdict
from dataclasses import dataclass

from kangle.areas.models import Area
from kangle.common import prepared
from kangle.scorecard.indicators import CATALOGUE


def _numbered():
    """Every measure of the catalogue once, with its column: {measure: position}."""
    columns = {}
    for indicator in CATALOGUE.values():
        for measure in indicator.measures.values():
            columns.setdefault(measure, len(columns))
    return columns


COLUMNS = _numbered()


@dataclass(frozen=True)
class Tree:
    """The areas of a county (or of a part of it): keys and parents, each child after its parent."""

    areas: list

    @property
    def keys(self):
        return [area.pk for area in self.areas]

    def climb(self):
        """(child, parent) keys, deepest first; the top has no parent here and is left out."""
        inside = set(self.keys)
        for area in reversed(self.areas):
            if area.parent_id in inside:
                yield area.pk, area.parent_id

    def with_those_above(self, keys):
        """The keys of some areas and of all areas of the tree above them."""
        found = set(keys)
        for child, parent in self.climb():
            if child in found:
                found.add(parent)
        return found


def tree_of(top):
    """The tree at and below `top`, in path order; an area closed since is kept, for old facts lie there."""
    return Tree(list(Area.objects.within(top).order_by("path")))


ACROSS = {measure: column for measure, column in COLUMNS.items() if measure.across}


def count(at, area, columns=COLUMNS):
    """What lies at each area itself: ({area key: [integer per column]}, {column: {area key: set of things}}).

    The first holds those of some `columns` that may be summed, the second those counted afresh at each level.
    """
    summed, afresh = defaultdict(list), {}
    for measure, column in columns.items():
        if measure.across:
            afresh[column] = _things(measure, at, area)
        else:
            summed[measure.source].append((column, measure))
    own = defaultdict(lambda: [0] * len(COLUMNS))
    for source, measures in summed.items():
        _scan(source, measures, at, area, own)
    return own, afresh


def _scan(source, measures, at, area, own):
    """One query over a fact table: every measure of it, grouped by area, added into `own`."""

    def asked():
        place = source.area_column(at)
        aggregates = {f"m{column}": measure.aggregate(at) for column, measure in measures}
        rows = source.rows(at).within(area).order_by().values(place).annotate(**aggregates)
        return rows.values_list(place, *aggregates)

    columns = [column for column, _ in measures]
    # To write it down takes Django longer than a township takes to be counted: another count of the same day finds it written.
    for key, *numbers in prepared.rows(("measures", source, *columns, at, area.path), asked):
        row = own[key]
        for column, number in zip(columns, numbers, strict=True):
            row[column] = number


def _things(measure, at, area):
    found = defaultdict(set)
    for key, thing in measure.pairs(at, area):
        found[key].add(thing)
    return found


def roll_up(tree, own, afresh):
    """Totals per area: {area key: [integer per column]}; sums are added from the leaves, things are joined and counted."""
    nothing = [0] * len(COLUMNS)
    totals = {key: list(own.get(key, nothing)) for key in tree.keys}
    for child, parent in tree.climb():
        totals[parent] = [mine + theirs for mine, theirs in zip(totals[parent], totals[child], strict=True)]
    for column, things in afresh.items():
        joined = {key: set(things.get(key, ())) for key in tree.keys}
        for child, parent in tree.climb():
            joined[parent] |= joined[child]
        for key in tree.keys:
            totals[key][column] = len(joined[key])
    return totals
