"""How much fits on a sheet: the largest type that fits, and an honest line where rows had to stay behind."""

import pytest

from kangle.common.sheets import Block, Cell, Column, Row, Sheet, fitted, plain, short


def sheet(rows, *, least=1, signatures=()):
    lines = tuple(Row((Cell(f"第{number}项"), Cell("内容" * 20))) for number in range(rows))
    table = Block("措施", columns=(Column("名称", 50), Column("内容", 50)), rows=lines, least=least)
    return Sheet("明白册", ("高林湾村",), (table,), "第 1 页", signatures)


@pytest.mark.parametrize(("rows", "size"), [(10, "large"), (19, "middle"), (22, "small"), (25, "tiny")])
def test_the_type_is_as_large_as_the_sheet_allows(rows, size):
    found = fitted(sheet(rows))
    assert (found.size, len(found.blocks[0].rows), found.blocks[0].rest) == (size, rows, "")


def test_what_does_not_fit_in_the_smallest_type_is_counted():
    (table,) = fitted(sheet(90)).blocks
    left = len(table.rows)
    assert 23 < left < 30
    assert table.rest == f"另有 {90 - left} 条没有印出，见系统（共 90 条）"
    assert [row.cells[0].text for row in table.rows] == [f"第{number}项" for number in range(left)]


def test_signatures_take_their_place():
    assert len(fitted(sheet(90, signatures=("户主",))).blocks[0].rows) < len(fitted(sheet(90)).blocks[0].rows)


def test_a_table_that_must_stay_whole_stays_whole():
    assert len(fitted(sheet(60, least=None)).blocks[0].rows) == 60


def test_a_text_is_one_line_without_what_is_not_seen():
    assert plain("马\u202e占\n海\x00 \t一") == "马 占 海 一"
    assert short("一二三四五六", 4) == "一二三…"
    assert short("一二三四", 4) == "一二三四"
