"""From indicator scores to items, groups, the whole, and places: by examples worked out by hand."""

import pytest

from kangle.scorecard.counting import COLUMNS, Tree, roll_up
from kangle.scorecard.indicators import CATALOGUE, of_item
from kangle.scorecard.judging import judge
from kangle.scorecard.weighing import WITHIN_GROUPS, weighted_mean
from tests.county import small_county

pytestmark = pytest.mark.django_db


def test_a_mean_is_weighted_and_its_halves_go_up():
    assert weighted_mean([(10000, 1), (5000, 1)]) == 7500
    assert weighted_mean([(10000, 3), (5000, 1)]) == 8750
    assert weighted_mean([(1, 1), (0, 1)]) == 1
    assert weighted_mean([(1, 1), (0, 2)]) == 0


def test_what_does_not_apply_leaves_its_weight_to_the_rest():
    assert weighted_mean([(None, 7), (6000, 1), (9000, 2)]) == 8000
    assert weighted_mean([(None, 1)]) is None
    assert weighted_mean([]) is None


def test_where_every_weight_is_nothing_nothing_applies():
    assert weighted_mean([(9000, 0), (5000, 0)]) is None


@pytest.fixture
def county():
    return small_county()


def judged(county, own, weights=None, **formula):
    """The verdict where `own` says what lies at each area: {area: {(indicator, part): number}}."""
    areas = [county.county, county.fucheng, county.chengnan, county.gaolinwan, county.suji, county.fengtai, county.banpo]
    rows = {}
    for area, numbers in own.items():
        rows[area.pk] = [0] * len(COLUMNS)
        for (code, part), number in numbers.items():
            rows[area.pk][COLUMNS[CATALOGUE[code].measures[part]]] = number
    return judge(Tree(areas), roll_up(Tree(areas), rows, {}), weights or {}, 2015, **formula)


def visits(times, guided):
    return {("technicians.guided", "numerator"): guided, ("technicians.guided", "denominator"): times}


def test_a_township_is_not_the_average_of_its_villages(county):
    # 1 visit to 10 persons and 9 visits to 1 each: 19 persons in 10 visits, not (100 + 10) / 2.
    verdict = judged(county, {county.chengnan: visits(1, 10), county.gaolinwan: visits(9, 9)})

    assert verdict.figures[county.chengnan.pk, "technicians.guided"].score == 10000
    assert verdict.figures[county.gaolinwan.pk, "technicians.guided"].score == 1000
    assert verdict.figures[county.fucheng.pk, "technicians.guided"].score == 1900


def test_what_lies_at_the_township_itself_counts_there_and_not_in_its_villages(county):
    verdict = judged(county, {county.fucheng: visits(4, 20)})

    assert verdict.figures[county.fucheng.pk, "technicians.guided"].score == 5000
    assert verdict.figures[county.county.pk, "technicians.guided"].score == 5000
    assert verdict.figures[county.gaolinwan.pk, "technicians.guided"].score is None


def test_places_are_among_the_areas_of_one_level_that_are_judged(county):
    own = {county.chengnan: visits(1, 5), county.gaolinwan: visits(1, 9), county.fengtai: visits(2, 10)}
    verdict = judged(county, own)

    placed = {key: (figure.rank, figure.of) for (key, code), figure in verdict.figures.items() if code == "technicians.guided"}
    # 9 a visit comes first, the two with 5 share the second place, Banpo had no visit; Fucheng's mean is 7.
    assert placed[county.gaolinwan.pk] == (1, 3)
    assert placed[county.chengnan.pk] == placed[county.fengtai.pk] == (2, 3)
    assert placed[county.banpo.pk] == (None, None)
    assert placed[county.fucheng.pk] == (1, 2)
    assert placed[county.suji.pk] == (2, 2)
    assert placed[county.county.pk] == (1, 1)


def test_one_exit_without_acceptance_vetoes_the_item_everywhere_above_it(county):
    own = {
        county.banpo: {("outcomes.exits-unaccepted", "numerator"): 1},
        county.fengtai: {
            ("outcomes.persons-exited", "numerator"): 9,
            ("outcomes.persons-exited", "target"): 10,
            ("outcomes.households-exited", "numerator"): 2,
        },
    }
    verdict = judged(county, own)

    for area in (county.banpo, county.suji, county.county):
        assert verdict.marks[area.pk, "outcomes"].score == 0
        assert verdict.marks[area.pk, "outcomes"].veto == "outcomes.exits-unaccepted"
    assert verdict.marks[county.fengtai.pk, "outcomes"].score == 9500  # (90 + 100) / 2
    assert verdict.marks[county.fengtai.pk, "outcomes"].veto == ""


def test_weights_of_indicators_items_and_groups_are_heard(county):
    codes = {indicator.code: 0 for item in ("technicians", "supervision") for indicator in of_item(item)}
    weights = {**codes, "technicians.guided": 1, "supervision.overdue": 1, "focus": 1, "in-place": 3, "precise": 0}
    own = {county.banpo: {**visits(1, 4), ("supervision.overdue", "numerator"): 10}}
    verdict = judged(county, own, weights, formula=WITHIN_GROUPS)

    assert verdict.marks[county.banpo.pk, "technicians"].score == 4000
    assert verdict.marks[county.banpo.pk, "supervision"].score == 8000
    assert verdict.marks[county.banpo.pk, "focus"].score == 4000
    assert verdict.marks[county.banpo.pk, "in-place"].score == 8000
    assert verdict.marks[county.banpo.pk, "663"].score == 7000  # (80 × 3 + 40) / 4

    # No group has half of its weight: one sixth of a group of weight 3 against one third of a group of weight 1.
    assert judged(county, own, weights).marks[county.banpo.pk, "663"].score == 6400  # (80 × 3/6 + 40 × 1/3) / (3/6 + 1/3)


def test_an_item_in_which_nothing_applies_has_no_score(county):
    verdict = judged(county, {})

    assert verdict.marks[county.banpo.pk, "technicians"].score is None
    assert verdict.marks[county.banpo.pk, "focus"].score is None
    assert verdict.marks[county.banpo.pk, "technicians"].rank is None


def test_a_closed_area_is_counted_upward_but_neither_judged_nor_ranked(county):
    county.fengtai.closed_in = 2015
    own = {county.fengtai: visits(1, 9), county.gaolinwan: visits(1, 5), county.banpo: visits(1, 5)}
    verdict = judged(county, own)

    figure = verdict.figures[county.fengtai.pk, "technicians.guided"]
    assert (figure.numerator, figure.score, figure.rank) == (9, None, None)
    assert verdict.marks[county.fengtai.pk, "663"].score is None
    assert verdict.figures[county.gaolinwan.pk, "technicians.guided"].rank == 1
    assert verdict.figures[county.gaolinwan.pk, "technicians.guided"].of == 2
    assert verdict.figures[county.suji.pk, "technicians.guided"].numerator == 14
    county.fengtai.closed_in = 2016  # the lists of 2015 still held it
    assert judged(county, own).figures[county.fengtai.pk, "technicians.guided"].rank == 1


def test_what_speaks_of_a_county_is_counted_but_not_judged_below_it(county):
    given = {("funds.fiscal-to-poor-villages", "numerator"): 0, ("funds.fiscal-to-poor-villages", "denominator"): 100}
    verdict = judged(county, {county.fengtai: given})

    for area in (county.fengtai, county.suji):
        figure = verdict.figures[area.pk, "funds.fiscal-to-poor-villages"]
        assert (figure.denominator, figure.score, figure.rank) == (100, None, None)
    assert verdict.figures[county.county.pk, "funds.fiscal-to-poor-villages"].score == 0
