"""A person at a spreadsheet: the village's own workbook with some cells typed over, and rows added below."""

import csv
import datetime
import io

import xlsxwriter
from python_calamine import CalamineWorkbook

from households.workbook.book import BOOK, CODE
from kangle.exchange.intake import actions
from kangle.exchange.intake.origin import ORIGIN
from kangle.exchange.intake.writing import write_filled
from kangle.exchange.models import Import
from kangle.jobs.work import work_off

YES = {"新农合": "是", "大病保险": "否", "城乡居民养老保险": "是", "低保": "否", "特困供养": "否", "公益性岗位": "否"}
MEMBER = {
    "证件类型": "居民身份证",
    "民族": "回族",
    "政治面貌": "群众",
    "文化程度": "小学",
    "在校生状况": "非在校生",
    "健康状况": "健康",
    "劳动能力": "普通劳动力",
    "务工月数": 0,
    **YES,
}
HOUSEHOLD = {
    "贫困户属性": "一般贫困户",
    "主要致贫原因": "缺技术",
    "家庭住址": "一社 3 号",
    "联系电话": "13900000000",
    "军烈属": "否",
    "独生子女户": "否",
    "双女户": "否",
    "无自建住房能力": "否",
    "有搬迁意愿": "否",
}


class Typed:
    """A workbook as rows of cells by heading, sheet by sheet: `self.sheets["成员"][0]["姓名"]`."""

    def __init__(self, area=None):
        target = io.BytesIO()
        write_filled(target, BOOK, BOOK.rows(area) if area else {})
        book = CalamineWorkbook.from_filelike(io.BytesIO(target.getvalue()))
        self.heads, self.sheets, self.origin = {}, {}, book.get_sheet_by_name(ORIGIN).to_python() if area else []
        for form in BOOK.sheets:
            head, *rows = book.get_sheet_by_name(form.title).to_python(skip_empty_area=False)
            self.heads[form.title] = head
            self.sheets[form.title] = [dict(zip(head, row, strict=True)) for row in rows]

    def add(self, sheet, **cells):
        self.sheets[sheet].append(cells)
        return cells

    def member(self, **cells):
        return self.add("成员", **{**MEMBER, **cells})

    def household(self, **cells):
        return self.add("户", **{**HOUSEHOLD, **cells})

    def xlsx(self, *, sheets=None, finish=lambda book: None):
        """The bytes of the workbook, typed as Excel keeps it. `finish(book)`: what else is done with it (xlsxwriter)."""
        target = io.BytesIO()
        book = xlsxwriter.Workbook(target)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for title in sheets or self.sheets:
            sheet = book.add_worksheet(title)
            for line, row in enumerate([dict(zip(self.heads[title], self.heads[title], strict=True)), *self.sheets[title]]):
                for number, heading in enumerate(self.heads[title]):
                    cell = row.get(heading, "")
                    if isinstance(cell, datetime.date):
                        sheet.write_datetime(line, number, cell, day)
                    elif isinstance(cell, str):
                        sheet.write_string(line, number, cell)
                    elif cell is not None:
                        sheet.write(line, number, cell)
        if self.origin:
            hidden = book.add_worksheet(ORIGIN)
            hidden.hide()
            for line, row in enumerate(self.origin):
                hidden.write_row(line, 0, row)
        finish(book)
        book.close()
        return target.getvalue()

    def csv(self, title, encoding="utf-8-sig"):
        target = io.StringIO()
        writer = csv.writer(target)
        writer.writerow(self.heads[title])
        for row in self.sheets[title]:
            writer.writerow([row.get(heading, "") for heading in self.heads[title]])
        return target.getvalue().encode(encoding)


def sent(content, by, name="采集表.xlsx"):
    """The Import of a workbook, read and judged by a worker."""
    made = actions.take(content, name, book=CODE, by=by)
    return worked(made)


def taken_in(content, by, name="采集表.xlsx"):
    """The Import of a workbook, confirmed and written."""
    return worked(actions.confirm(sent(content, by, name), by=by))


def undone(source, by, reason="传错了文件"):
    return worked(actions.undo(source, by=by, reason=reason))


def kept(source):
    """{sheet: why a row of it stayed when the import was undone}."""
    return {each.sheet: each.kept for each in source.outcomes.exclude(kept="")}


def worked(source):
    work_off(actions.KIND)
    return Import.objects.get(pk=source.pk)


def faults(source):
    """[(sheet, row, heading, sentence)] of everything that sends a row back."""
    return [
        (row.sheet, row.row, heading, sentence)
        for row in source.outcomes.filter(outcome="refused").order_by("sheet", "row")
        for _letter, heading, sentence, kind in row.faults
        if kind == "error"
    ]
