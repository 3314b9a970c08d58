"""A form without signal does what the site would do: it presumes, refuses, reckons, and says where the words are."""

import datetime

import pytest

from households.models import Member, Pairing
from tests import county as small
from tests.phones import phone
from villages.models import Cadre

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# What a year brought in and cost, by household: (persons, income, transfers), as typed in yuan.
YEARS = [
    (
        2,
        {"wages_fen": "0.85万元", "business_fen": "1.2 万", "business_expenses_fen": "２千元", "property_fen": "¥0"},
        {"dibao_fen": "0.19万元", "pension_fen": "5角"},
    ),
    (
        1,
        {"wages_fen": "12000", "business_fen": "3000.55", "business_expenses_fen": "1000.05", "property_fen": "0"},
        {"dibao_fen": "1980", "pension_fen": "0.5"},
    ),
    (
        3,
        {"wages_fen": "1000", "business_fen": "２００", "business_expenses_fen": "9000.01", "property_fen": "0"},
        {"dibao_fen": "0", "pension_fen": "1320"},
    ),
    (
        4,
        {"wages_fen": "1234567", "business_fen": "0", "business_expenses_fen": "0", "property_fen": "1.1"},
        {"dibao_fen": "0", "pension_fen": "0"},
    ),
]
TRANSFERS = ("family_planning_fen", "dibao_fen", "extreme_poverty_fen", "pension_fen", "ecological_fen", "other_transfers_fen")
SAVED = "[role=status] >> text=已存在这部手机，有信号时自动发送"


def words_of(page, selector):
    return " ".join(page.text_content(selector).split())


def waiting(page):
    return page.evaluate("kangle.waiting().then(all => all.length)")


@pytest.fixture
def cadre(home, small_county):
    found = Cadre.objects.create(area=small_county.gaolinwan, name="线平安", sex="male", unit="县农牧局")
    Pairing.objects.create(household=home, cadre=found, since=datetime.date(2015, 1, 8))
    return found


def test_who_saves_without_signal_is_told_where_it_is(chromium, masts, people, home):
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        handheld.opened(f"/households/entry/{home.pk}/contact/")
        page = handheld.write(go="hub", bank="农村信用社", why="核查后更正")
        page.wait_for_selector(SAVED)
        page.click("[role=status] >> text=打开暂存箱")
        page.wait_for_selector("[data-queue-list] >> text=联系方式和银行账号")
        # It is said once: another page says nothing of it.
        assert not page.is_visible(SAVED)
        # What is said there changes when it has arrived.
        handheld.opened(f"/households/entry/{home.pk}/cause/")
        page = handheld.write(go="hub", address="一社1号院", why="核查后更正")
        page.wait_for_selector(SAVED)
        handheld.find_signal()
        page.wait_for_selector("[role=status] >> text=已送到网站")
        handheld.all_sent()


def test_a_visit_without_signal_begins_with_the_responsible_person_and_today(chromium, masts, people, home, cadre):
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        handheld.page.clock.set_fixed_time(datetime.datetime.now() + datetime.timedelta(days=3))  # the page was kept before
        handheld.page.goto(f"{handheld.url}/households/{home.pk}/")
        handheld.page.click("text=登记走访")
        page = handheld.page
        page.wait_for_selector("form[data-ready]")
        assert page.input_value("[name=cadre]") == str(cadre.pk)
        told = page.evaluate("new Date().toLocaleDateString('sv')")
        assert page.input_value("[name=on]") == told != datetime.date.today().isoformat()


def test_what_is_left_blank_is_refused_on_the_spot_with_the_sites_sentence(chromium, masts, people, home, cadre):
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        said = []
        for lose in (lambda: None, handheld.lose_signal):
            lose()
            handheld.page.goto(f"{handheld.url}/households/{home.pk}/")
            handheld.page.click("text=登记走访")
            page = handheld.write(cadre="", note="看望老人")
            said.append(words_of(page, "#said-cadre"))
            page.wait_for_selector("[role=alert] >> text=还没有保存")
            assert page.input_value("[name=note]") == "看望老人"
        assert said[0] == said[1] != ""
        assert waiting(page) == 0
        handheld.write(cadre=str(cadre.pk)).wait_for_selector(SAVED)
        assert waiting(page) == 1


def test_a_change_without_its_reason_is_refused_on_the_spot(chromium, masts, people, home):
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        handheld.opened(f"/households/entry/{home.pk}/contact/")
        page = handheld.write(go="hub", bank="农村信用社")
        assert "改动已有的内容要写明原因" in page.text_content("#field-why")
        # What was blank before is filled in without a reason, as on the site; a number not typed over is not missed.
        page = handheld.opened(f"/households/entry/{home.pk}/contact/")
        with page.expect_navigation():
            page.click("text=不要了")
        handheld.write(go="hub", account="6228000000000001").wait_for_selector(SAVED)
        assert waiting(page) == 1
        handheld.find_signal()
        handheld.all_sent()
    home.refresh_from_db()
    assert (home.bank, home.account) == ("农业银行", "6228000000000001")


def test_the_phone_reckons_the_years_income_as_the_site_does(chromium, masts, people, small_county):
    homes = [small.household(small_county.gaolinwan, 20 + persons, persons=persons) for persons, _income, _transfers in YEARS]
    Member.objects.filter(pk=homes[3].members.last().pk).update(left_on=datetime.date(2015, 6, 1))
    reckoned = {}
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        for home, (_persons, income, transfers) in zip(homes, YEARS, strict=True):
            handheld.opened(f"/households/entry/{home.pk}/years/2015/income/")
            page = handheld.write(recorded_on="2015-05-01", in_cooperative="False", with_enterprise="False", **income)
            page.wait_for_selector("form[data-ready]")
            for name, value in (dict.fromkeys(TRANSFERS, "0") | transfers).items():
                page.fill(f"[name={name}]", value)
            reckoned[home.pk] = words_of(page, "#derived")
            handheld.write(go="hub")
        handheld.find_signal()
        handheld.all_sent()
        for home in homes:
            page = handheld.opened(f"/households/entry/{home.pk}/years/2015/transfers/")
            assert words_of(page, "#derived") == reckoned[home.pk]
    assert "20,400.5元" in reckoned[homes[0].pk], "what is typed in 万元 is reckoned as the site takes it in"
    assert ["1,4" in reckoned[homes[1].pk], "−" in reckoned[homes[2].pk], "4 人" in reckoned[homes[3].pk]] == [False, True, True]
    assert len(set(reckoned.values())) == len(YEARS)


def test_of_two_who_answer_for_a_household_the_visitor_is_whose_phone_it_is(chromium, masts, people, home, cadre):
    soon = datetime.date.today() + datetime.timedelta(days=5)
    himself = Cadre.objects.create(area=cadre.area, name="杨二", sex="male", unit="县水务局", user=people.village_worker)
    Pairing.objects.create(household=home, cadre=himself, since=datetime.date(2015, 1, 1), until=soon)
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        handheld.page.goto(f"{handheld.url}/households/{home.pk}/")
        handheld.page.click("text=登记走访")
        handheld.write(note="看望老人", go="hub")
        handheld.find_signal()
        handheld.all_sent()
    assert home.visits.get().cadre == himself
