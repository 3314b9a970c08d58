"""What the phone does not carry is told, never shown as if it were empty; and going back sends nothing again."""

import pytest

from households.models import StatusEvent, YearRecord
from kangle.procedures.methods import put_shipped
from tests import county as small
from tests.facts import day
from tests.phones import phone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOT_HERE = "text=这一户的资料还没有存到这部手机"


def test_a_household_that_is_not_on_the_phone_yet_is_no_blank_form(chromium, masts, people, home, small_county):
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        later = small.household(small_county.gaolinwan, 2)  # entered by somebody else, after the phone was filled
        YearRecord.objects.create(household=later, year=2015, recorded_on=day(6), wages_fen=9_000_00)
        handheld.lose_signal()
        page = handheld.page
        for path in (f"/households/entry/{later.pk}/years/2015/income/", f"/households/entry/{later.pk}/contact/"):
            page.goto(handheld.url + path)
            page.wait_for_selector(NOT_HERE)
            assert not page.query_selector("form[data-queue]")
        page.goto(f"{handheld.url}/households/entry/{later.pk}/")
        page.wait_for_selector(NOT_HERE)
        member = small.member(home, 9)
        page.goto(f"{handheld.url}/households/entry/{home.pk}/members/{member.pk}/who/")
        page.wait_for_selector(NOT_HERE)
        handheld.opened(f"/households/entry/{home.pk}/contact/")  # what it carries is filled in as ever


def test_going_back_to_a_refused_form_shows_it_anew_with_signal(chromium, masts, people, home):
    put_shipped()
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        page = handheld.page
        page.goto(f"{handheld.url}/households/{home.pk}/cases/exit/")
        for reason in ("", "收入达标"):
            page.fill("[name=reason]", reason)
            page.fill("[name=effective_on]", "2015-12-20")
            with page.expect_navigation():
                page.click("main form button.main")
        assert "/cases/" in page.url and "/households/" not in page.url
        page.go_back()
        page.wait_for_load_state()
        assert "/offline/" not in page.url and "没有信号" not in page.text_content("h1")
    assert home.cases.count() == 1 and StatusEvent.objects.filter(household=home, kind="exited").count() == 0


def test_words_for_numbers_are_refused_on_the_spot(chromium, masts, people, home):
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        handheld.opened(f"/households/entry/{home.pk}/years/2015/income/")
        amounts = {"wages_fen": "abc", "business_fen": "１,２００", "business_expenses_fen": "0", "property_fen": "0"}
        page = handheld.write(**amounts)
        said = page.text_content("#field-wages_fen")
        assert "请只写数字" in said and page.input_value("[name=wages_fen]") == "abc"
        assert "请只写数字" not in page.text_content("#field-business_fen")
