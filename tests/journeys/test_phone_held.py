"""Forms that only the site can answer: pressed without signal, they stay, and what was typed is offered again with signal."""

import datetime

import pytest
from django.urls import reverse

from households.models import Doubt, Household
from kangle.accounts.models import User
from kangle.procedures.codes import State
from tests import county as small
from tests.households.family.homes import family
from tests.phones import phone
from tests.procedures.walking import ready

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LEAVING = {"on": "2015-06-01", "why": "other", "reason": "随女婿去外省落户"}


@pytest.fixture
def house(small_county):
    return family(small_county.gaolinwan)


def fill(page, **values):
    for name, value in values.items():
        control = page.locator(f"form[data-held] [name={name}]:visible").first
        if control.evaluate("each => each.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)


def typed(page, names):
    return {name: page.input_value(f"form[data-held] [name={name}]") for name in names}


def opened(handheld, path):
    handheld.page.goto(handheld.url + path)
    handheld.page.wait_for_selector("form[data-held][data-ready]", state="attached")
    return handheld.page


@pytest.mark.parametrize("known", [True, False], ids=["the browser knows", "the browser believes in a signal"])
def test_an_act_on_a_family_without_signal_keeps_what_was_typed(chromium, masts, people, house, tmp_path, known):
    leaving = reverse("households:leave", args=[house.home.pk, house.daughter.pk])
    with phone(chromium, masts[0], tmp_path) as handheld:
        handheld.sign_in(people.village_worker)
        page = opened(handheld, leaving)
        handheld.lose_signal() if known else handheld.mast.cut()
        fill(page, **LEAVING)
        page.click(".go button")
        page.wait_for_selector("[role=status] >> text=这一步要先看后果，需要信号；填的内容已留在这部手机上")
        assert page.url.endswith(leaving) and typed(page, LEAVING) == LEAVING
        assert page.is_enabled(".go button")
    assert not house.home.members.filter(left_on__isnull=False).exists()
    masts[0].restore()
    with phone(chromium, masts[0], tmp_path) as handheld:  # the browser was closed meanwhile
        handheld.sign_in(people.village_worker)
        page = opened(handheld, leaving)
        page.wait_for_selector("text=已恢复上次没有保存的内容")
        assert typed(page, LEAVING) == LEAVING
        page.click(".go button")
        page.wait_for_url(f"**/households/{house.home.pk}/")
        page.wait_for_selector("text=已登记离开")
        assert page.evaluate("kangle.unsent().then(found => found.begun)") == 0
    house.daughter.refresh_from_db()
    assert house.daughter.left_on == datetime.date(2015, 6, 1)


def test_a_refused_act_shows_its_faults_and_forgets_nothing(chromium, masts, people, house):
    leaving = reverse("households:leave", args=[house.home.pk, house.daughter.pk])
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        page = opened(handheld, leaving)
        fill(page, **LEAVING | {"reason": ""})
        page.click(".go button")
        page.wait_for_selector("[role=alert] >> text=还没有保存")
        assert typed(page, ["on", "why"]) == {"on": "2015-06-01", "why": "other"}
        page = opened(handheld, leaving)
        assert typed(page, ["on", "why"]) == {"on": "2015-06-01", "why": "other"}


def test_nothing_is_said_to_be_restored_where_nothing_was_typed(chromium, masts, people, house):
    leaving = reverse("households:leave", args=[house.home.pk, house.daughter.pk])
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        page = opened(handheld, leaving)
        for _time in range(3):  # as it stands, and pressed again
            assert not page.is_visible("text=已恢复上次没有保存的内容")
            with page.expect_navigation():
                page.click(".go button")
            page.wait_for_selector("[role=alert] >> text=还没有保存")
        page = opened(handheld, leaving)
        assert not page.is_visible("text=已恢复上次没有保存的内容")
        assert page.evaluate("kangle.unsent().then(found => found.begun)") == 0


def test_a_split_begun_without_signal_is_found_from_its_first_page(chromium, masts, people, house):
    splitting = reverse("households:split", args=[house.home.pk])
    chosen = f"?members={house.son.pk}&members={house.bride.pk}&head={house.son.pk}"
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        page = opened(handheld, splitting + chosen)
        handheld.lose_signal()
        fill(page, reason="分家", address="五社8号")
        page.click(".go button")
        page.wait_for_selector("text=填的内容已留在这部手机上，有信号时回到这一页继续")
        handheld.find_signal()
        page.goto(handheld.url + splitting)
        page.click("text=上次在这里填的还没有保存")
        page.wait_for_selector("form[data-held][data-ready]")
        assert typed(page, ["reason", "address"]) == {"reason": "分家", "address": "五社8号"}
        page.click(".go button")
        page.wait_for_selector("text=已分户")
    new = Household.objects.exclude(pk=house.home.pk).get()
    assert (new.address, new.members.count()) == ("五社8号", 2)


def test_a_doubt_explained_on_a_kept_card_waits_on_the_phone(chromium, masts, people, house):
    doubt = Doubt.objects.create(
        village=house.home.village,
        household=house.home,
        member=house.son,
        rule="member.healthy-unable",
        subject=f"member:{house.son.pk}:labour",
        severity="explain",
        values={"name": house.son.name, "age": 30, "labour": "lost"},
        found_on=datetime.date(2015, 3, 2),
    )
    card = f"/households/{house.home.pk}/"
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        page = opened(handheld, card)
        page.click("text=已核实，说明原因")
        fill(page, reason="在外省住院，无法劳动")
        page.click("text=记下说明")
        page.wait_for_selector("text=这一步需要信号；填的内容已留在这部手机上")
        handheld.find_signal()
        page = opened(handheld, card)
        assert page.is_visible("[name=reason]") and page.input_value("[name=reason]") == "在外省住院，无法劳动"
        page.click("text=记下说明")
        page.wait_for_selector("text=已记下说明")
    doubt.refresh_from_db()
    assert doubt.reason == "在外省住院，无法劳动"


def test_a_refusal_on_a_cases_own_page_forgets_nothing(chromium, masts, people, small_county):
    """A case's page shows the form again with a sentence: what was typed stands there still."""
    case = ready(small.household(small_county.gaolinwan, 11, persons=1), "removal", people)
    assert case.state == State.VILLAGE
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        page = opened(handheld, reverse("procedures:case", args=[case.pk]))
        page.click("text=更正申请内容")
        page.fill("form[data-held=amend] [name=reason]", "重新核实")
        page.fill("form[data-held=amend] [name=effective_on]", "1900-01-01")
        page.click("text=保存更正")
        page.wait_for_selector("form[data-held=amend] .errorlist")
        assert page.input_value("form[data-held=amend] [name=reason]") == "重新核实"
        page.fill("form[data-held=amend] [name=effective_on]", str(case.effective_on))
        page.click("text=保存更正")
        page.wait_for_selector("text=申请内容已更正")
        assert page.evaluate("kangle.unsent().then(found => found.begun)") == 0
    case.refresh_from_db()
    assert case.reason == "重新核实"


def test_somebody_elses_session_takes_no_act(chromium, masts, people, house):
    leaving = reverse("households:leave", args=[house.home.pk, house.daughter.pk])
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        page = opened(handheld, leaving)
        fill(page, **LEAVING)
        other = User.objects.get(pk=people.county_officer.pk)
        page.evaluate("who => { kangle.person = String(who); }", other.pk)  # as on a page that another left open
        page.click(".go button")
        page.wait_for_selector("[role=status] >> text=现在登录的是杨文斌")
    assert not house.home.members.filter(left_on__isnull=False).exists()


def test_a_form_without_a_place_on_the_phone_ends_on_the_page_without_signal(chromium, masts, people, home):
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.mast.cut()
        page = handheld.page
        page.click(".languages button")
        page.wait_for_url("**/offline/")
        page.wait_for_selector("text=打开存在本机的村")
