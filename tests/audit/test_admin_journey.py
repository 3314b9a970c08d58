"""The admin in real Chromium: it works under the strict policy, choices and calendar included."""

import pytest

from tests import county as small

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_measure_is_entered_with_choice_and_calendar_under_the_policy(live, small_county):
    people = small.five_people(small_county)
    home = small.household(small_county.gaolinwan, 1)
    live.sign_in(people.village_worker)
    page = live.page
    page.goto("/admin/households/measure/add/")
    page.locator(".field-household .select2-selection").click()
    page.keyboard.type(home.number[:8])
    page.locator(".select2-results__option", has_text=home.number).click()
    page.select_option("[name=kind]", "relief")
    page.locator(".field-planned_on .date-icon").click()
    page.locator(".calendarbox:visible td a", has_text="1").first.click()
    page.fill("[name=amount_fen]", "350.50")
    page.click("[name=_save]")
    page.wait_for_url("**/admin/households/measure/")
    assert "350.50" in page.content()
    assert home.measures.get().amount_fen == 350_50
