"""What a number of days counts, and where it ends: by the published days off, by what was entered, never by weekends."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from kangle.audit.models import Entry
from kangle.programme.calendars import days_in, make_up_days_in, put_calendar
from kangle.programme.workdays import Calendar, Counts, NotOnRecord, Span

pytestmark = pytest.mark.django_db
DAY = datetime.date
OFF_2027 = "1月1日至3日、2-5至2-12；4-3至4-5\n2027年5月1日（星期六）至5日\n06-09、9-15至17\n10-01 至 10-07"
MADE_UP_2027 = "2027-02-20，2027-10-09"


@pytest.fixture
def calendar(small_county):
    return Calendar(small_county.gaolinwan)


@pytest.fixture
def entered(small_county, people):
    return put_calendar(
        small_county.county,
        year=2027,
        days_off=days_in(OFF_2027, 2027),
        make_up_days=days_in(MADE_UP_2027, 2027),
        source="国办发明电〔2026〕1号",
        by=people.county_officer,
    )


@pytest.mark.parametrize(
    ("first", "days", "last"),
    [
        (DAY(2015, 9, 29), 7, DAY(2015, 10, 14)),  # a holiday, and a Saturday made up
        (DAY(2016, 2, 5), 10, DAY(2016, 2, 24)),  # a Saturday and a Sunday made up
        (DAY(2015, 12, 31), 1, DAY(2016, 1, 4)),
    ],
)
def test_working_days_go_by_the_published_days_off_and_make_up_days(calendar, first, days, last):
    assert calendar.after(first, Span(days, Counts.WORKING)) == last


def test_calendar_days_ask_nothing_of_any_list(calendar):
    assert calendar.after(DAY(2015, 9, 29), Span(7)) == DAY(2015, 10, 6)
    assert calendar.after(DAY(2031, 9, 29), Span(7)) == DAY(2031, 10, 6)


@pytest.mark.parametrize("first", [DAY(2026, 12, 28), DAY(2003, 6, 2)])
def test_a_year_on_no_record_is_said_to_be_so(calendar, first):
    with pytest.raises(NotOnRecord) as caught:
        calendar.after(first, Span(10, Counts.WORKING))
    assert f"{caught.value.year} 年的放假安排还没有录入" in caught.value.sentence
    assert caught.value.year in (2027, 2003)


def test_what_the_poverty_office_has_entered_counts_where_nothing_is_published(entered, calendar):
    assert calendar.after(DAY(2026, 12, 30), Span(2, Counts.WORKING)) == DAY(2027, 1, 4)
    assert calendar.after(DAY(2027, 2, 4), Span(6, Counts.WORKING)) == DAY(2027, 2, 20)  # the Saturday made up
    assert Entry.objects.of(entered).get().reason == "国办发明电〔2026〕1号"


def test_an_arrangement_may_move_the_last_days_of_the_december_before(small_county, people, calendar):
    off = [DAY(2026, 12, 31), *days_in(OFF_2027, 2027)]
    entry = {"days_off": off, "make_up_days": [DAY(2026, 12, 26)], "source": "通知", "by": people.county_officer}
    put_calendar(small_county.county, year=2027, **entry)
    assert calendar.after(DAY(2026, 12, 25), Span(2, Counts.WORKING)) == DAY(2026, 12, 28)
    assert calendar.after(DAY(2026, 12, 30), Span(1, Counts.WORKING)) == DAY(2027, 1, 4)


def test_one_countys_entry_is_not_anothers(entered, neighbours):
    with pytest.raises(NotOnRecord):
        Calendar(neighbours).is_workday(DAY(2027, 3, 1))


@pytest.fixture
def neighbours(small_county):
    from kangle.areas.models import Area

    return Area(code="622921000000", path="622921", level=Area.Level.COUNTY)


def test_working_days_from_one_day_to_another_count_both(calendar):
    assert calendar.workdays(DAY(2015, 9, 30), DAY(2015, 10, 14)) == Span(7, Counts.WORKING)
    assert not calendar.workdays(DAY(2015, 10, 1), DAY(2015, 10, 7))


@pytest.mark.parametrize(
    ("year", "off", "made_up", "field", "words"),
    [
        (2026, OFF_2027, "", "year", "系统里已经有了"),
        (2027, "1-1、5-1、10-1", "", "days_off", "只有 3 天"),
        (2027, OFF_2027.replace("10-01 至 10-07", "10-2至10-7"), "", "days_off", "没有10 月 1 日"),
        (2027, OFF_2027, "2027-10-01", "make_up_days", "又放假又上班"),
        (2027, OFF_2027, "2027-02-22", "make_up_days", "不是周末"),
        (2027, OFF_2027, "2028-02-19", "make_up_days", "不在 2027 年"),
    ],
)
def test_what_cannot_be_a_years_arrangement_is_refused(small_county, people, year, off, made_up, field, words):
    asked = {"days_off": days_in(off, year), "make_up_days": days_in(made_up, year), "source": "通知"}
    with pytest.raises(ValidationError) as caught:
        put_calendar(small_county.county, year=year, by=people.county_officer, **asked)
    assert words in "".join(caught.value.message_dict[field])


@pytest.mark.parametrize("text", ["国庆节", "10-7 至 10-1", "2-30", "1-1 至 3-1", "2027"])
def test_days_that_cannot_be_read_are_named(text):
    with pytest.raises(ValidationError, match=text):
        days_in(text, 2027)


def test_days_are_read_as_notices_write_them():
    assert days_in("10月1日（星期五）至3日（星期日）", 2027) == [DAY(2027, 10, 1), DAY(2027, 10, 2), DAY(2027, 10, 3)]
    assert days_in("２０２７－１０－９", 2027) == days_in("2027/10/9", 2027) == days_in("10.9", 2027) == [DAY(2027, 10, 9)]


def days(month, *numbers, year=2027):
    return [DAY(year, month, number) for number in numbers]


PUBLISHED = "一、元旦：1月1日（周五）至3日（周日）放假调休，共3天。1月4日（星期日）、10日上班"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1月1日-3日", days(1, 1, 2, 3)),
        ("1月1日 - 1月3日", days(1, 1, 2, 3)),
        ("5.1-5.5", days(5, 1, 2, 3, 4, 5)),
        ("2027/5/1-5/3", days(5, 1, 2, 3)),
        ("2027年1月1日、2日", days(1, 1, 2)),
        ("12月31日至1月2日", [*days(12, 31, year=2026), *days(1, 1, 2)]),
        ("2026年12月31日至2027年1月2日", [*days(12, 31, year=2026), *days(1, 1, 2)]),
        ("5月1日放假，与周末连休", days(5, 1)),
        (PUBLISHED, days(1, 1, 2, 3)),
    ],
)
def test_days_off_are_read_as_they_are_published(text, found):
    assert days_in(text, 2027) == found


def test_the_days_to_work_on_that_a_published_sentence_names_are_no_days_off():
    assert make_up_days_in(PUBLISHED, 2027) == days(1, 4, 10)
    assert make_up_days_in("2月20日", 2027, beside=PUBLISHED) == [*days(1, 4, 10), *days(2, 20)]
    assert make_up_days_in("", 2027, beside="5月1日至5日") == []


@pytest.mark.parametrize("text", ["2日", "1月1日上班吗", "2027-01"])
def test_what_is_no_day_is_still_not_guessed(text):
    with pytest.raises(ValidationError):
        days_in(text, 2027)
