"""Figures over the months and across areas, each in one query."""

from dataclasses import dataclass

from kangle.areas.models import Area
from kangle.scorecard.models import Score, Value
from kangle.scorecard.readings import Figure


def figures_over(snapshots, area, indicators):
    """{code: [Figure or None per snapshot]} of one area."""
    rows = Value.objects.filter(snapshot__in=snapshots, area=area, indicator__in=[each.code for each in indicators])
    found = {(row.indicator, row.snapshot_id): row for row in rows}
    return {
        each.code: [
            Figure(each, found[each.code, snapshot.pk]) if (each.code, snapshot.pk) in found else None for snapshot in snapshots
        ]
        for each in indicators
    }


@dataclass(frozen=True)
class Child:
    """An area below with one of its figures; `own` marks what lies at the parent itself (县本级)."""

    area: Area
    figure: Figure
    own: bool = False


def children_of(area, year=None):
    """The areas one level below that stand in a year (None: that the newest edition lists), in path order."""
    standing = Area.objects.current() if year is None else Area.objects.standing_in(year)
    return list(standing.filter(parent=area).order_by("path"))


def across(snapshot, area, indicators):
    """{code: [Child]} for the areas below `area`, worst score first; what is not judged comes last, in path order."""
    children = children_of(area, snapshot.year)
    rows = Value.objects.filter(snapshot=snapshot, area__in=children, indicator__in=[each.code for each in indicators])
    found = {(row.indicator, row.area_id): row for row in rows}
    listed = {}
    for each in indicators:
        there = [Child(child, Figure(each, found[each.code, child.pk])) for child in children if (each.code, child.pk) in found]
        listed[each.code] = sorted(there, key=worst_first)
    return listed


def worst_first(child):
    """Judged before unjudged, low score first; then by the figure itself, in the direction that is worse."""
    figure = child.figure
    value = float(figure.value or 0)
    return (figure.score is None, figure.score or 0, -value if figure.indicator.less else value, child.area.path)


def own_level(figure, children):
    """What lies at the area itself: its figure less its children's; None where nothing does or the figure cannot be summed."""
    indicator, row = figure.indicator, figure.row
    if indicator.numerator.across or not figure.was_counted:
        return None
    top = row.numerator - sum(child.figure.row.numerator for child in children)
    bottom = None
    if row.denominator is not None:
        bottom = row.denominator - sum(child.figure.row.denominator for child in children)
    if not top and not bottom:
        return None
    # Whether it was looked at is known of the whole alone.
    return Figure(indicator, Value(indicator=indicator.code, numerator=top, denominator=bottom, target=row.target))


def marks_across(snapshot, areas, codes):
    """{(area key, code): Score} of several areas in one query."""
    rows = Score.objects.filter(snapshot=snapshot, area__in=areas, code__in=codes)
    return {(row.area_id, row.code): row for row in rows}
