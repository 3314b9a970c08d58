"""A row of a template whose record is there no more: who left stays away, who got another number is not registered twice."""

import datetime

import pytest

from households.models import Member, YearRecord
from kangle.exchange.intake.reading import OURS, THEIRS
from tests import county as small
from tests.households.workbook.books import Typed, faults, sent
from tests.households.workbook.test_contradictions import asked, chosen

pytestmark = pytest.mark.django_db
BORN = datetime.date(1971, 9, 17)


@pytest.fixture
def book(homes, people, small_county):
    return Typed(small_county.gaolinwan)


@pytest.fixture
def member(homes):
    return homes[0].members.order_by("pk").last()


def row_of(book, member):
    return next(row for row in book.sheets["成员"] if row["证件号码"] == member.identity_number)


def corrected(member):
    """Number and birthday of a member as somebody corrected them on the card, after the workbook was taken out."""
    number = small.identity_number(471, member.sex, BORN)
    Member.objects.filter(pk=member.pk).update(identity_number=number, born_on=BORN)


def left(member, by="death", on="2015-07-01"):
    Member.objects.filter(pk=member.pk).update(left_on=on, left_by=by)


@pytest.mark.parametrize("by", ["death", "move", "marriage"])
def test_who_left_since_is_not_brought_back_by_an_untouched_row(by, book, member, people):
    left(member, by)
    source = sent(book.xlsx(), people.village_worker)
    assert (source.to_write, source.refused, source.to_choose) == (0, 0, 0), faults(source)
    [note] = [str(note) for note in source.notes if "办理离开" in str(note)]
    assert "“成员”有 1 行" in note and "没有重新登记" in note


def test_an_altered_row_of_who_left_since_is_refused_and_says_when(book, member, people):
    left(member)
    row_of(book, member)["民族"] = "汉族"
    source = sent(book.xlsx(), people.village_worker)
    [(sheet, _row, heading, sentence)] = faults(source)
    assert (sheet, heading, source.to_write) == ("成员", "证件号码", 0) and "2015-07-01" in sentence


def test_who_married_into_another_household_since_does_nothing_in_the_old_one(book, homes, member, people):
    left(member, "marriage")
    moved = Member.objects.get(pk=member.pk)
    moved.pk, moved.household, moved.left_on, moved.left_by = None, homes[1], None, ""
    moved.save()
    source = sent(book.xlsx(), people.village_worker)
    assert (source.to_write, source.refused) == (0, 0), faults(source)


def test_who_left_and_came_back_since_keeps_what_the_card_says(book, homes, member, people):
    left(member)
    back = Member.objects.get(pk=member.pk)
    back.pk, back.left_on, back.left_by, back.health = None, None, "", "chronic"
    back.save()
    source = sent(book.xlsx(), people.village_worker)
    assert (source.to_write, source.refused) == (0, 0), faults(source)


def test_whose_number_and_birthday_were_corrected_is_not_written_a_second_time(book, member, people):
    corrected(member)
    source = sent(book.xlsx(), people.village_worker)
    assert (source.to_write, source.refused) == (0, 0), faults(source)
    assert any("证件号码" in str(note) and "没有动" in str(note) for note in source.notes)


def test_an_altered_row_under_the_old_number_is_refused(book, member, people):
    corrected(member)
    row_of(book, member)["民族"] = "汉族"
    source = sent(book.xlsx(), people.village_worker)
    [(_sheet, _row, heading, sentence)] = faults(source)
    assert heading == "证件号码" and "重新下载" in sentence and source.to_write == 0


def test_without_the_origin_a_namesake_of_the_household_is_asked_about(book, member, people):
    corrected(member)
    book.origin = []
    source = sent(book.xlsx(), people.village_worker)
    [(sheet, _row, sentence)] = asked(source)
    assert sheet == "成员" and "同名" in sentence
    before = Member.objects.count()
    chosen(source, OURS, people.village_worker)
    assert Member.objects.count() == before


def test_a_year_that_was_deleted_since_stays_deleted(book, homes, people):
    YearRecord.objects.filter(household=homes[0]).delete()
    source = sent(book.xlsx(), people.village_worker)
    assert (source.to_write, source.refused, source.to_choose) == (0, 0, 0), faults(source)
    assert any("“年度”有 1 行" in str(note) and "删掉" in str(note) for note in source.notes)


@pytest.mark.parametrize(("answer", "years"), [(THEIRS, 1), (OURS, 0)])
def test_a_year_that_was_deleted_and_is_altered_in_the_workbook_is_asked_about(answer, years, homes, people, small_county):
    book = Typed(small_county.gaolinwan)
    row = book.sheets["年度"][0]
    YearRecord.objects.filter(household__number=row["户编号"]).delete()
    row["耕地（亩）"] = 7.5
    source = sent(book.xlsx(), people.village_worker)
    [(sheet, number, sentence)] = asked(source)
    assert (sheet, number) == ("年度", 2) and "删掉" in sentence
    chosen(source, answer, people.village_worker)
    assert YearRecord.objects.filter(household__number=row["户编号"]).count() == years


def test_a_new_row_below_is_taken_in_as_ever(book, homes, people):
    number = small.identity_number(472, "1", BORN)
    book.member(户编号=homes[0].number, 证件号码=number, 姓名="马新丁", 与户主关系="其他", 加入原因="迁入")
    source = sent(book.xlsx(), people.village_worker)
    assert source.count("new") == 1, faults(source)
