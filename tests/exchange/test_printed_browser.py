"""Lists printed from real Chromium: as dense as the workbook, names and numbers in one line."""

import datetime

import pytest

from kangle.scorecard.actions import recompute
from kangle.scorecard.models import Score
from kangle.supervision.models import Finding
from tests import county as small
from tests.facts import facts
from tests.pages.test_browser import pages_of
from tests.rankings.publications import published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VILLAGES = 153  # of the county the system is built for
SHEETS = 4
LYING = 1032  # CSS pixels between the margins of a lying A4
LINE = 16  # CSS pixels: the highest row of one line


def test_a_long_list_prints_on_few_pages(live, small_county, people):
    day = datetime.date(2015, 5, 1)
    told = {"area": small_county.gaolinwan, "item": "funds", "found_on": day, "due_on": day}
    Finding.objects.bulk_create(Finding(content=f"第{number}户资金报账滞后，档案资料不全", **told) for number in range(238))
    page = live.sign_in(people.county_officer, to="/supervision/findings/?print=1")
    assert page.locator(".whole tbody tr").count() == 238
    assert pages_of(page.pdf(prefer_css_page_size=True)) <= 7


def test_names_and_numbers_of_a_wide_list_print_in_one_line(live, small_county, people):
    facts(small_county.gaolinwan)
    page = live.sign_in(people.county_officer, to="/villages/?print=1")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": LYING, "height": 700})
    rows = page.locator(".whole tbody tr")
    assert rows.count() >= 3
    assert max(rows.evaluate_all("rows => rows.map(row => row.getBoundingClientRect().height)")) <= LINE
    assert page.locator(".whole table").evaluate("table => table.scrollWidth") <= LYING


@pytest.fixture
def ranked(small_county):
    """A snapshot of a county of VILLAGES, each with a place and with points lost in every item."""
    for number in range(VILLAGES - 4):
        small.area(f"622922101{300 + number}", f"五户第{number}村民委员会", "village")
    facts(small_county.gaolinwan)  # of a year without any record nothing is scored
    snapshot = recompute(small_county.county, year=small.YEAR, as_of=small_county.period.ends_on)
    of_villages = Score.objects.filter(snapshot=snapshot, area__level=5)
    of_villages.update(score=3333)
    assert of_villages.filter(code="663").update(rank=1) == VILLAGES
    return snapshot


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_countys_ranking_prints_whole_on_few_numbered_sheets(live, ranked, people, language):
    found = published(ranked, by=people.county_officer)
    live.context.add_cookies([{"name": "django_language", "value": language, "url": live.url}])
    page = live.sign_in(people.county_officer, to="/rankings/?level=village")
    page.click(".exports [href*=print]")
    for _each in range(2):
        rows = page.locator(".whole tbody tr")
        assert rows.count() + page.locator(".below-line li").count() == VILLAGES
        assert pages_of(page.pdf(prefer_css_page_size=True)) <= SHEETS
        assert page.locator(".rules li").count()
        page.emulate_media(media="print")
        page.set_viewport_size({"width": LYING, "height": 700})
        assert page.locator(".whole table").evaluate("table => table.scrollWidth") <= LYING
        assert max(rows.evaluate_all("rows => rows.map(row => row.getBoundingClientRect().height)")) <= LINE
        page.goto(f"{live.url}/rankings/published/{found.pk}/?print=1")
