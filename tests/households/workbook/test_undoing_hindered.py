"""What stands in the way of undoing an import, as of every other way of writing: it is told, and nothing of it is written."""

import datetime

import pytest
from django.utils import timezone

from households.checks.actions import explain, recheck
from households.codes import Relation
from households.models import Doubt, Household, Member, YearRecord
from kangle.areas.models import Group
from kangle.audit.actions import delete, save
from kangle.exchange.models import Import
from kangle.programme.models import Period
from tests import county as small
from tests.households.workbook.books import Typed, kept, taken_in, undone
from tests.households.workbook.test_taking import HEAD, WIFE, new_home
from tests.photos import attached

pytestmark = pytest.mark.django_db


@pytest.fixture
def village(homes, small_county):
    """The village's own workbook."""
    return Typed(small_county.gaolinwan)


def altered(record, by, **fields):
    """A record as somebody else has corrected it since."""
    record.refresh_from_db()
    for name, value in fields.items():
        setattr(record, name, value)
    return save(record, by=by, reason="后来改的")


def row(book, sheet, record):
    """The row of a household or of a member."""
    told = ("户编号", record.number) if sheet == "户" else ("证件号码", record.identity_number)
    return next(cells for cells in book.sheets[sheet] if cells[told[0]] == told[1])


def relative(home, position=1):
    return home.members.order_by("pk")[position - 1]


def test_a_cause_that_somebody_has_entered_beside_it_since_keeps_the_old_one_out(village, homes, people):
    """Two causes alike are refused by the table itself: the whole undoing broke off, and no later try could end it."""
    row(village, "户", homes[0])["主要致贫原因"], row(village, "户", homes[1])["家庭住址"] = "缺技术", "新地址"
    source = taken_in(village.xlsx(), people.village_worker)
    altered(homes[0], people.village_worker, second_cause="illness")
    source = undone(source, people.village_worker)
    for home in homes:
        home.refresh_from_db()
    assert source.state == Import.State.UNDONE
    assert (homes[0].main_cause, homes[0].second_cause, homes[1].address) == ("skill", "illness", "一社 2 号")
    assert kept(source) == {"户": "其他致贫原因不能与主要致贫原因相同。"}


def test_a_group_that_is_no_more_does_not_come_back(village, homes, people, small_county):
    first, second = (Group.objects.create(village=small_county.gaolinwan, number=number, name=f"{number}社") for number in (8, 9))
    Household.objects.filter(pk=homes[0].pk).update(group=first)
    book = Typed(small_county.gaolinwan)
    row(book, "户", homes[0])["社"] = "9社"
    source = taken_in(book.xlsx(), people.village_worker)
    first.delete()
    source = undone(source, people.village_worker)
    assert Household.objects.get(pk=homes[0].pk).group == second
    assert kept(source) == {"户": "“社”原来的那一条后来删除了，改不回去。"}


def test_days_that_no_longer_follow_one_another_stay(village, homes, people):
    late, left = datetime.date(2015, 6, 1), datetime.date(2015, 5, 1)
    member = relative(homes[0], 4)
    Member.objects.filter(pk=member.pk).update(joined_on=late)
    row(village, "成员", member)["加入日期"] = datetime.date(2014, 5, 1)
    village.origin = []  # the day in the sheet is newer than what the template said
    source = taken_in(village.xlsx(), people.village_worker)
    altered(member, people.village_worker, left_on=left, left_by="moved")
    source = undone(source, people.village_worker)
    member.refresh_from_db()
    assert (member.joined_on, member.left_on) == (datetime.date(2014, 5, 1), left)
    assert "互相矛盾" in kept(source)["成员"]


def test_a_day_of_joining_before_a_birthday_corrected_since_stays(village, homes, people):
    born, later = datetime.date(2014, 1, 10), datetime.date(2015, 5, 20)
    number = small.identity_number(401, "male", born)
    child = small.member(homes[0], 9, born_on=born, identity_number=number)
    village.add("成员", 户编号=homes[0].number, 证件号码=number, 加入日期=datetime.date(2015, 6, 1))
    village.origin = []
    source = taken_in(village.xlsx(), people.village_worker)
    altered(child, people.village_worker, born_on=later, identity_number=small.identity_number(401, "male", later))
    source = undone(source, people.village_worker)
    child.refresh_from_db()
    assert child.joined_on == datetime.date(2015, 6, 1)
    assert kept(source) == {"成员": "“加入日期” 2014-05-01 早于“出生日期” 2015-05-20：请核对这两个日期。"}


def test_an_old_mistake_comes_back_with_the_rest(village, homes, people):
    Household.objects.filter(pk=homes[0].pk).update(address="同上")
    village.origin = []
    row(village, "户", homes[0])["家庭住址"] = "新地址"
    source = taken_in(village.xlsx(), people.village_worker)
    altered(homes[0], people.village_worker, bank="信用社")
    source = undone(source, people.village_worker)
    homes[0].refresh_from_db()
    assert (homes[0].address, homes[0].bank) == ("同上", "信用社")
    assert kept(source) == {}


def test_what_bears_on_a_year_closed_since_stays(village, homes, people):
    village.sheets["年度"][0]["工资性收入（元）"], row(village, "户", homes[0])["家庭住址"] = 4321.5, "新地址"
    source = taken_in(village.xlsx(), people.village_worker)
    Period.objects.update(state=Period.State.CLOSED)
    source = undone(source, people.village_worker)
    homes[0].refresh_from_db()
    assert homes[0].address == "一社 1 号"
    assert YearRecord.objects.filter(wages_fen=4321_50).exists()
    assert "已关闭" in kept(source)["年度"]


def test_a_household_that_went_beyond_the_area_is_not_written_from_there(village, homes, people, small_county):
    row(village, "户", homes[0])["家庭住址"] = "新地址"
    row(village, "成员", relative(homes[0]))["健康状况"] = "长期慢性病"
    source = taken_in(village.xlsx(), people.village_worker)
    altered(homes[0], people.county_officer, village=small_county.banpo)
    source = undone(source, people.village_worker)
    homes[0].refresh_from_db()
    assert (homes[0].address, relative(homes[0]).health) == ("新地址", "chronic")
    assert set(kept(source).values()) == {"后来转到了您的地区以外，保留。"}


def test_a_household_of_which_there_are_photos_stays_whole(village, homes, people):
    new_home(village)
    source = taken_in(village.xlsx(), people.village_worker)
    made = Household.objects.get(members__identity_number=HEAD)
    attached(made, people.village_worker)
    source = undone(source, people.village_worker)
    assert made.members.count() == 2
    assert source.outcomes.exclude(kept="").count() == 3


def test_a_person_of_whom_a_doubt_was_explained_stays(village, homes, people):
    new_home(village)
    source = taken_in(village.xlsx(), people.village_worker)
    wife = Member.objects.get(identity_number=WIFE)
    doubt = Doubt.objects.create(
        village=wife.household.village, household=wife.household, member=wife, rule="member.age", subject="x", severity="explain"
    )
    explain(doubt, by=people.village_worker, reason="已看户口本核实")
    undone(source, people.village_worker)
    assert Doubt.objects.filter(pk=doubt.pk, member=wife).exists()


# --- the household as a whole -----------------------------------------------------------------------------------------


def test_a_second_head_does_not_come_back(village, homes, people):
    """The workbook gives the house another head, a phone a third: the first would lead it beside him."""
    first, second, third = (relative(homes[0], position) for position in (1, 2, 3))
    row(village, "成员", first)["与户主关系"], row(village, "成员", second)["与户主关系"] = "其他", "户主"
    for cells in village.sheets["户"] + village.sheets["成员"] + village.sheets["年度"]:
        if cells["户编号"] == homes[0].number:
            cells["户主证件号码"] = cells["户主姓名"] = ""
    row(village, "户", homes[1])["家庭住址"] = "新地址"
    source = taken_in(village.xlsx(), people.village_worker)
    assert relative(homes[0], 2).relation == Relation.HEAD
    altered(second, people.village_worker, relation=Relation.OTHER)
    altered(third, people.village_worker, relation=Relation.HEAD)
    recheck([homes[0].pk])
    source = undone(source, people.village_worker)
    heads = homes[0].members.filter(relation=Relation.HEAD)
    assert [each.pk for each in heads] == [third.pk]
    assert Household.objects.get(pk=homes[1].pk).address == "一社 2 号"
    assert {each.kept.startswith("撤销会留下必须改正的问题，保留：") for each in source.outcomes.filter(sheet="成员")} == {True}


def test_whom_a_workbook_brought_stays_where_nobody_else_is_left(village, homes, people):
    """He was to be one of five; the others were struck off by hand since, as registered twice."""
    village.member(户编号=homes[0].number, 姓名="马秀英", 证件号码=WIFE, 与户主关系="其他", 加入原因="婚入")
    source = taken_in(village.xlsx(), people.village_worker)
    for member in homes[0].members.exclude(identity_number=WIFE):
        delete(member, by=people.county_officer, reason="重复登记")
    altered(homes[0], people.village_worker, phone="13800000000")
    source = undone(source, people.village_worker)
    assert homes[0].members.filter(identity_number=WIFE).exists()
    assert "保留" in kept(source)["成员"]


def test_farmland_that_is_less_than_what_is_irrigated_by_now_stays(village, homes, people):
    village.sheets["年度"][0]["耕地（亩）"], village.sheets["年度"][0]["工资性收入（元）"] = 7.5, 4321.5
    source = taken_in(village.xlsx(), people.village_worker)
    record = homes[0].year_records.get()
    altered(record, people.village_worker, irrigated_mu=6)
    source = undone(source, people.village_worker)
    record.refresh_from_db()
    assert (record.farmland_mu, record.wages_fen, record.irrigated_mu) == (7.5, 4321_50, 6)
    assert kept(source)["年度"].startswith("撤销会留下必须改正的问题，保留：")


def test_what_was_wrong_before_keeps_nothing_back(village, homes, people):
    """The house had no head when the workbook came, and gave it one; somebody corrected a telephone since."""
    first = relative(homes[0])
    Member.objects.filter(pk=first.pk).update(relation=Relation.OTHER)
    recheck([homes[0].pk])
    Doubt.objects.filter(household=homes[0]).update(found_on=timezone.localdate() - datetime.timedelta(days=3))
    row(village, "成员", first)["与户主关系"] = "户主"
    village.origin = []
    source = taken_in(village.xlsx(), people.village_worker)
    altered(homes[0], people.village_worker, phone="13800000000")
    source = undone(source, people.village_worker)
    assert relative(homes[0]).relation == Relation.OTHER
    assert kept(source) == {}
