"""What stands around a value and changes what it means: units, years, persons, other tables; what cells only show."""

import io
from decimal import Decimal

import pytest
import xlsxwriter

from kangle.exchange.intake import cells
from kangle.exchange.intake.cells import Wrong
from kangle.exchange.intake.declaring import Column, SheetForm
from kangle.exchange.intake.opening import Unreadable
from kangle.exchange.intake.quantities import Quantity, Whole, Yuan
from kangle.exchange.intake.reading import read
from tests.exchange.intake.sheets import FORM, book
from tests.exchange.intake.test_as_they_are import HEAD, ROW, refused, rows
from villages.models import Profile

YEARLY = SheetForm("yearly", "年", "年", Profile, (
    Column("number", "户编号", cells.Number(20)),
    Column("year", "年度", Whole(2050, 2013, unit="年份")),
    Column("wages", "工资性收入（元）", Yuan()),
), keys=("number", "year"))  # fmt: skip
YEARLY = SheetForm(YEARLY.code, YEARLY.title, YEARLY.label, YEARLY.model, YEARLY.columns, keys=YEARLY.keys, year="year")


# --- units ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    ["工资性收入（千元/年）", "工资性收入（注：单位千元）", "工资性收入（请按千元填）",
     "工资性收入（含补贴，千元）", "工资性收入（税后 千元）", "工资性收入（千元，整年）",
     "工资性收入【千元】", "工资性收入〔千元〕", "工资性收入（千元", "工资性收入（以千元计）"],
)  # fmt: skip
def test_a_remark_that_tells_a_unit_is_heard(heading):
    found, notes = rows(book(["户编号", heading], ["1001", 3.2]))
    assert found[0]["wages"] == 320_000
    assert any("千元→元" in note for note in notes)


@pytest.mark.parametrize(
    "cell",
    [
        "千元",
        "以千元为单位",
        "本表收入以千元为计量单位",
        "收入：千元",
        "【单位：千元】",
        "单　位：千元",
        "单位：千元整",
        "货币单位为千元",
    ],
)
def test_a_unit_above_the_head_is_heard_however_it_is_put(cell):
    assert rows(book([cell], HEAD, ["1001", "马一", 3.2, 2]))[0][0]["wages"] == 320_000


def test_a_unit_in_the_name_of_the_sheet_and_of_a_group_is_heard():
    assert rows(book(HEAD, ["1001", "马一", 3.2, 2], title="收入（千元）"))[0][0]["wages"] == 320_000
    content = book(["户编号", "收入（千元）", None], [None, "工资性收入", "其他"], ["1001", 3.2, 1])
    assert rows(content)[0][0]["wages"] == 320_000


@pytest.mark.parametrize(
    "row", [["注：收入单位为千元"], ["说明：单位：千元"], ["单位：千元"], ["备注：本表以千元为单位"], [None, "金额单位：千元"]]
)
def test_a_unit_below_the_table_is_too_late(row):
    with pytest.raises(Unreadable, match="第 3 行写着单位“千元”"):
        read(book(HEAD, ROW, row), [FORM])
    assert rows(book(HEAD, ROW, ["注：收入单位为元"]))[0][0]["wages"] == 800


def test_a_column_of_units_is_no_unknown_column():
    content = book(["户编号", "工资性收入", "计量单位"], ["1001", 3.2, "千元"])
    with pytest.raises(Unreadable, match="有一列“计量单位”（千元）"):
        read(content, [FORM])
    assert rows(book(["户编号", "工资性收入", "计量单位"], ["1001", 3, "元"]))[0][0]["wages"] == 300


@pytest.mark.parametrize("row", [[None, None, "千元/年", None], [None, None, "千元", "—"], ["—", None, "（单位：千元）", None]])
@pytest.mark.parametrize("counted", [[], [["甲", "乙", 1, 2]]])
def test_a_row_of_units_is_known_by_what_it_says(row, counted):
    assert rows(book(HEAD, *counted, row, ["1001", "马一", 3.2, 2]))[0] == [
        {"number": "1001", "name": "马一", "wages": 320_000, "land": Decimal("2.0")}
    ]


def test_a_unit_in_that_row_that_nobody_knows_refuses_its_column():
    found, notes = rows(book(HEAD, [None, None, None, "垧"], ["1001", "马一", 8, 2]))
    assert found == [{"number": "1001", "name": "马一", "wages": 800}]
    assert any("“耕地（亩）”写的单位是“垧”" in note for note in notes)


def test_the_unit_of_a_year_is_no_duration():
    content = book(["单位：元、个月"], ["户编号", "年度", "工资性收入"], ["—", "年", "元"], ["1001", 2015, 8])
    [sheet], _notes = read(content, [YEARLY])
    assert sheet.rows[0].values == {"number": "1001", "year": 2015, "wages": 800}


@pytest.mark.parametrize("code", ['0.00"千元"', "0%", "0.0%", '#,##0,"千"', '[红色]0.0"千元"', "0.00,"])
def test_a_cell_that_shows_another_number_than_it_holds_is_refused(code):
    def shown(made, sheet):
        sheet.write_number(1, 2, 0.85, made.add_format({"num_format": code}))

    [(row, name, sentence)] = refused(book(HEAD, ["1001", "马一", None, 2], then=shown))
    assert (row, name) == (2, "wages") and "显示的数和存的数不一样" in sentence


@pytest.mark.parametrize("code", ['#,##0.00"元"', "#,##0", "0.00", "[$¥-804]#,##0.00", "0.00_ "])
def test_a_format_of_its_own_unit_misleads_nobody(code):
    def shown(made, sheet):
        sheet.write_number(1, 2, 8, made.add_format({"num_format": code}))

    assert rows(book(HEAD, ["1001", "马一", None, 2], then=shown))[0][0]["wages"] == 800


# --- numbers -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", ["3,5", "9,64", "1,2,3", "12 34", "1200\n300", "1_000", "١٢", "1，0", "12 345 6"])
def test_two_numbers_in_a_cell_are_none(cell):
    with pytest.raises(Wrong, match="不是数字"):
        Yuan().read(cell)


@pytest.mark.parametrize(
    ("cell", "fen"), [("1,234,567", 123456700), ("12 345", 1234500), ("12,345.6 元", 1234560), ("１，２００", 120000)]
)
def test_commas_and_blanks_between_thousands_are_read(cell, fen):
    assert Yuan().read(cell) == fen


@pytest.mark.parametrize(
    ("reader", "cell"),
    [(Yuan(), "12.345元"), (Yuan(), "0.005元"), (Whole(999, unit="m2"), "45.5㎡"), (Whole(12, unit="个月"), "2.5个月"),
     (Whole(12, unit="个月"), "0.3年"), (Quantity(1, 99, unit="亩"), "3.55亩")],
)  # fmt: skip
def test_a_unit_behind_a_number_does_not_round_it(reader, cell):
    with pytest.raises(Wrong, match="小数太多|不是整数"):
        reader.read(cell)


# --- whose, of when ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    ["联系电话（帮扶责任人）", "联系电话（村干部）", "联系电话（配偶）", "家庭住址（原）",
     "工资性收入（人均）", "工资性收入（上年）",
     "工资性收入（元/月）", "工资性收入（2014年度）", "工资性收入（累计）"],
)  # fmt: skip
def test_a_bracket_that_makes_another_column_of_it_refuses_the_sheet(heading):
    with pytest.raises(Unreadable, match="分不清是哪一列"):
        read(book(["户编号", heading], ["1001", "5"]), [FORM])


@pytest.mark.parametrize(
    "heading", ["联系电话（手机）", "家庭住址（含村社）", "工资性收入（必填）", "姓名（与户口簿一致）", "采集日期（年月日）"]
)
def test_a_bracket_that_only_explains_does_not(heading):
    [sheet], _notes = read(book(["户编号", heading], ["1001", None]), [FORM])
    assert len(sheet.placed) == 2


@pytest.mark.parametrize("group", ["担保人信息", "监护人情况", "邻居情况", "房东信息", "人均收入", "三年累计收入", "儿子收入"])
def test_only_a_group_known_to_say_nothing_of_whose_it_is_is_passed_over(group):
    content = book(["户编号", group, None], [None, "联系电话", "工资性收入"], ["1001", "13900000000", 5])
    with pytest.raises(Unreadable, match="表头"):
        read(content, [FORM])


@pytest.mark.parametrize("group", ["家庭基本情况", "一、收入情况", "生产生活条件", "联系方式和收入"])
def test_a_group_of_such_words_is_read(group):
    content = book(["户编号", group, None], [None, "联系电话", "工资性收入"], ["1001", "13900000000", 5])
    assert rows(content)[0] == [{"number": "1001", "phone": "13900000000", "wages": 500}]


def test_the_year_of_a_heading_and_of_a_title_is_held_against_the_row():
    content = book(["户编号", "年度", "工资性收入（2014年度）"], ["1001", 2015, 5], ["1002", 2014, 5])
    [sheet], _notes = read(content, [YEARLY])
    assert [row.is_refused for row in sheet.rows] == [True, False]
    content = book(["2014年度收入统计表"], ["户编号", "年度", "工资性收入"], ["1001", 2015, 5], ["1002", 2014, 5])
    [sheet], _notes = read(content, [YEARLY])
    assert [[sentence for _name, sentence, kind in row.faults if kind == "hint"] for row in sheet.rows] == [
        ["表名写的是 2014 年，这一行是 2015 年度：请核对。"], []
    ]  # fmt: skip
    content = book(["填表日期：2016年1月5日"], ["户编号", "年度", "工资性收入"], ["1001", 2015, 5])
    [sheet], _notes = read(content, [YEARLY])
    assert sheet.rows[0].faults == []


# --- other tables, cells that moved -----------------------------------------------------------------------------------------


def test_a_second_table_below_the_first_refuses_the_sheet():
    content = book(
        ["户编号", "工资性收入", "采集日期"], ["1001", 8, "2015-06-01"], [], ["户编号", "采集日期", "工资性收入"], ["1002", 9, 7]
    )
    with pytest.raises(Unreadable, match="第 4 行又是一个表头"):
        read(content, [FORM])


def test_the_head_once_more_as_on_every_printed_page_is_passed_over():
    found, notes = rows(book(HEAD, ROW, HEAD, ["1002", "马二", 9, 1]))
    assert [row["number"] for row in found] == ["1001", "1002"]
    assert any("第 3 行" in note for note in notes)


@pytest.mark.parametrize("separator", [",", ";", "，"])
def test_a_line_with_more_cells_than_the_head_is_refused(separator):
    lines = [["户编号", "工资性收入", "耕地"], ["1001", "9", "642", "3"], ["1002", "9", "3"]]
    content = "\n".join(separator.join(line) for line in lines).encode()
    assert [(number, "多出了格子" in sentence) for number, _name, sentence in refused(content)] == [(2, True)]


def test_what_stands_beside_the_table_in_a_workbook_is_named():
    found, notes = rows(book(["户编号", "工资性收入"], ["1001", None, 500], ["1002", 7, None]))
    assert [row.get("wages") for row in found] == [None, 700]
    assert any("第 2 行在没有表头的列里也写了内容" in note for note in notes)


@pytest.mark.parametrize(
    "text",
    [
        '户编号,家庭住址,工资性收入\n1001,"一社,1\n1002,二社,2\n1003,三社,3\n',
        '户编号,家庭住址,工资性收入\n1001,"一社,1\n1002,二社",2\n1003,三社,3\n',
    ],
)
def test_a_mark_without_its_pair_swallows_no_rows(text):
    with pytest.raises(Unreadable, match="引号|读不出来"):
        read(text.encode(), [FORM])


def test_a_cell_of_two_lines_is_one_cell():
    [sheet], _notes = read('户编号,家庭住址,工资性收入\n1001,"一社\n3 号",1\n'.encode(), [FORM])
    assert [row.values["address"] for row in sheet.rows] == ["一社 3 号"]


@pytest.mark.parametrize("row", [["共1户", None, 8], ["合计", 2015, 8], ["总计：2户", None, 8]])
def test_a_sum_is_known_whatever_number_stands_beside_it(row):
    [sheet], notes = read(book(["户编号", "年度", "工资性收入"], ["1001", 2015, 8], row), [YEARLY])
    assert len(sheet.rows) == 1 and any("合计或签字" in note for note in notes)


def test_a_sheet_of_data_under_the_name_of_a_template_s_own_is_named():
    target = io.BytesIO()
    made = xlsxwriter.Workbook(target)
    for name, row in (("表", ROW), ("说明", ["1002", "马二", 9, 1])):
        sheet = made.add_worksheet(name)
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, row)
    made.close()
    _sheets, notes = read(target.getvalue(), [FORM])
    assert any("工作表“说明”没有读" in note for note in notes)


def test_headings_are_known_with_what_nobody_sees_in_them():
    content = book(["\ufeff户编号", "⼯资性收\u200b入", "耕\u00ad地"], ["1001", 8, 2])
    assert rows(content)[0] == [{"number": "1001", "wages": 800, "land": Decimal("2.0")}]


# --- words and days ------------------------------------------------------------------------------------------------------


def test_a_word_answers_the_column_it_belongs_to_and_no_other():
    safe, hard = cells.YesNo(("安全", "达标"), is_had=True), cells.YesNo(("困难",), is_had=True)
    assert safe.read("达标") and safe.read("不安全") is False and hard.read("困难") and hard.read("无困难") is False
    for reader, word in ((safe, "困难"), (hard, "安全"), (cells.YesNo(), "有"), (cells.YesNo(), "具备")):
        with pytest.raises(Wrong, match="是”或“否"):
            reader.read(word)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2015-12-30T16:00:00.000Z", "2015-12-31"),
        ("2015-12-30T10:00:00Z", "2015-12-30"),
        ("2015-12-30 23:30:00+08:00", "2015-12-30"),
    ],
)
def test_the_day_of_a_moment_is_the_day_here(cell, day):
    assert cells.Day().read(cell).isoformat() == day


def test_a_workbook_that_counts_from_1904_is_read_by_its_own_count():
    target = io.BytesIO()
    made = xlsxwriter.Workbook(target, {"date_1904": True})
    sheet = made.add_worksheet("表")
    sheet.write_row(0, 0, ["户编号", "采集日期"])
    sheet.write_row(1, 0, ["1001", 40907])
    made.close()
    assert rows(target.getvalue())[0][0]["day"].isoformat() == "2015-12-31"


@pytest.mark.parametrize(
    "text", ["同户主", "同上一户", "与上同", "见上", "见户口本", "未填", "暂缺", "''同上", "同", "上同", "ditto", "N.A."]
)
def test_what_only_points_elsewhere_is_no_text(text):
    with pytest.raises(Wrong, match="不是内容"):
        cells.Text(40).read(text)


@pytest.mark.parametrize("character", "\u00ad\u2061\u2066\u3164\ufe0f\u200b")
def test_what_nobody_sees_is_refused(character):
    with pytest.raises(Wrong, match="看不见的字符"):
        cells.Name(30).read(f"马{character}一")
