"""What the poverty office sees and does on the pages of 身份补登, and what others may."""

import datetime

import pytest
from django.urls import reverse

from households.models import Member, Registration, StatusEvent
from kangle.accounts.roles import Role
from kangle.programme.actions import set_state
from tests import county as small
from tests.households.registering.brought import DOCUMENT, brought, identify, put_down

pytestmark = pytest.mark.django_db
LIST = reverse("households:registrations")
NEW = reverse("households:register")


def fields(**more):
    return {"kind": "identified", "on": "2014-06-01", "document": DOCUMENT, "numbers": ""} | more


def text(response):
    return response.content.decode()


def errors(response):
    assert response.status_code == 422
    return response.context["form"].errors


@pytest.mark.both
def test_look_then_press(as_person, people, brought_along):
    client = as_person(people.county_officer)
    assert NEW in text(client.get(LIST))
    looked = client.post(NEW, fields())
    assert "3 户，2014-06-01 识别：当日 12 人，现在 12 人。" in text(looked) and "另有 1 户已经有身份，不动。" in text(looked)
    assert not Registration.objects.exists()
    pressed = client.post(NEW, fields(digest=looked.context["weighed"].digest, register="1"), follow=True)
    made = Registration.objects.get()
    assert pressed.redirect_chain == [(reverse("households:registration", args=[made.pk]), 302)]
    assert "已登记 3 户" in text(pressed) and f"依据：{DOCUMENT}" in text(pressed)
    assert pressed.context["total"] == 3
    assert DOCUMENT in text(client.get(LIST))


def test_nothing_is_preset(as_person, people):
    page = as_person(people.county_officer).get(NEW).context["form"]
    assert [field.value() for field in page] == [None] * 4


def test_what_was_not_seen_is_seen_first(as_person, people, small_county, brought_along):
    client = as_person(people.county_officer)
    digest = client.post(NEW, fields()).context["weighed"].digest
    late = brought(small_county.banpo, 5)
    pressed = client.post(NEW, fields(digest=digest, register="1"))
    assert errors(pressed)["__all__"] == ["和刚才看的不一样了（改过上面填的，或者名单变了）：请看下面新的名单，再登记。"]
    assert late in pressed.context["weighed"].homes
    assert not StatusEvent.objects.filter(household=late).exists()


def test_another_day_than_the_one_seen_is_not_written(as_person, people, brought_along):
    client = as_person(people.county_officer)
    digest = client.post(NEW, fields()).context["weighed"].digest
    assert client.post(NEW, fields(on="2014-07-01", digest=digest, register="1")).status_code == 422
    assert not Registration.objects.exists()


def test_who_is_not_put_down_is_told(as_person, people, small_county, brought_along):
    known = small.household(small_county.banpo, 8, identified_on=datetime.date(2014, 5, 1))
    numbers = f"户编号\n{brought_along[0].number}\n{known.number}，88888888888\n{brought_along[0].number}"
    page = as_person(people.county_officer).post(NEW, fields(numbers=numbers))
    assert page.context["weighed"].homes == brought_along[:1]
    assert f"马一（{known.number}）" in text(page) and "康乐县没有这个户编号" in text(page)
    assert "登记 1 户" in text(page) and "不登记的 2 户" in text(page)


@pytest.mark.parametrize(
    ("sent", "field", "says"),
    [
        ({"kind": ""}, "kind", "请选一项"),
        ({"on": "2014-02-30"}, "on", "日历上没有这一天"),
        ({"on": "2011-12-31"}, "on", "太早了"),
        ({"on": "2016-01-01"}, "on", "第一个年度"),
        ({"document": ""}, "document", "还没有填"),
        ({"document": "无"}, "document", "不是文件或名册"),
        ({"document": "无", "on": "2016-01-01"}, "on", "第一个年度"),
        ({"numbers": "马小明、622922100200123"}, "numbers", "例如“马小明”"),
        ({"kind": "exited"}, "numbers", "登记脱贫要写明是哪些户"),
    ],
)
def test_what_cannot_be_taken(as_person, people, brought_along, sent, field, says):
    page = as_person(people.county_officer).post(NEW, fields(register="1", **sent))
    assert says in errors(page)[field][0]
    assert DOCUMENT in text(page) or "document" in sent
    assert not Registration.objects.exists()


def test_of_a_township(as_person, people, small_county, brought_along):
    client = as_person(people.county_officer)
    address = f"{NEW}?area={small_county.suji.code}"
    digest = client.post(address, fields()).context["weighed"].digest
    client.post(address, fields(digest=digest, register="1"))
    made = Registration.objects.get()
    assert (made.area, made.households) == (small_county.suji, 1)


def test_above_the_counties_it_is_not_done(as_person, small_county):
    officer = small.person("zhou", "州干部", Role.POVERTY_OFFICE, small_county.prefecture)
    client = as_person(officer)
    assert client.get(NEW).status_code == 404
    assert client.get(f"{NEW}?area={small_county.county.code}").status_code == 200


def test_the_village_reads_what_was_put_down(as_person, people, small_county, brought_along):
    made = put_down(identify(small_county.gaolinwan), people.county_officer)
    client = as_person(people.village_worker)
    page = client.get(reverse("households:registration", args=[made.pk]))
    assert page.context["total"] == 2 and "整批撤销" not in text(page)
    assert NEW not in text(client.get(LIST))
    assert client.get(NEW).status_code == 403
    assert client.post(reverse("households:undo-registration", args=[made.pk]), {"reason": "录错了"}).status_code == 403
    assert as_person(people.other_worker).get(reverse("households:registration", args=[made.pk])).status_code == 404


@pytest.mark.both
def test_taken_back(as_person, people, small_county, brought_along):
    made = put_down(identify(small_county.county), people.county_officer)
    StatusEvent.objects.create(household=brought_along[0], kind="exited", on=datetime.date(2014, 12, 20))
    client, address = as_person(people.county_officer), reverse("households:undo-registration", args=[made.pk])
    seen = client.get(address)
    assert "删去 2 户的“识别”（2014-06-01）" in text(seen) and "后来又有“脱贫”（2014-12-20）" in text(seen)
    assert errors(client.post(address, {"reason": ""}))["reason"]
    assert "请写明核实了什么" in errors(client.post(address, {"reason": "无"}))["reason"][0]
    page = client.post(address, {"reason": "日期登记错了"}, follow=True)
    assert "已撤销 2 户的登记。" in text(page) and "其中 2 户已撤销" in text(page) and "整批撤销" in text(page)
    again = client.post(address, {"reason": "日期登记错了"})
    assert "没有可以撤销的" in errors(again)["__all__"][0] and "没有可以撤销的。" in text(again)


def test_a_batch_of_the_county_is_read_where_it_reaches(as_person, people, small_county, brought_along):
    made = put_down(identify(small_county.county), people.county_officer)
    client = as_person(people.village_worker)
    assert client.get(LIST).context["total"] == 1
    page = client.get(reverse("households:registration", args=[made.pk]))
    assert page.context["total"] == 2
    assert client.get(reverse("households:undo-registration", args=[made.pk])).status_code == 403
    elsewhere = small.person("li", "李四", Role.TASK_FORCE, small_county.banpo)
    client = as_person(elsewhere)
    assert client.get(LIST).context["total"] == 0
    assert client.get(reverse("households:registration", args=[made.pk])).status_code == 404


def test_paper_says_who_and_upon_what(as_person, people, small_county, brought_along):
    made = put_down(identify(small_county.county), people.county_officer)
    page = as_person(people.inspector).get(reverse("households:registration", args=[made.pk]), {"print": "1"})
    assert f"依据：{DOCUMENT}" in text(page) and "登记人：马志明" in text(page)


def test_a_closed_year_gives_nothing_back(as_person, people, small_county, brought_along):
    asked = identify(small_county.county)
    made = put_down(type(asked)(asked.area, asked.kind, datetime.date(2015, 3, 1)), people.county_officer)
    set_state(small_county.period, state="closed", by=people.county_officer, reason="年终")
    page = as_person(people.county_officer).get(reverse("households:undo-registration", args=[made.pk]))
    assert "2015 年度已关闭" in text(page) and '<button class="main">撤销' not in text(page)


@pytest.mark.both
def test_the_list_of_households_finds_those_without_a_standing(as_person, people, brought_along):
    page = as_person(people.county_officer).get(reverse("households:list"), {"status": "none"})
    assert page.context["total"] == 3


def test_who_lived_there_on_a_day_before_the_records_is_not_none(as_person, people, small_county, brought_along):
    Member.objects.update(joined_on=datetime.date(2015, 1, 1), joined_by="03")
    made = put_down(identify(small_county.county), people.county_officer)
    client = as_person(people.county_officer)
    for address in (reverse("households:registration", args=[made.pk]), reverse("households:events")):
        table = client.get(address).context["table"]
        column = next(column for name, column in table.listed if name == "persons")
        assert {row[column.lookup] for row in table.rows_of([column])} == {None}
        assert table.sums == {"persons": None}
