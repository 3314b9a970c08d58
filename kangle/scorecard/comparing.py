"""核对: what documents report, held against what the records said on the same day: the one comparison of every page."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kangle.common import figures
from kangle.scorecard.declarations import SHARE, YUAN
from kangle.scorecard.indicators import CATALOGUE
from kangle.scorecard.models import Reported, Snapshot, Value
from kangle.scorecard.readings import VALUE_FIELDS, Figure, Stored, agrees, not_counted, printed_digits
from kangle.scorecard.wording import number_text


class State(models.TextChoices):
    """How a reported figure stands to the computed one."""

    OPEN = "open", gettext_lazy("不一致，待说明")
    EXPLAINED = "explained", gettext_lazy("不一致，已说明")
    AGREES = "agrees", gettext_lazy("一致")
    NOTHING = "nothing", gettext_lazy("无从比较")
    REPLACED = "replaced", gettext_lazy("已更正")


@dataclass(frozen=True)
class Comparison:
    """One reported figure beside the computed one of its day, or of the nearest day of which a snapshot was kept."""

    row: Reported
    snapshot: Snapshot | None = None
    figure: Figure | None = None

    @property
    def indicator(self):
        return CATALOGUE.get(self.row.indicator)

    @property
    def is_exact(self):
        """Whether the snapshot is of the very day."""
        return self.snapshot is not None and self.snapshot.as_of == self.row.as_of

    @property
    def agrees(self):
        """True or False; None where there is nothing to compare with."""
        return agrees(self.figure, self.row) if self.figure else None

    @property
    def computed(self):
        """The computed figure in the printed unit as an exact Fraction; None where there is none."""
        return getattr(self.figure, self.row.part) if self.figure else None

    @property
    def against(self):
        """What an explanation was given against: it lapses when the computed figure changes."""
        return "" if self.computed is None else f"{self.computed.numerator}/{self.computed.denominator}"

    @property
    def has_lapsed(self):
        """Whether there is an explanation of another computed figure than today's."""
        return bool(self.row.explanation) and self.agrees is False and self.row.explained_against != self.against

    @property
    def state(self):
        if self.row.replaced_at:
            return State.REPLACED
        if self.agrees is None:
            return State.NOTHING
        if self.agrees:
            return State.AGREES
        return State.EXPLAINED if self.row.explanation and not self.has_lapsed else State.OPEN

    @property
    def gap(self):
        """Reported less computed, in the printed unit; 0 where they agree to the printed digits, None without a comparison."""
        if self.agrees is None:
            return None
        return Fraction(0) if self.agrees else Fraction(self.row.value) - self.computed

    @property
    def relative(self):
        """The size of the gap as a share of the computed figure; of nothing computed, 1 for whatever was reported."""
        if self.gap is None:
            return None
        return abs(self.gap / self.computed) if self.computed else Fraction(1 if self.gap else 0)

    # --- in words -----------------------------------------------------------------------------------------------------

    @property
    def reported_text(self):
        return self._text(Fraction(self.row.value))

    @property
    def computed_text(self):
        """The computed figure; a share in as many digits as the document printed."""
        return figures.UNKNOWN if self.computed is None else self._text(self.computed)

    @property
    def gap_text(self):
        if self.gap is None:
            return figures.UNKNOWN
        if not self.gap:
            return "0"
        sign, size = "+" if self.gap > 0 else figures.MINUS, abs(self.gap)
        if self.indicator is None or not self.is_share:
            return f"{sign}{self._text(size)}"
        return _("%(number)s 个百分点") % {"number": f"{sign}{figures.trimmed(float(size) * 100, 2)}"}

    @property
    def relative_text(self):
        return figures.share(None if self.relative is None else float(self.relative), 2)

    def _text(self, value):
        if self.indicator is None:
            return figures.trimmed(float(value), 4)
        if self.is_share:
            return figures.share(float(value), printed_digits(self.row))
        unit = self.unit
        return figures.yuan(figures.whole(value * 100)) if unit is YUAN else number_text(value * unit.scale, unit)

    @property
    def is_share(self):
        return self.indicator.unit is SHARE and self.row.part in ("value", "target")

    @property
    def unit(self):
        """The unit of the part that is compared."""
        parts = self.indicator.parts if self.row.part in ("numerator", "denominator") else None
        return parts or self.indicator.unit

    @property
    def unit_name(self):
        return "" if self.indicator is None or self.is_share or self.unit is YUAN else self.unit.name


def compare(rows):
    """A Comparison for each of some Reported rows, in their order: two queries, whatever their number."""
    rows = list(rows)
    counties = {row.area.county for row in rows}
    found = Snapshot.objects.published().filter(area__path__in=counties, year__in={row.year for row in rows})
    snapshots = defaultdict(list)
    for snapshot in found.select_related("area") if rows else ():
        snapshots[snapshot.area.path, snapshot.year].append(snapshot)
    nearest = {row: _nearest(snapshots[row.area.county, row.year], row.as_of) for row in rows}
    stored = _stored(rows, {snapshot.pk for snapshot in nearest.values() if snapshot})
    return [_one(row, nearest[row], stored) for row in rows]


def _nearest(snapshots, day):
    """The snapshot of a day, else the one nearest to it, of two the earlier; None where none was kept."""
    return min(snapshots, key=lambda each: (abs((each.as_of - day).days), each.as_of), default=None)


def _stored(rows, snapshots):
    """{(snapshot key, area key, indicator): Stored}."""
    if not snapshots:
        return {}
    wanted = Value.objects.filter(
        snapshot__in=snapshots, area__in={row.area_id for row in rows}, indicator__in={row.indicator for row in rows}
    )
    return {(row[0], row[1], row[2]): Stored(*row[2:]) for row in wanted.values_list("snapshot_id", "area_id", *VALUE_FIELDS)}


def _one(row, snapshot, stored):
    indicator = CATALOGUE.get(row.indicator)
    if snapshot is None or indicator is None:
        return Comparison(row)
    kept = stored.get((snapshot.pk, row.area_id, row.indicator)) or not_counted(row.indicator)
    return Comparison(row, snapshot, Figure(indicator, kept))


def compared_of(area, year, *indicators):
    """{indicator: [Comparison]} of what stands reported of an area's year (of some `indicators`, or of all)."""
    rows = Reported.objects.standing().filter(area=area, year=year).select_related("area")
    rows, found = rows.filter(indicator__in=indicators) if indicators else rows, {}
    for each in compare(rows):
        found.setdefault(each.row.indicator, []).append(each)
    return found


def in_printed_unit(typed, unit):
    """A typed number and the unit it was typed in, as the figure is kept: 万元 and 亿元 in yuan, per cent as a share."""
    return Decimal(typed) * {"": 1, "percent": Decimal("0.01"), "wan": 10_000, "yi": 100_000_000}[unit]
