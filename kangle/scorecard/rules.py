"""How a figure becomes a score: every kind of rule a county's sheet uses, in exact integers.

A score is in hundredths of a point (0–10000); None means not applicable (缺项不计). A figure arrives as a fraction
`top / bottom`, its target as another: no rule ever sees a rounded quotient, so scores agree to the last hundredth with the same
arithmetic done in SQL.
"""

from dataclasses import asdict, dataclass

FULL = 10000
SHARE_UNIT = 10000


def half_up(top, bottom):
    """`top / bottom` rounded to the nearest integer, halves away from zero; both are non-negative, `bottom` positive."""
    return (2 * top + bottom) // (2 * bottom)


@dataclass(frozen=True)
class Reading:
    """What a rule judges: a figure `top / bottom` against a target `goal / unit`; `less` where lower is better."""

    top: int
    bottom: int
    goal: int
    unit: int
    less: bool = False

    @property
    def attained(self):
        mine, asked = self.top * self.unit, self.goal * self.bottom
        return mine <= asked if self.less else mine >= asked


@dataclass(frozen=True)
class Linear:
    """Proportional to the target, never over 100. Where lower is better: 100 up to the target, 0 from `worst` on.

    `worst` is in ten-thousandths for a share, in the smallest unit otherwise.
    """

    worst: int | None = None

    def score(self, reading):
        if reading.less:
            return self._falling(reading)
        asked = reading.goal * reading.bottom
        if asked <= 0:
            return None
        return min(FULL, half_up(FULL * max(reading.top, 0) * reading.unit, asked))

    def _falling(self, reading):
        if reading.attained:
            return FULL
        # (worst - value) / (worst - goal), brought to one denominator.
        left = self.worst * reading.bottom - reading.top * reading.unit
        span = (self.worst - reading.goal) * reading.bottom
        return half_up(FULL * left, span) if left > 0 else 0


@dataclass(frozen=True)
class AllOrNothing:
    """100 where the target is reached, else 0."""

    def score(self, reading):
        return FULL if reading.attained else 0


@dataclass(frozen=True)
class Steps:
    """From 100 down by `points` for every started `step` short of the target, never below `floor` ."""

    step: int
    points: int
    floor: int = 0

    def score(self, reading):
        if reading.attained:
            return FULL
        short = reading.goal * reading.bottom - reading.top * reading.unit
        if reading.less:
            short = -short
        steps = -(-short // (self.step * reading.bottom))
        return max(self.floor, FULL - self.points * steps)


@dataclass(frozen=True)
class Bands:
    """The score of the highest band reached; below the lowest, 0. Bands: (from, score), highest first."""

    bands: tuple[tuple[int, int], ...]

    def score(self, reading):
        for start, score in self.bands:
            if reading.top * reading.unit >= start * reading.bottom:
                return score
        return 0


@dataclass(frozen=True)
class DeductOnly:
    """100 less `points` for each one counted, never below 0: nothing to gain, only to lose."""

    points: int

    def score(self, reading):
        return max(0, FULL - self.points * reading.top)


@dataclass(frozen=True)
class Veto:
    """100 while the target holds; otherwise 0, and the whole item is 0 (一票否决)."""

    def score(self, reading):
        return FULL if reading.attained else 0


@dataclass(frozen=True)
class Manual:
    """The mean of the scores persons gave, with their evidence, for the area and those below it."""

    def score(self, reading):
        return min(FULL, half_up(reading.top, reading.bottom))


@dataclass(frozen=True)
class RankDecrement:
    """100 for the first among its siblings, `points` less for each place, never below `floor`; judged after the roll-up.

    Equal values share a place (1-2-2-4). An area without siblings has no place and is not judged.
    """

    points: int
    floor: int = 0

    def scores(self, readings):
        """The scores of all siblings at once: {area: Reading} → {area: hundredths}."""
        if len(readings) < 2:
            return dict.fromkeys(readings)
        ranks = places({area: quotient_key(reading) for area, reading in readings.items()})
        return {area: max(self.floor, FULL - self.points * (place - 1)) for area, place in ranks.items()}


# The kinds of rule by the name a frozen ranking carries. A rule that changes its arithmetic is a new class under a new name: the
# old one stays, so that what was published by it can be computed again.
KINDS = {
    "linear": Linear,
    "all-or-nothing": AllOrNothing,
    "steps": Steps,
    "bands": Bands,
    "deduct-only": DeductOnly,
    "veto": Veto,
    "manual": Manual,
    "rank-decrement": RankDecrement,
}
NAMES = {kind: name for name, kind in KINDS.items()}


def written(rule):
    """A rule as plain data: its kind and parameters; None for no rule."""
    if rule is None:
        return None
    parameters = {key: [list(each) for each in value] if key == "bands" else value for key, value in asdict(rule).items()}
    return {"kind": NAMES[type(rule)], **parameters}


def read(parameters):
    """The rule that `written` made these parameters of. KeyError for a kind there never was."""
    if parameters is None:
        return None
    given = {key: value for key, value in parameters.items() if key != "kind"}
    if "bands" in given:
        given["bands"] = tuple(tuple(each) for each in given["bands"])
    return KINDS[parameters["kind"]](**given)


def reading_of(numerator, denominator, target, *, planned, share, less):
    """What a rule judges of stored integers; None where the figure does not apply: nothing counted, no denominator, no target.

    `planned`: the target is a sum of plans (0 is none); `share`: target in ten-thousandths.
    """
    if numerator is None or target is None or denominator == 0 or (planned and not target):
        return None
    return Reading(numerator, 1 if denominator is None else denominator, target, SHARE_UNIT if share else 1, less)


def quotient_key(reading):
    """A key that orders readings best first and is equal exactly where the figures are equal."""
    # Ten-thousandths, rounded half up (floor for negatives keeps the order): what a page prints is what is ranked.
    value = half_up(FULL * reading.top, reading.bottom)
    return value if reading.less else -value


def places(keys):
    """{thing: key} → {thing: place}, smallest key first; ties share a place and the next is skipped (1-2-2-4)."""
    ordered = sorted(keys.values())
    first = {}
    for position, key in enumerate(ordered, start=1):
        first.setdefault(key, position)
    return {thing: first[key] for thing, key in keys.items()}
