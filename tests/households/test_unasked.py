"""What nobody has been asked is no answer: not on the card, not before the standard, not in a doubt, not in the national form."""

import datetime

import pytest
from django.urls import reverse

from households.booklet import holdings
from households.checks.dossiers import dossiers
from households.comparison import compare
from households.exits import CONDITIONS
from households.models import Begun, Doubt, Household, Member, YearRecord
from households.unasked import unasked
from households.workbook.book import BOOK
from kangle.programme.models import ExitStandard, PovertyLine
from tests import county as small
from tests.households.entry.typing import Paper, fresh
from tests.households.workbook.books import Typed, taken_in

pytestmark = pytest.mark.django_db
DAY = datetime.date(2015, 12, 20)
INCOME = {"recorded_on": "2015-11-20", "wages_fen": "9000", "business_fen": "0", "business_expenses_fen": "0",
          "property_fen": "0", "in_cooperative": "False", "with_enterprise": "False"}  # fmt: skip
LIVING = {"domestic_power": "True", "production_power": "False", "broadcast_tv": "True", "water_hard_to_get": "False",
          "water_safe": "False", "toilet": "False", "fuel": "coal"}  # fmt: skip


@pytest.fixture
def worker(people, as_person):
    return as_person(people.village_worker)


@pytest.fixture
def home(small_county):
    home = small.household(small_county.gaolinwan, 1, phone="19900001111", address="一社1号")
    home.members.update(medical_insurance=True, months_worked=6, work_place="province")
    return home


@pytest.fixture
def record(worker, home):
    """The yearly record of a worker who saved its first screen and opened no other."""
    Paper(worker, reverse("households:year-step", args=[home.pk, 2015, "income"])).send(go="hub", **INCOME)
    return home.year_records.get()


def fill_in(worker, home, code, **said):
    assert Paper(worker, reverse("households:year-step", args=[home.pk, 2015, code])).send(go="hub", **said).status_code == 302


def read(home):
    """{condition: True, False or None} as the card reads it."""
    record = home.year_records.with_steps_left().get()
    members = list(home.members.with_steps_left())
    return {name: reading(record, members, DAY) for name, reading in CONDITIONS.items()}


def card(client, home):
    return client.get(reverse("households:detail", args=[home.pk])).context


def test_the_fields_of_screens_nobody_opened_are_known_to_be_unasked(record):
    names = unasked(record)
    assert {"water_safe", "enough_food", "floor_area_m2", "farmland_mu", "dibao_fen"} <= names
    assert names.isdisjoint({"wages_fen", "property_fen", "in_cooperative", "recorded_on"})


def test_what_nobody_was_asked_is_not_on_record_and_a_no_that_was_said_is_a_no(worker, home, record):
    assert [read(home)[name] for name in ("food", "clothing", "water", "housing")] == [None] * 4
    fill_in(worker, home, "living", **LIVING)
    assert (read(home)["water"], read(home)["food"]) == (False, None)


def test_the_card_says_that_it_was_not_asked(worker, home, record):
    context = card(worker, home)
    lights = {str(light.name): light for light in context["lights"]}
    assert {str(lights[name].word) for name in ("不愁吃", "不愁穿", "饮水安全")} == {"未采集"}
    page = worker.get(reverse("households:detail", args=[home.pk])).content.decode()
    assert "0 m²" not in page and "0.0 亩" not in page
    assert "<dt>卫生厕所</dt><dd>未采集</dd>" in page and "<dt>加入合作社</dt><dd>否</dd>" in page
    transfers = next(line for line in context["income"] if str(line.label) == "转移性收入")
    assert transfers.amounts == [None]


def test_a_member_of_whom_only_the_first_screen_is_saved_is_not_uninsured(worker, home):
    born = datetime.date(1990, 3, 8)
    who = {"name": "马新人", "identity_number": small.identity_number(41, "male", born), "relation": "99", "ethnicity": "03"}
    Paper(worker, reverse("households:member-step", args=[home.pk, fresh(), "who"])).send(go="hub", **who)
    light = card(worker, home)["lights"][3]
    assert (light.holds, "未参合" in str(light.because), "马新人" in str(light.because)) == (None, False, True)
    home.members.exclude(name="马新人").update(medical_insurance=False)
    assert card(worker, home)["lights"][3].holds is False


def test_the_standard_of_an_exit_finds_no_record_and_no_failure(home, record):
    small_standard()
    _standard, found = compare(home, DAY, {})
    told = {each.condition.test: each for each in found}
    assert [each.reading.holds for each in told.values()] == [None] * 3
    assert "收入还没有填完" in str(told["income"].reading.because)


def small_standard():
    standard, _made = ExitStandard.objects.get_or_create(year=2015, subject="household", defaults={"source": "测试"})
    standard.conditions.all().delete()
    PovertyLine.objects.get_or_create(year=2015, kind="national", defaults={"amount_fen": 2855_00})
    for number, test in enumerate(("income", "food", "water"), 1):
        standard.conditions.create(number=number, text=test, test=test, veto=True)


def test_an_income_over_the_line_is_over_it_whatever_was_not_asked(home, record):
    small_standard()
    YearRecord.objects.filter(pk=record.pk).update(wages_fen=90_000_00)
    _standard, found = compare(home, DAY, {})
    assert found[0].reading.holds is True


def test_one_doubt_says_which_screens_are_left_and_none_says_a_no(worker, home, record):
    def doubts():
        return {doubt.rule: doubt for doubt in Doubt.objects.standing().filter(year_record=record)}

    (doubt,) = doubts().values()
    assert doubt.rule == "year-record.unfinished" and doubt.severity == "explain"
    assert all(title in str(doubt.sentence) for title in ("补助和转移收入", "土地", "水电和生活", "房子、路和吃穿"))
    fill_in(worker, home, "living", **LIVING)
    assert "水电和生活" not in str(doubts()["year-record.unfinished"].sentence)


def test_allowances_nobody_asked_about_contradict_nothing(worker, home, record):
    home.members.filter(relation="01").update(dibao=True)
    Household.objects.filter(pk=home.pk).update(kind="dibao")
    fill_in(worker, home, "living", **LIVING)  # judged anew
    assert not Doubt.objects.standing().filter(rule="year-record.dibao-money").exists()


def test_a_village_is_asked_at_once(home, record, queries_of):
    for number in range(2, 6):
        small.household(home.village, number, persons=3)
    found = []
    spent = queries_of(lambda: found.extend(dossiers(Household.objects.all())))
    judged = queries_of(lambda: [unasked(each) for one in found for each in (one.household, *one.members, *one.year_records)])
    assert (spent, judged) == (6, 0)


@pytest.fixture
def queries_of(django_assert_max_num_queries):
    def spent(act):
        with django_assert_max_num_queries(100) as told:
            act()
        return len(told)

    return spent


def test_the_booklet_leaves_no_zero_where_nobody_was_asked(home, record):
    facts = {fact.label: fact.value for fact in holdings(home.year_records.with_steps_left().get()).facts}
    assert {facts["耕地"], facts["住房"], facts["卫生厕所"]} == {"未采集"} and facts["加入合作社"] == "否"


def test_what_nobody_was_asked_last_year_is_not_offered_for_this_one(worker, home):
    last = YearRecord.objects.create(household=home, year=2014, recorded_on="2014-11-20", wages_fen=900_00)
    Begun.objects.create(household=home, year_record=last, steps_left=["living"])
    Paper(worker, reverse("households:year-step", args=[home.pk, 2015, "income"])).send(go="hub", **INCOME)
    page = worker.get(reverse("households:year-step", args=[home.pk, 2015, "living"]))
    assert "water_safe" not in page.context["last_values"]
    assert [each.last for each in page.context["fields"]] == [""] * 7
    taken = worker.get(reverse("households:year-step", args=[home.pk, 2015, "living"]), {"from": 2014}).context["form"]
    assert not taken["water_safe"].value() and taken["water_safe"].value() is not False


def test_the_national_form_is_blank_where_nobody_was_asked(home, record):
    (row,) = BOOK.rows(home.village)["years"]
    assert (row["water_safe"], row["farmland_mu"], row["dibao_fen"]) == (None, None, None)
    assert (row["wages_fen"], row["with_enterprise"]) == (9000_00, False)


def test_a_no_that_a_workbook_says_is_a_no(people, home, record):
    book = Typed(home.village)
    year = book.sheets["年度"][0]
    said = {"通生活用电": "是", "通生产用电": "否", "通广播电视": "否", "饮水困难": "否", "饮水安全": "否", "有卫生厕所": "否"}
    year |= said | {"主要燃料": "煤炭"}
    source = taken_in(book.xlsx(), people.village_worker)
    assert source.refused == 0, [row.faults for row in source.outcomes.all()]
    assert Begun.objects.get(year_record=record).steps_left == ["transfers", "land", "house"]
    assert read(home)["water"] is False and read(home)["food"] is None


def test_a_form_that_comes_back_as_it_went_out_says_nothing(people, home, record):
    before = Begun.objects.get(year_record=record).steps_left
    book = Typed(home.village)
    book.sheets["户"][0]["家庭住址"] = "三社 9 号"
    source = taken_in(book.xlsx(), people.village_worker)
    assert (source.refused, source.count("changed")) == (0, 1)
    assert Begun.objects.get(year_record=record).steps_left == before and read(home)["water"] is None
    assert Member.objects.filter(household=home).count() == 4
