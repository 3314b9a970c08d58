"""A table as a file: numbers are numbers, texts never formulas, the same rows the same bytes, columns as wide as Chinese."""

import csv
import datetime
import hashlib
import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from kangle.exchange.paper import Field, Paper, layout, lines_of, wide
from kangle.exchange.plain import write_csv
from kangle.exchange.xlsx import write_xlsx

DAY = datetime.date(2015, 12, 31)
COLUMNS = [
    *(Field("名次", "number"), Field("乡镇"), Field("资金（元）", "money"), Field("比例", "share")),
    *(Field("日期", "date"), Field("说明", "sentence"), Field("年度")),
]
ROW = [1, "附城镇", Decimal("1234567.89"), 0.955, datetime.date(2015, 5, 6), "说明", 2015]
PAPER = Paper("2015年排名", [("地区", "康乐县"), ("截至", "2015-12-31")], COLUMNS, DAY)


def book(paper=PAPER, rows=(ROW,)):
    target = io.BytesIO()
    told = write_xlsx(target, paper, rows)
    target.seek(0)
    return told, target


def sheet(*given):
    return CalamineWorkbook.from_filelike(book(*given)[1]).get_sheet_by_index(0).to_python()


def part(target, name="xl/worksheets/sheet1.xml"):
    return zipfile.ZipFile(target).read(name).decode()


def only(value, kind="text"):
    """What a cell of one value is read as."""
    return sheet(Paper("一列", [], [Field("甲", kind)], DAY), [[value], ["下一行"]])[-2][0]


def test_title_and_facts_stand_above_the_head():
    title, facts, head, row = sheet()
    assert title[0] == "2015年排名"
    assert facts[0] == "地区：康乐县　　截至：2015-12-31"
    assert head == [column.name for column in COLUMNS]
    assert row == [1.0, "附城镇", 1234567.89, 0.955, datetime.date(2015, 5, 6), "说明", 2015.0]


def test_sums_and_foot_stand_below_the_rows():
    paper = replace(PAPER, sums=["合计", None, Decimal("5.00"), None, None, None, None], foot=lambda told: [f"共 {told.rows} 行"])
    *_above, row, sums, foot = sheet(paper, [ROW, ROW])
    assert (sums[0], sums[2]) == ("合计", 5.0)
    assert foot[0] == "共 2 行"


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "<&>\"'", " 两边空格 ", "第一行\n第二行", "𠮷㐂䶮", "622922198001010011"])
def test_a_text_comes_back_as_it_was(text):
    assert only(text) == text


@pytest.mark.parametrize(("text", "read"), [("a\x00b\x0bc", "abc"), ("\ud800", ""), ("\uffff", "")])
def test_what_xml_cannot_hold_is_left_out(text, read):
    assert only(text) == read


def test_what_looks_like_an_escape_of_the_format_is_escaped():
    assert "_x005F_x0041_" in part(book(Paper("一列", [], [Field("甲")], DAY), [["_x0041_"]])[1])


@pytest.mark.parametrize(
    ("value", "kind", "read"),
    [
        (None, "number", ""),
        (True, "text", "是"),
        (0, "number", 0),
        (-5, "number", -5),
        (Decimal("-0.01"), "money", -0.01),
        (10**15 - 1, "number", 10**15 - 1),
        (10**17 + 1, "number", "100000000000000001"),
        (float("nan"), "share", ""),
        (float("inf"), "share", ""),
        (datetime.datetime(2015, 5, 6, 10, 30), "date", datetime.datetime(2015, 5, 6, 10, 30)),
        (datetime.date(1900, 1, 1), "date", "1900-01-01"),
    ],
)
def test_a_value_is_what_a_spreadsheet_reckons_with(value, kind, read):
    assert only(value, kind) == read


def test_the_same_table_gives_the_same_bytes_and_its_times_are_its_own_days():
    first, second = book()[1].getvalue(), book()[1].getvalue()
    assert first == second
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {(2015, 12, 31, 0, 0, 0)}


def test_both_files_tell_the_same_digest_and_it_is_that_of_the_csv():
    plain = io.BytesIO()
    told = write_csv(plain, PAPER, [ROW, ROW])
    assert told.digest == hashlib.sha256(plain.getvalue()).hexdigest()
    assert book(PAPER, [ROW, ROW])[0] == told


@pytest.mark.parametrize("text", ["甲,乙", '说"好"', "一\n二", "  前后空格  ", ""])
def test_a_csv_reader_gets_the_text_back(text):
    target = io.BytesIO()
    write_csv(target, Paper("一列", [], [Field("甲"), Field("乙")], DAY), [[text, 1]])
    assert list(csv.reader(io.StringIO(target.getvalue().decode("utf-8-sig"), newline="")))[1] == [text, "1"]


def test_another_value_is_another_digest():
    assert book()[0].digest != book(PAPER, [[2, *ROW[1:]]])[0].digest


def test_many_rows_are_all_written_and_counted_as_they_go():
    seen = []
    target = io.BytesIO()
    told = write_xlsx(target, PAPER, (ROW for _number in range(4500)), seen.append)
    assert (told.rows, seen) == (4500, list(range(500, 4501, 500)))
    target.seek(0)
    assert CalamineWorkbook.from_filelike(target).get_sheet_by_index(0).height == 4503


def test_a_table_without_rows_has_its_head():
    assert sheet(PAPER, [])[2][1] == "乡镇"


def test_a_chinese_character_is_two_wide():
    assert wide("附城镇ABC") == 9
    assert wide("短\n长一点") == 6


def test_a_column_is_as_wide_as_what_it_holds():
    widths = layout(PAPER, [[each] for each in [*ROW[:1], "康乐县附城镇人民政府扶贫工作站", *ROW[2:]]]).widths
    assert widths[1] >= 30
    assert widths[2] >= len("1,234,567.89")


def test_a_narrow_table_stands_upright_and_a_wide_one_lies():
    many = [Field(f"第{number}列") for number in range(20)]
    assert not layout(PAPER, [[each] for each in ROW]).landscape
    lying = layout(replace(PAPER, columns=many), [["十个汉字的一段文字啊"]] * 20)
    assert (lying.landscape, lying.paper) == (True, 8)


def test_long_texts_give_way_but_the_first_three_columns_do_not():
    columns = [Field(f"第{number}列") for number in range(12)]
    text = "很长很长很长很长很长很长很长的名字"
    found = layout(replace(PAPER, columns=columns), [[text]] * 12)
    assert min(found.widths[:3]) >= wide(text)
    assert max(found.widths[3:]) < wide(text)


def test_a_row_is_as_high_as_its_longest_text():
    rows = [["短"], ["长" * 100], ["一\n二\n三"]]
    text = part(book(Paper("一列", [], [Field("甲")], DAY), rows)[1])
    heights = [line.split('ht="')[1].split('"')[0] if 'ht="' in line else None for line in text.split("<row ")[3:]]
    assert float(heights[0]) < 15
    assert float(heights[1]) > 35
    assert float(heights[2]) > 35
    assert lines_of("长" * 100, 66) == 4


def test_the_head_is_repeated_and_the_page_fitted_to_its_width():
    target = book()[1]
    assert "'2015年排名'!$3:$3</definedName>" in part(target, "xl/workbook.xml")
    assert 'fitToWidth="1" fitToHeight="0"' in part(target)
    assert "&amp;P" in part(target)


def test_a_title_may_hold_anything():
    paper = replace(PAPER, title="A&B：[甲/乙]*'丙'?<丁>")
    assert sheet(paper)[0][0] == paper.title
    assert "&amp;L" in part(book(paper)[1])
    assert "A&amp;&amp;B" in part(book(paper)[1])
