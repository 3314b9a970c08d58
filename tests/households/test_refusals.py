"""What a person may not enter about a household, and the sentence that says why."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from households.identity import fault_of
from households.models import StatusEvent, YearRecord
from tests import county as small

BORN = datetime.date(1983, 5, 14)
RIGHT = small.identity_number(7, "female", BORN)


def said(number, *, document="identity-card", sex="female", born_on=BORN):
    return fault_of(number, document=document, sex=sex, born_on=born_on)


def test_a_well_formed_number_of_the_right_person_is_taken():
    assert said(RIGHT) == ""
    assert said(f"{RIGHT}43", document="disability-card") == ""
    assert said(f"{RIGHT}43B1".replace("B", "1"), document="disability-card") == ""


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
        StatusEvent(household=household, kind=kind, on=datetime.date(*on)).clean()
    return caught.value.message_dict["kind"][0]


@pytest.mark.django_db
def test_a_household_goes_from_one_standing_to_the_next(home):
    StatusEvent(household=home, kind="returned", on=datetime.date(2015, 12, 1)).clean()
    StatusEvent(household=home, kind="removed", on=datetime.date(2015, 12, 1)).clean()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "on", "sentence"),
    [
        ("exited", (2013, 12, 31), "还没有识别"),
        ("returned", (2014, 8, 1), "识别（2014-05-01）之后不能是返贫"),
        ("exited", (2015, 12, 1), "脱贫（2015-11-01）之后不能是脱贫"),
        ("identified", (2015, 12, 1), "之后不能是识别"),
        ("removed", (2015, 6, 1), "清退（2015-06-01）之后不能是脱贫"),
    ],
)
def test_a_standing_that_does_not_follow_is_refused(home, kind, on, sentence):
    assert sentence in refused(home, kind, on)


@pytest.mark.django_db
def test_an_event_is_moved_within_its_neighbours(home):
    exit_ = home.events.get(kind="exited")
    exit_.on = datetime.date(2015, 10, 1)
    exit_.clean()
    exit_.on = datetime.date(2014, 4, 30)
    with pytest.raises(ValidationError, match="还没有识别"):
        exit_.clean()


@pytest.mark.django_db
def test_what_a_household_is_reached_by_has_its_form(home):
    home.number, home.phone, home.account, home.planned_exit_year = "1", "abc", "卡号", 9999
    with pytest.raises(ValidationError) as caught:
        home.clean()
    assert set(caught.value.message_dict) == {"number", "phone", "account", "planned_exit_year"}


@pytest.mark.django_db
def test_a_years_record_is_taken_in_that_year_or_the_next(home):
    YearRecord(household=home, year=2015, recorded_on=datetime.date(2016, 1, 20)).clean()
    with pytest.raises(ValidationError, match="2015 年度的记录"):
        YearRecord(household=home, year=2015, recorded_on=datetime.date(2010, 1, 20)).clean()
