"""The booklets in real Chromium: two sheets a household however much there is to tell, and readable on a phone."""

import pytest

from tests import browser
from tests import county as small
from tests.crowded import HOSTILE, crowded
from tests.facts import facts
from tests.pages.test_browser import pages_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("language", ["中文", "English"])
@pytest.mark.parametrize("text", [HOSTILE, "生僻字" * 9, "W" * 120], ids=["hostile", "chinese", "run"])
def test_a_crowded_household_prints_on_two_sheets(live, small_county, people, text, language):
    home = crowded(small_county.gaolinwan, text=text)
    page = live.sign_in(people.village_worker, to=f"/households/{home.pk}/booklet/")
    if language == "English":
        page.click(".languages button")
    assert page.get_attribute("html", "lang") == ("en" if language == "English" else "zh-hans")
    assert page.locator(".paper").count() == pages_of(page.pdf(prefer_css_page_size=True)) == 2
    live.resize(browser.PHONE)
    assert live.width_hanging_out() == 0


def test_a_village_prints_its_charts_and_two_sheets_a_household(live, small_county, people):
    facts(small_county.gaolinwan)
    for number in range(20, 24):
        small.household(small_county.gaolinwan, number, persons=1 + number % 4)
    crowded(small_county.gaolinwan)
    page = live.sign_in(people.village_worker, to=f"/areas/{small_county.gaolinwan.code}/booklets/")
    assert page.locator(".paper").count() == pages_of(page.pdf(prefer_css_page_size=True)) == 2 + 2 * 6
