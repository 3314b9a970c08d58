"""倒排序: the order and its proposals by hand, and as a slow twin says on random counties."""

import datetime
import json
from fractions import Fraction

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kangle.rankings.kinds import UnknownFormula, compute, poverty
from tests.oracle.book import Book, View, stands
from tests.random_county import build, dense, shapes
from villages.models import Criterion, PovertyCriteria

pytestmark = pytest.mark.django_db
DAY = datetime.date(2015, 1, 1)
WEIGHTS = {"incidence": 70, "income": 20, "lacking": 10}


def rule(weights=None, tiers=(("guaranteed", 1), ("whole-village", 1), ("other", 1))):
    less = {"income": 1, "collective": 1}
    measures = [[code, weight, less.get(code, 0)] for code, weight in (weights or WEIGHTS).items()]
    return {"formula": 1, "measures": measures, "tiers": [list(tier) for tier in tiers], "demonstration": 1}


def unit(number, poor=0, rural=1000, income=3000_00, lacking=0, **other):
    numbers = {"poor": poor, "rural": rural, "income": income, "lacking": lacking, "seen": 5, "profile": 2014}
    named = {
        "code": f"62292210020{number}",
        "name": f"{number}村",
        "parent": "622922100000",
        "parent_name": "镇",
        "kind": "village",
    }
    rest = {"collective": 0, "distance": 0, "homes": 10, "unsafe": 1}
    return named | numbers | rest | other


def ranked(*units, **how):
    return {
        row["code"][-1]: row for row in poverty.compute(rule(**how), {"year": 2015, "on": "2014-12-31", "units": list(units)})
    }


def places(rows):
    return {number: row["place"] for number, row in rows.items()}


class TestByHand:
    def test_the_poorest_has_all_points_the_least_poor_none_and_the_others_by_how_far_they_are(self):
        rows = ranked(unit(1, poor=500), unit(2, poor=200), unit(3, poor=100), weights={"incidence": 1})
        assert {number: row["score"] for number, row in rows.items()} == {"1": 10000, "2": 2500, "3": 0}
        assert rows["2"]["parts"] == [["incidence", 1, 2500]] and rows["2"]["lost"] == [["incidence", 10000, 7500]]

    def test_less_income_is_poorer_and_weights_share_out_the_points(self):
        rows = ranked(unit(1, poor=300, income=4000_00, lacking=2), unit(2, poor=100, income=3000_00, lacking=4))
        assert (rows["1"]["score"], rows["2"]["score"]) == (7000, 3000)
        assert rows["1"]["lost"] == [["income", 2000, 2000], ["lacking", 1000, 1000]]

    def test_equal_scores_share_a_place_and_the_next_is_passed_over(self):
        rows = ranked(*(unit(number, poor=poor) for number, poor in enumerate((500, 300, 300, 100), 1)), weights={"incidence": 1})
        assert places(rows) == {"1": 1, "2": 2, "3": 2, "4": 4}
        assert {number: row["tied"] for number, row in rows.items()} == {"1": 0, "2": 1, "3": 1, "4": 0}

    def test_those_who_share_the_last_place_of_a_tier_go_up_together(self):
        rows = ranked(*(unit(number, poor=poor) for number, poor in enumerate((500, 500, 300, 100), 1)), weights={"incidence": 1})
        assert {number: row["tier"] for number, row in rows.items()} == {
            "1": "guaranteed", "2": "guaranteed", "3": "other", "4": ""
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("lacking", "reason"),
        [
            ({"profile": None, "rural": None, "income": None}, "no-profile"),
            ({"rural": 0}, "no-rural-population"),
            ({"lacking": None}, "no-facilities"),
            ({"kind": "community"}, "community"),
        ],
    )
    def test_what_lacks_on_record_puts_a_village_below_the_line_with_the_reason(self, lacking, reason):
        rows = ranked(unit(1, poor=900) | lacking, unit(2, poor=300), unit(3, poor=100))
        below = rows["1"]
        assert (below["place"], below["score"], below["tier"], below["reason"]) == (None, None, "", reason)
        assert (rows["2"]["place"], rows["2"]["of"]) == (1, 2)
        assert list(rows)[-1] == "1"

    def test_a_criterion_alike_everywhere_makes_nobody_poorer(self):
        rows = ranked(unit(1, poor=300, lacking=3), unit(2, poor=100, lacking=3))
        assert [part[2] for part in rows["1"]["parts"]] == [10000, 0, 0]

    def test_nothing_to_rank_is_an_empty_order(self):
        assert ranked() == {}

    def test_a_rule_of_another_formula_is_refused(self):
        with pytest.raises(UnknownFormula, match="poverty 2"):
            compute("poverty", rule() | {"formula": 2}, {"units": []})


def test_without_criteria_there_is_nothing_to_order_by(small_county):
    assert poverty.freeze(small_county.county, 2015, DAY) == (None, None)


def test_the_criteria_are_those_in_force_when_the_year_begins(small_county):
    criteria_of(small_county.county, WEIGHTS, datetime.date(2014, 1, 1), version=1)
    new = criteria_of(small_county.county, {"income": 1}, datetime.date(2015, 1, 1), version=2)
    criteria_of(small_county.county, {"lacking": 1}, datetime.date(2015, 6, 1), version=3)
    assert poverty.criteria_for(small_county.county, 2015, datetime.date(2014, 12, 31)) == new
    frozen, _inputs = poverty.freeze(small_county.county, 2015, datetime.date(2014, 12, 31))
    assert frozen["measures"] == [["income", 1, 1]] and frozen["criteria"]["version"] == 2


def criteria_of(county, weights, on, version=1):
    quotas = {"guaranteed": 1, "whole_village": 1, "other": 2, "demonstration": 1}
    made = PovertyCriteria.objects.create(area=county, version=version, name="标准", in_force_from=on, **quotas)
    Criterion.objects.bulk_create(Criterion(criteria=made, measure=measure, weight=weight) for measure, weight in weights.items())
    return made


# --- the slow twin ----------------------------------------------------------------------------------------------------


def told_of(village, view):
    """{measure: how poor a village is by it (more is poorer), None where no record says}."""
    profile, works = None, {}
    for row in village.its("profiles"):
        if row.recorded_on <= view.day and (profile is None or row.year > profile.year):
            profile = row
    for row in village.its("facilities"):
        if row.on <= view.day and (row.kind not in works or row.on > works[row.kind].on):
            works[row.kind] = row
    works = {kind: row for kind, row in works.items() if row.of}
    poor = sum(view.persons(home, view.day) for home in village.its("households") if view.is_poor(home, view.day))
    housing = works.get("safe-housing")
    return {
        "incidence": Fraction(poor, profile.rural_persons) if profile and profile.rural_persons else None,
        "income": -profile.income_per_head_fen if profile else None,
        "lacking": sum(row.have < row.of for row in works.values()) if works else None,
        "collective": -profile.collective_income_fen if profile else None,
        "unsafe-housing": 1 - Fraction(housing.have, housing.of) if housing else None,
        "distance": profile.km_to_township if profile else None,
    }


def twin(view, weights):
    """{code: (score, place)} of the villages that every weighted measure says something of."""
    told = {}
    for area in view.areas:
        numbers = told_of(area, view) if area.kind == "village" and stands(area, view.year) else {}
        if numbers and all(numbers[measure] is not None for measure in weights):
            told[area.code] = numbers
    scores = {}
    for code, numbers in told.items():
        total = 0
        for measure, weight in weights.items():
            least, most = (pick(each[measure] for each in told.values()) for pick in (min, max))
            share = Fraction(numbers[measure] - least) / Fraction(most - least) if most != least else 0
            total += weight * int(share * 10000 + Fraction(1, 2))
        scores[code] = int(Fraction(total, sum(weights.values())) + Fraction(1, 2))
    return {code: (score, 1 + sum(other > score for other in scores.values())) for code, score in scores.items()}


weighings = st.dictionaries(st.sampled_from(Criterion.Measure.values), st.integers(1, 9), min_size=1)


def held_against_its_twin(shape, weights):
    with transaction.atomic():
        county = build(shape)
        made = criteria_of(county.top, weights, datetime.date(2010, 1, 1))
        for day in shape.days:
            frozen, inputs = poverty.freeze(county.top, day.year, day, made)
            carried = json.loads(json.dumps([frozen, inputs]))  # nothing but what a file can carry
            rows = poverty.compute(*carried)
            found = {row["code"]: (row["score"], row["place"]) for row in rows if row["place"]}
            assert found == twin(View(Book(), county.top, day), weights)
            assert all(bool(row["reason"]) == (row["place"] is None) for row in rows)
            assert all(abs(sum(lost for *_, lost in row["lost"]) - (10000 - row["score"])) <= 6 for row in rows if row["place"])
        transaction.set_rollback(True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(shapes(), weighings)
def test_the_order_equals_its_twin_on_random_counties(db, shape, weights):
    held_against_its_twin(shape, weights)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_equals_its_twin_on_counties_with_plenty(db, seed):
    held_against_its_twin(dense(seed), dict.fromkeys(Criterion.Measure.values, 2) | {"incidence": 5})
