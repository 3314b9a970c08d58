"""One household becomes two and two become one: everybody is counted once, and no figure of the year moves by itself."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from households.family.dividing import merge, split
from households.family.heads import offered
from households.models import Begun, Household, Measure, Member, Pairing, Revocation, StatusEvent
from kangle.audit.models import Entry
from kangle.programme.models import Period
from kangle.scorecard import sources
from kangle.scorecard.actions import recompute
from kangle.scorecard.measures import At
from kangle.scorecard.models import Value
from tests import county as small
from tests.households.family.homes import day, family, relations
from tests.households.test_cases import record
from tests.procedures.walking import opened
from villages.models import Cadre

pytestmark = pytest.mark.django_db
YEAR_END = datetime.date(2015, 12, 31)


def split_off(house, people, **asked):
    """The son, his wife and his child set up house on their own."""
    going = [house.son, house.bride, house.grandson]
    told = offered({member.pk: member for member in house.home.members.all()}, house.son)
    asked = {"on": day(9, 1), "members": going, "head": house.son, "reason": "儿子成家另过", "relations": told, **asked}
    return split(house.home, by=people.village_worker, **asked)


def join(source, target, people, **asked):
    told = {member.pk: "99" for member in source.members.filter(left_on__isnull=True)}
    asked = {"on": day(10, 1), "reason": "老人随亲属生活", "relations": told, **asked}
    return merge(source, target, by=people.village_worker, **asked)


def figures(county, *codes, as_of=YEAR_END):
    snapshot = recompute(county.county, year=2015, as_of=as_of)
    found = Value.objects.filter(snapshot=snapshot, area=county.gaolinwan, indicator__in=codes)
    return {value.indicator: value.numerator for value in found}


FIGURES = ("targeting.persons", "outcomes.persons-exited", "outcomes.households-exited", "targeting.households")


def test_those_who_go_are_counted_once_and_live_in_the_new_household_from_the_day(house, people, small_county):
    act = split_off(house, people)
    new = act.other
    assert (new.number, new.village, new.main_cause) == (f"{small_county.gaolinwan.code}0002", small_county.gaolinwan, "illness")
    assert relations(new) == {"马强": "01", "何梅": "02", "马小宝": "03"}
    assert relations(house.home) == {"马海": "01", "王兰": "02", "马英": "04", "马秀": "12"}
    counted = [(house.home.members.living(on).count(), new.members.living(on).count()) for on in (day(8, 31), day(9, 1))]
    assert counted == [(7, 0), (4, 3)]
    assert set(new.members.values_list("joined_by", flat=True)) == {"split"}
    assert Entry.objects.of(house.home).first().reason == "2015-09-01 分户：马强、何梅、马小宝另立一户。 儿子成家另过"
    assert "从马海户分出" in Entry.objects.of(new).first().reason
    assert Begun.objects.get(household=new, member=None, year_record=None).steps_left == ["contact", "relocation"]


@pytest.mark.parametrize("kinds", [["identified"], ["identified", "exited"], ["identified", "exited", "returned"]])
def test_the_new_household_stands_where_the_old_one_stood(house, people, kinds):
    for month, kind in enumerate(kinds[1:], start=3):
        house.home.events.create(kind=kind, on=day(month))
    new = split_off(house, people).other
    assert list(new.events.order_by("pk").values_list("kind", "on")) == [(kind, day(9, 1)) for kind in kinds]
    first = new.events.get(kind="identified")
    assert (first.carried_from, first.reason) == (
        house.home.events.get(kind="identified"),
        "分户：随原户6229221002000001，2014-05-01 已识别",
    )
    assert Household.objects.with_status(YEAR_END).get(pk=new.pk).status == kinds[-1]
    assert Household.objects.with_status(day(8, 31)).get(pk=new.pk).status is None


def test_a_split_moves_no_figure_of_the_year_but_the_number_of_households(house, people, small_county):
    out = family(small_county.gaolinwan, 2)
    out.home.events.create(kind="exited", on=day(3))
    small.household(small_county.gaolinwan, 3, persons=5)
    before = figures(small_county, *FIGURES)
    assert before["outcomes.persons-exited"] == 7
    split_off(house, people)
    split_off(out, people)
    after = figures(small_county, *FIGURES)
    changed = {code: (before[code], after[code]) for code in before if before[code] != after[code]}
    assert set(changed) <= {"targeting.households"}
    assert before["targeting.persons"] == 12


def test_a_household_out_since_last_year_is_not_of_this_years_register_for_having_split(house, people, small_county):
    house.home.events.create(kind="exited", on=day(12, 1, 2014))
    split_off(house, people)
    at = At(2015, YEAR_END)
    assert not sources.STANDING.rows(at).filter(sources.served(at)).exists()


def test_a_decision_undone_is_undone_for_both(house, people):
    exited = house.home.events.create(kind="exited", on=day(3))
    new = split_off(house, people).other
    Revocation.objects.create(event=exited, on=day(10), reason="收入核错", by_name="马志明")
    told = dict(Household.objects.with_status(YEAR_END).values_list("pk", "status"))
    assert told == {house.home.pk: "identified", new.pk: "identified"}


def test_a_split_of_a_split_points_at_the_first_decision(house, people):
    new = split_off(house, people).other
    bride = new.members.get(name="何梅")
    again = split(new, by=people.village_worker, on=day(11), members=[bride], head=bride, relations={}, reason="另过").other
    assert again.events.get().carried_from == house.home.events.get()


def test_plans_go_along_what_was_done_stays_and_the_cadre_answers_for_both(house, people, small_county):
    plan = Measure.objects.create(household=house.home, member=house.son, kind="training", planned_on=day(3), amount_fen=500_00)
    done = Measure.objects.create(household=house.home, member=house.son, kind="loan", planned_on=day(3), done_on=day(4))
    cadre = Cadre.objects.create(area=small_county.county, name="李干部", sex="male", unit="水务局")
    Pairing.objects.create(household=house.home, cadre=cadre, since=day(1))
    new = split_off(house, people).other
    moved = new.measures.get()
    plan.refresh_from_db()
    done.refresh_from_db()
    assert (moved.member.name, moved.planned_on, moved.amount_fen) == ("马强", day(9, 1), 500_00)
    assert (plan.stopped_on, done.stopped_on) == (day(9, 1), None)
    assert new.pairings.get().cadre == cadre and house.home.pairings.get().until is None


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"members": ["head", "son"]}, "户主留在原户"),
        ({"members": ["wife", "son"], "head": "daughter"}, "新户的户主须在分出去的人当中"),
        ({"members": []}, "请重新选"),
        ({"members": ["bride", "grandson"], "head": "grandson"}, "马小宝（2010-01-01 出生）未满 16 周岁"),
        ({"reason": ""}, "为什么分户"),
        ({"relations": {}}, "还缺：何梅、马小宝"),
        ({"on": day(1, 1, 2014)}, "才加入这一户"),
        ({"on": day(12, 1, 2040)}, "还没有到"),
    ],
)
def test_what_cannot_be_split_is_said_in_a_sentence(house, people, asked, sentence):
    asked = {name: _people(house, value) for name, value in asked.items()}
    with pytest.raises(ValidationError, match=sentence):
        split_off(house, people, **asked)
    assert Household.objects.count() == 1 and Member.objects.count() == 7


def _people(house, value):
    if isinstance(value, str) and hasattr(house, value):
        return getattr(house, value)
    return [getattr(house, each) for each in value] if isinstance(value, list) else value


def test_no_split_with_a_case_under_way_off_the_register_or_before_its_last_event(house, people):
    house.home.events.create(kind="exited", on=day(9, 15))
    with pytest.raises(ValidationError, match="在 2015-09-15 已有“脱贫”"):
        split_off(house, people)
    opened(house.home, "removal", people.village_worker)
    with pytest.raises(ValidationError, match="还在办"):
        split_off(house, people, on=day(10))
    StatusEvent.objects.create(household=house.home, kind="removed", on=day(9, 20))
    with pytest.raises(ValidationError, match="已不在册"):
        split_off(house, people, on=day(10))


def test_no_split_in_a_closed_year_or_another_village(house, people, small_county):
    people.village_worker = people.other_worker
    with pytest.raises(ValidationError, match="所在的地区"):
        split_off(house, people)
    people.village_worker = people.county_officer
    Period.objects.filter(pk=small_county.period.pk).update(state="closed")
    with pytest.raises(ValidationError, match="2015 年度已关闭"):
        split_off(house, people)
    assert Household.objects.count() == 1


def test_two_households_become_one_and_the_other_is_struck_off(house, people, small_county):
    alone = small.household(small_county.gaolinwan, 2, persons=2)
    plan = Measure.objects.create(household=alone, kind="relief", planned_on=day(3))
    act = join(alone, house.home, people)
    assert (act.household, act.other) == (alone, house.home)
    assert house.home.members.living(day(10, 1)).count() == 9 and not alone.members.living(day(10, 1)).exists()
    struck = alone.events.get(kind="deregistered")
    assert (struck.on, struck.reason) == (day(10, 1), "合户：并入马海户（6229221002000001）")
    plan.refresh_from_db()
    assert plan.stopped_on == day(10, 1) and house.home.measures.get().kind == "relief"
    assert [Member.objects.living(on).count() for on in (day(9, 30), day(10, 1))] == [9, 9]


def test_a_joining_moves_no_figure_of_persons(house, people, small_county):
    other = family(small_county.gaolinwan, 2)
    for each in (house, other):
        each.home.events.create(kind="exited", on=day(3))
    third = small.household(small_county.gaolinwan, 3, persons=1)
    fourth = small.household(small_county.gaolinwan, 4, persons=5)
    before = figures(small_county, *FIGURES)
    join(other.home, house.home, people)
    join(third, fourth, people)
    after = figures(small_county, *FIGURES)
    assert {code for code in before if before[code] != after[code]} <= {"targeting.households"}


def test_a_split_can_be_joined_again(house, people):
    new = split_off(house, people).other
    told = dict(zip(new.members.order_by("pk").values_list("pk", flat=True), ("03", "05", "07"), strict=True))
    join(new, house.home, people, relations=told)
    assert relations(house.home)["马强"] == "03" and house.home.members.living(YEAR_END).count() == 7


@pytest.mark.parametrize(("kind", "sentence"), [("exited", "状态不一样"), ("removed", "状态不一样")])
def test_households_that_stand_differently_are_not_joined(house, people, small_county, kind, sentence):
    other = small.household(small_county.gaolinwan, 2, persons=2)
    other.events.create(kind=kind, on=day(3))
    with pytest.raises(ValidationError, match=sentence):
        join(other, house.home, people)


def test_only_another_household_of_the_village_takes_people_in(house, people, small_county):
    with pytest.raises(ValidationError, match="另外一户"):
        join(house.home, house.home, people)
    people.village_worker = people.county_officer
    far = small.household(small_county.fengtai, 2, persons=2)
    with pytest.raises(ValidationError, match="同一个村"):
        join(far, house.home, people)
    near = small.household(small_county.gaolinwan, 2, persons=2)
    with pytest.raises(ValidationError, match="一户只有一个户主"):
        join(near, house.home, people, relations={member.pk: "01" for member in near.members.all()})


def test_a_plan_for_later_than_the_joining_goes_along_too(house, people, small_county):
    alone = small.household(small_county.gaolinwan, 2, persons=2)
    later = Measure.objects.create(household=alone, kind="relief", planned_on=day(11, 20))
    act = join(alone, house.home, people)
    later.refresh_from_db()
    assert later.stopped_on is not None and act.measures == [later.pk]
    assert house.home.measures.get().planned_on == day(11, 20)


def test_nobody_is_said_to_be_what_a_person_of_his_sex_cannot_be(house, people):
    told = {house.bride.pk: "03", house.grandson.pk: "03"}
    with pytest.raises(ValidationError, match="何梅（女）：之子"):
        split_off(house, people, relations=told)


def test_the_checks_speak_at_once(house, people):
    record(house.home)
    new = split_off(house, people).other
    assert new.doubts.standing().filter(rule="household.blank").exists()
