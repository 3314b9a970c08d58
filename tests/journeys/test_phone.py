"""A phone in the hills, in real Chromium at 390 px: what is written without signal arrives, once, whatever happens in between."""

import datetime
import random

import pytest

from households import identity
from households.models import Begun, Household, Member, Pairing, YearRecord
from kangle.audit.models import Entry
from kangle.common import numerals
from tests import county as small
from tests.menus import angelica, sheep
from tests.phones import phone
from villages.models import Cadre

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FAMILY = [  # name, relation, sex, born
    ("马秀英", "01", "female", datetime.date(1983, 5, 14)),
    ("马国强", "02", "male", datetime.date(1980, 2, 3)),
    ("马小龙", "03", "male", datetime.date(2005, 9, 1)),
    ("马小凤", "04", "female", datetime.date(2008, 11, 30)),
    ("马老汉", "11", "male", datetime.date(1951, 1, 7)),
]
HEALTH = {"education": "02", "schooling": "none", "health": "healthy", "labour": "ordinary"}
SECURITY = {
    "months_worked": "0",
    "medical_insurance": "True",
    "critical_insurance": "True",
    "pension": "True",
    "dibao": "False",
    "extreme_poverty": "False",
}
JOINING = {"public_post": "False", "political": "masses"}


def as_the_site_reads(text, unit, digits=numerals.FEN_DIGITS):
    """The number that the site reads of a text; what it refuses comes back as it was typed, as the phone leaves it."""
    try:
        return numerals.read(text, unit, digits=digits)
    except (numerals.NoNumber, numerals.OtherUnit):
        return text


def number_of(name, relation, sex, born):
    return small.identity_number(FAMILY.index((name, relation, sex, born)) + 60, sex, born)


def add_member(handheld, person):
    name, relation, _sex, _born = person
    page = handheld.page
    page.click("#members a.button:visible")
    handheld.write(identity_number=number_of(*person), name=name, relation=relation, ethnicity="03")
    for screen in (HEALTH, SECURITY, JOINING):
        handheld.write(**screen)


def test_a_household_of_five_is_written_in_the_hills_and_arrives_once(chromium, masts, people, tmp_path):
    head = FAMILY[0]
    right = number_of(*head)
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    with phone(chromium, masts[0], tmp_path) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.opened("/households/new/")
        handheld.write(kind="general", standard="national", main_cause="illness", address="一社3号")
        handheld.write(phone="19900001234")
        handheld.write(martyr_family="False", only_child_family="False", two_daughter_family="False", planned_exit_year="2016")
        page = handheld.write(cannot_build="False", wants_relocation="False")
        page.click("#members a.button:visible")
        page = handheld.write(identity_number=wrong, name=head[0], relation="01", ethnicity="03")
        assert "校验码不对" in page.text_content("#said-identity_number")
        page = handheld.write(identity_number=right)
        for screen in (HEALTH, SECURITY):
            handheld.write(**screen)
        # The signal is lost in the middle of the head's last screen.
        handheld.lose_signal()
        handheld.write(**JOINING)
        for person in FAMILY[1:3]:
            add_member(handheld, person)
        assert Member.objects.count() == 1
    # The browser was closed; the phone comes back, still without signal.
    with phone(chromium, masts[0], tmp_path) as handheld:
        handheld.lose_signal()
        key = Begun.objects.get(member__isnull=True).key
        page = handheld.opened(f"/households/entry/{key}/")
        page.wait_for_selector("text=马小龙")
        for person in FAMILY[3:]:
            add_member(handheld, person)
        assert Member.objects.count() == 1
        handheld.find_signal()
        # The session ended with the browser: nothing is lost, and nothing is sent for a stranger.
        page = handheld.opened("/outbox/") if "/outbox/" in page.url else page
        handheld.sign_in(people.village_worker)
        handheld.all_sent()
    home = Household.objects.get()
    assert sorted(home.members.values_list("name", "relation", "sex", "born_on")) == sorted(FAMILY)
    assert not Begun.objects.exclude(steps_left=[]).exists()
    assert Entry.objects.filter(model="households.member", act="create").count() == 5
    assert not home.members.filter(identity_number=wrong).exists()


def test_two_phones_write_one_household_without_signal(chromium, masts, people, home, small_county):
    colleague = small.person("ma.hong", "马红", people.village_worker.role, small_county.gaolinwan)
    address = f"/households/entry/{home.pk}/contact/"
    with (
        phone(chromium, masts[0]) as one,
        phone(chromium, masts[1]) as two,
    ):
        one.sign_in(people.village_worker)
        two.sign_in(colleague)
        for handheld in (one, two):
            handheld.lose_signal()
        one.opened(address)
        one.write(go="hub", phone="19900002222", why="换了手机")
        two.opened(address)
        two.write(go="hub", phone="19900003333", bank="农村信用社", why="核查后更正")
        # Different fields: each phone also writes another screen of the same household.
        one.opened(f"/households/entry/{home.pk}/cause/")
        one.write(go="hub", address="一社1号院", why="核查后更正")
        two.opened(f"/households/entry/{home.pk}/cause/")
        two.write(go="hub", second_cause="schooling")
        one.find_signal()
        one.all_sent()
        two.find_signal()
        page = two.opened("/outbox/")
        page.wait_for_selector("text=没有收下")
        page.click("text=联系方式和银行账号")
        page = two.page
        page.wait_for_selector("form[data-ready]")
        page.click(".go button.main")
        page.wait_for_selector("form[data-bound] .contest")
        assert "杨文斌" in page.text_content(".contest")
        assert "19900002222" in page.text_content(".contest")
        assert page.input_value("[name=phone]") == "19900003333"
        page.check("[name=take_phone][value=mine]")
        two.write(go="card")
        two.all_sent()
    home.refresh_from_db()
    assert (home.address, home.second_cause) == ("一社1号院", "schooling")
    assert (home.phone, home.bank) == ("19900003333", "农村信用社")


def test_the_browser_judges_identity_numbers_as_the_site_does(live, people):
    page = live.sign_in(people.village_worker, to="/households/new/")
    page.wait_for_selector("form[data-ready]")
    drawn = random.Random(663)
    for _case in range(300):
        born = datetime.date(1930, 1, 1) + datetime.timedelta(days=drawn.randrange(34_000))
        number = list(small.identity_number(drawn.randrange(499), drawn.choice(["male", "female"]), born))
        if drawn.random() < 0.6:
            number[drawn.randrange(18)] = drawn.choice("0123456789X")
        if drawn.random() < 0.1:
            number.pop()
        number = "".join(number)
        said = page.evaluate("number => kangle.identity(number, 'identity-card')", number)
        assert bool(said.get("fault")) == bool(identity.fault_of(number, document="identity-card", sex="", born_on=None)), number
        if not said.get("fault"):
            assert said == {name: str(value) for name, value in identity.told_by(number, "identity-card").items()}


def test_the_browser_reads_numbers_as_the_site_does(live, people):
    typed = ["9,642 元", "９，６４２．５０元", "￥ 9 642", "1 234", "-1.5", "−1.5", "12.", ".5"]
    refused = ["5²", "12 5", "1_000", "1e5", "①", "0x10", "1 2345", "1,234 567", "9642亩", "12.5.1"]
    page = live.sign_in(people.village_worker, to="/households/new/")
    page.wait_for_selector("form[data-ready]")
    read = "text => kangle.number({ value: text, dataset: { unit: '元' } })"
    told = {text: page.evaluate(read, text) for text in typed + refused}
    assert told == {text: as_the_site_reads(text, "元") for text in typed + refused}
    is_number = {text: page.evaluate("text => kangle.is_number(text)", each) for text, each in told.items()}
    assert is_number == dict.fromkeys(typed, True) | dict.fromkeys(refused, False)


UNITS_TYPED = {
    "元": "0.85万元|1.2万|８．５ 千元|1,234.5万元|0.285万元|-0.85万元|￥0.85万元|8500（元）|0.1234567万元|1.2W|3圆|1, 234|"
    "1234567.34亿元|0.85亩|万元|0.85万元整|1 2345元|3个月|0.00000001万元|1,2万",
    "亩": "0.6公顷|2000平方米|0.85万亩|1分|100m²|0.85万元|3.55亩|5千",
    "公里": "450米|3里|5 km|3亩",
    "平方米": "0.3亩|0.2亩|80㎡|80平米",
    "天": "30天|1年",
    "": "12|12元|3万",
}


def test_the_browser_reads_units_as_the_site_does(live, people):
    """0.285 times 10000 is 2849.9999999999995 to a script: it has to reckon as the site does, or say that it cannot."""
    page = live.sign_in(people.village_worker, to="/households/new/")
    page.wait_for_selector("form[data-ready]")
    read = "([text, unit, digits]) => kangle.number({ value: text, dataset: { unit: unit, digits: digits } })"
    for unit, typed in UNITS_TYPED.items():
        for digits in (0, 1, 2):
            told = {text: page.evaluate(read, [text, unit, str(digits)]) for text in typed.split("|")}
            assert told == {text: as_the_site_reads(text, unit, digits) for text in typed.split("|")}, (unit, digits)
    assert page.evaluate(read, ["0.285万元", "元", "2"]) == "2850"


def test_last_years_record_is_still_there_when_the_year_is_written_without_signal(chromium, masts, people, home):
    YearRecord.objects.create(household=home, year=2014, recorded_on=datetime.date(2014, 12, 1), wages_fen=8_521_00)
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        handheld.opened(f"/households/entry/{home.pk}/years/2015/income/")
        handheld.write(
            go="hub",
            recorded_on="2015-12-01",
            wages_fen="９０００",
            business_fen="0",
            business_expenses_fen="0",
            property_fen="0",
            in_cooperative="False",
            with_enterprise="False",
        )
        handheld.find_signal()
        handheld.all_sent()
    assert dict(home.year_records.values_list("year", "wages_fen")) == {2014: 8_521_00, 2015: 9_000_00}


def test_a_part_of_the_village_looked_at_last_is_not_all_that_is_left_without_signal(chromium, masts, people, home):
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        page = handheld.page
        page.goto(f"{handheld.url}/tasks/622922100200/?kind=no-helper")
        assert page.locator(".tasks li").count() == 1
        handheld.lose_signal()
        page.goto(f"{handheld.url}/tasks/622922100200/")
        assert page.locator(".tasks li").count() > 1


def test_two_visits_put_down_from_one_kept_card_are_two(chromium, masts, people, home, small_county):
    cadre = Cadre.objects.create(area=small_county.gaolinwan, name="线平安", sex="male", unit="县农牧局")
    Pairing.objects.create(household=home, cadre=cadre, since=datetime.date(2015, 1, 8))
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        for on, note in (("2015-05-05", "看望老人"), ("2015-06-06", "送化肥")):
            handheld.page.goto(f"{handheld.url}/households/{home.pk}/")
            handheld.page.click("text=登记走访")
            handheld.write(on=on, cadre=str(cadre.pk), note=note)
        handheld.find_signal()
        handheld.all_sent()
    assert sorted(home.visits.values_list("note", flat=True)) == sorted(["看望老人", "送化肥"])


def test_a_measure_is_chosen_from_the_menu_without_signal(chromium, masts, people, home, small_county):
    item, other = sheep(small_county.county), angelica(small_county.county)
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.lose_signal()
        handheld.page.goto(f"{handheld.url}/households/{home.pk}/")
        handheld.page.click("text=安排措施")
        page = handheld.page
        page.wait_for_selector("form[data-ready]")
        page.select_option("[name=item]", str(item.pk))
        assert (page.input_value("[name=kind]"), page.input_value("[name=industry]")) == ("industry", "livestock")
        amounts = []
        for quantity in ("3", "12"):
            page.fill("[name=quantity]", quantity)
            page.dispatch_event("[name=quantity]", "change")
            amounts.append(page.input_value("[name=amount_fen]"))
        assert amounts == ["600", "2000"]
        page.select_option("[name=industry]", "livestock")
        assert page.locator(f"[name=item] option[value='{other.pk}']").count() == 0
        handheld.write(planned_on="2015-03-01", go="hub")
        handheld.find_signal()
        handheld.all_sent()
    kept = home.measures.get()
    assert (kept.item, kept.quantity, kept.amount_fen, kept.content) == (item, 12, 2_000_00, "肉羊养殖")
