"""What people write into cells, and what is read out of them."""

import datetime
from decimal import Decimal

import pytest

from kangle.exchange.intake import cells
from kangle.exchange.intake.cells import Wrong
from kangle.exchange.intake.quantities import Quantity, Whole, Yuan

SEX = cells.Choice([("male", "男"), ("female", "女")])
KIND = cells.Choice([("01", "户主"), ("wubao", "五保（特困）贫困户")])
MARCH = datetime.date(2015, 3, 1)


@pytest.mark.parametrize(
    ("reader", "cell", "value"),
    [
        (cells.Text(10), " 一社\n3 号 ", "一社 3 号"),
        (cells.Text(10), 12.0, "12"),
        (cells.Text(10), "'=1+1", "=1+1"),  # what an export put before it is taken away again
        (cells.Text(10), "𠮷𪚥", "𠮷𪚥"),
        (cells.Number(20), 13912345678.0, "13912345678"),
        (cells.Number(20), "１３９－１２３", "139－123"),
        (cells.Identity(22), " 62299919750304001ｘ", "62299919750304001X"),
        (SEX, "女", "female"),
        (SEX, " 男 ", "male"),
        (KIND, "01 户主", "01"),
        (KIND, "01", "01"),
        (KIND, "五保(特困)贫困户", "wubao"),
        (cells.YesNo(), "√", True),
        (cells.YesNo(is_had=True), "无", False),
        (cells.YesNo(), 1.0, True),
        (cells.YesNo(), False, False),
        (cells.Day(), datetime.datetime(2015, 3, 1, 8), MARCH),
        (cells.Day(), "2015年3月1日", MARCH),
        (cells.Day(), "２０１５．３．１", None),
        (cells.Day(), "2015/3/1", MARCH),
        (cells.Day(), 20150301.0, MARCH),
        (cells.Day(), 42064.0, MARCH),  # a day whose cell lost its format
        (Yuan(), "1,234.50元", 123450),
        (Yuan(), 0.1 + 0.2, 30),
        (Yuan(), "１２", 1200),
        (Whole(12), 6.0, 6),
        (Whole(12, unit="个月"), "6个月", 6),
        (Quantity(1, 99999, unit="亩"), "3.5 亩", Decimal("3.5")),
    ],
)
def test_a_cell_is_read(reader, cell, value):
    if value is None:
        with pytest.raises(Wrong):
            reader.read(cell)
    else:
        assert reader.read(cell) == value


@pytest.mark.parametrize(
    ("reader", "cell", "said"),
    [
        (cells.Text(3), "一二三四", "最多 3 个字"),
        (cells.Text(9), "a\x00b", "看不见"),
        (cells.Text(9), "a\u200bb", "看不见"),
        (cells.Number(20), 6.22999197503040012e17, "文本"),
        (cells.Number(20), "6.22999E+17", "文本"),
        (SEX, "M", "下拉表"),
        (cells.YesNo(), "也许", "是”或“否"),
        (cells.Day(), "去年", "2015-03-01"),
        (cells.Day(), "2015-02-30", "2015-03-01"),
        (cells.Day(), True, "2015-03-01"),
        (Yuan(), "很多", "不是数字"),
        (Yuan(), -1.0, "不能小于 0"),
        (Yuan(), "1.005", "最多 2 位"),
        (Yuan(), "1e999999999", "不是数字"),
        (Yuan(), "NaN", "不是数字"),
        (Yuan(), MARCH, "日期"),
        (Whole(12), 6.5, "整数"),
        (Whole(12), 13.0, "不能大于 12"),
        (Whole(12), "十个月", "“十个月”不是数字"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_way_out(reader, cell, said):
    with pytest.raises(Wrong) as wrong:
        reader.read(cell)
    assert said in str(wrong.value)


@pytest.mark.parametrize(
    ("reader", "value"),
    [(SEX, "female"), (cells.YesNo(), False), (Yuan(), 123456), (cells.Day(), MARCH), (Whole(12), 0),
     (Quantity(1, 99), Decimal("3.5")), (cells.Text(9), "一社")],
)  # fmt: skip
def test_what_is_written_into_a_cell_is_read_out_of_it(reader, value):
    assert reader.read(reader.cell(value)) == value
