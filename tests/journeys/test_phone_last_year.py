"""Last year's values on a phone: offered below each field, with and without signal, and never over what was typed."""

import datetime

import pytest

from households.models import YearRecord
from tests.phones import phone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BEFORE = {
    "wages_fen": 8_521_50,
    "business_fen": 0,
    "in_cooperative": True,
    "dibao_fen": 1_200_00,
    "farmland_mu": "3.5",
    "fuel": "firewood",
    "house_grade": "B",
}
TOOK = "text=已填入 2014 年的数"


@pytest.fixture
def before(home):
    """The household's record of the year before, and one of an earlier year that is not offered."""
    YearRecord.objects.create(household=home, year=2013, recorded_on=datetime.date(2013, 12, 1), wages_fen=1_00)
    return YearRecord.objects.create(household=home, year=2014, recorded_on=datetime.date(2014, 12, 1), **BEFORE)


def test_a_year_is_written_without_signal_from_last_years_values(chromium, masts, people, home, before):
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        page = handheld.opened(f"/households/entry/{home.pk}/years/2015/income/")
        assert "8,521.5元" in page.text_content("#field-wages_fen .helptext")
        assert "是" in page.text_content("#field-in_cooperative .helptext")
        assert not page.locator("#field-recorded_on .helptext").count()
        assert page.input_value("[name=wages_fen]") == ""  # offered, not presumed
        page.fill("[name=business_fen]", "3000")
        page.click("text=先填入 2014 年的数")
        page.wait_for_selector(TOOK)
        assert [page.input_value(f"[name={name}]") for name in ("wages_fen", "business_fen")] == ["8521.5", "3000"]
        assert page.input_value("[name=recorded_on]") == "2015-12-31"  # today, but not after the year
        assert "11,521.5元" in page.text_content("#derived")
        handheld.write()
        for _screen in ("transfers", "land", "living", "house"):
            page.wait_for_selector("form[data-ready]")
            page.click("text=先填入 2014 年的数")
            page.wait_for_selector(TOOK)
            if page.locator("#field-fuel").count():
                assert "柴草" in page.text_content("#field-fuel .helptext")
                handheld.write(domestic_power="True")
            else:
                handheld.write()
        handheld.find_signal()
        handheld.all_sent()
    now = home.year_records.get(year=2015)
    assert (now.wages_fen, now.business_fen, now.in_cooperative, now.dibao_fen) == (8_521_50, 3_000_00, True, 1_200_00)
    assert (str(now.farmland_mu), now.fuel, now.house_grade, now.domestic_power) == ("3.5", "firewood", "B", True)
    assert home.year_records.get(year=2014).wages_fen == 8_521_50


def test_what_was_typed_with_signal_is_kept_when_last_years_values_are_taken(chromium, masts, people, home, before):
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        page = handheld.opened(f"/households/entry/{home.pk}/years/2015/income/")
        page.fill("[name=business_fen]", "3000")
        page.click("text=先填入 2014 年的数")
        page.wait_for_selector(TOOK)
        handheld.write(go="hub")
    now = home.year_records.get(year=2015)
    assert (now.wages_fen, now.business_fen, now.in_cooperative) == (8_521_50, 3_000_00, True)


def test_a_household_in_its_first_year_is_offered_nothing(chromium, masts, people, home):
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        page = handheld.opened(f"/households/entry/{home.pk}/years/2015/income/")
        assert not page.locator(".offer").count()
        assert not page.locator(".helptext:has-text('上年')").count()
