"""Lists printed from real Chromium: as dense as the workbook, names and numbers in one line."""

import datetime

import pytest

from kangle.supervision.models import Finding
from tests.facts import facts
from tests.pages.test_browser import pages_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
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
