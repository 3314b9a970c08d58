"""What waits on a phone: not taken now, refused with the reason, mended in order."""

import datetime

import pytest
from django.test import Client

from households.models import Household, Member, YearRecord
from tests import county as small
from tests.phones import phone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEALTH = {"education": "02", "schooling": "none", "health": "healthy", "labour": "ordinary"}


def test_what_the_site_cannot_take_now_does_not_hold_up_the_rest(chromium, masts, people, home, small_county):
    other = small.household(small_county.gaolinwan, 2, bank="农业银行")
    with phone(chromium, masts[0]) as handheld:
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


def test_a_household_that_moved_away_is_told_as_such(chromium, masts, people, home, small_county):
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        handheld.correct_the_bank(home)
        Household.objects.filter(pk=home.pk).update(village=small_county.fengtai)
        handheld.find_signal()
        page = handheld.opened("/outbox/")
        page.wait_for_selector("text=没有收下")
        assert "不在您的地区" in page.text_content("[data-queue-list]")


def test_later_pages_of_a_new_household_wait_for_its_first(chromium, masts, people):
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        page = handheld.opened("/households/new/")
        first = page.url
        page.evaluate("document.querySelector('[name=address]').removeAttribute('maxlength')")
        handheld.write(
            kind="general", standard="national", main_cause="illness", address="一社" * 60
        )  # longer than the site takes
        handheld.write(go="hub", phone="19900001234")
        handheld.find_signal()
        page = handheld.opened("/outbox/")
        page.wait_for_selector("[data-queue-list] >> text=住哪里、为什么贫困”没有收下，这一页要等它")
        assert page.locator("[data-queue-list] .badge").all_text_contents() == ["没有收下", "等前面的先送到"]
        assert not Household.objects.exists()
        # Put right without signal, it keeps its place before what waits for it.
        handheld.lose_signal()
        page.goto(first)
        handheld.write(go="hub", address="一社3号")
        handheld.find_signal()
        handheld.all_sent()
    home = Household.objects.get()
    assert (home.address, home.phone) == ("一社3号", "19900001234")


def test_a_new_household_of_three_says_whose_each_page_is_and_mends_in_order(chromium, masts, people):
    """The number of the second was mistyped beyond use: only his own later pages wait, and follow by themselves."""
    born = datetime.date(1980, 2, 3)
    numbers = [small.identity_number(serial, "male", born) for serial in (71, 72, 73)]
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        handheld.opened("/households/new/")
        page = handheld.write(go="hub", kind="general", standard="national", main_cause="illness", address="一社3号")
        for name, number, relation in zip(("马海", "马山", "马川"), (numbers[0], "0", "0"), ("01", "14", "14"), strict=True):
            page.click("#members a.button:visible")
            who = page.url
            handheld.write(identity_number=number, name=name, sex="male", born_on="1980-02-03", relation=relation, ethnicity="03")
            page.wait_for_selector(f"h1:has-text('{name}')")
            handheld.write(go="hub", **HEALTH)
        page = handheld.opened("/outbox/")
        titles = page.locator("[data-queue-list] li > a").all_text_contents()
        members = ["马海 · 这是谁", "马海 · 上学和身体"]
        members += [f"马海 · {name} · {part}" for name in ("马山", "马川") for part in ("这是谁", "上学和身体")]
        assert titles == ["新户 · 住哪里、为什么贫困", *members]
        away = page.locator("[data-queue-list] li").nth(4).locator("button")
        away.click()
        assert away.text_content() == "确定不要“马海 · 马山 · 上学和身体”？删掉就找不回来"

        handheld.find_signal()
        page = handheld.opened("/outbox/")
        waits = "[data-queue-list] >> text=“马海 · {name} · 这是谁”没有收下，这一页要等它"
        for name in ("马山", "马川"):
            page.wait_for_selector(waits.format(name=name))
        assert page.locator("[data-queue-list] .badge").all_text_contents() == ["没有收下", "等前面的先送到"] * 2
        page.wait_for_selector("[data-sent-list] li:first-child >> text='马海 · 上学和身体'")
        assert [member.name for member in Member.objects.all()] == ["马海"]
        # The last is mended; the one before him is not, and holds up nobody but himself.
        page.goto(who)
        handheld.write(go="hub", identity_number=numbers[2])
        handheld.opened("/outbox/")
        page.wait_for_selector("text=马海 · 马川 · 上学和身体 >> xpath=ancestor::*[@data-sent-list]")
        assert page.locator("[data-queue-list] li > a").all_text_contents() == [
            "马海 · 马山 · 这是谁",
            "马海 · 马山 · 上学和身体",
        ]
        page.click("text=马海 · 马山 · 这是谁")
        handheld.write(go="hub", identity_number=numbers[1])
        handheld.all_sent()
    assert set(Member.objects.values_list("name", "health")) == {(name, "healthy") for name in ("马海", "马山", "马川")}


@pytest.mark.parametrize(
    ("status", "state", "said"),
    [
        (400, "没有收下", "网站可能更新过"),
        (413, "没有收下", "请少带几张照片"),
        (429, "网站暂时收不下", "网站正忙"),
        (502, "网站暂时收不下", "一直发不出去，请告诉系统管理员"),
        (403, "等待发送", "请重新登录"),
    ],
)
def test_each_refusal_says_what_to_do(chromium, masts, people, home, status, state, said):
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        handheld.correct_the_bank(home)
        address = f"**/households/entry/{home.pk}/contact/"
        handheld.context.route(address, lambda route: route.fulfill(status=status, body="<h1>no</h1>", content_type="text/html"))
        handheld.find_signal()
        page = handheld.opened("/outbox/")
        page.wait_for_selector(f"[data-with] >> text={said}")
        assert state in page.text_content("[data-queue-list]")
        assert page.evaluate("kangle.waiting().then(all => all.length)") == 1


def test_a_queue_is_not_sent_in_the_session_of_another(chromium, masts, people, home, small_county):
    """Somebody else signed in where these pages cannot see it: what the first one wrote stays his."""
    colleague = small.person("ma.hong", "马红", people.village_worker.role, small_county.gaolinwan)
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        handheld.correct_the_bank(home)
        page = handheld.opened("/outbox/")
        handheld.mast.restore()
        handheld.context.add_cookies([{"name": "sessionid", "value": session_of(colleague), "url": handheld.url}])
        handheld.context.set_offline(False)
        page.wait_for_selector("text=现在登录的是马红，这一条是别人填的")
        assert "等待发送" in page.text_content("[data-queue-list]")
        home.refresh_from_db()
        assert home.bank == "农业银行"
        handheld.context.clear_cookies()
        handheld.sign_in(people.village_worker)
        handheld.all_sent()
    home.refresh_from_db()
    assert home.bank == "农村信用社"


def session_of(user):
    """The cookie of a session in which `user` is signed in."""
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def test_a_conflict_opened_from_the_queue_shows_both_values_at_once(chromium, masts, people, home):
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        handheld.correct_the_bank(home)
        Household.objects.filter(pk=home.pk).update(bank="邮政储蓄")
        handheld.find_signal()
        page = handheld.opened("/outbox/")
        page.wait_for_selector("text=没有收下")
        page.click("text=联系方式和银行账号")
        page.wait_for_selector("form[data-ready]")
        assert page.input_value("[name=bank]") == "农村信用社"
        assert "邮政储蓄" in page.text_content("#field-bank .contest")
        page.check("[name=take_bank][value=mine]")
        handheld.write(go="card")
        handheld.all_sent()
    home.refresh_from_db()
    assert home.bank == "农村信用社"


def test_without_signal_a_sum_says_that_it_is_of_before(chromium, masts, people, home):
    day = datetime.date(2015, 11, 20)
    YearRecord.objects.create(household=home, year=2015, recorded_on=day, wages_fen=9_000_00)
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        page = handheld.opened(f"/households/entry/{home.pk}/years/2015/income/")
        page.wait_for_selector("form[data-ready]")
        handheld.lose_signal()
        page.fill("[name=wages_fen]", "12,000元")
        page.wait_for_selector("#derived .of-before")
        assert "改动以前的数" in page.text_content("#derived")
