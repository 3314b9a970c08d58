"""Reading a published snapshot: one area's figures and marks, as pages, exports and the JSON contract show them."""

from collections import namedtuple
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kangle.areas.models import Area
from kangle.programme.items import GROUPS, ITEMS, TOTAL
from kangle.scorecard.indicators import CATALOGUE, of_item
from kangle.scorecard.models import Reported, Score, Snapshot, Value
from kangle.scorecard.rules import FULL, Manual
from kangle.scorecard.sheet.wholes import LISTED

VALUE_FIELDS = ("indicator", "numerator", "denominator", "target", "score", "rank", "of")
# A stored value as pages read it: a hundred model objects would take longer to make than to fetch.
Stored = namedtuple("Stored", VALUE_FIELDS)
# A stored score as a board reads it, for the same reason.
Mark = namedtuple("Mark", ("code", "score", "veto", "rank"))


@dataclass(frozen=True)
class Figure:
    """One indicator of one area as it was published; amounts are in the printed unit (yuan, kilometres), shares 0–1."""

    indicator: object
    row: Stored

    @property
    def code(self):
        return self.indicator.code

    @property
    def was_counted(self):
        """False where the snapshot is older than the indicator."""
        return self.row.numerator is not None

    @property
    def was_looked_at(self):
        """False where nobody looked, and 0 is all that could be counted: a fixed target is not set there (judging).

        Of rows that say themselves what they lack (a village without a clinic, a tier without a place) 0 is known.
        """
        each, row = self.indicator, self.row
        if not self.was_counted or each.rule is None or each.is_planned or row.numerator:
            return True
        if isinstance(each.rule, Manual) and not row.denominator:
            return False
        says_itself = row.denominator and each.denominator not in LISTED and each.denominator.source is each.numerator.source
        return row.target is not None or bool(says_itself)

    @property
    def value(self):
        """The figure as an exact Fraction; None where its denominator is 0 or not told everywhere, or nobody looked."""
        known = self.was_counted and self.was_looked_at and not self.is_unfounded
        return self.indicator.value(self.row.numerator, self.row.denominator) if known else None

    @property
    def goal(self):
        """The target as it is stored; None where there is none: a sum of plans of which nobody made any is no target of 0."""
        planned_nothing = self.indicator.is_planned and not self.row.target
        return None if planned_nothing else self.row.target

    @property
    def is_unfounded(self):
        """Whether some place has what is counted, and has not told of what it is a part."""
        return self.indicator.is_unfounded(self.row.numerator, self.row.target)

    @property
    def numerator(self):
        return None if self.row.numerator is None else Fraction(self.row.numerator, self.indicator.part_scale)

    @property
    def denominator(self):
        if self.row.denominator is None:
            return None
        scale = self.indicator.part_scale if self.indicator.parts else 1
        return Fraction(self.row.denominator, scale)

    @property
    def target(self):
        return None if self.goal is None else Fraction(self.goal, self.indicator.target_scale)

    @property
    def applies(self):
        return self.row.score is not None

    score = property(lambda self: self.row.score)
    rank = property(lambda self: self.row.rank)
    of = property(lambda self: self.row.of)


@dataclass(frozen=True)
class Sheet:
    """One area's whole scorecard in one snapshot."""

    snapshot: Snapshot
    area: Area
    figures: dict
    marks: dict

    @property
    def whole(self):
        return self.marks[TOTAL]

    def of_item(self, item_code):
        """The item's figures in the order of the sheet."""
        return [self.figures[indicator.code] for indicator in of_item(item_code)]

    def weakest(self, item_code):
        """The item's figure with the lowest score; None where nothing is judged or everything is full."""
        judged = [figure for figure in self.of_item(item_code) if figure.score is not None and figure.score < FULL]
        return min(judged, key=lambda figure: figure.score, default=None)


def newest(area, year, as_of=None):
    """The published snapshot of the county `area` lies in: as of a day, or the newest of the year; None where there is none."""
    found = Snapshot.objects.published().filter(area__path=area.county, year=year).select_related("area", "scheme")
    return found.filter(as_of=as_of).first() if as_of else found.order_by("-as_of").first()


def sheet_of(snapshot, area):
    """The sheet of `area` in a snapshot (two queries); None where the snapshot does not know the area."""
    stored = list(Value.objects.filter(snapshot=snapshot, area=area).values_list(*VALUE_FIELDS))
    if not stored:
        return None
    figures = figures_of(stored)
    marks = {mark.code: mark for mark in Score.objects.filter(snapshot=snapshot, area=area)}
    return Sheet(snapshot, area, figures, marks)


def figures_of(rows):
    """{code: Figure} of today's sheet in its order, from tuples of VALUE_FIELDS; what a snapshot did not count yet is unknown."""
    stored = {row[0]: Stored(*row) for row in rows}
    return {code: Figure(indicator, stored.get(code) or not_counted(code)) for code, indicator in CATALOGUE.items()}


def not_counted(code):
    """The row of an indicator that is younger than the snapshot."""
    return Stored(code, None, None, None, None, None, None)


def reported_of(area, year):
    """What documents reported of an area's year: {indicator code: [Reported]}."""
    found = {}
    for row in Reported.objects.standing().filter(area=area, year=year):
        found.setdefault(row.indicator, []).append(row)
    return found


def agrees(figure, reported):
    """Whether the computed figure rounds to what a document printed (a minimum: exceeds it); None where neither can be said.

    A share agrees when it rounds to the printed digits (57 %, 94.77 %); any other figure must be equal.
    """
    computed = getattr(figure, reported.part)
    if computed is None:
        return None
    if reported.field == Reported.Field.MINIMUM:
        return computed > Fraction(reported.value)
    if figure.indicator.unit.code != "share" or reported.part != "value":
        return computed == Fraction(reported.value)
    digits = printed_digits(reported)
    return (2 * computed * 100 * 10**digits + 1) // 2 == Fraction(reported.value) * 100 * 10**digits


def printed_digits(reported):
    """How many decimals a document printed a share of per cent with: 57 % none, 94.77 % two."""
    return max(0, -(Decimal(reported.value) * 100).normalize().as_tuple().exponent)


def as_json(sheet, reported):
    """The scorecard as the contract for machines: money in yuan, shares 0–1, scores 0–100, missing parts null."""
    snapshot = sheet.snapshot
    names = {group.code: group.name for group in GROUPS} | {item.code: item.name for item in ITEMS}

    def marks(codes):
        return {code: {"name": str(names[code]), **_mark(sheet.marks[code])} for code in codes}

    return {
        "area": {"code": sheet.area.short_code, "name": sheet.area.name, "level": sheet.area.level},
        "period": snapshot.year,
        "as_of": snapshot.as_of.isoformat(),
        "published_at": snapshot.published_at.isoformat(),
        "score": _points(sheet.whole.score),
        "groups": marks(group.code for group in GROUPS),
        "items": marks(item.code for item in ITEMS),
        "indicators": {code: _figure(figure, reported.get(code, ())) for code, figure in sheet.figures.items()},
    }


def _mark(mark):
    return {"score": _points(mark.score), "rank": mark.rank, "of": mark.of}


def _figure(figure, reported):
    stated = next((row.value for row in reported if row.field == Reported.Field.VALUE), None)
    return {
        "name": str(figure.indicator.name),
        "item": figure.indicator.item,
        "unit": figure.indicator.unit.code,
        "value": _number(figure.value),
        "numerator": _number(figure.numerator),
        "denominator": _number(figure.denominator),
        "target": _number(figure.target),
        "reported": _number(None if stated is None else Fraction(stated)),
        "score": _points(figure.score),
        "rank": figure.rank,
        "of": figure.of,
    }


def _number(value):
    """An exact Fraction as a JSON number: whole where it is whole."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)


def _points(hundredths):
    return None if hundredths is None else hundredths / 100
