"""Writing a form as a workbook: its sheets with drop-downs, an explanation of every column, filled in or returned with marks."""

import datetime
from decimal import Decimal

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override

from kangle.exchange.intake import origin
from kangle.exchange.intake.cells import CLEAR, Day
from kangle.exchange.intake.declaring import plain
from kangle.exchange.intake.heads import NUMBER, REASON
from kangle.exchange.intake.origin import ORIGIN
from kangle.exchange.intake.reading import CODES, ERROR, EXPLAINED, recognised

SPARE_ROWS = 20_000  # below the last row: with drop-downs too, for the households and persons of a whole county
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
LONGEST_COMMENT = 1000


class FormWriter:
    """A workbook of a Book's sheets under way. Its texts are Chinese in every language: it is the national form."""

    def __init__(self, target, book):
        self.file = xlsxwriter.Workbook(target, OPTIONS)
        self.book = book
        add = self.file.add_format
        head = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"}
        self.head, self.asked = add(head | {"bg_color": "#F3EDE6"}), add(head | {"bg_color": "#F8D9D4"})
        self.formats = {False: self._formats({}), True: self._formats({"bg_color": "#FFC7CE", "font_color": "#9C0006"})}
        self.words = add({"text_wrap": True, "valign": "top"})
        self.sheets = {form.code: self.file.add_worksheet(form.title) for form in book.sheets}
        self.explained, self.codes = self.file.add_worksheet(EXPLAINED), self.file.add_worksheet(CODES)
        self.codes.hide()
        self.origin, self.told = self.file.add_worksheet(ORIGIN), 0
        self.origin.hide()
        self.ranges = {}

    def _formats(self, more):
        add = self.file.add_format
        return {
            "text": add({"num_format": "@"} | more),
            "day": add({"num_format": "yyyy-mm-dd"} | more),
            "plain": add(more) if more else None,
        }

    def begin(self, form, *, units=None, reasons=False):
        """The sheet of a form with its head and the formats of its columns. `units`: {column name: the unit its cells are told
        in, where it is not the column's own}.
        """
        sheet = self.sheets[form.code]
        for number, column in enumerate(form.columns):
            kind = "text" if column.reader.is_text else "day" if isinstance(column.reader, Day) else "plain"
            sheet.set_column(number, number, column.width, self.formats[False][kind])
            heading = f"{plain(column.heading)}（{units[column.name]}）" if units and column.name in units else column.heading
            sheet.write_string(0, number, heading, self.asked if column.needed else self.head)
        if reasons:
            last = len(form.columns)
            sheet.set_column(last, last, 10)
            sheet.write_string(0, last, NUMBER, self.asked)
            sheet.set_column(last + 1, last + 1, 60, self.words)
            sheet.write_string(0, last + 1, f"{REASON}（其中的行号是原表的）", self.asked)
        sheet.freeze_panes(1, 3)
        return sheet

    def tell_origin(self, texts):
        """One more row of what the workbook is made from."""
        for number, text in enumerate(texts):
            self.origin.write_string(self.told, number, text)
        self.told += 1

    def cell(self, sheet, line, number, column, value, *, wrong=False):
        """One cell: `value` as it stands in a workbook, a raw one too."""
        formats = self.formats[wrong]
        text = formats["text" if column.reader.is_text else "plain"]
        if value is None or value == "":
            if wrong:
                sheet.write_blank(line, number, None, text)
        elif isinstance(value, bool):
            sheet.write_boolean(line, number, value, text)
        elif isinstance(value, datetime.date):
            sheet.write_datetime(line, number, value, formats["day"])
        elif isinstance(value, (int, float, Decimal)):
            sheet.write_number(line, number, value, text)
        else:
            sheet.write_string(line, number, str(value)[:32767], text)

    def end(self, form, last):
        """Drop-downs for the rows written and some more."""
        sheet = self.sheets[form.code]
        for number, column in enumerate(form.columns):
            if column.reader.choices:
                sheet.data_validation(1, number, last + SPARE_ROWS, number, {
                    "validate": "list", "source": self._range(column), "error_type": "warning",
                    "error_title": column.heading[:32], "error_message": "请从下拉表中选一个。",
                })  # fmt: skip

    def _range(self, column):
        """Where the codes of a column stand: a list of more than 255 letters has no place in the column itself."""
        choices = column.reader.choices
        if choices not in self.ranges:
            self.ranges[choices] = len(self.ranges)
        place = xlsxwriter.utility.xl_col_to_name(self.ranges[choices])
        return f"={CODES}!${place}$1:${place}${len(choices)}"

    def close(self, notes):
        """The sheet of explanations and the codes; then the file is whole."""
        columns = sorted(self.ranges, key=self.ranges.get)
        for line in range(max(map(len, columns), default=0)):
            for number, choices in enumerate(columns):
                if line < len(choices):
                    self.codes.write_string(line, number, choices[line])
        self._explain(notes)
        self.file.close()

    def _explain(self, notes):
        sheet, line = self.explained, 0
        sheet.set_column(0, 1, 20)
        sheet.set_column(2, 2, 90, self.words)
        for text in notes:
            sheet.write_string(line, 0, text)
            line += 1
        for form in self.book.sheets:
            line += 1
            for number, text in enumerate((form.title, _("新登记要填"), _("怎么填"))):
                sheet.write_string(line, number, text, self.head)
            for column in form.columns:
                line += 1
                sheet.write_string(line, 0, column.heading)
                sheet.write_string(line, 1, "√" if column.needed else "")
                hint = (
                    _("供核对，不读入")
                    if column.shown_only
                    else "；".join(str(part) for part in (column.hint, column.reader.hint) if part)
                )
                sheet.write_string(line, 2, hint)
            line += 1


def how_to():
    """What one must know to fill in a form."""
    return [
        _("浅红色表头的列，新登记时都要填；更正已有的，只填要改的格子就行：空着的格子不改动。"),
        _("要去掉已有的内容，在格子里写“%(clear)s”。") % {"clear": CLEAR},
        _("更新凭户编号和证件号码对上：不要改这两列。表里没有的人和户，系统里不会动。"),
    ]


def write_filled(target, book, rows):
    """Write a Book to `target` (a file) with `rows`: {code of a sheet: dicts of stored values by column name}."""
    with override("zh-hans"):
        writer = FormWriter(target, book)
        writer.tell_origin(origin.beginning())
        for form in book.sheets:
            sheet, line = writer.begin(form), 0
            writer.tell_origin(origin.heading(form))
            for line, row in enumerate(rows.get(form.code, ()), start=1):  # noqa: B007
                if origin.RECORD in row:
                    writer.tell_origin(origin.of_row(form, row))
                for number, column in enumerate(form.columns):
                    writer.cell(sheet, line, number, column, column.reader.cell(row.get(column.name)))
            writer.end(form, line)
        writer.close(how_to())


def write_returned(target, book, content, refused):
    """Write to `target` the rows of the workbook `content` that were refused, as they were sent and in the units they were told
    in, the wrong cells marked.

    `refused`: {title of a sheet: {row: [[letter, heading, sentence, kind]]}}. Every sentence stands in the last column, and as a
    comment at its cell; the column before it tells which row of `content` it is.
    """
    with override("zh-hans"):
        writer = FormWriter(target, book)
        lines, beside = {}, {}
        for sheet, grid in recognised(content, book.sheets, [], beside):
            found = refused.get(sheet.form.title, {})
            out = writer.begin(sheet.form, units=sheet.units, reasons=True)
            for line, number in enumerate(sorted(found), start=1):
                out.write_number(line, len(sheet.form.columns), number)
                _return_row(writer, out, line, sheet, grid.rows[number - 1], found[number])
            lines[sheet.form.code] = len(found)
        for form in book.sheets:
            if form.code not in lines:
                writer.begin(form)
            writer.end(form, lines.get(form.code, 0))
        for row in beside.get(ORIGIN, ()):
            writer.tell_origin([str(cell) for cell in row])
        writer.close([_("这里只有退回的行：改正标红的格子，整张表重新上传。已导入的行不用再传。"), *how_to()])


def _return_row(writer, out, line, sheet, cells, faults):
    wrong = {}
    for _letter, heading, sentence, kind in faults:
        if kind == ERROR:
            wrong.setdefault(heading, []).append(sentence)
    for number, column in enumerate(sheet.form.columns):
        place = sheet.placed.get(column.name)
        value = cells[place] if place is not None and place < len(cells) else None
        writer.cell(out, line, number, column, value, wrong=column.heading in wrong)
        if column.heading in wrong:
            out.write_comment(line, number, "\n".join(wrong[column.heading])[:LONGEST_COMMENT], {"x_scale": 2, "author": "康乐"})
    places = {}
    for heading, sentences in wrong.items():
        for sentence in sentences:
            places.setdefault(sentence, []).append(heading)
    told = [f"{'、'.join(filter(None, where))}：{sentence}".removeprefix("：") for sentence, where in places.items()]
    out.write_string(line, len(sheet.form.columns) + 1, "；".join(told)[:32767], writer.words)
