"""The areas below one area with their scores, from the last one up."""

from dataclasses import dataclass

from kangle.areas.models import Area
from kangle.programme.items import GROUPS, ITEM, ITEMS, TOTAL
from kangle.scorecard import trends
from kangle.scorecard.models import Score, Snapshot


@dataclass(frozen=True)
class Child:
    """One area below: its mark for the whole, (name, mark) for each group, and the mark of its worst item.

    A mark is None where the area was not judged.
    """

    area: Area
    snapshot: Snapshot | None
    whole: Score | None
    groups: list
    worst: Score | None

    @property
    def scheme(self):
        return self.snapshot and self.snapshot.scheme

    @property
    def worst_item(self):
        return ITEM[self.worst.code]


def children_of(asked):
    """The areas one level below the one asked for, worst score first; what is not judged comes last.

    Three queries at most, whatever their number.
    """
    areas = trends.children_of(asked.area, asked.snapshot.year if asked.snapshot else None)
    if asked.area.level < Area.Level.COUNTY:
        newest = _newest_of(areas)
    else:
        newest = dict.fromkeys((area.pk for area in areas), asked.snapshot)
    marks = _marks(areas, {snapshot for snapshot in newest.values() if snapshot})
    children = [_child(area, newest.get(area.pk), marks.get(area.pk, {})) for area in areas]
    return sorted(children, key=_worst_first)


def _newest_of(counties):
    """{county key: its newest published snapshot}: above the county every county has its own."""
    found = Snapshot.objects.published().filter(area__in=counties).select_related("scheme").order_by("as_of", "pk")
    return {snapshot.area_id: snapshot for snapshot in found}


def _marks(areas, snapshots):
    """{area key: {code: Score}}."""
    found = {}
    for mark in Score.objects.filter(snapshot__in=snapshots, area__in=areas):
        found.setdefault(mark.area_id, {})[mark.code] = mark
    return found


def _child(area, snapshot, marks):
    judged = [marks[item.code] for item in ITEMS if item.code in marks and marks[item.code].score is not None]
    groups = [(group.name, marks.get(group.code)) for group in GROUPS]
    return Child(area, snapshot, marks.get(TOTAL), groups, min(judged, key=lambda mark: mark.score, default=None))


def _worst_first(child):
    score = child.whole.score if child.whole else None
    return (score is None, score or 0, child.area.path)
