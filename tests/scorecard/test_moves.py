"""Why an item changed: what each indicator moved adds up to the change, and equals a slow twin reckoned from the weights."""

import datetime
import re
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kangle.scorecard.actions import recompute
from kangle.scorecard.indicators import CATALOGUE, of_item
from kangle.scorecard.models import Score, Value, Weight
from kangle.scorecard.moves import moves, weights_of
from kangle.scorecard.readings import Figure, Stored
from kangle.scorecard.weighing import weighted_mean
from kangle.scorecard.wording import gap_text, move_text, value_text
from kangle.supervision.models import Interview, Round
from tests import county as facts
from villages.models import Cadre

ITEM = "supervision"
CODES = [each.code for each in of_item(ITEM)]
SCORES = st.lists(st.none() | st.integers(0, 10000), min_size=len(CODES), max_size=len(CODES))
WEIGHTS = st.lists(st.integers(0, 9), min_size=len(CODES), max_size=len(CODES))


def figure(code, score, **more):
    return Figure(
        CATALOGUE[code], Stored(code, *(more.get(name) for name in ("numerator", "denominator", "target")), score, None, None)
    )


def side(scores, weights):
    """(figures, mark, weights) of a day as `moves` takes it."""
    figures = {code: figure(code, score) for code, score in zip(CODES, scores, strict=True)}
    mean = weighted_mean(list(zip(scores, weights, strict=True)))
    return figures, SimpleNamespace(score=mean, veto=""), dict(zip(CODES, weights, strict=True))


def slow_twin(scores, weights):
    """{code: what it takes from the item's 100, exactly}, from the sentence: an applicable indicator's share of all weights in
    force, times what its own score lacks."""
    total = sum(weight for score, weight in zip(scores, weights, strict=True) if score is not None)
    found = {}
    for code, score, weight in zip(CODES, scores, weights, strict=True):
        found[code] = Fraction(0) if score is None else Fraction(weight, total) * (10000 - score)
    return found


@given(SCORES, WEIGHTS, SCORES, WEIGHTS)
def test_the_points_add_up_to_the_change_and_equal_the_slow_twin(old, old_weights, new, new_weights):
    then, now = side(old, old_weights), side(new, new_weights)
    found = moves(ITEM, then, now)
    if then[1].score is None or now[1].score is None:
        assert found == []
        return
    assert sum(each.points for each in found) == now[1].score - then[1].score
    before, after = slow_twin(old, old_weights), slow_twin(new, new_weights)
    told = {each.now.code: each.points for each in found}
    for code in CODES:
        assert abs(told.get(code, 0) - (before[code] - after[code])) < 2, code
    assert {each.now.code for each in found if each.began} == {
        c for c, o, n in zip(CODES, old, new, strict=True) if o is None and n is not None
    }
    assert [abs(each.points) for each in found] == sorted((abs(each.points) for each in found), reverse=True)


@given(SCORES.filter(lambda scores: any(score is not None for score in scores)))
def test_a_veto_takes_everything_and_its_end_gives_it_back(scores):
    free = side(scores, [1] * len(CODES))
    vetoed = free[0], SimpleNamespace(score=0, veto=CODES[2]), free[2]
    for then, now in ((free, vetoed), (vetoed, free)):
        assert sum(each.points for each in moves(ITEM, then, now)) == now[1].score - then[1].score


def test_an_indicator_that_stands_still_moves_its_item_where_another_comes_into_force():
    old, new = [None] * len(CODES), [None] * len(CODES)
    old[0] = new[0] = 8000
    new[1] = 10000
    found = {each.now.code: each for each in moves(ITEM, side(old, [1] * len(CODES)), side(new, [1] * len(CODES)))}
    assert found[CODES[0]].stood_still and found[CODES[0]].points == 1000, "it weighs half of what it did"
    assert found[CODES[1]].began and found[CODES[1]].points == 0


# --- on the pages ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def fallen(small_county):
    """A county whose one interview was not held in December."""
    cadre = Cadre.objects.create(area=small_county.fucheng, name="马乡长", sex="male", unit="附城镇")
    round_ = Round.objects.create(
        area=small_county.county, year=2015, number=1, basis="督查", started_on=datetime.date(2015, 3, 1), interviews_required=1
    )
    other = Round.objects.create(
        area=small_county.county, year=2015, number=2, basis="督查", started_on=datetime.date(2015, 12, 1), interviews_required=1
    )
    held = {"required_on": datetime.date(2015, 4, 1), "held_on": datetime.date(2015, 4, 9)}
    Interview.objects.create(round=round_, area=small_county.fucheng, cadre=cadre, reason="排名末位", **held)
    facts.household(small_county.gaolinwan, 1, persons=5, exited_on=datetime.date(2015, 11, 20))
    recompute(small_county.county, year=2015, as_of=datetime.date(2015, 11, 30))
    Interview.objects.create(
        round=other, area=small_county.fucheng, cadre=cadre, reason="排名末位", required_on=datetime.date(2015, 12, 5)
    )
    recompute(small_county.county, year=2015, as_of=datetime.date(2015, 12, 31))
    return small_county


@pytest.mark.django_db
def test_the_item_page_and_the_overview_say_why(fallen, people, as_person):
    client = as_person(people.county_officer)
    page = client.get("/scorecard/items/supervision/").content.decode()
    assert "变化的原因" in page and "100.00 → <b>0.00</b>" in page and "还差 1 人" in page
    behind = re.findall(r'<a href="([^"]+)">查看(?:记录|基数|目标)</a>', page)
    assert behind and all(client.get(each).status_code == 200 for each in behind)
    overview = client.get("/").content.decode()
    assert "约谈落实 100.0 → 0.0：还差 1 人" in overview
    assert "变化的原因" not in client.get("/scorecard/items/supervision/?as_of=2015-11-30").content.decode()


@pytest.mark.django_db
def test_every_item_of_every_area_adds_up_with_weights_of_the_scheme(fallen):
    county = fallen.county
    scores = Score.objects.filter(area=county)
    days = sorted({score.snapshot for score in scores.select_related("snapshot__scheme")}, key=lambda each: each.as_of)
    Weight.objects.create(scheme=days[0].scheme, code="supervision.overdue", weight=3)
    recompute(county, year=2015, as_of=datetime.date(2015, 12, 31))
    now = Score.objects.filter(area=county, code=ITEM).select_related("snapshot__scheme").order_by("-snapshot__as_of").first()
    assert weights_of(now.snapshot.scheme)[0]["supervision.overdue"] == 3
    figures = {
        row.indicator: Figure(CATALOGUE[row.indicator], row) for row in Value.objects.filter(snapshot=now.snapshot, area=county)
    }
    (weights,) = weights_of(now.snapshot.scheme)
    nothing_then = {code: figure(code, 10000) for code in CODES}, SimpleNamespace(score=10000, veto=""), weights
    found = moves(ITEM, nothing_then, (figures, now, weights))
    assert sum(each.points for each in found) == now.score - 10000


# --- in words ----------------------------------------------------------------------------------------------------------------


def test_a_value_is_never_printed_as_what_it_did_not_reach():
    code = next(c for c in CODES if CATALOGUE[c].unit.code == "share" and not CATALOGUE[c].less)

    def told(numerator, denominator, target=None):
        return value_text(figure(code, None, numerator=numerator, denominator=denominator, target=target))

    assert told(8996, 10000, 9000) == "89.96%"
    assert told(9000, 10000, 9000) == "90%"
    assert told(9999, 10000) == "99.99%"
    assert told(1, 100000) == "0.001%"
    assert told(10000, 10000) == "100%" and told(0, 7, 9000) == "0%"
    assert told(98001, 100000, 9800) == "98%", "what is reached needs no more decimals"
    assert told(538, 1478, 5000) == "36.4%", "where nothing is at stake, one decimal as ever"


def test_a_move_is_one_sentence():
    (move,) = [
        each
        for each in moves(
            ITEM,
            ({c: figure(c, 10000, numerator=9, denominator=9) for c in CODES}, SimpleNamespace(score=10000, veto=""), {}),
            (
                {c: figure(c, 10000 if c != CODES[0] else 0, numerator=11, denominator=12) for c in CODES},
                SimpleNamespace(score=weighted_mean([(0, 1)] + [(10000, 1)] * (len(CODES) - 1)), veto=""),
                {},
            ),
        )
        if each.points
    ]
    assert " 100.0 → 0.0" in move_text(move)
    assert gap_text(move.now) in move_text(move)
