"""Which year is read: a new one without data shows the last published figures, and a year that was chosen stays."""

import datetime
import re

import pytest
from django.core.cache import cache

from households.models import YearRecord
from kangle.programme.models import Period
from kangle.scorecard.actions import recompute
from tests import county as facts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def cold():
    cache.clear()


@pytest.fixture
def two_years(small_county):
    """2015 published with a household that left poverty, 2016 opened and computed with nothing of its own on record."""
    facts.household(small_county.gaolinwan, 1, persons=5, exited_on=datetime.date(2015, 11, 20))
    facts.household(small_county.fengtai, 1, persons=3)
    for month, day in ((11, 30), (12, 31)):
        recompute(small_county.county, year=2015, as_of=datetime.date(2015, month, day))
    Period.objects.create(area=small_county.county, year=2016)
    return small_county


PAGES = ("/", "/scorecard/items/outcomes/", "/scorecard/indicators/outcomes.persons-exited/", "/areas/622922100/")
PAGES += ("/rankings/", "/reconciliation/")
HEAD = re.compile(r'class="period[^>]*>(?:<span>)?(\d{4})')


def test_a_new_year_of_which_nothing_is_published_shows_the_last_figures_with_their_date(two_years, people, as_person):
    client = as_person(people.county_officer)
    for path in PAGES:
        page = client.get(path).content.decode()
        assert "2016 年度还没有数据" in page and "2015 年度截至 2015年12月31日" in page, path
        assert "没有发布过评分数据" not in page
        assert HEAD.search(page)[1] == "2015", f"{path} names the year of its figures in its head"
    assert HEAD.search(client.get("/households/").content.decode())[1] == "2016"
    assert client.get("/").content.decode().count('class="cell ') == 15


def test_a_new_year_of_zeros_shows_the_last_figures_too(two_years, people, as_person):
    recompute(two_years.county, year=2016, as_of=datetime.date(2016, 1, 31))
    client = as_person(people.county_officer)
    for path in PAGES:
        page = client.get(path).content.decode()
        assert "2016 年度还没有数据" in page and "截至 2015年12月31日" in page, path
    assert 'href="/scorecard/items/outcomes/?period=2015"' in client.get("/").content.decode(), "the next page stays there"
    facts.household(two_years.banpo, 7, exited_on=datetime.date(2016, 1, 20))
    recompute(two_years.county, year=2016, as_of=datetime.date(2016, 1, 31))
    for path in PAGES:
        page = client.get(path).content.decode()
        assert "还没有数据" not in page and ("截至 2016年1月31日" in page or path == "/reconciliation/"), path


def test_who_asks_for_the_new_year_is_told_that_it_is_empty(two_years, people, as_person):
    recompute(two_years.county, year=2016, as_of=datetime.date(2016, 1, 31))
    page = as_person(people.county_officer).get("/?period=2016").content.decode()
    assert "2016 年度还没有数据" in page and 'class="cell ' not in page


def test_a_year_that_was_chosen_stays_until_another_is(two_years, people, as_person):
    facts.household(two_years.banpo, 7, exited_on=datetime.date(2016, 1, 20))
    recompute(two_years.county, year=2016, as_of=datetime.date(2016, 1, 31))
    client = as_person(people.county_officer)
    assert "截至 2016年1月31日" in client.get("/").content.decode()
    client.get("/?period=2015")
    for path in PAGES:
        page = client.get(path).content.decode()
        day = "到 2015年12月31日 有" if path == "/reconciliation/" else "截至 2015年12月31日"
        assert day in page and "您在看 2015 年度" in page and "回到 2016 年度" in page, path
    assert "2015<span>年度" in client.get("/households/").content.decode(), "the top bar says so on every page"
    client.get("/?period=2016")
    assert "截至 2016年1月31日" in client.get("/").content.decode()
    assert client.get("/?period=1999").status_code == 404
    client.logout()
    assert "截至 2016年1月31日" in as_person(people.county_officer).get("/").content.decode()


def test_two_years_cost_the_overview_no_more_questions(two_years, people, as_person, django_assert_max_num_queries):
    facts.household(two_years.banpo, 7, exited_on=datetime.date(2016, 1, 20))
    recompute(two_years.county, year=2016, as_of=datetime.date(2016, 1, 31))
    client = as_person(people.county_officer)
    with django_assert_max_num_queries(12):
        client.get("/")


def test_what_was_collected_last_year_is_no_record_of_the_new_one(two_years, people, as_person):
    home = facts.household(two_years.fengtai, 5, phone="19912345678", address="丰台村一社")
    kept = {"road": "cement", "house_grade": "A", "fuel": "coal", "floor_area_m2": 80}
    YearRecord.objects.create(household=home, year=2015, recorded_on=datetime.date(2015, 12, 1), **kept)
    snapshot = recompute(two_years.county, year=2016, as_of=datetime.date(2016, 1, 31))
    assert snapshot.values.get(area=two_years.county, indicator="targeting.complete-records").numerator == 1
    page = as_person(people.county_officer).get("/").content.decode()
    assert "2016 年度还没有数据" in page and "截至 2015年12月31日" in page
