"""Ranks and points lost equal a slow, obvious twin on random counties; the live page equals the frozen computation."""

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kangle.areas.models import Area
from kangle.programme.items import ITEMS
from kangle.rankings import canonical
from kangle.rankings.kinds import compute
from kangle.rankings.kinds.reading import freeze
from kangle.rankings.live import _of_scores
from kangle.scorecard.models import Weight
from tests import oracle
from tests.oracle import scoring
from tests.oracle.sheet import SHEET
from tests.random_county import shapes
from tests.scorecard.test_oracle import a_county, on_random_counties, published

pytestmark = pytest.mark.django_db
SUBJECTS = ["663", "in-place", "precise", "focus", *(item.code for item in ITEMS)]


def parts_of(subject, found, area, weights):
    """{part: (weight, score or None)} of a subject, looked up one by one in what the twin judged."""
    if subject == "663":
        heavy = scoring.weights_in_the_whole(weights)
        there = {item: score for item in heavy if (score := found.scores.get((area.pk, item))) is not None}
        mine = scoring.weights_of_an_area(heavy, there)
        return {item: (mine.get(item, 0), there.get(item)) for item in heavy}
    if subject in scoring.GROUPS:
        return {item: (weights.get(item, 1), found.scores.get((area.pk, item))) for item in scoring.GROUPS[subject]}
    codes = [code for code, each in SHEET.items() if code.split(".")[0] == subject and each.rule is not None]
    return {code: (weights.get(code, 1), found.scores.get((area.pk, code))) for code in codes}


def exact_costs(parts):
    """{part: hundredths it cost, as a fraction}: its part of the weight that applies, of what it lacks of 100."""
    together = sum(weight for weight, score in parts.values() if score is not None)
    return {
        code: Fraction(weight) * (10000 - score) / together
        for code, (weight, score) in parts.items()
        if score is not None and weight and together
    }


@given(shape=shapes(), subject=st.sampled_from(SUBJECTS), level=st.sampled_from(["township", "village"]))
@on_random_counties
def test_places_and_points_lost_equal_the_twin(shape, subject, level):
    with a_county(shape) as county:
        day = shape.days[0]
        snapshot, _publishable = published(county, day)
        weights = dict(Weight.objects.filter(scheme=snapshot.scheme_id).values_list("code", "weight"))
        formula = snapshot.scheme.formula
        found = oracle.expected(county.top, day, weights, formula)
        rule, inputs = freeze(snapshot, subject, level)

        result = compute("score", rule, inputs)

        areas = {area.path: area for area in Area.objects.within(county.top)}
        assert {row["code"] for row in result} == {unit["code"] for unit in inputs["units"]}
        for row in result:
            area = areas[row["code"]]
            place, of = found.places.get((area.pk, subject), (None, None))
            assert row["score"] == found.scores.get((area.pk, subject))
            assert (row["place"], row["of"] if place else None) == (place, of)
            if row["score"] is None:
                assert row["lost"] == [] and row["reason"] == "no-score"
                continue
            assert sum(points for _code, _weight, points in row["lost"]) == 10000 - row["score"]
            if (area.pk, subject) not in found.vetoes and not (subject == "663" and formula == 1):
                costs = exact_costs(parts_of(subject, found, area, weights))
                for code, _weight, points in row["lost"]:
                    assert abs(points - costs[code]) <= 1


@given(shape=shapes(), subject=st.sampled_from([*SUBJECTS, "targeting.incidence", "outcomes.income-growth"]))
@on_random_counties
def test_the_live_page_equals_the_frozen_computation(shape, subject):
    with a_county(shape) as county:
        snapshot, _publishable = published(county, shape.days[0])
        for level, communities in (("township", True), ("village", True), ("village", False)):
            board = _of_scores(snapshot, subject, level, communities, 2)
            board.with_costs(board.rows)
            rule, inputs = freeze(snapshot, subject, level, communities=communities, least_n=2)

            assert board.rule == rule
            assert board.rows == compute("score", rule, inputs)
            carried = json.loads(canonical.dumps({"rule": rule, "inputs": inputs}))  # in another order of keys
            assert board.rows == compute("score", carried["rule"], carried["inputs"])
