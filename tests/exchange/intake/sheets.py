"""A form small enough to be read at a glance, and workbooks as people and other programs make them."""

import io
import zipfile

import xlsxwriter

from kangle.exchange.intake import cells
from kangle.exchange.intake.declaring import Column, SheetForm
from kangle.exchange.intake.quantities import Quantity, Whole, Yuan
from villages.models import Facility

FORM = SheetForm("table", "表", "表", Facility, (
    Column("number", "户编号", cells.Number(20)),
    Column("name", "姓名", cells.Name(30)),
    Column("day", "采集日期", cells.Day()),
    Column("wages", "工资性收入（元）", Yuan()),
    Column("land", "耕地（亩）", Quantity(1, 9999, unit="亩")),
    Column("way", "距离（公里）", Quantity(2, 999, unit="公里")),
    Column("months", "务工月数", Whole(12, unit="个月")),
    Column("address", "家庭住址", cells.Text(40)),
    Column("phone", "联系电话", cells.Number(20)),
    Column("shown", "户主姓名", cells.Name(30), shown_only=True),
), keys=("number",))  # fmt: skip


def book(*rows, title="表", merged=(), then=lambda book, sheet: None):
    """The bytes of a workbook with one sheet; `merged`: ranges; `then(book, sheet)`: what else is done with it (xlsxwriter)."""
    target = io.BytesIO()
    made = xlsxwriter.Workbook(target)
    sheet = made.add_worksheet(title)
    for line, row in enumerate(rows):
        for number, cell in enumerate(row):
            if cell is not None:
                sheet.write(line, number, cell)
    for cells_ in merged:
        first = xlsxwriter.utility.xl_cell_to_rowcol(cells_.split(":")[0])
        text = rows[first[0]][first[1]] if first[0] < len(rows) and first[1] < len(rows[first[0]]) else ""
        sheet.merge_range(cells_, text)
    then(made, sheet)
    made.close()
    return target.getvalue()


def altered(content, alter):
    """The archive with `alter(name, bytes)` done to every part: the part's new name and bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.infolist():
            new.writestr(*alter(part.filename, old.read(part)))
    return target.getvalue()
