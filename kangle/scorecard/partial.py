"""Recomputing a part of a county: what lies outside it comes from the last published snapshot of the same day."""

from dataclasses import dataclass

from kangle.areas.models import Area
from kangle.scorecard.counting import ACROSS, COLUMNS, count
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
    _own, afresh = count(at, county, ACROSS)
    return afresh


def base_of(part, county, year, as_of):
    """The published snapshot of the day that what lies outside `part` is taken from; None where the whole county is counted:

    because `part` is the county, nothing is published yet, or the sheet or the areas have changed since.
    """
    if part.pk == county.pk:
        return None
    last = Snapshot.objects.published().filter(area=county, year=year, as_of=as_of).first()
    return last if last is not None and _covers(last, county) else None


def _covers(last, county):
    """Whether a snapshot holds every figure of today's sheet for every area there is, and no other."""
    stored = Value.objects.filter(snapshot=last)
    known = stored.filter(indicator__in=CATALOGUE, area__in=Area.objects.within(county)).count()
    return known == stored.count() == Area.objects.within(county).count() * len(CATALOGUE)


def outside_of(part, county, base, tree):
    """The Rest of the county beside `part`, from `base` (see `base_of`)."""
    totals = _stored(base, tree)
    own = {key: list(row) for key, row in totals.items()}
    for child, parent in tree.climb():
        own[parent] = [mine - theirs for mine, theirs in zip(own[parent], totals[child], strict=True)]
    inside = {area.pk for area in tree.areas if area.path.startswith(part.path)}
    return Rest(county, {key: row for key, row in own.items() if key not in inside})


def _stored(base, tree):
    """{area key: [integer per column]} of a published snapshot."""
    totals = {key: [0] * len(COLUMNS) for key in tree.keys}
    rows = Value.objects.filter(snapshot=base).values_list("area_id", "indicator", "numerator", "denominator", "target")
    for key, code, numerator, denominator, target in rows.iterator():
        indicator, row = CATALOGUE[code], totals[key]
        row[COLUMNS[indicator.numerator]] = numerator
        if indicator.denominator is not None:
            row[COLUMNS[indicator.denominator]] = denominator
        if isinstance(indicator.target, Measure):
            row[COLUMNS[indicator.target]] = target
    return totals
