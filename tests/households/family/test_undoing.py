"""A joining that was a mistake is undone: both households are what they were, and nothing recorded in between is lost."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from households.family.heads import change_head
from households.family.leaving import leave
from households.family.undoing import undo_merging
from households.models import FamilyAct, Household, Measure, Member, Pairing
from kangle.audit.models import Entry
from kangle.programme.models import Period
from tests import county as small
from tests.households.family.homes import day, family, relations
from tests.households.family.test_dividing import FIGURES, YEAR_END, figures, join
from tests.households.test_cases import record
from tests.procedures.walking import opened
from villages.models import Cadre

pytestmark = pytest.mark.django_db


@pytest.fixture
def alone(small_county):
    """周老汉 and his wife, of the same village."""
    return small.household(small_county.gaolinwan, 2, persons=2)


def undo(household, people, **asked):
    return undo_merging(household, by=people.village_worker, **{"on": day(11), "reason": "两位老人没有搬过去", **asked})


def standing(household, on=YEAR_END):
    return Household.objects.with_status(on).get(pk=household.pk).status


def test_both_are_what_they_were_and_every_day_counts_everybody_once(alone, house, people, small_county):
    before = figures(small_county, *FIGURES)
    were = relations(alone)
    join(alone, house.home, people)
    joined = figures(small_county, *FIGURES)
    assert (joined["targeting.persons"], joined["targeting.households"]) == (9, 1)
    act = undo(alone, people)
    assert figures(small_county, *FIGURES) == before
    assert relations(alone) == were and len(relations(house.home)) == 7
    assert [Member.objects.living(on).count() for on in (day(9, 30), day(10), day(10, 31), day(11))] == [9, 9, 9, 9]
    assert [house.home.members.living(on).count() for on in (day(10), day(11))] == [9, 7]
    assert (standing(alone), standing(alone, day(10, 31))) == ("identified", "deregistered")
    assert act.undoes.kind == FamilyAct.Kind.MERGED
    assert "从马海户转回" in Entry.objects.of(alone).first().reason


def test_on_the_day_of_the_joining_it_is_as_if_it_had_never_been(alone, house, people):
    join(alone, house.home, people)
    undo(alone, people, on=day(10))
    assert [house.home.members.living(on).count() for on in (day(9, 30), day(10), day(11))] == [7, 7, 7]
    assert standing(alone, day(10)) == "identified"


def test_the_check_asks_for_a_new_record_while_they_are_joined_and_no_longer(alone, house, people):
    taken = record(house.home)
    type(taken).objects.update(recorded_on=day(9, 20))
    asked = house.home.doubts.standing().filter(rule="year-record.people-moved")
    join(alone, house.home, people)
    assert "现在的 9 人" in asked.get().sentence
    undo(alone, people)
    assert not asked.exists()


def test_what_was_corrected_since_comes_back_and_what_was_recorded_of_both_stays(alone, house, people):
    join(alone, house.home, people)
    moved = house.home.members.get(joined_by="merge", relation="99", household=house.home, name=alone.members.first().name)
    Member.objects.filter(pk=moved.pk).update(health="disabled")
    record(house.home)
    undo(alone, people)
    assert house.home.year_records.exists() and not alone.year_records.exists()
    assert alone.members.get(name=moved.name, left_on__isnull=True).health == "disabled"


def test_plans_come_back_what_ended_runs_on_and_the_cadre_answers_again(alone, house, people, small_county):
    plan = Measure.objects.create(household=alone, kind="relief", planned_on=day(3), amount_fen=100_00)
    taken = Measure.objects.create(household=alone, kind="training", planned_on=day(3))
    loan = Measure.objects.create(household=alone, kind="loan", planned_on=day(3), done_on=day(4))
    cadre = Cadre.objects.create(area=small_county.county, name="李干部", sex="male", unit="水务局")
    Pairing.objects.create(household=alone, cadre=cadre, since=day(1))
    join(alone, house.home, people)
    there = house.home.measures.get(kind="relief")
    Measure.objects.filter(pk=there.pk).update(amount_fen=120_00)
    Measure.objects.filter(household=house.home, kind="training").update(done_on=day(10, 20))
    undo(alone, people)
    plan.refresh_from_db(), taken.refresh_from_db(), loan.refresh_from_db(), there.refresh_from_db()
    assert (plan.stopped_on, plan.amount_fen, there.stopped_on) == (None, 120_00, day(11))
    assert loan.stopped_on is None
    # carried out for both in the meantime: it stays with them
    assert taken.stopped_on == day(10) and house.home.measures.get(kind="training").stopped_on is None
    held = [(pairing.cadre, pairing.since, pairing.until) for pairing in alone.pairings.order_by("since", "pk")]
    assert held == [(cadre, day(1), day(10)), (cadre, day(11), None)]


def test_it_can_be_joined_again_and_undone_again_but_not_twice(alone, house, people):
    join(alone, house.home, people)
    undo(alone, people)
    with pytest.raises(ValidationError, match="没有可撤销的合户"):
        undo(alone, people)
    with pytest.raises(ValidationError, match="请换一天"):
        join(alone, house.home, people)
    join(alone, house.home, people, on=day(11, 5))
    undo(alone, people, on=day(11, 6))
    assert standing(alone) == "identified" and len(relations(alone)) == 2


def moved_away(alone, house, people):
    leave(house.home.members.filter(joined_by="merge").last(), by=people.village_worker, on=day(10, 5), why="move")


def led(alone, house, people):
    new = house.home.members.filter(joined_by="merge").first()
    told = {member.pk: "99" for member in house.home.members.filter(left_on__isnull=True).exclude(pk=new.pk)}
    change_head(house.home, by=people.village_worker, on=day(10, 5), head=new, relations=told, reason="年老")


def exited(alone, house, people):
    house.home.events.create(kind="exited", on=day(10, 5))


def under_way(alone, house, people):
    opened(house.home, "removal", people.village_worker)


def removed(alone, house, people):
    house.home.events.create(kind="removed", on=day(10, 5))


def closed(alone, house, people):
    people.village_worker = people.county_officer
    Period.objects.update(state="closed")


@pytest.mark.parametrize(
    ("meanwhile", "sentence"),
    [
        (moved_away, "请先撤销他们的离开"),
        (led, "请先给那一户更换户主"),
        (exited, "在 2015-10-05 又有“脱贫”"),
        (under_way, "还在办"),
        (removed, "也已不在册"),
        (closed, "2015 年度已关闭"),
    ],
)
def test_what_stands_in_the_way_is_said_with_the_way_out_and_nothing_is_written(alone, house, people, meanwhile, sentence):
    join(alone, house.home, people)
    meanwhile(alone, house, people)
    with pytest.raises(ValidationError, match=sentence):
        undo(alone, people)
    assert standing(alone) == "deregistered" and not relations(alone)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [({"reason": " "}, "为什么撤销"), ({"on": day(9)}, "合户办在 2015-10-01"), ({"on": day(1, 1, 2040)}, "还没有到")],
)
def test_a_day_or_a_reason_that_cannot_be_is_refused(alone, house, people, asked, sentence):
    join(alone, house.home, people)
    with pytest.raises(ValidationError, match=sentence):
        undo(alone, people, **asked)
    assert not relations(alone)


def test_it_is_offered_on_the_card_of_the_household_that_was_given_up(alone, house, people, as_person):
    client = as_person(people.village_worker)
    undoing, card = (reverse(f"households:{name}", args=[alone.pk]) for name in ("undo-merging", "detail"))
    assert undoing not in client.get(card).text
    join(alone, house.home, people)
    assert undoing in client.get(card).text
    page = client.get(undoing).text
    assert "从马海户转回本户" in page and 'value="2015-12-31"' in page
    assert client.post(undoing, {"on": "2015-11-01", "reason": ""}).status_code == 422
    answer = client.post(undoing, {"on": "2015-11-01", "reason": "没有搬过去"})
    assert answer.url == card
    shown = client.get(card).text
    assert "已撤销合户" in shown and undoing not in shown and "转回，本户恢复" in shown
    assert "已离开" not in shown  # they left by the joining, and live here again
    assert client.post(undoing, {"on": "2015-11-01", "reason": "再撤一次"}).url == card
    assert "没有可撤销的合户" in client.get(card).text


def test_a_family_joined_twice_over_is_undone_from_the_last(alone, house, people, small_county):
    other = family(small_county.gaolinwan, 3)
    join(alone, other.home, people)
    join(other.home, house.home, people, on=day(10, 10))
    with pytest.raises(ValidationError, match="也已不在册"):
        undo(alone, people)
    undo(other.home, people)
    undo(alone, people)
    assert [len(relations(home)) for home in (alone, other.home, house.home)] == [2, 7, 7]
