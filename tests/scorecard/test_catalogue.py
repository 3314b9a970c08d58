"""The catalogue as a whole: every item can be judged, every published figure has its indicator, and worse is never better."""

import csv
import dataclasses
from pathlib import Path

import pytest

from kangle.programme.items import GROUPS, ITEMS
from kangle.scorecard.declarations import Share
from kangle.scorecard.indicators import CATALOGUE, of_item
from kangle.scorecard.measures import Measure
from kangle.scorecard.rules import Bands, DeductOnly, Linear, RankDecrement

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = list(csv.DictReader((ROOT / "kangle/demo/figures.csv").open(encoding="utf-8-sig")))
JUDGED = {code: indicator for code, indicator in CATALOGUE.items() if indicator.rule is not None}


def test_the_sheet_has_six_six_and_three_items():
    assert [sum(item.group == group.code for item in ITEMS) for group in GROUPS] == [6, 6, 3]


@pytest.mark.parametrize("item", [item.code for item in ITEMS])
def test_every_item_has_three_indicators_and_is_judged_by_one_or_more(item):
    assert len(of_item(item)) >= 3
    assert any(indicator.rule is not None for indicator in of_item(item))


def test_every_published_figure_has_its_indicator():
    assert PUBLISHED
    assert {row["indicator"] for row in PUBLISHED} <= set(CATALOGUE)


@pytest.mark.parametrize("code", CATALOGUE)
def test_an_indicator_says_what_it_counts_and_where_it_comes_from(code):
    indicator = CATALOGUE[code]
    assert all((str(indicator.name), str(indicator.sentence), str(indicator.source), indicator.version))
    assert isinstance(indicator, Share) == (indicator.unit.code == "share")
    assert (indicator.rule is None) or indicator.target is not None


def readings(indicator):
    """Readings from the worst count upward, against a fixed target."""
    goal = 40 if isinstance(indicator.target, Measure) else indicator.target
    bottom = None if indicator.denominator is None else 1000 if isinstance(indicator, Share) else 7
    return [indicator.reading(top, bottom, goal) for top in (0, 1, 5, 20, 39, 40, 90, 250, 700, 999, 1000)]


@pytest.mark.parametrize("code", JUDGED)
def test_worse_is_never_scored_higher(code):
    indicator = JUDGED[code]
    if isinstance(indicator.rule, RankDecrement):
        placed = indicator.rule.scores(dict(enumerate(readings(indicator))))
        scores = [placed[number] for number in sorted(placed)]
    else:
        scores = [indicator.rule.score(reading) for reading in readings(indicator)]

    assert scores == sorted(scores, reverse=indicator.less)
    assert all(0 <= score <= 10000 for score in scores)


@pytest.mark.parametrize("code", [code for code, indicator in JUDGED.items() if indicator.less])
def test_where_less_is_better_the_score_falls_as_the_count_rises(code):
    indicator = JUDGED[code]
    scores = [indicator.rule.score(reading) for reading in readings(indicator)]
    assert scores[0] == 10000
    assert scores[-1] < 10000


# What is bad when there is much of it, by the words of the sheet; a figure new to the sheet is put here or it is not.
BAD = {
    *("targeting.registered-at-start", "targeting.households", "targeting.persons"),
    "funds.carry-over-older",
    "funds.days-to-appropriation",
    "outcomes.exits-unaccepted",
    "outcomes.returned",
    "supervision.overdue",
    "targeting.households-returned",
    "targeting.incidence",
}


def test_what_is_bad_is_declared_so():
    assert {code for code, indicator in CATALOGUE.items() if indicator.less} == BAD


def test_a_rule_that_only_deducts_or_only_rewards_is_used_on_the_right_side():
    for indicator in JUDGED.values():
        assert not isinstance(indicator.rule, DeductOnly) or indicator.less, indicator.code
        assert not isinstance(indicator.rule, Bands) or not indicator.less, indicator.code
        assert not (isinstance(indicator.rule, Linear) and indicator.less) or indicator.rule.worst > indicator.target


@pytest.mark.parametrize("code", JUDGED)
def test_what_is_judged_by_an_absence_names_what_was_looked_at(code):
    indicator = JUDGED[code]
    planned = isinstance(indicator.target, Measure)
    if indicator.denominator is None and not planned:
        assert indicator.looked
    if indicator.less and indicator.denominator is not None:
        assert indicator.looked or indicator.numerator.source is indicator.denominator.source or code == "outcomes.returned"


def test_what_was_looked_at_is_stored_with_every_snapshot_so_that_a_part_can_be_completed_from_it():
    stored = {each.measures[part] for each in CATALOGUE.values() for part in each.measures}
    assert {measure for indicator in CATALOGUE.values() for measure in indicator.looked} <= stored


def test_an_indicator_that_says_nothing_of_what_was_looked_at_cannot_be_declared():
    fault = CATALOGUE["supervision.overdue"]
    with pytest.raises(ValueError, match="looked at"):
        dataclasses.replace(fault, looked=())
