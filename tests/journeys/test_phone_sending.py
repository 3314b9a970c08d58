"""What is under way from a phone: written again meanwhile, corrected meanwhile, and what becomes of it where its page is left."""

import pytest

from households.models import Household
from kangle.audit.models import Entry
from tests.phones import phone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_words_written_again_while_the_first_are_under_way_are_kept(chromium, masts, people, home):
    address = f"/households/entry/{home.pk}/contact/"
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        handheld.opened(address)
        handheld.write(go="hub", bank="农村信用社", why="核查后更正")
        # The first words reach the site, and its answer is a while in coming; meanwhile the page is written again.
        page = handheld.opened(address)
        held = []
        handheld.context.route(
            f"**{address}", lambda route: held.append(route) if route.request.method == "POST" and not held else route.continue_()
        )
        handheld.find_signal()
        page.evaluate("kangle.send(), undefined")
        while not held:
            page.wait_for_timeout(50)
        answer = handheld.context.request.fetch(held[0].request)
        page.fill("[name=bank]", "邮政储蓄")
        page.fill("[name=phone]", "19900004444")
        page.fill("[name=why]", "原来录错了")
        page.evaluate("""() => kangle.enqueue({path: location.pathname, title: '再写一次',
            fields: Array.from(new FormData(document.querySelector('form[data-queue]')).entries())
                .filter(pair => pair[0] !== 'csrfmiddlewaretoken')
                .map(pair => pair[0] === 'sending' ? ['sending', kangle.uuid()] : pair).concat([['go', 'hub']])})""")
        assert page.evaluate("kangle.waiting().then(all => all.length)") == 2
        held[0].fulfill(response=answer)
        handheld.all_sent()
    home.refresh_from_db()
    assert (home.bank, home.phone) == ("邮政储蓄", "19900004444")


def test_a_page_corrected_while_the_next_is_under_way_is_answered_at_once(chromium, masts, people, home):
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        handheld.correct_the_bank(home)
        handheld.opened(f"/households/entry/{home.pk}/cause/")
        handheld.write(go="hub", address="一社1号院", why="核查后更正")
        Household.objects.filter(pk=home.pk).update(bank="邮政储蓄")  # somebody else's correction: the phone's comes back
        held = []

        def hold(route):
            """From the refused page the next one is a while under way; from the pages before it never arrives."""
            if route.request.method != "POST":
                return route.continue_()
            return held.append(route) if "/contact/" in route.request.headers.get("referer", "") else route.abort()

        handheld.context.route(f"**/households/entry/{home.pk}/cause/", hold)
        handheld.find_signal()
        page = handheld.opened("/outbox/")
        page.wait_for_selector("text=没有收下")
        page.click("text=联系方式和银行账号")
        page.wait_for_selector("form[data-ready]")
        page.click(".go button.main")
        while not held:
            page.wait_for_timeout(50)
        held[0].continue_()
        page.wait_for_selector("form[data-bound] .contest")  # the site's own: the page itself has shown both before
        assert page.input_value("[name=bank]") == "农村信用社"
        page.check("[name=take_bank][value=mine]")
        handheld.write(go="card")
        handheld.all_sent()
    home.refresh_from_db()
    assert (home.bank, home.address) == ("农村信用社", "一社1号院")


def test_what_leaves_the_queue_is_listed_as_sent_or_stays_whenever_its_page_is_left(chromium, masts, people, home):
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        handheld.correct_the_bank(home)
        page = handheld.opened("/outbox/")
        # The page ends in between: after the site has answered, before what was sent is written down.
        page.evaluate("""() => { const put = IDBObjectStore.prototype.put; IDBObjectStore.prototype.put = function (value, key) {
            if (String(key).startsWith('sent-')) throw new Error('left'); return put.apply(this, arguments) } }""")
        with page.expect_response(lambda response: response.request.method == "POST"):
            handheld.find_signal()
        page.evaluate("kangle.settled()")
        assert page.evaluate("kangle.waiting().then(all => all.length)") == 1
        handheld.all_sent()
        assert page.locator("[data-sent-list] li").count() == 1
    home.refresh_from_db()
    assert home.bank == "农村信用社" and Entry.objects.of(home).count() == 1


def test_what_another_window_was_sending_is_sent_on_when_that_window_is_left(chromium, masts, people, home):
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        other = handheld.context.new_page()
        other.goto(handheld.url + "/outbox/")
        other.evaluate(
            "new Promise(held => navigator.locks.request('kangle-queue', () => { held(); return new Promise(() => {}) }))"
        )
        handheld.lose_signal()
        handheld.correct_the_bank(home)
        handheld.find_signal()
        page = handheld.opened("/outbox/")
        page.wait_for_selector("[data-queue-list] li")
        other.close()
        page.wait_for_selector("[data-none]:visible")  # at once, not at the next half minute
