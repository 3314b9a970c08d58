"""What a person may not enter about a household, and the sentence that says why."""

import copy
import datetime

import pytest
from django.core.exceptions import ValidationError

from households.identity import fault_of
from households.models import Household, StatusEvent, YearRecord
from households.refusals import (
    refuse_household,
    refuse_member,
    refuse_number,
    refuse_status_event,
    refuse_text,
    refuse_year_record,
)
from kangle.common.masking import whole_identity
from kangle.procedures.decided import refuse_decided
from kangle.procedures.models import Case, Method
from tests import county as small

BORN = datetime.date(1983, 5, 14)
RIGHT = small.identity_number(7, "female", BORN)


def said(number, *, document="identity-card", sex="female", born_on=BORN):
    return fault_of(number, document=document, sex=sex, born_on=born_on)


def test_a_well_formed_number_of_the_right_person_is_taken():
    assert said(RIGHT) == ""
    assert said(f"{RIGHT}43", document="disability-card") == ""
    assert said(f"{RIGHT}4311", document="disability-card") == ""


def test_a_disability_card_may_have_an_x_in_the_middle():
    ends_in_x = next(number for serial in range(99) if (number := small.identity_number(serial, "female", BORN)).endswith("X"))
    assert said(ends_in_x) == said(f"{ends_in_x}43", document="disability-card") == ""
    assert whole_identity(f"{ends_in_x}43") == f"{ends_in_x}43"


def test_a_number_that_cannot_be_the_bearers_says_why():
    wrong_digit = RIGHT[:-1] + ("0" if RIGHT[-1] != "0" else "1")
    assert "应当是 18 位，现在是 3 位" in said("123")
    assert "应当是 20 / 22 位" in said(RIGHT, document="disability-card")
    assert "只能是数字" in said("A" + RIGHT[1:])
    assert "校验码不对" in said(wrong_digit)
    assert "1983-05-14" in said(RIGHT, born_on=datetime.date(1983, 5, 15))
    assert "性别" in said(RIGHT, sex="male")
    assert "不存在" in said(impossible())


def impossible():
    """A number with a right check digit whose bearer was born on a thirtieth of February."""
    digits = "62299919830230" + "008"
    weights = [2**power % 11 for power in range(17, 0, -1)]
    return digits + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11]


@pytest.fixture
def home(small_county):
    return small.household(
        small_county.gaolinwan, 1, identified_on=datetime.date(2014, 5, 1), exited_on=datetime.date(2015, 11, 1)
    )


def refused(household, kind, on):
    with pytest.raises(ValidationError) as caught:
        refuse_status_event(None, StatusEvent(household=household, kind=kind, on=datetime.date(*on)))
    return caught.value.message_dict["kind"][0]


def altered(record, **fields):
    """(the record as stored, the same with some fields changed)."""
    new = copy.copy(record)
    for name, value in fields.items():
        setattr(new, name, value)
    return record, new


@pytest.mark.django_db
def test_a_household_goes_from_one_standing_to_the_next(home):
    for kind in ("returned", "removed"):
        refuse_status_event(None, StatusEvent(household=home, kind=kind, on=datetime.date(2015, 12, 1)))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "on", "sentence"),
    [
        ("exited", (2013, 12, 31), "还没有识别"),
        ("returned", (2014, 8, 1), "识别（2014-05-01）之后不能是返贫"),
        ("exited", (2015, 12, 1), "脱贫（2015-11-01）之后不能是脱贫"),
        ("identified", (2015, 12, 1), "之后不能是识别"),
    ],
)
def test_a_standing_that_does_not_follow_is_refused(home, kind, on, sentence):
    assert sentence in refused(home, kind, on)


@pytest.mark.django_db
def test_an_exit_and_a_return_that_were_missed_can_be_entered_one_after_the_other(home):
    for kind, month in (("exited", 3), ("returned", 6)):
        event = StatusEvent(household=home, kind=kind, on=datetime.date(2015, month, 1))
        refuse_status_event(None, event)
        event.save()


@pytest.mark.django_db
def test_an_event_is_moved_within_its_neighbours(home):
    exit_, first = home.events.get(kind="exited"), home.events.get(kind="identified")
    refuse_status_event(*altered(exit_, on=datetime.date(2015, 10, 1)))
    for event, day in ((exit_, datetime.date(2014, 4, 30)), (first, datetime.date(2015, 11, 2))):
        with pytest.raises(ValidationError, match="还没有识别|之后不能是识别"):
            refuse_status_event(*altered(event, on=day))


@pytest.mark.django_db
def test_what_a_decision_wrote_is_neither_altered_nor_deleted(home):
    event = home.events.get(kind="exited")
    refuse_decided(event, None)
    event.case = Case(pk=1, title="马一", kind="exit", method=Method(subject="household"))
    for old, new in ((event, None), altered(event, on=datetime.date(2015, 10, 1)), altered(event, kind="removed")):
        with pytest.raises(ValidationError, match="由办件“脱贫 · 马一”写入"):
            refuse_decided(old, new)
    refuse_decided(*altered(event, reason="写错字"))


@pytest.mark.django_db
def test_what_a_household_is_reached_by_has_its_form(home):
    with pytest.raises(ValidationError) as caught:
        refuse_household(*altered(home, phone="abc", account="６２１７００１２３４５６", planned_exit_year=9999))
    assert set(caught.value.message_dict) == {"phone", "account", "planned_exit_year"}
    with pytest.raises(ValidationError, match="10 至 20 位数字"):
        refuse_number(*altered(home, number="1"))
    with pytest.raises(ValidationError) as caught:
        refuse_text(*altered(home, address="同上", phone="13900000000", bank="/"))
    assert set(caught.value.message_dict) == {"address", "bank"}
    refuse_household(*altered(home, phone="+86 13912345678", account="6217001234567890123", planned_exit_year=2018))


@pytest.mark.parametrize(
    "text", ["0", "42369", "3-5", "2015-03-05", "3月5日", "=A1", "TRUE", "同户主", "一社\u200b3号", "见户口本"]
)
@pytest.mark.django_db
def test_what_a_spreadsheet_made_of_an_address_is_none(text, home):
    with pytest.raises(ValidationError) as caught:
        refuse_text(*altered(home, address=text))
    assert set(caught.value.message_dict) == {"address"}
    home.address = text
    refuse_text(*altered(home, phone="13900000000"))


@pytest.mark.parametrize("name", ["1", "3月8日", "=B2", "马四*", "马四（户主）", "马秀英、马小", "马\u2061四"])
@pytest.mark.django_db
def test_what_no_person_is_called_is_no_name(name, home):
    with pytest.raises(ValidationError) as caught:
        refuse_text(*altered(home.members.first(), name=name))
    assert set(caught.value.message_dict) == {"name"}
    for usual in ("阿卜杜热合曼·买买提", "Li Ming", "O'Neil", "㛃", "\ue000四"):
        refuse_text(*altered(home.members.first(), name=usual))


@pytest.mark.django_db
def test_a_years_record_is_taken_in_that_year_or_the_next(home):
    refuse_year_record(None, YearRecord(household=home, year=2015, recorded_on=datetime.date(2016, 1, 20)))
    with pytest.raises(ValidationError, match="2015 年度的记录"):
        refuse_year_record(None, YearRecord(household=home, year=2015, recorded_on=datetime.date(2010, 1, 20)))


@pytest.mark.django_db
def test_an_old_mistake_stops_no_other_correction(home):
    home.number, home.account = "KL-001", "旧账号"
    refuse_household(*altered(home, phone="13912345678"))
    member = home.members.first()
    member.identity_number = "62299919800101001"
    refuse_member(*altered(member, left_on=datetime.date(2015, 12, 1)))
    with pytest.raises(ValidationError, match="18 位"):
        refuse_member(*altered(member, sex="female"))
    record = YearRecord(household=home, year=2015, recorded_on=datetime.date(2010, 1, 20))
    refuse_year_record(*altered(record, toilet=True))
    StatusEvent.objects.create(household=home, kind="exited", on=datetime.date(2015, 12, 1))  # twice out
    refuse_status_event(*altered(home.events.last(), procedure="12345"))


@pytest.mark.parametrize("year", [0, 2012, 2051])
def test_a_plan_to_leave_poverty_is_of_a_year_that_can_be(year):
    home = Household(number="6229221002000001", planned_exit_year=year)
    with pytest.raises(ValidationError, match="计划脱贫年度应在 2013 至 2050 之间"):
        refuse_household(None, home)
    home.planned_exit_year = None
    refuse_household(None, home)
