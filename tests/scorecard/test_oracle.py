"""Every figure of every area equals its slow twin on random counties, and equals the rows behind it."""

import contextlib
import datetime
from unittest import mock

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kangle.areas.models import Area
from kangle.scorecard import actions
from kangle.scorecard import measures as m
from kangle.scorecard.counting import COLUMNS
from kangle.scorecard.indicators import CATALOGUE
from kangle.scorecard.models import Score, Value, Weight
from kangle.scorecard.verification import Unverified, verify
from tests import oracle
from tests.random_county import build, dense, shapes

pytestmark = pytest.mark.django_db
on_random_counties = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@contextlib.contextmanager
def a_county(shape):
    """The county of a shape, gone again afterwards."""
    with transaction.atomic():
        yield build(shape)
        transaction.set_rollback(True)


def published(county, day):
    """(the county's snapshot of a day, whether its figures may be published): here also those that may not are kept."""
    refused = []

    def lenient(*arguments):
        try:
            verify(*arguments)
        except Unverified as fault:
            refused.append(fault)

    with mock.patch.object(actions, "verify", lenient):
        snapshot = actions.recompute(county.top, year=county.shape.year, as_of=day)
    return snapshot, not refused


def differences(snapshot, expected):
    """What the snapshot says otherwise than its twin: {(area's code, indicator or mark, part): (snapshot, twin)}."""
    found, code_of = {}, dict(Area.objects.values_list("pk", "code"))

    def compare(area, code, **pairs):
        found.update({(code_of[area], code, part): pair for part, pair in pairs.items() if pair[0] != pair[1]})

    for value in Value.objects.filter(snapshot=snapshot):
        key = (value.area_id, value.indicator)
        twin, place = expected.figures.pop(key), expected.places.get(key, (None, None))
        compare(
            *key,
            numerator=(value.numerator, twin.numerator),
            denominator=(value.denominator, twin.denominator),
            target=(value.target, twin.target),
            score=(value.score, expected.scores.get(key)),
            rank=(value.rank, place[0]),
            of=(value.of, place[1]),
        )
    for mark in Score.objects.filter(snapshot=snapshot):
        key = (mark.area_id, mark.code)
        place = expected.places.get(key, (None, None))
        compare(
            *key,
            score=(mark.score, expected.scores.get(key)),
            veto=(mark.veto, expected.vetoes.get(key, "")),
            rank=(mark.rank, place[0]),
            of=(mark.of, place[1]),
        )
    found.update({(code_of[area], code, "is missing"): (None, twin) for (area, code), twin in expected.figures.items()})
    return found


@given(shape=shapes())
@on_random_counties
def test_every_figure_and_mark_equals_its_slow_twin(shape):
    with a_county(shape) as county:
        for day in shape.days:
            snapshot, publishable = published(county, day)
            weights = dict(Weight.objects.filter(scheme=snapshot.scheme_id).values_list("code", "weight"))
            expected = oracle.expected(county.top, day, weights, snapshot.scheme.formula)

            assert differences(snapshot, expected) == {}
            if day == shape.days[0]:  # a later day may also be refused for its leap from the first
                assert publishable == (not expected.out_of_bounds)


def count_of_rows(measure, at, area):
    """What the list behind a figure shows: how many rows, or the sum in its footer."""
    rows = measure.rows(at, area)
    if isinstance(measure, m.Sum):
        return rows.order_by().aggregate(total=Sum("contribution", default=0))["total"]
    return rows.count()


def figures_unlike_their_rows(county, day, areas):
    snapshot, _publishable = published(county, day)
    at, found = m.At(county.shape.year, day), {}
    for area in areas:
        behind = {measure: count_of_rows(measure, at, area) for measure in COLUMNS}
        values = {value.indicator: value for value in Value.objects.filter(snapshot=snapshot, area=area)}
        for code, indicator in CATALOGUE.items():
            for part, measure in indicator.measures.items():
                pair = (getattr(values[code], part), behind[measure])
                if pair[0] != pair[1]:
                    found[area.code, code, part] = pair
    return found


@given(shape=shapes(), choice=st.integers(0, 9))
@settings(on_random_counties, max_examples=max(5, settings.default.max_examples // 4))
def test_a_figure_equals_the_rows_behind_it(shape, choice):
    with a_county(shape) as county:
        areas = [county.top, *county.townships, *county.villages]

        assert figures_unlike_their_rows(county, shape.days[-1], [areas[choice % len(areas)]]) == {}


def test_every_figure_of_every_area_equals_the_rows_behind_it():
    with a_county(dense()) as county:
        areas = list(Area.objects.within(county.top))

        assert figures_unlike_their_rows(county, datetime.date(2015, 12, 31), areas) == {}


def test_the_dense_county_moves_every_figure():
    """Where a figure stayed 0 on it, the tests above would compare nothing with nothing."""
    still = set(CATALOGUE)
    for seed in range(12):
        if not still:
            break
        with a_county(dense(seed)) as county:
            snapshot, _publishable = published(county, datetime.date(2015, 12, 31))
            moved = Value.objects.filter(snapshot=snapshot).exclude(numerator=0)
            still -= set(moved.values_list("indicator", flat=True))

    assert still == set()


def test_the_twin_knows_every_indicator_and_no_other():
    assert set(oracle.SHEET) == set(CATALOGUE)
