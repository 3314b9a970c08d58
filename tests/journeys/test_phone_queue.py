"""What waits on a phone: written again meanwhile, not taken now, refused with the reason."""

import pytest

from households.models import Household
from tests import county as small
from tests.phones import phone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_words_written_again_while_the_first_are_under_way_are_kept(chromium, masts, people, home, tmp_path):
    address = f"/households/entry/{home.pk}/contact/"
    with phone(chromium, masts[0], tmp_path) as handheld:
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
        handheld.mast.restore()
        handheld.context.set_offline(False)
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


def test_what_the_site_cannot_take_now_does_not_hold_up_the_rest(chromium, masts, people, home, small_county, tmp_path):
    other = small.household(small_county.gaolinwan, 2, bank="农业银行")
    with phone(chromium, masts[0], tmp_path) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        for each in (home, other):
            handheld.opened(f"/households/entry/{each.pk}/contact/")
            handheld.write(go="hub", bank="农村信用社", why="核查后更正")
        broken = f"**/households/entry/{home.pk}/contact/"
        handheld.context.route(broken, lambda route: route.fulfill(status=503, body="busy"))
        handheld.find_signal()
        page = handheld.opened("/outbox/")
        page.wait_for_selector("text=网站暂时收不下")
        page.locator("[data-queue-list] li").nth(1).wait_for(state="detached")
        other.refresh_from_db()
        assert other.bank == "农村信用社"
        handheld.context.unroute(broken)
        page.click("[data-send]")  # a person does not wait for the pause to end
        page.wait_for_selector("[data-none]:visible")
    home.refresh_from_db()
    assert home.bank == "农村信用社"


def test_a_household_that_moved_away_is_told_as_such(chromium, masts, people, home, small_county, tmp_path):
    with phone(chromium, masts[0], tmp_path) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        handheld.opened(f"/households/entry/{home.pk}/contact/")
        handheld.write(go="hub", bank="农村信用社", why="核查后更正")
        Household.objects.filter(pk=home.pk).update(village=small_county.fengtai)
        handheld.find_signal()
        page = handheld.opened("/outbox/")
        page.wait_for_selector("text=没有收下")
        assert "不在您的地区" in page.text_content("[data-queue-list]")
