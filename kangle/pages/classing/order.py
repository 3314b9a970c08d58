"""A county's villages in the computed order, each with what was decided about it in this year and the last."""

import datetime
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count

from kangle.areas.models import Area
from kangle.common import figures
from kangle.rankings.kinds import poverty
from kangle.rankings.wording import reason_text
from villages.classing import Choice
from villages.models import Classing, Criterion, Tier


@dataclass
class Line:
    """One village: its place and what it proposes, its numbers, its tier of this year and of the last (None for none)."""

    area: Area
    unit: dict
    row: dict
    tier: Tier | None
    before: Tier | None
    typed: dict = field(default_factory=dict)  # what a person has typed into its fields
    lacks_reason: bool = False

    place = property(lambda self: self.row["place"])
    points = property(lambda self: self.row["score"])
    proposed = property(lambda self: self.row["tier"])
    why_not = property(lambda self: reason_text(self.row["reason"]))

    @property
    def proposed_label(self):
        return Tier.Kind(self.proposed).label if self.proposed else ""

    @property
    def incidence(self):
        return figures.share(self.unit["poor"] / self.unit["rural"]) if self.unit["rural"] else figures.UNKNOWN

    @property
    def parts(self):
        """[(name of a criterion, points)]."""
        return [(Criterion.Measure(code).label, points) for code, _weight, points in self.row["parts"]]

    @property
    def deviates(self):
        """Whether the standing decision differs from what this order proposes."""
        return self.choice_of(self.tier.tier if self.tier else "").deviates

    @property
    def picked(self):
        """The tier a form offers: what was typed, else what stands, else last year's demonstration, else what is proposed."""
        if "tier" in self.typed:
            return self.typed["tier"]
        if self.tier and not self.tier.carried_from_id:
            return self.tier.tier
        shown = self.tier or self.before
        if shown and shown.tier == Tier.Kind.DEMONSTRATION and not self.proposed:
            return shown.tier
        return self.proposed

    @property
    def strategy(self):
        known = next((each.strategy for each in (self.tier, self.before) if each), "")
        return self.typed.get("strategy", known)

    @property
    def reason(self):
        return self.typed.get("reason", self.tier.reason if self.tier else "")

    def choice_of(self, tier, strategy="", reason=""):
        """The Choice of a tier for this village."""
        stands = {"rank": self.place, "points": self.points, "proposed": self.proposed}
        return Choice(self.area, tier, strategy.strip(), reason.strip(), **stands)


@dataclass
class Order:
    """The order of a county's villages for a year by the records of a day; without criteria it has no lines.

    Beside it stands what was decided, as of `tiers_on` (None: of each year as of its own day, see `TierQuerySet.in_force`).
    """

    county: Area
    year: int
    on: datetime.date
    tiers_on: datetime.date | None = None

    @cached_property
    def frozen(self):
        return poverty.freeze(self.county, self.year, self.on)

    @property
    def rule(self):
        return self.frozen[0]

    @cached_property
    def criteria(self):
        return poverty.criteria_for(self.county, self.year, self.on)

    @cached_property
    def lines(self):
        rule, inputs = self.frozen
        if rule is None:
            return []
        units = {unit["code"]: unit for unit in inputs["units"]}
        areas = {area.path: area for area in Area.objects.filter(path__in=units).select_related("parent")}
        now, last = self._tiers(self.year, self.tiers_on), self._tiers(self.year - 1)
        return [
            Line(areas[code], units[code], row, now.get(code), last.get(code))
            for row in poverty.compute(rule, inputs)
            for code in [row["code"]]
        ]

    def _tiers(self, year, on=None):
        found = Tier.objects.in_force(year, on).within(self.county).select_related("village", "carried_from")
        return {tier.village.path: tier for tier in found}

    @cached_property
    def counts(self):
        """[(tier's label, how many the criteria foresee, proposed (None: by no place), decided)] in the order of the tiers."""
        if self.rule is None:
            return []
        proposed = [line.proposed for line in self.lines]
        decided = [line.tier.tier for line in self.lines if line.tier]
        # No place proposes a demonstration village: it is chosen among those that are not poor.
        by_place = {kind: proposed.count(kind.value) for kind in Tier.Kind if kind != Tier.Kind.DEMONSTRATION}
        found = self._foreseen.items()
        return [(kind.label, foreseen, by_place.get(kind), decided.count(kind.value)) for kind, foreseen in found]

    @property
    def off_numbers(self):
        """[(tier's label, how many the criteria foresee, how many are picked)] of the tiers of which these differ."""
        picked = [line.picked for line in self.lines]
        found = [(kind, foreseen, picked.count(kind.value)) for kind, foreseen in self._foreseen.items()]
        return [(kind.label, foreseen, number) for kind, foreseen, number in found if number != foreseen]

    @cached_property
    def _foreseen(self):
        tiers = dict(self.rule["tiers"]) | {"demonstration": self.rule["demonstration"]}
        return {kind: tiers[kind.value] for kind in Tier.Kind}

    @property
    def is_decided(self):
        """Whether any village has a tier of the year."""
        return any(line.tier for line in self.lines)

    @cached_property
    def decisions(self):
        """The decisions of the year, the newest first, each with how many villages it concerned (`villages`)."""
        return Classing.objects.filter(area=self.county, year=self.year).annotate(villages=Count("tiers")).order_by("-on", "-pk")
