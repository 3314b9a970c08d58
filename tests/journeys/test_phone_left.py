"""A phone is left: signed out with and without signal, wiped before it is handed on."""

import pytest

from kangle.audit.models import Entry
from tests import county as small
from tests.phones import phone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def colleague(people, small_county):
    """Another of the same village, to whom the phone is handed on."""
    return small.person("ma.hong", "马红", people.village_worker.role, small_county.gaolinwan)


def ensure_hidden_from(colleague, handheld):
    handheld.sign_in(colleague)
    handheld.opened("/outbox/")
    handheld.page.wait_for_selector("[data-none]:visible")
    handheld.sign_out()
    handheld.page.wait_for_selector("[name=password]")


def ensure_sent_by_its_owner(owner, handheld, home):
    """What waited arrives once, in his name, as soon as he is signed in again."""
    handheld.sign_in(owner)
    handheld.all_sent()
    home.refresh_from_db()
    assert home.bank == "农村信用社"
    assert Entry.objects.of(home).filter(act="change").get().actor_name == "杨文斌"


def test_signing_out_hides_what_waits_and_keeps_it(chromium, masts, people, home, colleague):
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        handheld.correct_the_bank(home)
        page = handheld.page
        handheld.sign_out()
        page.wait_for_url("**/offline/")
        page.goto(f"{handheld.url}/households/{home.pk}/")
        assert "没有存在本机" in page.text_content("main")
        handheld.find_signal()
        handheld.go("/accounts/login/")
        page.wait_for_selector("[data-unsent]:visible")  # and says so to whoever left
        ensure_hidden_from(colleague, handheld)
        ensure_sent_by_its_owner(people.village_worker, handheld, home)


def test_a_session_that_ends_by_itself_hides_what_waits_and_keeps_it(chromium, masts, people, home, colleague):
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        handheld.correct_the_bank(home)
        page = handheld.page
        page.context.clear_cookies(name="sessionid")
        handheld.find_signal()
        handheld.go("/outbox/")
        page.wait_for_selector("[name=password]")
        page.wait_for_selector("[data-unsent]:visible")
        ensure_hidden_from(colleague, handheld)
        ensure_sent_by_its_owner(people.village_worker, handheld, home)


def test_signing_out_where_no_answer_comes_hides_everything_until_the_site_knows(chromium, masts, people, home):
    """The browser believes in a signal that leads nowhere: the common case in the hills."""
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        page = handheld.page
        handheld.mast.cut()
        handheld.sign_out()
        page.wait_for_url("**/offline/")
        page.wait_for_selector("[data-signing-out]:visible")
        assert not page.is_visible("text=打开存在本机的村") and not page.is_visible("text=打开暂存箱")
        for path in (f"/households/{home.pk}/", "/outbox/", "/tasks/"):
            page.goto(handheld.url + path)
            assert "/offline/" in page.url and home.number not in page.content()
        # There is signal again. The site still knows the session; before it shows anything it is told that the person left.
        handheld.mast.restore()
        handheld.go(f"/households/{home.pk}/")
        page.wait_for_selector("[name=password]")
        assert "/accounts/login/" in page.url and home.number not in page.content()


def test_nobody_wipes_away_what_another_has_not_sent(chromium, masts, people, home, colleague):
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        handheld.correct_the_bank(home)
        page = handheld.page
        handheld.sign_out()
        page.wait_for_url("**/offline/")
        handheld.find_signal()
        handheld.sign_in(colleague)
        page = handheld.opened("/outbox/")
        page.click("[data-wipe]")
        page.wait_for_selector("text=还有别人没有发送的 1 条")
        page.click("[data-wipe]")
        assert page.inner_text("[data-wipe]") == "清除本机" and not page.is_visible("text=仍然清除")
        assert page.evaluate("kangle.unsent().then(left => left.others)") == 1
        handheld.sign_out()
        page.wait_for_selector("[name=password]")
        ensure_sent_by_its_owner(people.village_worker, handheld, home)


def test_wiping_the_phone_asks_while_something_is_unsent(chromium, masts, people, home):
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        handheld.correct_the_bank(home)
        page = handheld.opened("/outbox/")
        page.click("[data-wipe]")
        page.wait_for_selector("text=还有 1 条没有发送")
        assert page.evaluate("kangle.waiting().then(all => all.length)") == 1
        page.click("[data-wipe]")
        page.wait_for_selector("text=本机已清除")
        assert page.evaluate("caches.keys().then(all => all.length)") == 0
        assert page.evaluate("indexedDB.databases().then(all => all.length)") == 0


def test_wiping_the_phone_asks_while_a_page_is_begun(chromium, masts, people, home):
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        page = handheld.opened(f"/households/entry/{home.pk}/contact/")
        page.fill("[name=bank]", "农村信用社")
        page.wait_for_function("() => kangle.unsent().then(found => found.begun === 1)")
        page = handheld.opened("/outbox/")
        page.click("[data-wipe]")
        page.wait_for_selector("text=还有 1 页填了没有保存")
        page.click("[data-drafts] >> text=联系方式和银行账号")
        page.wait_for_selector("form[data-ready]")
        assert page.input_value("[name=bank]") == "农村信用社"


@pytest.mark.parametrize("signal", [True, False], ids=["with signal", "without"])
def test_signing_out_blanks_the_other_windows(chromium, masts, people, home, signal):
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        other = handheld.context.new_page()
        other.goto(f"{handheld.url}/households/{home.pk}/")
        other.wait_for_selector(f"text={home.number}")
        if not signal:
            handheld.lose_signal()
        handheld.sign_out()
        other.wait_for_url("**/accounts/login/**" if signal else "**/offline/**")
        assert home.number not in other.content()


def test_another_who_signs_in_blanks_what_was_left_open(chromium, masts, people, home, colleague):
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        left = handheld.context.new_page()
        left.goto(f"{handheld.url}/households/entry/{home.pk}/contact/")
        left.wait_for_selector("form[data-ready]")
        handheld.context.clear_cookies()  # the session ended; nobody pressed anything
        handheld.sign_in(colleague)
        left.wait_for_selector("form[data-ready]", state="detached")
        assert left.input_value("[name=phone]") == "" if left.locator("[name=phone]").count() else True
