"""Which sheet is which form, where its head is, and what of it is passed over: nothing silently."""

import io

import pytest
import xlsxwriter

from households.workbook.sheets import MEMBERS, SHEETS
from kangle.exchange.intake.opening import Unreadable, letters
from kangle.exchange.intake.reading import read

HEAD = ["户编号", "姓名", "证件号码", "与户主关系"]


def workbook(*rows, name="成员", merge=None):
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet(name)
    for line, row in enumerate(rows):
        for number, cell in enumerate(row):
            sheet.write(line, number, cell)
    if merge:
        sheet.merge_range(*merge, "马")
    book.close()
    return target.getvalue()


def test_the_head_is_found_below_a_title_whatever_the_sheet_is_called():
    [sheet], notes = read(workbook(["贫困户成员采集表"], [], HEAD, ["1", "马一", "2", "户主"], name="Sheet1"), SHEETS)
    assert (sheet.form, sheet.head, notes) == (MEMBERS, 2, [])
    assert [(row.number, row.values["name"], row.values["relation"]) for row in sheet.rows] == [(4, "马一", "01")]


def test_headings_are_known_with_stars_units_and_other_names():
    [sheet], _notes = read(workbook(["* 户号", "姓 名", "身份证号码", "与户主关系（代码）"], ["1", "马一", "2", "01"]), SHEETS)
    assert set(sheet.placed) == {"number", "name", "identity_number", "relation"}


def test_columns_and_sheets_that_are_not_known_are_named():
    _sheets, notes = read(workbook([*HEAD, "备注"], ["1", "马一", "2", "户主", "x"]), SHEETS)
    assert "备注" in notes[0] and "成员" in notes[0]


def test_a_heading_twice_stops_the_reading_and_says_where():
    with pytest.raises(Unreadable, match="“姓名”有两列.*E"):
        read(workbook([*HEAD, "姓名"], ["1", "马一", "2", "户主", "马二"]), SHEETS)


@pytest.mark.parametrize("content", [workbook(["a", "b"], [1, 2]), "姓名,年龄\n马一,3\n".encode(), b"\xff\xfe\x00junk\x81"])
def test_what_is_no_form_is_told_which_columns_are_asked_for(content):
    with pytest.raises(Unreadable) as fault:
        read(content, SHEETS)
    assert "证件号码" in str(fault.value) or "GB18030" in str(fault.value)


def test_merged_cells_send_their_rows_back():
    content = workbook(HEAD, ["1", "马一", "2", "户主"], ["1", "", "3", "配偶"], merge=(1, 1, 2, 1))
    [sheet], _notes = read(content, SHEETS)
    assert [row.is_refused for row in sheet.rows] == [True, True]
    assert "B2:B3" in sheet.rows[0].faults[0][1]


def test_blank_rows_and_rows_of_shown_columns_only_are_no_rows():
    [sheet], _notes = read(workbook(HEAD, ["", " ", "", ""], ["1", "马一", "2", "户主"], ["", "", "", ""]), SHEETS)
    assert [row.number for row in sheet.rows] == [3]


def test_a_csv_may_be_separated_by_semicolons():
    [sheet], _notes = read("户编号;姓名;证件号码;与户主关系\n1;马一;2;户主\n".encode("gb18030"), SHEETS)
    assert sheet.rows[0].values["name"] == "马一"


def test_a_csv_with_an_endless_field_is_told_its_row():
    with pytest.raises(Unreadable, match="第 2 行"):
        read(("户编号,姓名,证件号码,与户主关系\n" + "x" * 200_000).encode(), SHEETS)


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ")])
def test_columns_are_called_as_the_spreadsheet_calls_them(index, name):
    assert letters(index) == name
