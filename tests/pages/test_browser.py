"""The pages in a real browser: one sheet of paper for a village, nothing serious for axe, nothing across the narrow screen."""

import datetime
import re

import pytest

from kangle.programme.plan import ship_plan
from kangle.supervision.models import Finding
from tests import browser
from tests.pages.conftest import cadre, project
from villages.models import Facility, Post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ["/areas/622922/", "/areas/622922100200/", "/plan/", "/search/?q=高林湾"]


def pages_of(pdf):
    """How many sheets a PDF has."""
    return len(re.findall(rb"/Type /Page\b(?!s)", pdf))


@pytest.fixture
def officer(live, scored, small_county, people):
    ship_plan(small_county.county, 2015, by="测试")
    live.sign_in(people.county_officer)
    return live


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("viewport", [browser.DESK, browser.PHONE], ids=["desk", "phone"])
def test_a_page_fits_its_screen_and_axe_finds_nothing_serious(officer, path, viewport):
    officer.resize(viewport)
    assert officer.goto(path).status == 200
    assert officer.width_hanging_out() == 0
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in officer.serious_faults()] == []


def test_a_village_with_much_to_tell_prints_on_one_sheet(officer, furnished):
    village, day = furnished.village, datetime.date(2015, 5, 1)
    for number in range(2, 15):
        project(village, f"622922-2015-{number:03d}", f"高林湾村到户产业和村社道路硬化工程第{number}标段")
    for kind in Facility.Kind:
        Facility.objects.get_or_create(village=village, kind=kind, on=day, defaults={"have": 1276, "of": 1387})
    for number in range(8):
        who = cadre(village, f"马队员{number}")
        Post.objects.create(cadre=who, area=village, kind="task-force-member", since=day)
        content = f"第{number}条：到户资金拨付偏慢，公示公告不及时，档案资料不齐全，请限期整改"
        due = datetime.date(2015, 6, 1)
        Finding.objects.create(area=village, item="funds", content=content, found_on=day, due_on=due, responsible=who)
    officer.goto("/areas/622922100200/")
    assert pages_of(officer.page.pdf(prefer_css_page_size=True)) == 1


def test_the_breadcrumb_opens_the_siblings_and_leads_to_the_same_page_there(officer):
    page = officer.page
    officer.goto("/areas/622922100/")
    page.locator(".trail summary").first.click()
    page.get_by_role("link", name="苏集镇").click()
    page.wait_for_url("**/areas/622922101000/")
    assert page.locator("h1").inner_text().startswith("苏集镇")
