"""Recomputing a part of a county: what lies outside it comes from the last published snapshot of the same day."""

from dataclasses import dataclass

from kangle.scorecard.counting import COLUMNS, count
from kangle.scorecard.indicators import CATALOGUE
from kangle.scorecard.measures import Measure
from kangle.scorecard.models import Snapshot, Value


@dataclass
class Rest:
    """What lies at each area outside the part itself, column by column; things counted afresh are counted over the county."""

    county: object
    own: dict

    def complete(self, own, afresh, at):
        """Add the rest to what was counted of the part; both arguments are filled in place."""
        for key, row in self.own.items():
            own[key] = row
        for column, things in count_afresh(at, self.county).items():
            afresh[column] = things


def count_afresh(at, county):
    """The measures that no sum can give, over the whole county."""
    _own, afresh = count(at, county, only_across=True)
    return afresh


def outside_of(part, county, snapshot, tree):
    """The Rest of the county beside `part`, or None where no snapshot of the day is published (then all is counted)."""
    last = Snapshot.objects.published().filter(area=county, year=snapshot.year, as_of=snapshot.as_of).first()
    if last is None:
        return None
    totals = _stored(last, tree)
    if totals is None:
        return None
    own = {key: list(row) for key, row in totals.items()}
    for child, parent in tree.climb():
        own[parent] = [mine - theirs for mine, theirs in zip(own[parent], totals[child], strict=True)]
    inside = {area.pk for area in tree.areas if area.path.startswith(part.path)}
    return Rest(county, {key: row for key, row in own.items() if key not in inside})


def _stored(last, tree):
    """{area key: [integer per column]} of a published snapshot; None where it does not cover every area and indicator."""
    totals = {key: [0] * len(COLUMNS) for key in tree.keys}
    rows = Value.objects.filter(snapshot=last).values_list("area_id", "indicator", "numerator", "denominator", "target")
    seen = 0
    for key, code, numerator, denominator, target in rows.iterator():
        indicator = CATALOGUE.get(code)
        if indicator is None or key not in totals:
            return None
        seen += 1
        row = totals[key]
        row[COLUMNS[indicator.numerator]] = numerator
        if indicator.denominator is not None:
            row[COLUMNS[indicator.denominator]] = denominator
        if isinstance(indicator.target, Measure):
            row[COLUMNS[indicator.target]] = target
    return totals if seen == len(totals) * len(CATALOGUE) else None
