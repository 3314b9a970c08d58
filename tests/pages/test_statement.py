"""The statement of a year adds up exactly, equals a slow twin on random counties, and every line equals its rows."""

import contextlib
import datetime
import random

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from households.models import Member, Revocation, StatusEvent
from households.models.family import FamilyAct
from kangle.areas.models import Area
from kangle.pages.reconciliation.lines import BASES, LINES
from kangle.pages.reconciliation.statement import statements
from kangle.scorecard.measures import At
from tests.random_county import ONE_DAY, build, dense, shapes

pytestmark = pytest.mark.django_db
on_random_counties = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
# Written down once more: what may follow what by the programme.
IN_ORDER = {
    (None, "identified"), ("removed", "identified"), ("deregistered", "identified"), ("exited", "returned"),
    ("identified", "exited"), ("returned", "exited"), ("identified", "removed"), ("returned", "removed"), ("exited", "removed"),
    ("identified", "deregistered"), ("returned", "deregistered"), ("exited", "deregistered"),
}  # fmt: skip
COUNTED = {"poor": {"identified", "returned"}, "registered": {"identified", "returned", "exited"}}
CAME = {"birth": "birth", "marriage": "marriage", "move": "move", "registered": "entered"}
WENT = {"death": "death", "marriage": "marriage", "move": "move", "other": "other", "": "other"}


@contextlib.contextmanager
def a_county(shape):
    """The county of a shape with decisions undone, households joined and persons come and gone in every way; gone afterwards."""
    with transaction.atomic():
        county = build(shape)
        rng = random.Random(f"{shape.seed} undone")
        for event in StatusEvent.objects.order_by("pk"):
            if rng.random() < 0.25:
                days = (event.on, event.on + ONE_DAY * rng.randrange(200), *shape.days)
                Revocation.objects.create(event=event, on=max(event.on, rng.choice(days)), reason="错", by_name="马")
            elif event.kind == "deregistered" and rng.random() < 0.5:
                other = StatusEvent.objects.exclude(household=event.household_id).first()
                FamilyAct.objects.create(
                    household=event.household, other=other and other.household, kind="merged", on=event.on, by_name="马"
                )
        for member in Member.objects.order_by("pk"):
            ways = rng.choice(Member._meta.get_field("joined_by").choices)[0], rng.choice([*WENT, "split", "merge", "unmerge"])
            Member.objects.filter(pk=member.pk).update(joined_by=ways[0], left_by=ways[1] if member.left_on else "")
        yield county
        transaction.set_rollback(True)


class Home:
    """One household with its events as they were told on a day, and who ever belonged to it."""

    def __init__(self, household, day):
        rows = StatusEvent.objects.filter(household=household).select_related("revocation", "carried_from__revocation")
        self.events = sorted((row for row in rows if not undone(row, day)), key=lambda row: (row.on, row.pk))
        self.members = list(household.members.all())

    def kind(self, day):
        """Where the household stood at the end of a day, None before its first event."""
        known = [event for event in self.events if event.on <= day]
        return known[-1].kind if known else None

    def living(self, day):
        return sum(member.joined_on <= day and (member.left_on is None or member.left_on > day) for member in self.members)


def undone(event, day):
    """Whether somebody had taken the decision back by the day, the household's own or the one it was brought along from."""
    taken_back = [row.revocation for row in (event, event.carried_from) if row is not None and hasattr(row, "revocation")]
    return any(revocation.on <= day for revocation in taken_back)


def slow_twin(households, at, counted):
    """{line: [households, persons]}, told by walking every household through every day of the year."""
    told = {code: [0, 0] for code in LINES}
    for household in households:
        then, now = Home(household, at.start), Home(household, at.as_of)
        _first_and_last(told, then, now, at, counted)
        day = at.start
        while day < at.as_of:
            before, day = now.kind(day) in counted, day + ONE_DAY
            if before:
                _persons_of_the_day(told, now, day)
            _events_of_the_day(told, now, day, counted)
    return told


def _first_and_last(told, then, now, at, counted):
    was, is_told = then.kind(at.start) in counted, now.kind(at.start) in counted
    for line, holds in (("start", was), ("restored", is_told and not was), ("struck", was and not is_told)):
        if holds:
            add(told, line, then.living(at.start))
    if now.kind(at.as_of) in counted:
        add(told, "now", now.living(at.as_of))


def _persons_of_the_day(told, home, day):
    for member in home.members:
        if member.joined_on == day:
            told[f"came-{CAME.get(member.joined_by, 'across')}"][1] += 1
        if member.left_on == day:
            told[f"went-{WENT.get(member.left_by, 'across')}"][1] += 1


def _events_of_the_day(told, home, day, counted):
    kind = home.kind(day - ONE_DAY)
    for brought, group in in_groups([event for event in home.events if event.on == day]):
        last = group[-1]
        if (kind in counted) != (last.kind in counted):
            add(told, _line(kind, last, brought, last.kind in counted), home.living(day))
        kind = last.kind


def in_groups(events):
    """[(whether it was brought along, events)]: what a split brings along on one day counts as one."""
    groups = []
    for event in events:
        brought = event.carried_from_id is not None
        if brought and groups and groups[-1][0]:
            groups[-1][1].append(event)
        else:
            groups.append((brought, [event]))
    return groups


def _line(kind, event, brought, inwards):
    if brought:
        return "split" if inwards else "odd-out"
    if (kind, event.kind) not in IN_ORDER:
        return "odd-in" if inwards else "odd-out"
    merged = event.kind == "deregistered" and FamilyAct.objects.filter(household=event.household_id, on=event.on).exists()
    return "merged" if merged else event.kind


def add(told, line, persons):
    told[line][0] += 1
    told[line][1] += persons


def differences(county, day, areas):
    """What the statements say otherwise than the twin or than their own rows, by area, basis and line."""
    at, found = At(day.year, day), {}
    for area in areas:
        homes = [home for home in county.made["households"] if home.village.path.startswith(area.path)]
        for code, statement in statements(at, area).items():
            twin = slow_twin(homes, at, COUNTED[code])
            for entry in (statement.start, *statement.entries, statement.now):
                line = entry.line
                told = (0 if line.of_persons else entry.households, entry.persons)
                pairs = {told, tuple(twin[line.code]), rows_of(line, at, BASES[code], area)}
                if len(pairs) != 1:
                    found[area.code, code, line.code] = (told, twin[line.code], rows_of(line, at, BASES[code], area))
            if statement.missing != (0, 0):
                found[area.code, code, "missing"] = statement.missing
    return found


def rows_of(line, at, basis, area):
    rows = line.rows(at, basis, area)
    if line.of_persons:
        return 0, rows.count()
    return rows.count(), rows.order_by().aggregate(n=Sum("persons", default=0))["n"]


@given(shape=shapes(), choice=st.integers(0, 9))
@settings(on_random_counties, max_examples=max(10, settings.default.max_examples // 2))
def test_every_line_equals_its_slow_twin_and_its_rows(shape, choice):
    with a_county(shape) as county:
        areas = [county.top, *county.townships, *county.villages]

        assert differences(county, shape.days[-1], [county.top, areas[choice % len(areas)]]) == {}


def test_every_area_of_a_dense_county_adds_up():
    with a_county(dense()) as county:
        areas = list(Area.objects.within(county.top))

        assert differences(county, datetime.date(2015, 12, 31), areas) == {}
        assert differences(county, datetime.date(2015, 1, 1), areas) == {}


def test_the_dense_counties_move_every_line():
    """Where a line stayed 0 on them, the tests above would compare nothing with nothing."""
    still = set(LINES)
    for seed in range(30):
        if not still:
            break
        with a_county(dense(seed)) as county:
            for statement in statements(At(2015, datetime.date(2015, 12, 31)), county.top).values():
                still -= {entry.line.code for entry in (statement.start, *statement.entries, statement.now) if entry.persons}

    assert still == set()
