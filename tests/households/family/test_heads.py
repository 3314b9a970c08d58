"""A new head: everybody's relation is stated, the act has its day, and it is one line in the history."""

import pytest
from django.core.exceptions import ValidationError

from households.family.heads import change_head, offered
from households.models import FamilyAct
from kangle.audit.models import Entry
from kangle.programme.models import Period
from tests.households.family.homes import day, relations

pytestmark = pytest.mark.django_db


def to_wife(house, people, **asked):
    living = {member.pk: member for member in house.home.members.all()}
    asked = {"on": day(6), "reason": "户主外出", "relations": offered(living, house.wife), **asked}
    return change_head(house.home, by=people.village_worker, head=house.wife, **asked)


def test_the_wife_becomes_head_and_everybody_is_hers(house, people):
    act = to_wife(house, people)
    assert relations(house.home) == {
        "王兰": "01", "马海": "02", "马强": "03", "马英": "04", "何梅": "05", "马小宝": "07", "马秀": "16",
    }  # fmt: skip
    assert [(each["name"], each["before"], each["after"]) for each in act.persons][0] == ("马海", "01", "02")
    assert Entry.objects.of(house.home).first().reason == "2015-06-01 更换户主：新户主王兰。 户主外出"


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"relations": {}}, "还缺：马海、马强、马英、何梅、马秀|还缺：马海"),
        ({"reason": ""}, "为什么换户主"),
        ({"on": day(4, 1, 2014)}, "才加入"),
    ],
)
def test_what_is_left_out_is_named_and_nothing_is_changed(house, people, asked, sentence):
    with pytest.raises(ValidationError, match=sentence):
        to_wife(house, people, **asked)
    assert relations(house.home)["马海"] == "01" and not FamilyAct.objects.exists()


def test_there_is_one_head_and_he_is_not_made_head_again(house, people):
    living = {member.pk: member for member in house.home.members.all()}
    two = offered(living, house.wife) | {house.son.pk: "01"}
    with pytest.raises(ValidationError, match="一户只有一个户主：请改马强"):
        to_wife(house, people, relations=two)
    with pytest.raises(ValidationError, match="马海已经是户主了"):
        change_head(house.home, by=people.village_worker, on=day(6), head=house.head, relations={}, reason="换")


def test_changes_of_head_follow_each_other_in_time_and_never_in_a_closed_year(house, people, small_county):
    to_wife(house, people)
    house.home.members.update(relation="99")
    house.home.members.filter(name="马海").update(relation="01")
    with pytest.raises(ValidationError, match="在 2015-06-01 换过户主"):
        to_wife(house, people, on=day(5), relations={member.pk: "99" for member in house.home.members.all()})
    Period.objects.filter(pk=small_county.period.pk).update(state="closed")
    with pytest.raises(ValidationError, match="2015 年度已关闭"):
        to_wife(house, people, on=day(7), relations={member.pk: "99" for member in house.home.members.all()})
