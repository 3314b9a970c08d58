"""An import undone as one act: what it wrote is put back, what was done since stays, and the history says both."""

import pytest

from households.models import Household, Measure, Member, YearRecord
from kangle.audit.actions import save
from kangle.audit.models import Entry
from kangle.exchange.intake import actions
from kangle.exchange.models import Import
from tests import county as small
from tests.households.workbook.books import Typed, taken_in, undone
from tests.households.workbook.test_taking import HEAD, WIFE, new_home

pytestmark = pytest.mark.django_db


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (Household, Member, YearRecord)]


@pytest.fixture
def source(homes, people, small_county):
    """A new household, an address, a telephone and an income changed."""
    book = Typed(small_county.gaolinwan)
    book.sheets["户"][0]["家庭住址"], book.sheets["户"][0]["联系电话"] = "新地址", "13999999999"
    book.sheets["年度"][0]["工资性收入（元）"] = 4321.5
    new_home(book)
    return taken_in(book.xlsx(), people.village_worker)


def test_everything_is_as_it_was(homes, people, small_county):
    before = everything()
    book = Typed(small_county.gaolinwan)
    book.sheets["户"][0]["家庭住址"], book.sheets["户"][1]["计划脱贫年度"] = "新地址", 2016
    book.sheets["年度"][0]["工资性收入（元）"], book.sheets["年度"][1]["耕地（亩）"] = 4321.5, 7.5
    new_home(book)
    source = taken_in(book.xlsx(), people.village_worker)
    assert everything() != before
    source = undone(source, people.village_worker)
    assert source.state == Import.State.UNDONE and everything() == before
    assert not source.outcomes.exclude(kept="").exists()
    entries = Entry.objects.parts_of(source.undo_key)
    assert sorted(entry.act for entry in entries) == ["change"] * 4 + ["delete"] * 3
    assert all("传错了文件" in entry.reason for entry in entries)
    # A row does not lead to a household that is gone.
    assert not source.outcomes.filter(called="马建军").exclude(home=None).exists()


def test_later_edits_stay_field_by_field(source, homes, people):
    home = Household.objects.get(pk=homes[0].pk)
    home.phone = "13888888888"
    save(home, by=people.village_worker, reason="后来改的")
    source = undone(source, people.village_worker)
    home.refresh_from_db()
    assert (home.address, home.phone) == ("一社 1 号", "13888888888")
    assert source.outcomes.get(sheet="户", outcome="changed").kept != ""


def test_a_person_somebody_has_worked_on_stays_with_his_household(source, people):
    member = Member.objects.get(identity_number=WIFE)
    member.health = "chronic"
    save(member, by=people.village_worker, reason="入户")
    source = undone(source, people.village_worker)
    assert Member.objects.filter(pk=member.pk, health="chronic").exists()
    assert Household.objects.filter(pk=member.household_id).exists()
    assert Member.objects.filter(identity_number=HEAD).exists()  # nobody is left alone in a household that stays
    assert {row.called for row in source.outcomes.exclude(kept="")} == {"马秀英", "马建军"}
    assert source.outcomes.exclude(kept="").count() == 3


def test_what_others_built_upon_stays(source, people):
    home = Household.objects.get(members__identity_number=HEAD)
    Measure.objects.create(household=home, kind="relief", planned_on="2015-07-01")
    undone(source, people.village_worker)
    assert Household.objects.filter(pk=home.pk).exists() and home.members.count() == 2


def test_what_one_import_wrote_and_another_wrote_over_does_not_come_back(homes, people, small_county):
    """A, then B over it; A is undone first, then B: the address is the one from before both."""
    sources = []
    for address in ("甲", "乙"):
        book = Typed(small_county.gaolinwan)
        book.sheets["户"][0]["家庭住址"] = address
        sources.append(taken_in(book.xlsx(), people.village_worker))
    for source in sources:
        undone(source, people.village_worker)
    homes[0].refresh_from_db()
    assert homes[0].address == "一社 1 号"


def test_undoing_needs_a_reason_and_is_done_once(source, people):
    with pytest.raises(actions.ValidationError):
        actions.undo(source, by=people.village_worker, reason=" ")
    undone(source, people.village_worker)
    with pytest.raises(actions.ValidationError):
        actions.undo(source, by=people.village_worker, reason="再来")


def test_a_member_that_joined_another_household_since_does_not_stop_it(source, homes, people):
    """An imported person was deleted by hand: the rest is undone, the row says so."""
    gone = Member.objects.get(identity_number=WIFE)
    gone.doubts.all().delete()
    Member.objects.filter(pk=gone.pk).delete()
    small.member(homes[2], 8, identity_number=WIFE)
    source = undone(source, people.village_worker)
    assert not Household.objects.filter(members__identity_number=HEAD).exists()
    assert source.outcomes.get(called="马秀英").kept != ""
