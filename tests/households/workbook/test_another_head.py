"""The head died and another is head, or his number was corrected, since the workbook was taken out: its rows are still theirs."""

import datetime

import pytest

from households.models import Household, Member
from tests import county as small
from tests.households.workbook.books import Typed, faults, sent, taken_in

pytestmark = pytest.mark.django_db
BORN = datetime.date(1969, 4, 21)


@pytest.fixture
def book(homes, people, small_county):
    return Typed(small_county.gaolinwan)


def succeeded(home, by="death", on="2015-08-02"):
    """The head of a household is gone and its next member is head."""
    head, heir = home.members.order_by("pk")[:2]
    Member.objects.filter(pk=head.pk).update(left_on=on, left_by=by)
    Member.objects.filter(pk=heir.pk).update(relation="01")
    return head


def rows_of(book, home):
    return [row for title in book.sheets for row in book.sheets[title] if row["户编号"] == home.number]


@pytest.mark.parametrize("has_origin", [True, False])
def test_an_untouched_workbook_of_who_died_since_sends_nobody_back(has_origin, book, homes, people):
    succeeded(homes[0])
    book.origin = book.origin if has_origin else []
    source = sent(book.xlsx(sheets=None if has_origin else ["户", "年度"]), people.village_worker)
    assert (source.refused, source.to_write, source.to_choose) == (0, 0, 0), faults(source)


def test_what_is_altered_for_the_family_goes_in_without_a_question(book, homes, people):
    succeeded(homes[0], "move")
    book.sheets["户"][0]["联系电话"] = "13900007777"
    source = taken_in(book.xlsx(), people.village_worker)
    assert Household.objects.get(pk=homes[0].pk).phone == "13900007777" and source.count("changed") == 1


def test_who_went_to_be_head_elsewhere_since_is_no_mistake_either(book, homes, people):
    gone = succeeded(homes[0], "split")
    home = Household.objects.create(village=homes[0].village, number=f"{homes[0].number[:-1]}9", main_cause=homes[0].main_cause)
    gone.pk, gone.household = None, home
    gone.save()
    source = sent(book.xlsx(), people.village_worker)
    assert (source.refused, source.to_write) == (0, 0), faults(source)


def test_a_head_whose_number_and_name_were_corrected_since_is_known_by_what_was_told_then(book, homes, people):
    head = homes[0].members.order_by("pk").first()
    number = small.identity_number(388, head.sex, BORN)
    Member.objects.filter(pk=head.pk).update(identity_number=number, born_on=BORN, name="马更正")
    source = sent(book.xlsx(), people.village_worker)
    assert (source.refused, source.to_write, source.to_choose) == (0, 0, 0), faults(source)
    book.sheets["年度"][0]["耕地（亩）"] = 6.5
    source = sent(book.xlsx(), people.village_worker)
    assert (source.count("changed"), source.to_choose, source.refused) == (1, 0, 0), faults(source)


def test_a_row_of_another_family_is_still_a_contradiction(book, homes, people):
    succeeded(homes[0])
    mine, others = rows_of(book, homes[0]), rows_of(book, homes[1])
    mine[0]["户主证件号码"] = others[0]["户主证件号码"]
    [(sheet, _row, _heading, sentence)] = faults(sent(book.xlsx(), people.village_worker))
    assert sheet == "户" and "有没有错行" in sentence
