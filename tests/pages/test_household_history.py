"""The history of a household: every field of every record of it, with who, when, before, after and why."""

import datetime

import pytest
from django.urls import reverse

from households.family.heads import change_head
from households.models import Revocation
from kangle.audit import actions
from tests import county as small

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(small_county, people):
    made = small.household(small_county.gaolinwan, 1, phone="19900001111")
    member = made.members.last()
    made.phone = "19900002222"
    actions.save(made, by=people.village_worker, reason="换了手机")
    member.months_worked = 6
    actions.save(member, by=people.county_officer, reason="核查后更正")
    gone = small.member(made, 9)
    actions.delete(gone, by=people.village_worker, reason="重复登记")
    other = small.household(small_county.gaolinwan, 2)
    other.address = "别家"
    actions.save(other, by=people.village_worker, reason="别家的事")
    return made


def page(person, as_person, home, **query):
    return as_person(person).get(reverse("households:changes", args=[home.pk]), query)


def test_all_records_of_the_household_are_told_and_no_others(people, as_person, home):
    said = page(people.village_worker, as_person, home).content.decode()
    for words in ("换了手机", "199****1111 → 199****2222", "核查后更正", "0 → 6", "马志明", "重复登记"):
        assert words in said
    assert "别家" not in said
    assert "19900002222" not in said


def test_one_field_can_be_followed(people, as_person, home):
    said = page(people.village_worker, as_person, home, field="months_worked").content.decode()
    assert "0 → 6" in said
    assert "换了手机" not in said


def test_it_can_be_taken_along(people, as_person, home):
    answer = page(people.inspector, as_person, home, export="csv")
    assert "换了手机" in b"".join(answer.streaming_content).decode("utf-8-sig")


def test_a_revocation_and_a_change_of_head_are_told_in_words(as_person, people, small_county):
    home = small.household(small_county.gaolinwan, 8, persons=2)
    head, other = home.members.order_by("relation")
    change_head(
        home, by=people.village_worker, on=datetime.date(2015, 6, 1), head=other, relations={head.pk: "99"}, reason="年老"
    )
    exited = home.events.create(kind="exited", on=datetime.date(2015, 3, 1))
    gone = Revocation(event=exited, on=datetime.date(2015, 10, 1), reason="收入核错", by_name=people.county_officer.name)
    actions.save(gone, by=people.county_officer, reason="收入核错")
    said = page(people.county_officer, as_person, home).text
    assert "收入核错" in said and "{&#x27;" not in said and f"{head.name}、{other.name}" in said


def test_the_card_tells_what_the_site_says_for_itself_as_a_sentence(as_person, people, small_county):
    home = small.household(small_county.gaolinwan, 9, phone="19900001111")
    as_person(people.village_worker).get(reverse("households:step", args=[home.pk, "contact"]))
    card = as_person(people.village_worker).get(reverse("households:detail", args=[home.pk])).text
    assert "查看完整号码 · 打开录入页" in card and "sentence&quot;" not in card
