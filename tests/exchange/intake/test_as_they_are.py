"""Workbooks as people and other programs really make them: what a value means may stand around it."""

import datetime
from decimal import Decimal

import pytest

from kangle.exchange.intake import cells
from kangle.exchange.intake.cells import Wrong
from kangle.exchange.intake.markup import UNRECKONED, gone_through
from kangle.exchange.intake.opening import Unreadable
from kangle.exchange.intake.reading import read
from tests.exchange.intake.sheets import FORM, altered, book

HEAD = ["户编号", "姓名", "工资性收入", "耕地"]
ROW = ["1001", "马一", 8, 2]


def rows(content):
    [sheet], notes = read(content, [FORM])
    return [row.values for row in sheet.rows], notes


def refused(content):
    [sheet], _notes = read(content, [FORM])
    return [(row.number, name, sentence) for row in sheet.rows for name, sentence, kind in row.faults if kind == "error"]


# --- units -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "cell", "name", "value"),
    [
        ("工资性收入（万元）", 0.85, "wages", 850_000),
        ("工资性收入(千元)", 3.2, "wages", 320_000),
        ("工资性收入/万元", 1, "wages", 1_000_000),
        ("工资性收入（单位：万元）", 1, "wages", 1_000_000),
        ("工资性收入（万元）（必填）", 1, "wages", 1_000_000),
        ("工资性收入（元）", 8500, "wages", 850_000),
        ("耕地（公顷）", 0.6, "land", Decimal("9.0")),
        ("耕地（平方米）", 2000, "land", Decimal("3.0")),
        ("距离（米）", 450, "way", Decimal("0.45")),
        ("距离（里）", 3, "way", Decimal("1.50")),
        ("务工月数（年）", 1, "months", 12),
    ],
)
def test_a_heading_tells_the_unit(heading, cell, name, value):
    assert rows(book(["户编号", heading], ["1001", cell]))[0] == [{"number": "1001", name: value}]


def test_what_was_converted_is_told_and_nothing_else():
    _found, notes = rows(book(["户编号", "工资性收入（万元）", "耕地（亩）"], ["1001", 0.85, 3]))
    assert len(notes) == 1 and "“工资性收入”万元→元" in notes[0] and "耕地" not in notes[0]


def test_a_row_above_the_head_tells_the_units_of_all_that_say_none():
    found, notes = rows(book(["收入统计表"], ["填报单位：高林湾村", None, "单位：万元、公顷"], HEAD, ["1001", "马一", 0.8, 2]))
    assert found[0]["wages"] == 800_000 and found[0]["land"] == Decimal("30.0")
    assert "万元→元" in notes[0] and "公顷→亩" in notes[0]


def test_a_row_below_the_head_tells_the_units():
    found, _notes = rows(book(HEAD, [None, None, "（万元）", "亩"], ["1001", "马一", 0.8, 2]))
    assert found == [{"number": "1001", "name": "马一", "wages": 800_000, "land": Decimal("2.0")}]


@pytest.mark.parametrize("cell", ["0.85万元", "8,500元", "8500 元", "８５００", "8.5千元"])
def test_a_cell_tells_its_unit(cell):
    assert rows(book(["户编号", "工资性收入"], ["1001", cell]))[0][0]["wages"] == 850_000


@pytest.mark.parametrize("heading", ["耕地（垧）", "耕地（斤）"])
def test_a_unit_nobody_knows_refuses_its_column_by_name(heading):
    found, notes = rows(book(["户编号", "姓名", heading], ["1001", "马一", 2]))
    assert found == [{"number": "1001", "name": "马一"}]
    assert any("耕地" in note and heading[3] in note and "没有读" in note for note in notes)


def test_two_units_of_one_column_are_refused():
    with pytest.raises(Unreadable, match="两种单位"):
        read(book(["单位：万元"], ["户编号", "工资性收入（元）"], ["1001", 8]), [FORM])


# --- heads -------------------------------------------------------------------------------------------------------------

TWO_ROWS = [
    ["高林湾村2015年统计表"],
    ["填报单位：高林湾村委会", None, None, None, "单位：元、亩"],
    ["序号", "户编号", "姓名", "收入情况", None, "耕地"],
    [None, None, None, "工资性收入", "其他", None],
    [1, "1001", "马一", 4321, 5, 11.2],
    ["合计", None, None, 4321, 5, 11.2],
    ["填表人：张某    审核人：李某"],
]


@pytest.mark.parametrize("merged", [(), ("D3:E3", "A3:A4", "B3:B4", "C3:C4", "F3:F4", "A1:F1")])
def test_a_head_of_two_rows_is_read_as_one(merged):
    found, notes = rows(book(*TWO_ROWS, merged=merged))
    assert found == [{"number": "1001", "name": "马一", "wages": 432_100, "land": Decimal("11.2")}]
    assert any("第 6 行是合计或签字" in note for note in notes)


def test_a_second_row_that_nobody_knows_refuses_the_sheet():
    content = book(["户编号", "姓名", "收入情况", None, "耕地"], [None, None, "工资", "经营", None], ["1001", "马一", 1, 2, 3])
    with pytest.raises(Unreadable, match="表头像是有两行，第 2 行（工资、经营）"):
        read(content, [FORM])


@pytest.mark.parametrize("group", ["帮扶责任人", "2014年", "上年", "配偶情况", "联系人信息"])
def test_a_group_that_makes_another_column_of_it_refuses_the_sheet(group):
    content = book(["户编号", "姓名", group, None], [None, None, "联系电话", "家庭住址"], ["1001", "马一", "13900000000", "一社"])
    with pytest.raises(Unreadable, match="表头"):
        read(content, [FORM])


def test_a_row_that_counts_the_columns_is_no_data():
    found, _notes = rows(book(HEAD, ["甲", "乙", 1, 2], ROW))
    assert [row["number"] for row in found] == ["1001"]


def test_the_first_family_is_data_however_little_it_tells():
    found, _notes = rows(book(["户编号", "姓名", "家庭住址"], ["1001", "马一", "一社"], ["1002", "马二", "二社"]))
    assert len(found) == 2


# --- what is unreadable is not blank --------------------------------------------------------------------------------------


def with_cell(cell):
    """A workbook whose C2 is written as XML."""
    content = book(HEAD, ["1001", "马一", 777, 2])

    def alter(name, part):
        if name == "xl/workbook.xml":
            part = part.replace(b' fullCalcOnLoad="1"', b"")
        return name, part.replace(b'<c r="C2"><v>777</v></c>', cell) if name.endswith("sheet1.xml") else part

    return altered(content, alter)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (b'<c r="C2" t="e"><v>#N/A</v></c>', "#N/A"),
        (b"<c r='C2' t='e'><v>#DIV/0!</v></c>", "#DIV/0!"),
        (b'<c r="C2" t="str"><v>#REF!</v></c>', "#REF!"),
        (b'<c r="C2"><f>SUM(D2)</f></c>', "公式"),
        (b'<c r="C2"><f>SUM(D2)</f><v></v></c>', "公式"),
        (b'<c r="C2"><f>SUM(D2)</f><v/></c>', "公式"),
    ],
)
def test_an_error_and_a_formula_without_a_result_send_the_row_back(cell, said):
    [(number, name, sentence)] = refused(with_cell(cell))
    assert (number, name) == (2, "wages") and said in sentence


def test_a_formula_with_its_result_is_read_and_an_empty_text_is_blank():
    assert rows(with_cell(b'<c r="C2"><f>SUM(D2)</f><v>12</v></c>'))[0][0]["wages"] == 1200
    assert "wages" not in rows(with_cell(b'<c r="C2" t="str"><f>T(D2)</f><v></v></c>'))[0][0]


def test_a_result_that_no_spreadsheet_reckoned_is_none():
    """A library writes 0 for every formula and asks that all be reckoned when the file is opened."""
    content = book(HEAD, ["1001", "马一", None, 2], then=lambda _book, sheet: sheet.write_formula("C2", "=SUM(D2)"))
    [(_number, name, sentence)] = refused(content)
    assert name == "wages" and "公式" in sentence


@pytest.mark.parametrize("text", ["#N/A", "#VALUE!", "#######"])
def test_an_error_copied_as_text_is_one(text):
    with pytest.raises(Wrong, match="错误值"):
        cells.Text(40).read(text)


def test_places_that_cells_leave_out_follow_from_the_one_before():
    class Stream:
        def __init__(self):
            self.parts = [b'<worksheet><sheetData><row><c><v>1</v></c><c t="e"><v>#N/A</v></c></row><row><c><f>A1</f></c></row>'
                          b"</sheetData></worksheet>", b""]  # fmt: skip

        def read(self, _size):
            return self.parts.pop(0)

    assert gone_through(Stream()).broken == {(0, 1): "#N/A", (1, 0): UNRECKONED}


# --- what cannot be seen -----------------------------------------------------------------------------------------------


def test_a_hidden_sheet_is_named_and_not_read():
    def add_old(made, sheet):
        old = made.add_worksheet("表(旧)")
        for line, row in enumerate([HEAD, ["1001", "旧名", 1, 1]]):
            old.write_row(line, 0, row)
        old.hide()

    found, notes = rows(book(HEAD, ROW, then=add_old))
    assert found[0]["name"] == "马一" and any("表(旧)" in note and "隐藏" in note for note in notes)


def test_where_only_a_hidden_sheet_is_a_form_it_is_said():
    content = book(HEAD, ROW, then=lambda made, sheet: (made.add_worksheet("空").activate(), sheet.hide()))
    with pytest.raises(Unreadable, match="隐藏的工作表“表”"):
        read(content, [FORM])


def test_hidden_rows_and_columns_are_counted():
    def hide(_made, sheet):
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column("D:D", None, None, {"hidden": True})

    found, notes = rows(book(HEAD, ROW, ["1002", "马二", 1, 1], then=hide))
    assert len(found) == 2
    assert any("有 1 行是隐藏的" in note for note in notes) and any("列是隐藏的" in note and "耕地" in note for note in notes)


# --- guards and guesses ------------------------------------------------------------------------------------------------


def test_merged_cells_count_only_in_a_column_that_is_read():
    content = [[*HEAD, "家庭人口"], [*ROW, 2], ["1002", "马二", 1, 1]]
    assert len(rows(book(*content, merged=("E2:E3",)))[0]) == 2
    assert [number for number, _name, _sentence in refused(book(*content, merged=("C2:C3",)))] == [2, 3]


def test_full_width_commas_within_the_cells_are_no_separators():
    text = "户编号,姓名,家庭住址\n1001,马一,高林湾，一社，三号，东头，旁边\n"
    assert rows(text.encode())[0] == [{"number": "1001", "name": "马一", "address": "高林湾，一社，三号，东头，旁边"}]
    assert rows("户编号，姓名\n1001，马一\n".encode("gb18030"))[0] == [{"number": "1001", "name": "马一"}]


def test_a_text_of_a_spreadsheet_in_utf_16_is_read():
    assert rows("户编号\t姓名\n1001\t马一\n".encode("utf-16"))[0] == [{"number": "1001", "name": "马一"}]


@pytest.mark.parametrize(
    "rename",
    [
        lambda name: name.replace("workbook.xml", "workbook22.xml"),
        lambda name: name.replace("/", "\\") if name.startswith("xl/") else name,
        lambda name: name.upper() if name.startswith("xl/") else name,
    ],
)
def test_parts_as_other_writers_call_them(rename):
    def alter(name, part):
        return rename(name), part.replace(b"workbook.xml", b"workbook22.xml") if "workbook22" in rename("workbook.xml") else part

    assert rows(altered(book(HEAD, ROW), alter))[0][0]["name"] == "马一"


# --- one shape for what is typed ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["'", "’", "‘", "`", "＇"])
def test_the_mark_that_keeps_a_number_text_is_dropped(mark):
    found, _notes = rows(book(["户编号", "姓名"], [f"{mark}1001", f"{mark}马一"]))
    assert found == [{"number": "1001", "name": "马一"}]


@pytest.mark.parametrize(
    "cell",
    ["2015-12-31 00:00:00", "2015/12/31 0:00", "2015-12-31T08:30:00", "2015年12月31日", "2015.12.31", "2015年12月31日 星期四"],
)
def test_a_day_with_an_hour_behind_it_is_the_day(cell):
    assert cells.Day().read(cell) == datetime.date(2015, 12, 31)


@pytest.mark.parametrize(
    "cell",
    [datetime.date(2015, 3, 12), datetime.datetime(2015, 3, 12, 8), datetime.time(8, 30), datetime.timedelta(hours=3), True],
)
def test_what_a_spreadsheet_made_of_a_text_is_not_taken_for_one(cell):
    for reader in (cells.Text(40), cells.Number(20), cells.Name(30)):
        with pytest.raises(Wrong, match="文本"):
            reader.read(cell)


@pytest.mark.parametrize("cell", ["2015-03-12", "2015/3/12 0:00", "8:30"])
def test_nor_what_a_table_of_text_has_of_it(cell):
    with pytest.raises(Wrong, match="日期或时间"):
        cells.Text(40).read(cell)


@pytest.mark.parametrize("cell", ["同上", "〃", "/", "—", "无"])
def test_what_only_says_as_above_is_no_text(cell):
    for reader in (cells.Text(40), cells.Number(20)):
        with pytest.raises(Wrong, match="不是内容"):
            reader.read(cell)


KIN = cells.Choice([("02", "配偶"), ("05", "之儿媳")], {"妻子": "02", "媳妇": ("02", "05")})


def test_a_usual_wording_is_read_and_one_of_two_meanings_is_asked_back():
    assert KIN.read("妻子") == "02" and KIN.read("02.配偶") == "02" and KIN.read("配偶02") == "02"
    with pytest.raises(Wrong, match="“媳妇”可以指配偶、之儿媳"):
        KIN.read("媳妇")


@pytest.mark.parametrize(
    ("cell", "value"), [("已参加", True), ("未参加", False), ("没有享受", False), ("已通", True), ("不通", False)]
)
def test_who_takes_part_is_a_yes(cell, value):
    assert cells.YesNo(("参加", "享受", "通")).read(cell) is value
