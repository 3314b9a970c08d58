"""Members leave on their day, and a mistake is undone by another act."""

import pytest
from django.core.exceptions import ValidationError

from households.family.leaving import leave, undo_leaving
from households.models import Begun, FamilyAct, Measure, Member
from kangle.audit.models import Entry
from kangle.programme.models import Period
from tests import county as small
from tests.households.family.homes import day, relations

pytestmark = pytest.mark.django_db
WITHOUT_MA_HAI = {"马强": "03", "马英": "04", "何梅": "05", "马小宝": "07", "马秀": "16"}


def keyed(home, told):
    return {member.pk: told[member.name] for member in home.members.all() if member.name in told}


def test_who_leaves_is_counted_to_the_day_before_and_the_history_says_it(house, people):
    act = leave(house.daughter, by=people.village_worker, on=day(6, 10), why="marriage", reason="嫁到丰台村")
    gone = Member.objects.get(pk=house.daughter.pk)
    assert (gone.left_on, gone.left_by) == (day(6, 10), "marriage")
    assert [house.home.members.living(on).count() for on in (day(6, 9), day(6, 10))] == [7, 6]
    said = Entry.objects.of(house.home).first()
    assert (said.reason, said.actor_name) == ("2015-06-10 马英离开：婚出。 嫁到丰台村", people.village_worker.name)
    assert FamilyAct.objects.about(house.home).get() == act


def test_the_head_leaves_only_when_another_takes_his_place(house, people):
    asked = {"by": people.village_worker, "on": day(6), "why": "death"}
    with pytest.raises(ValidationError, match="先从家里其他人中定一个新户主"):
        leave(house.head, **asked)
    with pytest.raises(ValidationError, match="还缺：马秀"):
        short = {name: code for name, code in WITHOUT_MA_HAI.items() if name != "马秀"}
        leave(house.head, head=house.wife, relations=keyed(house.home, short), **asked)
    leave(house.head, head=house.wife, relations=keyed(house.home, WITHOUT_MA_HAI), **asked)
    assert relations(house.home) == {"王兰": "01", **WITHOUT_MA_HAI}
    assert str(house.home) == "王兰"
    assert "新户主王兰" in Entry.objects.of(house.home).first().reason


def test_the_last_one_does_not_leave(small_county, people):
    alone = small.household(small_county.gaolinwan, 1, persons=1)
    with pytest.raises(ValidationError, match="最后一个人"):
        leave(alone.members.get(), by=people.village_worker, on=day(6), why="death")


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"on": day(4, 1, 2014)}, "在 2014-05-01 才加入"),
        ({"on": day(12, 1, 2040)}, "还没有到"),
        ({"why": "split"}, "请选择离开的原因"),
        ({"why": "other"}, "请说明是什么情况"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(house, people, asked, sentence):
    with pytest.raises(ValidationError, match=sentence):
        leave(house.daughter, **{"by": people.village_worker, "on": day(6), "why": "death", **asked})
    assert not FamilyAct.objects.exists()


def test_nobody_leaves_in_a_closed_year_or_by_the_hand_of_somebody_else(house, people, small_county):
    for stranger in (people.other_worker, people.township_officer, people.inspector):
        with pytest.raises(ValidationError):
            leave(house.daughter, by=stranger, on=day(6), why="death")
    Period.objects.filter(pk=small_county.period.pk).update(state="closed")
    with pytest.raises(ValidationError, match="2015 年度已关闭"):
        leave(house.daughter, by=people.village_worker, on=day(6), why="death")


def test_somebody_gone_already_does_not_leave_twice(house, people):
    leave(house.daughter, by=people.village_worker, on=day(6), why="death")
    with pytest.raises(ValidationError, match="已经不在这一户了"):
        leave(house.daughter, by=people.village_worker, on=day(7), why="move")


def test_his_own_measures_end_with_him_and_nobody_is_asked_about_him(house, people):
    own = Measure.objects.create(household=house.home, member=house.son, kind="training", planned_on=day(3))
    other = Measure.objects.create(household=house.home, kind="relief", planned_on=day(3))
    Begun.objects.create(household=house.home, member=house.son, steps_left=["health"])
    act = leave(house.son, by=people.village_worker, on=day(6), why="death")
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.stopped_on, other.stopped_on, act.measures) == (day(6), None, [own.pk])
    assert Begun.objects.get().steps_left == []


def test_his_measures_may_run_on_for_the_household(house, people):
    own = Measure.objects.create(household=house.home, member=house.son, kind="training", planned_on=day(3))
    leave(house.son, by=people.village_worker, on=day(6), why="move", stop=False)
    own.refresh_from_db()
    assert own.stopped_on is None


def test_a_mistaken_leaving_is_undone_by_a_new_act(house, people):
    own = Measure.objects.create(household=house.home, member=house.son, kind="training", planned_on=day(3))
    act = leave(house.son, by=people.village_worker, on=day(6), why="move")
    with pytest.raises(ValidationError, match="为什么撤销"):
        undo_leaving(house.son, by=people.village_worker, relation="03", reason=" ")
    back = undo_leaving(house.son, by=people.village_worker, relation="03", reason="只是外出务工")
    back_again = Member.objects.get(pk=house.son.pk)
    own.refresh_from_db()
    assert (back_again.left_on, back_again.left_by, own.stopped_on, back.undoes) == (None, "", None, act)
    assert FamilyAct.objects.filter(pk=act.pk).exists()
    assert house.home.members.living(day(6)).count() == 7
    with pytest.raises(ValidationError, match="没有离开"):
        undo_leaving(house.son, by=people.village_worker, relation="03", reason="再来")


def test_who_comes_back_is_no_second_head_and_no_second_bearer_of_his_number(house, people, small_county):
    leave(house.head, by=people.village_worker, on=day(6), why="move", head=house.wife,
          relations=keyed(house.home, WITHOUT_MA_HAI))  # fmt: skip
    with pytest.raises(ValidationError, match="一户只有一个户主"):
        undo_leaving(house.head, by=people.village_worker, relation="01", reason="误报")
    elsewhere = small.household(small_county.fengtai, 9, persons=0)
    number = house.head.identity_number
    there = small.member(elsewhere, 1, sex="male", born_on=house.head.born_on, identity_number=number)
    with pytest.raises(ValidationError, match="已在别处登记"):
        undo_leaving(house.head, by=people.village_worker, relation="02", reason="误报")
    Member.objects.filter(pk=there.pk).delete()
    undo_leaving(house.head, by=people.village_worker, relation="02", reason="误报")
    assert relations(house.home)["马海"] == "02"
