"""What a phone entered after the workbook was taken out is newer than the workbook: it is written over by choice alone."""

import datetime

import pytest

from households.models import YearRecord
from kangle.exchange.intake.origin import beginning
from kangle.exchange.intake.reading import OURS, THEIRS
from tests import county as small
from tests.households.workbook.books import Typed, faults, sent
from tests.households.workbook.test_contradictions import asked, chosen

pytestmark = pytest.mark.django_db
WAGES = "工资性收入（元）"


@pytest.fixture
def book(homes, people, small_county):
    return Typed(small_county.gaolinwan)


def entered(home, **fields):
    """A year the phone entered after the workbook was taken out."""
    return YearRecord.objects.create(household=home, year=2016, recorded_on="2016-03-01", wages_fen=88_888_00, **fields)


@pytest.mark.parametrize(("answer", "fen"), [(THEIRS, 222_00), (OURS, 88_888_00)])
def test_a_year_both_entered_is_asked_about(answer, fen, book, homes, people):
    record = entered(homes[0])
    book.add("年度", **{"户编号": homes[0].number, "年度": 2016, WAGES: 222})
    source = sent(book.xlsx(), people.village_worker)
    [(sheet, _row, sentence)] = asked(source)
    assert sheet == "年度" and "新登记" in sentence
    assert source.outcomes.get(outcome="asked").changes["wages_fen"] == [88_888_00, 222_00]
    chosen(source, answer, people.village_worker)
    record.refresh_from_db()
    assert record.wages_fen == fen


def test_the_same_in_both_is_no_question(book, homes, people):
    entered(homes[0])
    book.add("年度", **{"户编号": homes[0].number, "年度": 2016, WAGES: 88_888})
    source = sent(book.xlsx(), people.village_worker)
    assert (source.to_write, source.to_choose) == (0, 0), faults(source)


def test_a_year_entered_for_a_household_that_came_since_is_asked_about_too(book, homes, people, small_county):
    home = small.household(small_county.gaolinwan, 3)
    entered(home)
    book.add("年度", **{"户编号": home.number, "年度": 2016, WAGES: 222})
    assert len(asked(sent(book.xlsx(), people.village_worker))) == 1


def test_a_member_both_added_is_asked_about(book, homes, people):
    born = datetime.date(1988, 2, 11)
    added = small.member(homes[0], 7, born_on=born, health="chronic")
    book.member(户编号=homes[0].number, 证件号码=added.identity_number, 姓名=added.name, 与户主关系="其他", 健康状况="健康")
    [(sheet, _row, sentence)] = asked(sent(book.xlsx(), people.village_worker))[:1]
    assert sheet == "成员" and "新登记" in sentence


def test_rows_of_a_village_the_workbook_was_not_made_from_are_read_as_before(book, homes, people):
    book.add("年度", **{"户编号": homes[2].number, "年度": 2015, WAGES: 333})
    source = sent(book.xlsx(), people.county_officer)
    assert source.count("changed") == 1, faults(source)


def test_an_empty_form_may_correct_what_is_stored(homes, people):
    book = Typed()
    book.origin = [beginning()]
    book.add("年度", **{"户编号": homes[0].number, "年度": 2015, WAGES: 333})
    assert sent(book.xlsx(sheets=["年度"]), people.village_worker).count("changed") == 1
