"""总览 before there is anything to show: no figures yet, or a year of which nothing is on record."""

import datetime

import pytest
from django.core.cache import cache
from django.urls import reverse

from households.models import Visit
from kangle.programme.models import Period
from kangle.scorecard.actions import recompute
from tests import county as facts
from villages.models import Cadre, Target

pytestmark = pytest.mark.django_db
DECEMBER = datetime.date(2015, 12, 31)


@pytest.fixture(autouse=True)
def cold():
    cache.clear()


def test_before_the_first_snapshot_it_says_what_to_do(people, as_person):
    html = as_person(people.county_officer).get("/").content.decode()
    assert "还没有发布过评分数据" in html


def test_a_county_without_households_is_led_to_the_first_and_then_to_their_standing(people, small_county, as_person):
    client = as_person(people.county_officer)
    assert f'href="{reverse("exchange:imports")}"' in client.get("/").content.decode()
    home = facts.household(small_county.gaolinwan, 1)
    home.events.all().delete()
    cache.clear()
    page = client.get("/").content.decode()
    assert f'href="{reverse("households:register")}"' in page and "都还没有身份" in page
    recompute(small_county.county, year=2015, as_of=DECEMBER)
    cache.clear()
    assert f'href="{reverse("households:register")}"' in client.get("/").content.decode()
    cache.clear()
    assert "都还没有身份" not in as_person(people.inspector).get("/").content.decode()
    home.events.create(kind="identified", on=DECEMBER)
    cache.clear()
    assert "都还没有身份" not in as_person(people.county_officer).get("/").content.decode()


def test_a_year_of_which_nothing_is_on_record_says_so_instead_of_a_wall_of_zeros(people, small_county, as_person):
    facts.household(small_county.gaolinwan, 1, persons=4)
    recompute(small_county.county, year=2015, as_of=datetime.date(2015, 11, 30))
    client = as_person(people.county_officer)
    page = client.get("/").content.decode()
    assert "2015 年度还没有数据" in page and "本周要定的事" in page
    assert 'class="cell ' not in page and "heat" not in page
    facts.household(small_county.gaolinwan, 2, persons=2, exited_on=datetime.date(2015, 12, 1))
    recompute(small_county.county, year=2015, as_of=DECEMBER)
    assert client.get("/").content.decode().count('class="cell ') == 15


def test_a_year_of_which_little_is_on_record_does_not_say_that_nothing_is(people, small_county, as_person):
    """One visit of the new year, and the tasks that its opening took over: who reads that there is none would set them again."""
    village, january = small_county.gaolinwan, datetime.date(2016, 1, 31)
    Period.objects.create(area=small_county.county, year=2016)
    Target.objects.create(area=village, year=2016, kind="exit-persons", quantity=9, set_on=datetime.date(2016, 1, 1))
    recompute(small_county.county, year=2016, as_of=january)
    client = as_person(people.county_officer)
    page = client.get("/").content.decode()
    assert "还没有一条属于这一年的记录" in page and "先下达年度任务" not in page
    cadre = Cadre.objects.create(area=village, name="马正明", sex="male", unit="县扶贫办", phone="19912345678")
    home = facts.household(village, 1, exited_on=datetime.date(2015, 6, 1))
    Visit.objects.create(household=home, cadre=cadre, on=datetime.date(2016, 1, 4))
    recompute(small_county.county, year=2016, as_of=january)
    cache.clear()
    page = client.get("/").content.decode()
    assert "已经有属于这一年的记录" in page and "还没有一条属于这一年的记录" not in page
