"""A phone is left: signed out with and without signal, wiped before it is handed on."""

import pytest

from kangle.audit.models import Entry
from tests import county as small
from tests.phones import phone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_signing_out_hides_what_waits_and_keeps_it(chromium, masts, people, home, small_county, tmp_path):
    colleague = small.person("ma.hong", "马红", people.village_worker.role, small_county.gaolinwan)
    with phone(chromium, masts[0], tmp_path) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        handheld.opened(f"/households/entry/{home.pk}/contact/")
        handheld.write(go="hub", bank="农村信用社", why="核查后更正")
        page = handheld.page
        page.click(".person summary")
        page.click(".person form button")
        page.wait_for_url("**/offline/")
        page.goto(f"{handheld.url}/households/{home.pk}/")
        assert "没有存在本机" in page.text_content("main")
        handheld.find_signal()
        handheld.sign_in(colleague)
        handheld.opened("/outbox/")
        page.wait_for_selector("[data-none]:visible")
        page.click(".person summary")
        page.click(".person form button")
        page.wait_for_selector("[name=password]")
        handheld.sign_in(people.village_worker)
        handheld.all_sent()
    home.refresh_from_db()
    assert home.bank == "农村信用社"
    assert Entry.objects.of(home).filter(act="change").get().actor_name == "杨文斌"


def test_signing_out_where_no_answer_comes_hides_everything_until_the_site_knows(chromium, masts, people, home, tmp_path):
    """The browser believes in a signal that leads nowhere: the common case in the hills."""
    with phone(chromium, masts[0], tmp_path) as handheld:
        handheld.sign_in(people.village_worker)
        page = handheld.page
        handheld.mast.cut()
        page.click(".person summary")
        page.click(".person form button")
        page.wait_for_url("**/offline/")
        page.wait_for_selector("[data-signing-out]:visible")
        for path in (f"/households/{home.pk}/", "/outbox/", "/tasks/"):
            page.goto(handheld.url + path)
            assert "/offline/" in page.url and home.number not in page.content()
        # There is signal again. The site still knows the session; before it shows anything it is told that the person left.
        handheld.mast.restore()
        handheld.go(f"/households/{home.pk}/")
        page.wait_for_selector("[name=password]")
        assert "/accounts/login/" in page.url and home.number not in page.content()


def test_wiping_the_phone_counts_what_others_have_not_sent(chromium, masts, people, home, small_county, tmp_path):
    colleague = small.person("ma.hong", "马红", people.village_worker.role, small_county.gaolinwan)
    with phone(chromium, masts[0], tmp_path) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        handheld.opened(f"/households/entry/{home.pk}/contact/")
        handheld.write(go="hub", bank="农村信用社", why="核查后更正")
        page = handheld.page
        page.click(".person summary")
        page.click(".person form button")
        page.wait_for_url("**/offline/")
        handheld.find_signal()
        handheld.sign_in(colleague)
        page = handheld.opened("/outbox/")
        page.click("[data-wipe]")
        page.wait_for_selector("text=还有别人没有发送的 1 条")


def test_wiping_the_phone_asks_while_something_is_unsent(chromium, masts, people, home, tmp_path):
    with phone(chromium, masts[0], tmp_path) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        handheld.opened(f"/households/entry/{home.pk}/contact/")
        handheld.write(go="hub", bank="农村信用社", why="核查后更正")
        page = handheld.opened("/outbox/")
        page.click("[data-wipe]")
        page.wait_for_selector("text=还有 1 条没有发送")
        assert page.evaluate("kangle.waiting().then(all => all.length)") == 1
        page.click("[data-wipe]")
        page.wait_for_selector("text=本机已清除")
        assert page.evaluate("caches.keys().then(all => all.length)") == 0
        assert page.evaluate("indexedDB.databases().then(all => all.length)") == 0
