"""Before a county has a year every page says so: with the way there for who opens it, with a name for everybody else."""

import pytest
from django.urls import reverse

from kangle.programme.models import Period

pytestmark = pytest.mark.django_db
OPEN = reverse("pages:open-year")
NO_YEAR = "本县还没有建立年度"
OF_THE_COUNTY = ["/", "/plan/", "/rankings/", "/scorecard/runs/", "/years/", "/classing/", "/areas/622922/"]
UNTRUE = ("立即计算", "两点", "夜间计算")


@pytest.fixture(autouse=True)
def no_year(small_county):
    Period.objects.all().delete()


@pytest.mark.parametrize("path", OF_THE_COUNTY)
def test_the_poverty_office_is_led_to_the_first_year(path, people, as_person):
    page = as_person(people.county_officer).get(path).content.decode()
    assert NO_YEAR in page
    assert f'class="button main" href="{OPEN}"' in page
    assert not [word for word in UNTRUE if word in page]


@pytest.mark.parametrize("path", ["/areas/622922100/", "/areas/622922100200/", "/plan/"])
def test_others_are_told_who_opens_it(path, people, as_person):
    who = people.village_worker if path.startswith("/areas/622922100200") else people.township_officer
    page = as_person(who).get(path).content.decode()
    assert NO_YEAR in page
    assert "请县扶贫办先在“年度”页开启第一个年度" in page
    assert OPEN not in page
    assert not [word for word in UNTRUE if word in page]


def test_the_head_of_every_page_leads_to_the_years_before_there_is_one(people, as_person):
    page = as_person(people.county_officer).get("/households/").content.decode()
    assert f'<a href="{reverse("pages:years")}" class="period">年度</a>' in page
