"""Everything judging needs from outside one household: the day, lines and standards, the rules as they are set, the others."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from households.checks.bearers import Bearers
from households.checks.declaring import Rule, Scope
from households.checks.sheet import RULES
from households.models import CheckRule, Household, Member, Pairing, StatusEvent
from households.standing import POOR
from kangle.common.querysets import path_range
from kangle.programme.models import ExitCondition, ExitStandard, Period, PovertyLine
from kangle.programme.years import day_in_hand
from villages.models import Cadre


class Setting(NamedTuple):
    """A rule as it is in force: how severe, and from which size on it speaks."""

    rule: Rule
    severity: str
    threshold: int | None


@dataclass(frozen=True)
class Frame:
    """What a county's households are judged against on the day `today`.

    `lines`: {(year, kind): fen a head}; `standards`: {year: [ExitCondition]} for households; `in_force`: {scope: [Setting]} in
    the order of the sheet; `closed_years`: their records cannot be corrected any more, so they are not judged;
    `listed_helpers`: the keys of cadres who are themselves among the registered poor.
    """

    today: datetime.date
    lines: dict
    standards: dict
    in_force: dict
    closed_years: frozenset
    listed_helpers: frozenset
    bearers: Bearers
    known_on: datetime.date | None = None  # a decision taken back by this day is none, even after the last year's end

    @property
    def knows_by(self):
        return self.known_on or self.today

    def line(self, year):
        """The line of a year in fen a head, the higher where there are two (as for exits); None where none is on record."""
        return self._highest.get(year)

    @cached_property
    def _highest(self):
        found = {}
        for (year, _kind), fen in self.lines.items():
            found[year] = max(fen, found.get(year, fen))
        return found

    def conditions(self, year):
        """The conditions a year's exits are held to: of its own standard, else of the last before it; [] before the first."""
        years = [each for each in self.standards if each <= year]
        return self.standards[max(years)] if years else []

    def setting(self, code):
        """The Setting of a rule, None where it is not in force."""
        return next((each for scope in self.in_force.values() for each in scope if each.rule.code == code), None)


def frame_for(area, *, on=None, households=None, numbers=()):
    """The Frame of the county an area lies in: six queries.

    Without `households` it serves for all of them (who shares a number is then counted over the whole database). With a list of
    households it asks only what concerns these, for a form; the numbers typed are looked up when they are judged (one of the
    six). `numbers` are identity numbers known to be judged later (a workbook's): they are looked up now, all together.
    `on` is the day judged; by default the county's day in hand.
    """
    county = area.county
    periods = list(Period.objects.filter(area__path=county).order_by("-year"))
    today = on or day_in_hand(periods)
    bearers = Bearers(today, whole=households is None)
    bearers.look_up(numbers, exactly=True)
    return Frame(
        today=today,
        lines={(line.year, line.kind): line.amount_fen for line in PovertyLine.objects.all()},
        standards=_standards(),
        in_force=rules_in_force(today),
        closed_years=frozenset(period.year for period in periods if not period.is_open),
        listed_helpers=_listed_helpers(today, county, households),
        bearers=bearers,
        known_on=on or timezone.localdate(),
    )


def rules_in_force(on):
    """{scope: [Setting]} of the rules that are judged on a day, as the county has set them; a rule nobody set is as declared."""
    stored = {row.code: row for row in CheckRule.objects.all()}
    found = {scope: [] for scope in Scope}
    for rule in RULES:
        row = stored.get(rule.code)
        since, until = (row.on_since, row.off_since) if row else (rule.on_since, None)
        if since <= on and (until is None or on < until):
            threshold = rule.threshold if row is None or row.threshold is None else row.threshold
            found[rule.scope].append(Setting(rule, row.severity if row else rule.severity, threshold))
    return found


def _standards():
    conditions = ExitCondition.objects.filter(standard__subject=ExitStandard.Subject.HOUSEHOLD).select_related("standard")
    found = defaultdict(list)
    for condition in conditions.order_by("standard__year", "number"):
        found[condition.standard.year].append(condition)
    return dict(found)


def _listed_helpers(on, county, households):
    """The cadres paired with the county's households (or these) who are registered poor themselves.

    A cadre's identity number is not on record: a namesake in his own village, or the telephone of a registered household, tells.
    """
    here = path_range("household__village", county)
    pairings = Pairing.objects.held(on)
    if households is None:
        pairings = pairings.filter(**here)
    else:
        pairings = pairings.filter(household__in=[household.pk for household in households])
    paired = Cadre.objects.filter(pk__in=pairings.values("cadre"))
    # Where a household stands is asked last, of the few whose telephone or name is a helper's.
    alike = Household.objects.filter(phone__in=paired.exclude(phone="").values("phone")).with_status(on)
    telephones = alike.filter(status__in=POOR, **path_range("village", county))
    events = StatusEvent.objects.in_force(on).filter(household=OuterRef("household"), on__lte=on)
    latest = events.order_by("-on", "-pk").values("kind")[:1]
    namesakes = Member.objects.filter(name=OuterRef("name"), household__village=OuterRef("area"), left_on__isnull=True)
    namesakes = namesakes.annotate(status=Subquery(latest)).filter(status__in=POOR)
    listed = Q(Exists(namesakes)) | Q(phone__in=telephones.values("phone"))
    return frozenset(paired.filter(listed).values_list("pk", flat=True))
