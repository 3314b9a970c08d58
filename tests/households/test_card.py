"""What a household's card says, and to whom it says the full numbers."""

import datetime

import pytest
from django.urls import reverse

from households import card, exits
from households.models import Member, StatusEvent, YearRecord
from kangle.audit.models import Entry
from kangle.programme.models import PovertyLine
from tests import county as small
from tests.facts import facts


@pytest.fixture
def here(small_county):
    return facts(small_county.gaolinwan)


@pytest.fixture
def url(here):
    return reverse("households:detail", args=[here.household.pk])


def page(client, url):
    return client.get(url).content.decode()


def test_the_card_tells_the_whole_story(here, url, people, as_person):
    told = page(as_person(people.village_worker), url)
    story = [
        here.head.name,
        "已脱贫",
        "因病",
        here.measure.content,
        here.cadre.name,
        here.project.name,
        here.visit.note,
        "明白册",
        here.look_back.checked_by,
        "第1验收组",
        here.recovery.reason,
    ]
    assert [word for word in story if word not in told] == []


def test_the_card_masks_what_only_a_recorded_look_shows(here, url, people, as_person):
    told = page(as_person(people.village_worker), url)
    assert here.head.identity_number not in told
    assert here.household.phone not in told
    assert f"{here.head.identity_number[:6]}********{here.head.identity_number[-4:]}" in told


def test_a_look_at_the_full_numbers_is_put_on_record_and_shown_once(here, url, people, as_person):
    client = as_person(people.village_worker)
    shown = client.post(reverse("households:numbers", args=[here.household.pk]))
    assert here.head.identity_number in shown.content.decode()
    assert here.household.phone in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    look = Entry.objects.of(here.household).get()
    assert (look.act, look.actor_name) == (Entry.Act.LOOK, people.village_worker.name)
    assert here.head.identity_number not in page(client, url)


def test_nobody_without_the_right_sees_full_numbers_or_the_button(here, url, people, as_person):
    client = as_person(people.inspector)
    assert "显示完整号码" not in page(client, url)
    assert client.post(reverse("households:numbers", args=[here.household.pk])).status_code == 403
    assert not Entry.objects.of(here.household).exists()


def test_a_worker_of_another_village_finds_no_card_and_no_numbers(here, url, people, as_person):
    client = as_person(people.other_worker)
    assert client.get(url).status_code == 404
    assert client.post(reverse("households:numbers", args=[here.household.pk])).status_code == 404
    assert not Entry.objects.of(here.household).exists()


def test_the_history_names_who_looked(here, url, people, as_person):
    client = as_person(people.village_worker)
    client.post(reverse("households:numbers", args=[here.household.pk]))
    assert "杨文斌 查看完整号码" in page(client, url)


@pytest.mark.parametrize(
    ("kind", "word", "tone"),
    [("returned", "返贫", "fair"), ("removed", "已清退", "none"), ("deregistered", "已销号", "none")],
)
def test_a_standing_is_a_colour_and_a_word(kind, word, tone, here, url, people, as_person):
    StatusEvent.objects.create(household=here.household, kind=kind, on=datetime.date(2015, 12, 20))
    assert f'<span class="badge {tone}">{word}</span>' in page(as_person(people.village_worker), url)


def test_the_card_of_a_household_without_records_says_what_to_do(small_county, people, as_person):
    home = small.household(small_county.gaolinwan, 77, persons=1)
    told = page(as_person(people.village_worker), reverse("households:detail", args=[home.pk]))
    assert "还没有年度记录" in told
    assert "还没有帮扶责任人" in told
    assert "未采集" in told


def test_a_card_asks_as_much_for_many_records_as_for_few(here, url, people, as_person, django_assert_max_num_queries):
    client = as_person(people.village_worker)
    with django_assert_max_num_queries(10) as few:
        client.get(url)
    for position in range(5, 9):
        small.member(here.household, position)
    for year in (2012, 2013, 2014):
        YearRecord.objects.create(household=here.household, year=year, recorded_on=datetime.date(year, 12, 1))
    with django_assert_max_num_queries(len(few)):
        client.get(url)


# --- the pure parts ------------------------------------------------------------------------------------------------------


def test_income_lines_add_up_and_stand_beside_the_line_of_their_year(here):
    records = list(here.household.year_records.with_income_per_head().order_by("year"))
    lines = {str(line.label): line.amounts for line in card.income_lines(records, {2015: 2855_00})}
    assert lines["工资性收入"] == [12_000_00]
    assert lines["转移性收入"] == [1_000_00]
    assert lines["家庭纯收入"] == [12_500_00]
    assert lines["人均纯收入"] == [3_125_00]
    assert lines["当年贫困线"] == [2855_00]


def test_lights_name_who_keeps_a_condition_from_being_met(here):
    here.head.out_of_school_reason = "家庭困难"
    lights = {light.sign: light for light in card.lights_of(here.record, [here.head])}
    assert (lights["教育"].grade, here.head.name in lights["教育"].because) == ("poor", True)
    assert (lights["医疗"].grade, here.head.name in lights["医疗"].because) == ("poor", True)
    assert lights["吃"].grade == lights["饮水"].grade == lights["住房"].grade == "good"


@pytest.mark.parametrize(
    ("born_on", "fields", "holds", "because"),
    [
        (datetime.date(2005, 6, 1), {"schooling": "none"}, False, "失学：马幼"),
        (datetime.date(2008, 12, 31), {"schooling": "none"}, False, "失学：马幼"),
        (datetime.date(2005, 6, 1), {"schooling": "primary"}, True, "无失学"),
        (datetime.date(2005, 6, 1), {"schooling": ""}, None, "未登记在校生状况：马幼"),
        (datetime.date(2009, 1, 1), {"schooling": "none"}, True, "无失学"),
        (datetime.date(1999, 12, 31), {"schooling": "none"}, True, "无失学"),
        (datetime.date(2000, 1, 1), {"schooling": "none"}, False, "失学：马幼"),
        (datetime.date(1997, 1, 1), {"schooling": "none", "out_of_school_reason": "厌学"}, False, "失学：马幼"),
    ],
)
def test_a_child_of_school_age_out_of_school_is_read_alike_by_card_standard_and_checks(here, born_on, fields, holds, because):
    day = datetime.date(2015, 12, 31)
    child = Member(name="马幼", born_on=born_on, medical_insurance=True, **fields)
    light = card.lights_of(here.record, [child], day)[2]
    assert light.holds is holds and because in str(light.because)
    assert exits.READINGS[exits.Test.EDUCATION](here.record, [child], day) is holds


def test_many_households_are_held_against_the_standard_as_each_by_itself(here):
    day = datetime.date(2015, 12, 31)
    PovertyLine.objects.create(year=2015, kind="national", amount_fen=100)
    Member.objects.filter(household=here.household).update(medical_insurance=True, out_of_school_reason="")
    assert list(exits.households_meeting_standard(2015, day).values_list("household", flat=True)) == [here.household.pk]
    small.member(here.household, 7, born_on=datetime.date(2005, 6, 1), medical_insurance=True, schooling="none", relation="03")
    assert not exits.households_meeting_standard(2015, day).exists()


def test_a_condition_not_on_record_is_neither_met_nor_failed(here):
    unknown = card.lights_of(None, [])
    assert [light.grade for light in unknown] == ["none"] * 6
    assert "没有在户成员" in str(unknown[2].because) and "没有在户成员" in str(unknown[3].because)


@pytest.mark.parametrize(
    ("born_on", "fields", "words"),
    [
        (datetime.date(2005, 6, 1), {"schooling": "primary", "labour": "none"}, ["在校生"]),
        (datetime.date(2012, 6, 1), {"labour": "none"}, ["学龄前"]),
        (datetime.date(1950, 6, 1), {"health": "chronic", "labour": "lost"}, ["患病", "老人"]),
        (datetime.date(1985, 6, 1), {"months_worked": 8}, ["务工"]),
        (datetime.date(1985, 6, 1), {"health": "disabled", "labour": "weak"}, ["残疾"]),
    ],
)
def test_a_person_is_told_at_a_glance(born_on, fields, words, here):
    member = small.member(here.household, 9, born_on=born_on, **fields)
    assert [str(mark.word) for mark in card.marks_of(member, datetime.date(2015, 12, 31))] == words


def test_an_age_changes_on_the_birthday():
    born = datetime.date(1990, 7, 15)
    assert card.age_on(born, datetime.date(2015, 7, 14)) == 24
    assert card.age_on(born, datetime.date(2015, 7, 15)) == 25


@pytest.mark.parametrize("kind", ["deregistered", "removed"])
def test_a_household_off_the_register_is_called_by_its_last_head_and_offers_nothing_refused(kind, here, url, people, as_person):
    home = here.household
    head = home.members.get(relation="01")
    StatusEvent.objects.create(household=home, kind=kind, on="2016-06-01")
    shown = as_person(people.village_worker).get(url)
    assert shown.context["title"] == f"{head.name} {home.number}"
    assert ("申请识别" in shown.content.decode()) and "申请脱贫" not in shown.content.decode()
    home.members.update(left_on="2015-11-01")
    shown = as_person(people.village_worker).get(url)
    assert shown.context["title"] == f"{head.name} {home.number}"
    text = shown.content.decode()
    for offered in ("申请识别", "添加家庭成员", "登记走访", "安排措施", "确定责任人", "分户", "更换户主", "录入 2015 年度记录"):
        assert offered not in text, offered
    assert "这一户已没有在户的人" in text
    hub = as_person(people.village_worker).get(reverse("households:entry", args=[home.pk])).content.decode()
    assert "登记户主" not in hub and "年度记录</a>" not in hub and "换户主、分户、合户" not in hub
