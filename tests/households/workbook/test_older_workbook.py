"""A workbook that was taken out before others wrote: what nobody altered in it does nothing, what both altered is asked about."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from households.models import Household, Member, YearRecord
from kangle.areas.models import Group
from kangle.exchange.intake import actions
from kangle.exchange.intake.reading import OURS, THEIRS
from kangle.exchange.models import Import
from tests.households.workbook.books import Typed, faults, sent, taken_in, worked
from tests.households.workbook.test_contradictions import asked, chosen

pytestmark = pytest.mark.django_db


@pytest.fixture
def older(homes, people, small_county):
    """The village's workbook; since it was taken out, phones wrote an address, a member's health and a year's wages."""
    book = Typed(small_county.gaolinwan)
    Household.objects.filter(pk=homes[0].pk).update(address="手机写的")
    homes[0].members.update(health="chronic")
    YearRecord.objects.filter(household=homes[0]).update(wages_fen=1_00)
    return book


def test_cells_nobody_altered_since_put_nothing_back(older, people):
    source = sent(older.xlsx(), people.village_worker)
    assert (source.to_write, source.refused) == (0, 0), faults(source)


def test_what_is_altered_in_the_workbook_alone_is_written_and_nothing_beside_it(older, homes, people):
    older.sheets["户"][0]["联系电话"] = "13900001111"
    source = taken_in(older.xlsx(), people.village_worker)
    homes[0].refresh_from_db()
    assert source.count("changed") == 1 and (homes[0].phone, homes[0].address) == ("13900001111", "手机写的")


@pytest.mark.parametrize(("answer", "address"), [(THEIRS, "表里写的"), (OURS, "手机写的")])
def test_what_both_altered_is_chosen_and_the_rest_goes_in(answer, address, older, homes, people):
    older.sheets["户"][0].update({"家庭住址": "表里写的", "联系电话": "13900001111"})
    source = sent(older.xlsx(), people.village_worker)
    [(sheet, row, sentence)] = asked(source)
    assert (sheet, row) == ("户", 2) and "系统里也改过" in sentence
    row = source.outcomes.get(outcome="asked")
    assert row.changes["address"] == ["手机写的", "表里写的"]
    chosen(source, answer, people.village_worker)
    homes[0].refresh_from_db()
    assert (homes[0].address, homes[0].phone) == (address, "13900001111")


def test_both_wrote_the_same_is_no_question(older, homes, people):
    older.sheets["户"][0]["家庭住址"] = "手机写的"
    assert sent(older.xlsx(), people.village_worker).to_write == 0


def test_rows_in_another_order_are_known_all_the_same(older, people):
    for rows in older.sheets.values():
        rows.reverse()
    assert sent(older.xlsx(), people.village_worker).to_write == 0


def test_a_cell_to_be_emptied_that_was_altered_is_asked_about(older, homes, people):
    Household.objects.filter(pk=homes[0].pk).update(phone="13900009999")
    older.sheets["户"][0]["联系电话"] = "清空"
    [(_sheet, _row, sentence)] = asked(sent(older.xlsx(), people.village_worker))
    assert "系统里也改过" in sentence


def test_what_is_written_between_the_question_and_the_confirmation_is_not_lost(homes, people, small_county):
    book = Typed(small_county.gaolinwan)
    book.sheets["户"][0]["家庭住址"] = "表里写的"
    source = sent(book.xlsx(), people.village_worker)
    Household.objects.filter(pk=homes[0].pk).update(address="手机刚写的")
    source = worked(actions.confirm(source, by=people.village_worker))
    homes[0].refresh_from_db()
    assert homes[0].address == "手机刚写的" and source.refused == 1
    assert "确认之前" in faults(source)[0][3]


def test_a_workbook_that_does_not_say_what_it_was_made_from_is_read_as_before(older, homes, people):
    older.origin = []
    source = taken_in(older.xlsx(), people.village_worker)
    homes[0].refresh_from_db()
    assert homes[0].address == "一社 1 号" and source.count("changed") > 1


def test_the_returned_rows_say_it_too(older, homes, people, as_person):
    from django.urls import reverse

    older.sheets["户"][0]["主要致贫原因"] = "火星"
    source = sent(older.xlsx(), people.village_worker)
    client = as_person(people.village_worker)
    content = b"".join(client.get(reverse("exchange:returned", args=[source.pk])).streaming_content)
    again = sent(content, people.village_worker)
    assert again.count("changed") == 0 and Member.objects.filter(household=homes[0], health="chronic").exists()


@pytest.fixture
def grouped(homes, people, small_county):
    """The village's workbook with its first household in 一社, and its groups by their names."""
    groups = {
        name: Group.objects.get_or_create(village=small_county.gaolinwan, number=number, defaults={"name": name})[0]
        for number, name in enumerate(("一社", "二社", "三社"), start=1)
    }
    Household.objects.filter(pk=homes[0].pk).update(group=groups["一社"])
    return Typed(small_county.gaolinwan), groups


def moved_to(group, home):
    Household.objects.filter(pk=home.pk).update(group=group)


@pytest.mark.parametrize(("answer", "stays"), [(THEIRS, "三社"), (OURS, "二社")])
def test_a_group_both_altered_is_asked_about(answer, stays, grouped, homes, people):
    book, groups = grouped
    moved_to(groups["二社"], homes[0])
    book.sheets["户"][0]["社"] = "三社"
    source = sent(book.xlsx(), people.village_worker)
    [(_sheet, _row, sentence)] = asked(source)
    assert "系统里也改过" in sentence
    chosen(source, answer, people.village_worker)
    homes[0].refresh_from_db()
    assert homes[0].group.name == stays


def test_a_group_to_be_emptied_that_was_altered_is_asked_about(grouped, homes, people):
    book, groups = grouped
    moved_to(groups["二社"], homes[0])
    book.sheets["户"][0]["社"] = "清空"
    assert len(asked(sent(book.xlsx(), people.village_worker))) == 1


@pytest.mark.parametrize(("cell", "name"), [("3", "三社"), ("清空", None)])
def test_a_group_the_workbook_alone_altered_is_written(cell, name, grouped, homes, people):
    book, _groups = grouped
    book.sheets["户"][0]["社"] = cell
    taken_in(book.xlsx(), people.village_worker)
    homes[0].refresh_from_db()
    assert (homes[0].group and homes[0].group.name) == name


def test_a_group_that_another_name_was_given_since_is_left_alone(grouped, homes, people):
    book, groups = grouped
    groups["一社"].name = "上庄社"
    groups["一社"].save()
    source = sent(book.xlsx(), people.village_worker)
    assert (source.to_write, source.refused) == (0, 0), faults(source)


def test_the_groups_of_a_village_are_asked_for_once(grouped, homes, people):
    book, groups = grouped
    Household.objects.filter(pk__in=[home.pk for home in homes[:2]]).update(group=groups["二社"])
    with CaptureQueriesContext(connection) as asked_for:
        sent(book.xlsx(), people.village_worker)
    assert sum('FROM "areas_group"' in query["sql"] for query in asked_for) == 1


def test_a_row_that_is_somebody_elses_stays_out_whole_though_others_altered_it_too(older, homes, people):
    member = homes[0].members.order_by("pk").last()
    row = next(each for each in older.sheets["成员"] if each["证件号码"] == member.identity_number)
    row.update({"姓名": "杨别人", "健康状况": "残疾", "务工月数": 7})
    source = chosen(sent(older.xlsx(), people.village_worker), OURS, people.village_worker)
    after = Member.objects.get(pk=member.pk)
    assert (after.name, after.health, after.months_worked) == (member.name, "chronic", member.months_worked)
    assert source.count("changed") == 0


def test_a_name_corrected_on_the_card_does_not_keep_the_rest_of_the_row_out(older, homes, people):
    member = homes[0].members.order_by("pk").last()
    Member.objects.filter(pk=member.pk).update(name="马更正")
    row = next(each for each in older.sheets["成员"] if each["证件号码"] == member.identity_number)
    row.update({"健康状况": "残疾", "务工月数": 7})
    chosen(sent(older.xlsx(), people.village_worker), OURS, people.village_worker)
    after = Member.objects.get(pk=member.pk)
    assert (after.name, after.health, after.months_worked) == ("马更正", "chronic", 7)


def told_of_no_origin(source):
    return [str(note) for note in source.notes if "没有说明是什么时候" in str(note)]


def test_a_file_that_would_put_old_values_back_says_that_it_does_not_tell_its_day(older, people):
    older.origin = []
    source = sent(older.xlsx(), people.village_worker)
    [note] = told_of_no_origin(source)
    assert f"有 {source.count('changed')} 行" in note


def test_saved_as_csv_it_says_so_too(older, people):
    assert len(told_of_no_origin(sent(older.csv("户"), people.village_worker, "户.csv"))) == 1


def test_the_template_itself_says_nothing_of_it(older, people):
    older.sheets["户"][0]["联系电话"] = "13900001111"
    assert told_of_no_origin(sent(older.xlsx(), people.village_worker)) == []


def test_a_file_that_changes_nothing_stored_says_nothing_of_it(homes, people, small_county):
    book = Typed(small_county.gaolinwan)
    book.origin = []
    assert told_of_no_origin(sent(book.xlsx(), people.village_worker)) == []


def told_of_other_values(source):
    return [str(note) for note in source.notes if "与下载时一样" in str(note)]


def test_what_the_system_has_otherwise_is_told_once_a_sheet(older, homes, people):
    Household.objects.filter(pk=homes[1].pk).update(phone="13900009999")
    households, members, years = told_of_other_values(sent(older.xlsx(), people.village_worker))
    assert "“成员”有 4 行" in members and "健康状况" in members
    assert "“户”有 2 行（第 2、3 行）" in households and "家庭住址、联系电话" in households
    assert "“年度”有 1 行" in years and "工资性收入" in years


def test_a_row_that_changes_something_else_tells_it_itself(older, people):
    older.sheets["户"][0]["联系电话"] = "13900001111"
    row = sent(older.xlsx(), people.village_worker).outcomes.get(outcome="changed")
    assert [(heading, kind) for _letter, heading, sentence, kind in row.faults if "与下载时" in str(sentence)] == [
        ("家庭住址", "hint")
    ]


def test_where_system_and_workbook_agree_nothing_is_told(homes, people, small_county):
    assert told_of_other_values(sent(Typed(small_county.gaolinwan).xlsx(), people.village_worker)) == []


def test_a_template_that_does_not_tell_its_homes_yet_is_known_by_its_values(older, homes, people):
    older.origin = [row[:4] for row in older.origin]
    older.sheets["户"][0]["家庭住址"] = "表里写的"
    source = sent(older.xlsx(), people.village_worker)
    assert (source.count("changed"), source.refused, len(asked(source))) == (0, 0, 1), faults(source)


@pytest.mark.parametrize("key", ["9" * 30, "9" * 5000, "²", "-1", "x"])
def test_a_hidden_sheet_somebody_wrote_into_is_no_harm(key, older, people):
    for row in older.origin[2:]:
        row[-1] = key
    older.origin.append(["row", "households", key, "AAAAAAAA", key])
    source = sent(older.xlsx(), people.village_worker)
    assert source.state == Import.State.READY and source.refused == 0
