"""What does not apply is shared out over all items, and what each item cost adds up to what is missing."""

from hypothesis import given
from hypothesis import strategies as st

from kangle.scorecard.judging import GROUPED
from kangle.scorecard.rules import FULL
from kangle.scorecard.weighing import OVER_ALL, WITHIN_GROUPS, in_force, is_enough, lost, shares, weighted_mean, whole
from tests.oracle import scoring

ITEMS = [item for items in GROUPED.values() for item in items]


def scores_of(**given_):
    """Item scores, None but for those given; with the groups' means beside them."""
    scores = {item: given_.get(item.replace("-", "_")) for item in ITEMS}
    return scores | {group: weighted_mean([(scores[item], 1) for item in items]) for group, items in GROUPED.items()}


def all_but_the_focus(score):
    return {item.replace("-", "_"): score for group, items in GROUPED.items() if group != "focus" for item in items}


def test_a_single_yes_or_no_in_its_group_does_not_sink_a_village():
    scores = scores_of(**all_but_the_focus(9500), technicians=0)

    # As a third of everything it drew the village from 95 to 63; now it costs the ninth that the sheet gives it, and no more.
    assert whole(GROUPED, {}, scores, WITHIN_GROUPS) == 6333
    assert whole(GROUPED, {}, scores, OVER_ALL) == 8444
    parts = [(item, weight, scores[item]) for item, weight in in_force(GROUPED, {}, scores, OVER_ALL).items()]
    assert lost(parts, 8444)["technicians"] == 1112  # a ninth, and the hundredth that rounding leaves


def test_what_is_missing_in_a_group_that_has_half_is_shared_by_all_such_groups():
    scores = scores_of(**all_but_the_focus(9000) | {"planning": None}, technicians=9000, helpers=0)
    weights = in_force(GROUPED, {}, scores, OVER_ALL)

    assert whole(GROUPED, {}, scores, OVER_ALL) == 7800  # three of eighteen parts are missing: the zero weighs 2/15
    assert len({weights[item] for item in GROUPED["in-place"][1:] + GROUPED["precise"]}) == 1


def test_where_no_group_has_half_all_that_applies_shares_all():
    scores = scores_of(planning=10000, targeting=0)
    assert whole(GROUPED, {}, scores, OVER_ALL) == 5000


def test_where_everything_applies_both_formulas_say_the_same():
    scores = scores_of(**{item.replace("-", "_"): 8000 + 100 * number for number, item in enumerate(ITEMS)})
    assert whole(GROUPED, {}, scores, WITHIN_GROUPS) == whole(GROUPED, {}, scores, OVER_ALL)


def test_half_of_the_weight_is_enough_for_a_place_and_less_is_not():
    assert is_enough([(9000, 1), (None, 1)], OVER_ALL)
    assert not is_enough([(9000, 1), (None, 2)], OVER_ALL)
    assert is_enough([(9000, 1), (None, 2)], WITHIN_GROUPS)


SCORES = st.fixed_dictionaries({item: st.none() | st.integers(0, FULL) for item in ITEMS})
WEIGHTS = st.dictionaries(st.sampled_from([*ITEMS, *GROUPED]), st.integers(0, 4))


@given(scores=SCORES, weights=WEIGHTS, formula=st.sampled_from([WITHIN_GROUPS, OVER_ALL]))
def test_the_points_lost_add_up_and_fall_where_they_were_lost(scores, weights, formula):
    scores |= {group: weighted_mean([(scores[item], weights.get(item, 1)) for item in items]) for group, items in GROUPED.items()}
    score = whole(GROUPED, weights, scores, formula)
    if score is None:
        return
    parts = [(item, weight, scores[item]) for item, weight in in_force(GROUPED, weights, scores, formula).items()]
    costs = lost(parts, score)

    assert sum(costs.values()) == FULL - score
    together = sum(weight for _, weight, _ in parts)
    for item, weight, mine in parts:
        exact = weight * (FULL - mine) / together if mine is not None else 0
        assert abs(costs.get(item, 0) - exact) <= 1.01
        assert not (mine == FULL and costs.get(item)) or formula == WITHIN_GROUPS


@given(weights=WEIGHTS)
def test_the_weights_in_the_whole_are_those_of_the_twin(weights):
    mine, twin = shares(GROUPED, weights), scoring.weights_in_the_whole(weights)
    for one in ITEMS:
        for other in ITEMS:
            assert mine[one] * twin[other] == mine[other] * twin[one]
