"""Entering a household on a phone, screen by screen: what is saved, what is filled in by itself, what is refused and why."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from households.models import Begun, Doubt, Household, Member, YearRecord
from kangle.audit.models import Entry
from tests import county as small
from tests.households.entry.typing import Paper, fresh

pytestmark = [pytest.mark.django_db, pytest.mark.both]
BORN = datetime.date(1983, 5, 14)
NUMBER = small.identity_number(7, "female", BORN)
WRONG = NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1")
CAUSE = {"kind": "general", "standard": "national", "main_cause": "illness"}
WHO = {"name": "马秀英", "identity_number": NUMBER, "relation": "01", "ethnicity": "03"}


@pytest.fixture
def home(small_county):
    """A registered household."""
    return small.household(small_county.gaolinwan, 1, phone="19900001111", address="一社1号")


def begin(worker, key=None, **cause):
    """A household begun by its first screen; its address among the entry pages."""
    key = key or fresh()
    assert Paper(worker, reverse("households:step", args=[key, "cause"])).send(**CAUSE | cause).status_code == 302
    return Household.objects.get(begun__key=key)


def at(household, *rest):
    return reverse("households:member-step", args=[household.pk, *rest])


def test_the_first_screen_begins_the_household_in_ones_own_village(worker, small_county):
    key = fresh()
    answer = Paper(worker, reverse("households:step", args=[key, "cause"])).send(**CAUSE, address="二社１２号")
    household = Household.objects.get()
    assert household.village == small_county.gaolinwan
    assert household.number == "6229221002000001"
    assert household.address == "二社12号"
    assert answer.url == reverse("households:step", args=[key, "contact"])
    assert Begun.objects.get(household=household).steps_left == ["contact", "family", "relocation"]


def test_each_screen_is_saved_as_it_is_left_and_taken_up_again_elsewhere(worker, as_person, people):
    household = begin(worker)
    Paper(worker, reverse("households:step", args=[household.pk, "family"])).send(
        go="hub", martyr_family=False, only_child_family=False, two_daughter_family=True, planned_exit_year=2016
    )
    other_device = as_person(people.village_worker).get(reverse("households:entry", args=[household.pk])).content.decode()
    assert "还有 2 页没有填" in other_device
    household.refresh_from_db()
    assert (household.two_daughter_family, household.planned_exit_year) == (True, 2016)


def test_a_question_nobody_answered_is_not_a_no(worker):
    household = begin(worker)
    answer = Paper(worker, reverse("households:step", args=[household.pk, "family"])).send(planned_exit_year=2016)
    assert answer.status_code == 422
    assert {"martyr_family", "only_child_family", "two_daughter_family"} <= set(answer.context["form"].errors)
    assert "family" in Begun.objects.get(household=household).steps_left


def test_birthday_and_sex_come_from_the_number(worker):
    household = begin(worker)
    Paper(worker, at(household, fresh(), "who")).send(**WHO)
    member = Member.objects.get()
    assert (member.born_on, member.sex) == (BORN, "female")
    assert member.joined_on == datetime.date(2015, 12, 31)  # the last day of the county's year: its figures count him


def test_what_follows_from_the_number_is_told_while_one_types(worker):
    household = begin(worker)
    paper = Paper(worker, at(household, fresh(), "who"))
    said = paper.send(go="check", identity_number=NUMBER).content.decode()
    assert 'value="1983-05-14"' in said
    assert "校验码不对" in paper.send(go="check", identity_number=WRONG).content.decode()
    assert not Member.objects.exists()


def test_what_is_still_blank_is_not_missed_while_one_types(worker):
    household = begin(worker)
    said = Paper(worker, at(household, fresh(), "who")).send(go="check", name="马秀英").content.decode()
    assert "errorlist" not in said


def test_a_wrong_number_says_what_is_wrong_and_loses_nothing(worker):
    household = begin(worker)
    answer = Paper(worker, at(household, fresh(), "who")).send(**WHO | {"identity_number": WRONG})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "校验码不对" in page
    assert 'value="马秀英"' in page
    assert not Member.objects.exists()


def test_full_width_digits_are_digits(worker):
    household = begin(worker)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in NUMBER)
    Paper(worker, at(household, fresh(), "who")).send(**WHO | {"identity_number": wide})
    assert Member.objects.get().identity_number == NUMBER


def test_a_number_borne_beyond_ones_area_names_neither_village_nor_person_and_is_on_record(worker, small_county):
    other = small.household(small_county.banpo, 1, persons=1)
    stranger = other.members.get()
    Member.objects.filter(pk=stranger.pk).update(name="祁外村", identity_number=NUMBER)
    page = Paper(worker, at(begin(worker), fresh(), "who")).send(go="check", **WHO).content.decode()
    assert "已在别处登记" in page
    assert "半坡村" not in page and "祁外村" not in page
    assert Entry.objects.filter(act=Entry.Act.LOOK, reason__contains="登记在本地区以外").exists()


def test_a_number_borne_in_ones_own_village_names_the_person(worker, home):
    bearer = home.members.first()
    Member.objects.filter(pk=bearer.pk).update(name="祁本村", identity_number=NUMBER)
    assert "祁本村" in Paper(worker, at(begin(worker), fresh(), "who")).send(**WHO).content.decode()


def test_last_years_values_are_offered_not_presumed(worker, home):
    YearRecord.objects.create(household=home, year=2014, recorded_on=small.datetime.date(2014, 12, 1), wages_fen=8_521_00)
    address = reverse("households:year-step", args=[home.pk, 2015, "income"])
    paper = Paper(worker, address)
    assert "8,521元" in paper.page.content.decode()
    assert paper.typed()["wages_fen"] == ""
    assert Paper(worker, address + "?from=2014").typed()["wages_fen"] == "8521"


def test_income_a_head_is_shown_and_never_asked(worker, home):
    paper = Paper(worker, reverse("households:year-step", args=[home.pk, 2015, "income"]))
    said = paper.send(
        go="check", wages_fen="20000", business_fen="0", property_fen="0", business_expenses_fen="4000"
    ).content.decode()
    assert "16,000元" in said
    assert "4,000元" in said
    assert not any("head" in name for name in paper.form.fields)


def test_before_anything_is_typed_no_income_follows_from_it(worker, home):
    paper = Paper(worker, reverse("households:year-step", args=[home.pk, 2015, "income"]))
    assert [words for _label, words in paper.page.context["derived"]] == ["—", "—"]
    assert "<dd>0元</dd>" not in paper.page.content.decode()
    assert "<dd>0元</dd>" not in paper.send(go="check", recorded_on="2015-12-01").content.decode()
    assert "<dd>0元</dd>" in paper.send(go="check", wages_fen="0").content.decode()
    YearRecord.objects.create(household=home, year=2014, recorded_on=small.datetime.date(2014, 12, 1), wages_fen=8_000_00)
    offered = worker.get(reverse("households:year-step", args=[home.pk, 2015, "income"]) + "?from=2014")
    assert [words for _label, words in offered.context["derived"]] == ["8,000元", "2,000元"]


def test_a_screen_that_nobody_has_filled_in_scolds_nobody_and_says_what_its_marks_mean(worker):
    home = begin(worker)
    address = reverse("households:step", args=[home.pk, "contact"])
    assert home.doubts.standing().filter(rule="household.blank").exists()
    page = worker.get(address).content.decode()
    assert "请补填" not in page
    assert page.count("“应填”的可以先空着保存") == 1
    Paper(worker, address).send()
    assert "请补填" in worker.get(address).content.decode()


def test_a_year_that_is_closed_cannot_be_entered(worker, home, small_county):
    small_county.period.state = "closed"
    small_county.period.save()
    assert worker.get(reverse("households:year-step", args=[home.pk, 2015, "income"])).status_code == 404


def test_altering_what_stands_there_asks_why_and_the_history_tells_all(worker, home):
    paper = Paper(worker, reverse("households:step", args=[home.pk, "contact"]))
    refused = paper.send(go="card", phone="19900002222")
    assert refused.status_code == 422
    assert "要写明原因" in refused.content.decode()
    assert paper.send(go="card", phone="19900002222", why="换了手机").status_code == 302
    entry = Entry.objects.of(home).filter(act="change").get()
    assert (entry.before, entry.after) == ({"phone": "19900001111"}, {"phone": "19900002222"})
    assert (entry.actor_name, entry.reason) == ("杨文斌", "换了手机")
    page = worker.get(paper.address).content.decode()
    assert "199****1111 → 199****2222" in page
    assert "换了手机" in page


def test_filling_in_a_blank_needs_no_reason(worker, home):
    Paper(worker, reverse("households:step", args=[home.pk, "contact"])).send(go="card", bank="农村信用社")
    home.refresh_from_db()
    assert home.bank == "农村信用社"


def test_saving_without_a_change_leaves_no_trace(worker, home):
    assert Paper(worker, reverse("households:step", args=[home.pk, "contact"])).send(go="card").status_code == 302
    assert not Entry.objects.of(home).filter(act="change").exists()


def test_whoever_sees_numbers_in_full_is_on_record(worker, home):
    Paper(worker, reverse("households:step", args=[home.pk, "contact"]))
    assert Entry.objects.of(home).filter(act="look").count() == 1


def test_the_same_sending_twice_arrives_once(worker):
    key = fresh()
    paper = Paper(worker, reverse("households:step", args=[key, "cause"]))
    first, second = paper.send(**CAUSE), paper.send(**CAUSE)
    assert first.url == second.url
    assert Household.objects.count() == 1
    assert Entry.objects.filter(model="households.household", act="create").count() == 1


def test_somebody_elses_key_begins_nothing(worker, as_person, people):
    household = begin(worker, key=(key := fresh()))
    other = as_person(people.other_worker)
    assert other.get(reverse("households:step", args=[key, "cause"])).status_code == 404
    assert other.get(reverse("households:entry", args=[household.pk])).status_code == 404


def test_numbers_go_on_from_the_last_of_the_village(worker, small_county):
    small.household(small_county.gaolinwan, 41)
    assert begin(worker).number == "6229221002000042"


def test_a_county_officer_chooses_the_village_first(people, as_person, small_county):
    officer = as_person(people.county_officer)
    assert "半坡村" in officer.get(reverse("households:new")).content.decode()
    first = officer.get(reverse("households:new"), {"village": small_county.banpo.code}).url
    assert Paper(officer, first).send(**CAUSE).status_code == 302
    assert Household.objects.get().village == small_county.banpo
    assert officer.get(reverse("households:step", args=[fresh(), "cause"])).status_code == 404


def test_a_closed_year_is_shown_and_says_at_once_that_it_cannot_be_altered(worker, home, small_county):
    record = YearRecord.objects.create(household=home, year=2015, recorded_on=datetime.date(2015, 6, 1), wages_fen=9_000_00)
    address = reverse("households:year-step", args=[home.pk, 2015, "income"])
    assert "保存" in worker.get(address).text and "已关闭" not in worker.get(address).text
    small_county.period.state = "closed"
    small_county.period.save()
    page = worker.get(address).text
    assert "2015 年度已关闭：这里只能看，不能改" in page and 'class="go"' not in page and "9000" in page
    assert Paper(worker, address).send(wages_fen="1", why="试").status_code == 422
    record.refresh_from_db()
    assert record.wages_fen == 9_000_00


def test_a_nought_that_was_typed_is_not_called_blank(worker, home):
    YearRecord.objects.create(household=home, year=2015, recorded_on=small.datetime.date(2015, 12, 1))
    paper = Paper(worker, reverse("households:year-step", args=[home.pk, 2015, "house"]))
    said = paper.send(go="check", floor_area_m2="0").content.decode()
    assert "“住房面积（平方米）”是 0，不是实有的数" in said and "面积（平方米）”没有填" not in said


def test_a_refused_screen_says_of_what_was_typed_what_is_wrong_with_it_and_never_that_it_is_blank(worker, home):
    home.phone = ""
    home.save()
    Doubt.objects.create(
        household=home,
        village=home.village,
        rule="household.blank",
        severity="explain",
        subject=f"household:{home.pk}:phone",
        values={"field": "household.phone"},
    )
    paper = Paper(worker, reverse("households:step", args=[home.pk, "contact"]))
    assert "“联系电话”没有填" in paper.page.content.decode()
    refused = paper.send(go="card", phone="13893010001", account="1").content.decode()
    assert "银行账号是 8 至 30 位数字" in refused and "“联系电话”没有填" not in refused
    refused = paper.send(go="card", phone="1389301").content.decode()
    assert "电话写了 7 位：1 开头的是手机号码，应是 11 位" in refused and "“联系电话”没有填" not in refused


def test_one_income_is_saved_by_few_questions(worker, home):
    YearRecord.objects.create(household=home, year=2014, recorded_on=datetime.date(2014, 12, 1))
    YearRecord.objects.create(household=home, year=2015, recorded_on=datetime.date(2015, 6, 1), wages_fen=9_000_00)
    address = reverse("households:year-step", args=[home.pk, 2015, "income"])
    sent = {"go": "hub", **Paper(worker, address).typed(wages_fen="9500", why="核查后更正")}
    with CaptureQueriesContext(connection) as asked:
        assert worker.post(address, sent).status_code == 302
    assert YearRecord.objects.get(year=2015).wages_fen == 9_500_00
    assert len(asked) <= 29, "48 before a household was written in one place"
