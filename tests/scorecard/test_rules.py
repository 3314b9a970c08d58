"""Every kind of rule by examples worked out by hand; scores are in hundredths of a point."""

import pytest

from kangle.scorecard.rules import (
    AllOrNothing,
    Bands,
    DeductOnly,
    Linear,
    Manual,
    RankDecrement,
    Reading,
    Steps,
    Veto,
    half_up,
    places,
)


def share(top, bottom, goal, **more):
    """A share against a target in ten-thousandths."""
    return Reading(top=top, bottom=bottom, goal=goal, unit=10000, **more)


def amount(top, goal, bottom=1, **more):
    """A count, or a mean of `bottom`, against a target in its own unit."""
    return Reading(top=top, bottom=bottom, goal=goal, unit=1, **more)


@pytest.mark.parametrize(
    ("top", "bottom", "rounded"), [(0, 7, 0), (1, 2, 1), (3, 2, 2), (5, 2, 3), (1, 3, 0), (2, 3, 1), (49, 100, 0), (50, 100, 1)]
)
def test_halves_are_rounded_up(top, bottom, rounded):
    assert half_up(top, bottom) == rounded


@pytest.mark.parametrize(
    ("reading", "score"),
    [
        (share(145, 153, 10000), 9477),  # 94.7712 % of the whole: as printed
        (share(1, 3, 10000), 3333),
        (share(2, 3, 10000), 6667),
        (share(1, 16, 10000), 625),  # 6.25 exactly
        (share(1, 32, 10000), 313),  # 3.125 points: the half goes up
        (share(87, 152, 8000), 7155),  # 0.572368 / 0.8
        (share(98, 100, 9800), 10000),
        (share(100, 100, 9800), 10000),  # more than asked gains nothing
        (amount(18858, 14100), 10000),
        (amount(0, 14100), 0),
        (amount(-5, 10), 0),  # nobody falls below nothing
        (amount(27, 10, bottom=4), 6750),
    ],
)
def test_linear_is_in_proportion_to_the_target_and_never_over_100(reading, score):
    assert Linear().score(reading) == score


def test_linear_does_not_apply_where_nothing_is_asked():
    assert Linear().score(amount(3, 0)) is None


@pytest.mark.parametrize(
    ("persons", "score"),
    [(0, 10000), (300, 10000), (1650, 5000), (2999, 4), (3000, 0), (9000, 0), (301, 9996)],
)
def test_where_less_is_better_linear_falls_from_the_target_to_the_worst(persons, score):
    # 3 % or less: 100; 30 % or more: 0; of 10 000 persons. (3000 - 301) / 2700 is 99.963 points.
    assert Linear(worst=3000).score(share(persons, 10000, 300, less=True)) == score


def test_days_fall_from_thirty_to_ninety():
    assert Linear(worst=90).score(amount(120, 30, bottom=2, less=True)) == 5000


@pytest.mark.parametrize(("top", "score"), [(4999, 0), (5000, 10000), (5001, 10000)])
def test_all_or_nothing(top, score):
    assert AllOrNothing().score(share(top, 10000, 5000)) == score


@pytest.mark.parametrize(
    ("have", "score"),
    [(80, 10000), (79, 9000), (75, 9000), (74, 8000), (31, 0), (30, 0), (0, 0)],
)
def test_every_step_begun_costs_its_points(have, score):
    # 80 % asked, 10 points for each 5 % begun: 74 % is two steps short, 31 % ten.
    assert Steps(step=500, points=1000).score(share(have, 100, 8000)) == score


def test_steps_stop_at_the_floor_and_count_upward_where_less_is_better():
    assert Steps(step=500, points=1000, floor=4000).score(share(0, 100, 8000)) == 4000
    assert Steps(step=2, points=1500).score(amount(13, 10, less=True)) == 7000


@pytest.mark.parametrize(("aware", "score"), [(90, 10000), (89, 8500), (80, 8500), (79, 7000), (60, 5000), (59, 0)])
def test_the_highest_band_reached_decides(aware, score):
    bands = Bands(((9000, 10000), (8000, 8500), (7000, 7000), (6000, 5000)))
    assert bands.score(share(aware, 100, 9000)) == score


@pytest.mark.parametrize(("faults", "score"), [(0, 10000), (1, 9800), (50, 0), (51, 0)])
def test_deductions_only_lose_and_stop_at_nothing(faults, score):
    assert DeductOnly(points=200).score(amount(faults, 0, less=True)) == score


@pytest.mark.parametrize(("wrong", "score"), [(0, 10000), (1, 0)])
def test_a_veto_holds_or_does_not(wrong, score):
    assert Veto().score(amount(wrong, 0, less=True)) == score


@pytest.mark.parametrize(("total", "persons", "score"), [(17701, 2, 8851), (20000, 3, 6667), (30000, 2, 10000)])
def test_given_scores_are_averaged(total, persons, score):
    # 88.505 is printed 88.51; a sheet of more than 100 points still gives 100.
    assert Manual().score(amount(total, 10000, bottom=persons)) == score


def test_places_are_shared_and_the_next_is_left_out():
    assert places({"a": -9, "b": -7, "c": -7, "d": -1}) == {"a": 1, "b": 2, "c": 2, "d": 4}


def test_each_place_behind_the_first_costs_its_points_down_to_the_floor():
    readings = {name: share(top, 100, 1200) for name, top in {"a": 30, "b": 20, "c": 20, "d": -4}.items()}
    assert RankDecrement(points=2500, floor=3000).scores(readings) == {"a": 10000, "b": 7500, "c": 7500, "d": 3000}


def test_figures_that_print_alike_share_a_place():
    # 1/3 and 33333/100000 are both printed 33.33 %.
    readings = {"a": share(1, 3, 1200), "b": share(33333, 100000, 1200), "c": share(0, 1, 1200)}
    assert RankDecrement(points=100).scores(readings) == {"a": 10000, "b": 10000, "c": 9800}


def test_where_less_is_better_the_smallest_comes_first():
    readings = {"a": amount(9, 1, less=True), "b": amount(2, 1, less=True)}
    assert RankDecrement(points=100).scores(readings) == {"a": 9900, "b": 10000}


def test_alone_there_is_no_place():
    assert RankDecrement(points=100).scores({"a": share(1, 2, 1200)}) == {"a": None}
