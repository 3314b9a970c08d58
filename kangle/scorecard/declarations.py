"""What an indicator is: a declaration that names its rows, unit, polarity, target, rule and source document."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kangle.areas.models import Area
from kangle.scorecard.measures import Measure
from kangle.scorecard.rules import SHARE_UNIT, reading_of


@dataclass(frozen=True)
class Unit:
    """A unit of figures: how many of the stored smallest parts make one (100 fen a yuan, 1000 metres a kilometre)."""

    code: str
    name: str | Promise
    scale: int = 1


HOUSEHOLDS = Unit("households", _("户"))
PERSONS = Unit("persons", _("人"))
VILLAGES = Unit("villages", _("个村"))
TOWNSHIPS = Unit("townships", _("个乡镇"))
GROUPS = Unit("groups", _("个社"))
YUAN = Unit("yuan", _("元"), 100)
KM = Unit("km", _("公里"), 1000)
DAYS = Unit("days", _("天"))
SHARE = Unit("share", _("比例"))
TIMES = Unit("times", _("次"))
SESSIONS = Unit("sessions", _("场"))
TEAMS = Unit("teams", _("个组"))
SCHOOLS = Unit("schools", _("所"))
OFFICES = Unit("offices", _("个场所"))
CLINICS = Unit("clinics", _("所卫生室"))
STAGES = Unit("stages", _("个舞台"))
ENTERPRISES = Unit("enterprises", _("家企业"))
AGENCIES = Unit("agencies", _("个单位"))
PROJECTS = Unit("projects", _("个项目"))
INDUSTRIES = Unit("industries", _("个产业"))
FINDINGS = Unit("findings", _("个问题"))
CHILDREN = Unit("children", _("名儿童"))
MONTHS = Unit("months", _("人月"))
GAPS = Unit("gaps", _("个缺口"))
POINTS = Unit("points", _("分"), 100)
VISITS = Unit("visits", _("人次"))

TASKS = "targets"  # the source (sources.TARGETS) of what was set for the year: a sum of none of it is no task, and not 0

SUMMARY = _("2015年工作总结")
METHOD = _("“663”工作法（暂拟）")


@dataclass(frozen=True, kw_only=True, eq=False)
class Indicator:
    """One figure of the sheet. Without a rule it is shown but not judged; without a target it is not applicable.

    `target` is a Measure (what was planned, summed like the figure) or an integer: ten-thousandths for a share, the smallest
    unit otherwise. `parts` is the unit of a share's numerator and denominator. `bounded`: a share outside 0–1 stops publication.
    `judged_to` is the lowest level at which it is judged; below it it is counted and shown (what share of the county's money
    goes to poor villages says nothing of a village that is not poor).
    """

    code: str
    name: str | Promise
    sentence: str | Promise
    unit: Unit
    item: str = ""
    target: Measure | int | None = None
    rule: object = None
    less: bool = False
    judged_to: int = Area.Level.VILLAGE
    source: str | Promise = METHOD
    version: int = 1
    parts: Unit | None = None
    bounded: bool = True
    # Measures of which one must count something where an absence is judged: what was looked at (scorecard.looking).
    looked: tuple[Measure, ...] = ()
    # Whether every place tells both parts of itself: where one lacks the whole, no share is made (scorecard.founded).
    of_each_place: bool = False
    # The largest believable change of the county's figure from one published night to the next, in per cent; None: any.
    swing: int | None = None
    # The same for a figure that only grows within a year, and may leap upward: the largest believable fall.
    fall: int | None = None

    def __post_init__(self):
        object.__setattr__(self, "item", self.code.split(".")[0])
        if self.rule and self.denominator is None and not self.is_planned and not self.looked:
            raise ValueError(f"{self.code} is judged, and says nothing of what must have been looked at for it")

    numerator: Measure = None
    denominator: Measure | None = None

    @property
    def measures(self):
        """The measures this figure is made of, by the part they play."""
        parts = {"numerator": self.numerator, "denominator": self.denominator}
        if isinstance(self.target, Measure):
            parts["target"] = self.target
        return {part: measure for part, measure in parts.items() if measure is not None}

    @property
    def part_scale(self):
        """How many smallest parts make one printed unit of the numerator (and of the denominator of a share)."""
        return (self.parts or self.unit).scale

    @property
    def target_scale(self):
        return SHARE_UNIT if self.unit is SHARE else self.unit.scale

    def value(self, numerator, denominator):
        """The figure in its printed unit as an exact Fraction; None where the denominator is 0."""
        if self.denominator is None:
            return Fraction(numerator or 0, self.unit.scale)
        return Fraction(numerator, denominator * self.unit.scale) if denominator else None

    def is_unfounded(self, numerator, target):
        """Whether a stored figure is of parts whose whole some place has not told: it is no share, and is not judged."""
        return self.of_each_place and target is None and bool(numerator)

    def reading(self, numerator, denominator, target):
        """What the rule judges; None where the figure does not apply (no denominator, no target, no rule)."""
        if self.rule is None:
            return None
        denominator = None if self.denominator is None else denominator or 0
        return reading_of(numerator, denominator, target, planned=self.is_planned, share=self.unit is SHARE, less=self.less)

    @property
    def is_planned(self):
        """Whether the target is a sum of what was planned."""
        return isinstance(self.target, Measure)

    @property
    def is_of_tasks(self):
        """Whether it is a share of the tasks that were set for the year: sessions held, of those planned."""
        return self.denominator is not None and self.denominator.source.code == TASKS

    @property
    def is_sampled(self):
        """Whether it is a share of households or persons, which says little of very few of them."""
        return self.unit is SHARE and self.parts in (HOUSEHOLDS, PERSONS)


@dataclass(frozen=True, kw_only=True, eq=False)
class Share(Indicator):
    """A part of a whole: numerator and denominator go up the tree, division comes last."""

    unit: Unit = SHARE


@dataclass(frozen=True, kw_only=True, eq=False)
class Ratio(Indicator):
    """One sum for each of another: days an appropriation, yuan a household."""

    bounded: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class Total(Indicator):
    """A count or a sum that stands by itself; its target is a plan summed like it."""

    bounded: bool = False
