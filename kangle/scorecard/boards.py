"""The 663 board of one area: three groups, fifteen cells, each with what moved and what is weakest."""

import datetime
from dataclasses import dataclass

from kangle.common import figures, prepared
from kangle.programme.items import GROUPS, items_of
from kangle.scorecard.models import Score, Snapshot


@dataclass(frozen=True)
class Cell:
    """One item on the board: its mark, the change in points since the last month-end, its weakest figure."""

    item: object
    mark: Score
    change: float | None
    weakest: object | None


@dataclass(frozen=True)
class Row:
    """One group on the board with its cells."""

    group: object
    mark: Score
    change: float | None
    cells: list


def snapshots_of(area, year):
    """All published snapshots of the county `area` lies in for a year, oldest first."""
    county = area.county

    def found():
        return Snapshot.objects.published().filter(area__path=county, year=year).order_by("as_of")

    return prepared.records(("snapshots", county, year), Snapshot, found, related="scheme", without=("versions",))


def month_before(snapshots, snapshot):
    """The newest snapshot up to the end of the month before `snapshot`; None where there is none."""
    last_month = snapshot.as_of.replace(day=1) - datetime.timedelta(days=1)
    earlier = [each for each in snapshots if each.as_of <= last_month]
    return earlier[-1] if earlier else None


def marks_of(snapshot, area):
    """{code: Score} of one area in a snapshot; empty without a snapshot."""
    return {} if snapshot is None else {mark.code: mark for mark in Score.objects.filter(snapshot=snapshot, area=area)}


def board_of(sheet, before=None):
    """The board's rows; `before` is {code: Score} of the last month-end, for the change."""
    before = before or {}
    return [
        Row(
            group,
            sheet.marks[group.code],
            moved(sheet.marks[group.code], before.get(group.code)),
            [
                Cell(
                    item,
                    sheet.marks[item.code],
                    moved(sheet.marks[item.code], before.get(item.code)),
                    sheet.weakest(item.code),
                )
                for item in items_of(group.code)
            ],
        )
        for group in GROUPS
    ]


def moved(mark, earlier):
    """The change in points from `earlier` to `mark` as both are printed, so that a reader finds the same; None where one of them
    was not judged."""
    if mark is None or earlier is None or mark.score is None or earlier.score is None:
        return None
    return (figures.tenths(mark.score) - figures.tenths(earlier.score)) / 10
