"""What a booklet says of a household: the figures of its card, in three accounts, its numbers masked."""

import datetime

import pytest

from households import booklet
from households.lives import lives_of
from households.models import Household, Measure, YearRecord
from tests import county as small
from tests.facts import facts
from tests.pages.sayings import sayings

TODAY = datetime.date(2015, 12, 31)


@pytest.fixture
def here(small_county):
    return facts(small_county.gaolinwan)


def life_of(household):
    (life,) = lives_of(Household.objects.filter(pk=household.pk), TODAY)
    return life


def told(block):
    return {fact.label: fact.value for fact in block.facts}


def test_numbers_are_masked(here):
    here.household.account, here.household.bank = "6222020000001234567", "信用社"
    here.household.save()
    life = life_of(here.household)
    said = " ".join(sayings([booklet.basics(life), booklet.people(life.living(TODAY), TODAY)]))
    assert "信用社 ****4567" in said
    assert f"{here.head.identity_number[:6]}********{here.head.identity_number[-4:]}" in said
    assert not [number for number in (here.household.phone, "6222020000001234567", here.head.identity_number) if number in said]


def test_needs_name_what_is_lacking_and_what_nobody_recorded(here):
    YearRecord.objects.filter(pk=here.record.pk).update(water_safe=False, house_grade="")
    life = life_of(here.household)
    needs = told(booklet.needs(life, life.living(TODAY)))
    assert needs["还缺什么"] == "基本医疗、饮水安全"
    assert needs["还没有采集"] == "住房安全"
    assert needs["主要致贫原因"] == "因病"


def test_a_household_without_any_record_has_a_booklet_that_says_so(small_county):
    life = life_of(small.household(small_county.gaolinwan, 9, persons=1))
    assert told(booklet.needs(life, life.living(TODAY)))["还缺什么"] == "基本医疗"
    assert booklet.helper(life).facts[0].value == "未结对"
    assert "还没有安排措施" in booklet.measures(life).note
    assert "还没有年度记录" in booklet.income(life, {}).note
    assert "还没有年度记录" in booklet.holdings(None).note


def test_measures_add_up_and_say_how_far_they_are(here):
    day = datetime.date(2015, 4, 1)
    Measure.objects.create(household=here.household, kind="training", planned_on=day, amount_fen=1_500_00)
    Measure.objects.create(household=here.household, kind="relief", planned_on=day, stopped_on=day)
    block = booklet.measures(life_of(here.household))
    assert block.note == "共安排 3 项，已落实 1 项，金额合计 51,500元。"
    assert [row.cells[2].text for row in block.rows] == ["已安排", "已停止", "已落实"]


def test_what_was_done_stays_done_where_it_is_stopped_later(here):
    Measure.objects.filter(household=here.household).update(stopped_on=datetime.date(2015, 6, 1))
    block = booklet.measures(life_of(here.household))
    assert block.note == "共安排 1 项，已落实 1 项，金额合计 50,000元。"
    state = block.rows[0].cells[2]
    assert (state.text, state.note) == ("已落实", f"{here.measure.done_on} · 2015-06-01 停止")


def test_income_is_that_of_the_last_three_years_beside_each_years_line(here):
    for year in (2012, 2013, 2014):
        YearRecord.objects.create(household=here.household, year=year, recorded_on=datetime.date(year, 12, 1))
    block = booklet.income(life_of(here.household), {2015: 2855_00})
    assert [column.label for column in block.columns[1:]] == ["2013", "2014", "2015"]
    rows = {row.cells[0].text: row.cells[-1].text for row in block.rows}
    assert (rows["人均纯收入"], rows["当年贫困线"]) == ("3,125元", "2,855元")
    assert (block.bars[-1].value, block.bars[-1].tone) == ("3,125元", "good")


def test_results_are_told_newest_first(here):
    days = [row.cells[0].text for row in booklet.results(life_of(here.household)).rows]
    assert days == sorted(days, reverse=True)
    assert {"2015-12-10", "2015-06-06", "2015-02-02", "2014-05-01"} == set(days)


def test_many_households_are_read_with_as_many_questions_as_one(small_county, django_assert_num_queries):
    for village, number in ((small_county.gaolinwan, 1), (small_county.fengtai, 2)):
        facts(village, number)
    for number in range(20, 30):
        small.household(small_county.gaolinwan, number)
    with django_assert_num_queries(9):
        lives = lives_of(Household.objects.order_by("number"), TODAY)
    assert len(lives) == 14  # with the removed household of each village
    assert [life.household.number for life in lives] == sorted(life.household.number for life in lives)
    assert [len(life.members) for life in lives] == [life.household.members.count() for life in lives]
