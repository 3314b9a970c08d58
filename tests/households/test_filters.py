"""The conditions a household list can be narrowed by find those households and no others."""

import datetime

import pytest
from django.urls import reverse

from households.models import Measure
from tests import county as small
from tests.test_lists import body


@pytest.fixture
def homes(small_county):
    """Four households of 高林湾村: poor, exited, exited with a loan carried out, and one that cannot build."""
    village = small_county.gaolinwan
    poor = small.household(village, 1)
    out = small.household(village, 2, exited_on=datetime.date(2015, 6, 1), kind="dibao")
    helped = small.household(village, 3, exited_on=datetime.date(2015, 7, 1))
    Measure.objects.create(
        household=helped, kind="loan", planned_on=datetime.date(2015, 1, 1), done_on=datetime.date(2015, 2, 1), amount_fen=100
    )
    unable = small.household(village, 4, cannot_build=True, main_cause="disability", planned_exit_year=2016)
    return {"poor": poor, "out": out, "helped": helped, "unable": unable}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"status": "identified"}, {"poor", "unable"}),
        ({"status": "exited"}, {"out", "helped"}),
        ({"kind": "dibao"}, {"out"}),
        ({"main_cause": "disability"}, {"unable"}),
        ({"cannot_build": "yes"}, {"unable"}),
        ({"exit_year": "2016"}, {"unable"}),
        ({"helped": "yes"}, {"helped"}),
        ({"helped": "no"}, {"poor", "out", "unable"}),
        ({"has_responsible": "yes"}, set()),
        ({"status": "exited", "helped": "no"}, {"out"}),
    ],
)
def test_a_condition_finds_its_households(query, expected, homes, people, as_person):
    shown = body(as_person(people.county_officer).get(reverse("households:list"), query).content.decode())
    numbers = {cell for row in shown for cell in row}
    assert {name for name, home in homes.items() if home.number in numbers} == expected


def test_a_search_by_a_member_lists_the_household_once(homes, people, as_person):
    shown = body(as_person(people.county_officer).get(reverse("households:list"), {"q": "马"}).content.decode())
    assert len(shown) == 4


def test_the_income_shown_is_that_of_the_last_year_by_those_who_lived_there(homes, people, as_person):
    from households.models import Household, YearRecord

    for year, wages in ((2014, 8_000_00), (2015, 10_000_00)):
        YearRecord.objects.create(household=homes["poor"], year=year, recorded_on=datetime.date(year, 12, 1), wages_fen=wages)
    found = Household.objects.with_income().get(pk=homes["poor"].pk)
    assert (found.income_year, found.income_per_head_fen) == (2015, 2_500_00)


def test_a_year_that_nobody_opened_is_answered_with_the_years_there_are(homes, people, as_person):
    client = as_person(people.county_officer)
    page = client.get(reverse("households:measures"), {"carried": "20166"}).content.decode()
    assert "“结转至年度”写的是“20166”：没有这个年度，请写 2015 至 2015 里的一个。" in page
    assert "没有这个年度" not in client.get(reverse("households:measures"), {"carried": "2015"}).content.decode()


def test_conditions_in_force_leave_the_list_in_sight_and_one_press_clears_them(homes, people, as_person):
    client, opened = as_person(people.county_officer), 'class="more" checked'
    page = client.get(reverse("households:list"), {"status": "exited"}).content.decode()
    assert opened not in page and f'class="narrowed" href="{reverse("households:list")}"' in page
    wrong = client.get(reverse("households:list"), {"exit_year": "明年"}).content.decode()
    assert opened in wrong, "the condition that is wrong stands among them"
    assert "“计划脱贫年度”写的是“明年”：请只写整数" in wrong


def test_what_was_done_is_listed_as_done_where_it_was_stopped_later(homes, people, as_person):
    Measure.objects.update(stopped_on=datetime.date(2015, 8, 1))
    client, address = as_person(people.county_officer), reverse("households:measures")
    (row,) = body(client.get(address, {"state": "done"}).content.decode())
    assert "已落实 2015-08-01 停止" in " ".join(row)
    assert not body(client.get(address, {"state": "stopped"}).content.decode())
    assert not body(client.get(address, {"state": "planned"}).content.decode())
    Measure.objects.update(done_on=None)
    (row,) = body(client.get(address, {"state": "stopped"}).content.decode())
    assert "已停止 2015-08-01" in " ".join(row)
