"""Reading a workbook or a CSV file into rows of stored values: which sheet is which form, where its head is, what cells say."""

import csv
import io

from python_calamine import CalamineWorkbook, SheetTypeEnum

from kangle.common.sayings import said as _
from kangle.common.sayings import together
from kangle.exchange.intake.cells import CLEAR, Wrong
from kangle.exchange.intake.declaring import plain
from kangle.exchange.intake.opening import MOST_COLUMNS, MOST_ROWS, Unreadable, check

HEAD_WITHIN = 10  # a form may have a title and a note above its head
ENCODINGS = ("utf-8-sig", "gb18030")
SEPARATORS = ",;\t，；"
ERROR, HINT = "error", "hint"
# The columns a returned workbook has beside the form's own. Its rows are others than those of the file that was sent: a reason
# that names a row names one of that file.
NUMBER, REASON = "原表行号", "退回原因"
EXPLAINED, CODES = "说明", "代码"  # sheets of every template that nobody reads in


class Row:
    """One row as it was read. `values`: {field: value}; `cleared`: fields to be emptied; `number`: as the spreadsheet counts;
    `faults`: [(column or None, sentence, ERROR or HINT)].

    The others are set by the book that decides about the row: its `outcome`, the `record` it makes and what it `was` (None where
    it is new), the names it `changes`, and what is `told` of it: (name, key of the household, {field: [before, after]}).
    """

    __slots__ = ("changes", "cleared", "faults", "number", "outcome", "record", "sheet", "told", "values", "was")

    def __init__(self, sheet, number):
        self.sheet, self.number = sheet, number
        self.values, self.cleared, self.faults = {}, (), []
        self.record = self.was = self.outcome = None
        self.changes, self.told = (), ()

    def refuse(self, sentence, column=None):
        self.faults.append((column, sentence, ERROR))

    def hint(self, sentence, column=None):
        self.faults.append((column, sentence, HINT))

    def let_go(self):
        """Forget what was only needed to decide: a large workbook is not held as records too."""
        self.values, self.cleared, self.changes, self.record, self.was = None, (), (), None, None

    @property
    def is_refused(self):
        return any(kind == ERROR for _column, _sentence, kind in self.faults)


class Sheet:
    """One sheet that is one of the forms. `placed`: {column name: its index}; `head`: the number of its head row."""

    def __init__(self, form, name, head, placed):
        self.form, self.name, self.head, self.placed = form, name, head, placed
        self.rows = []


def read(content, forms, beat=lambda: None):
    """([Sheet], [sentence]): the sheets of `content` (bytes) that are one of `forms`, all their rows, and what was passed over.

    Raises Unreadable where nothing in the file is one of the forms, or where it is too large.
    """
    sheets, notes = [], []
    for sheet, rows, merged in recognised(content, forms, notes):
        _read_rows(sheet, rows, merged, beat)
        sheets.append(sheet)
        if sum(len(each.rows) for each in sheets) > MOST_ROWS:
            raise Unreadable(_("一共超过 %(rows)d 行：请分几个村、分几次上传。") % {"rows": MOST_ROWS})
    return sheets, notes


def recognised(content, forms, notes):
    """Yields (Sheet, its raw rows, its merged ranges) of sheets that are one of `forms`; adds to `notes` what is passed over.

    Raises Unreadable, at the end too, where none was.
    """
    found = []
    is_text = check(content) == "csv"
    for name, rows, merged in [_text(content)] if is_text else _workbook(content):
        sheet = _recognised(name, rows, forms, notes)
        if sheet is not None and any(sheet.form is form for form in found):
            notes.append(_("工作表“%(name)s”与前面的一张是同一种表，没有读。") % {"name": name})
        elif sheet is not None:
            found.append(sheet.form)
            yield sheet, rows, merged
    if not found:
        needed = "；".join(f"“{form.title}”：{_needed(form)}" for form in forms)
        wrong = _("没有一张工作表的表头是认得的。表头要有这些列：%(needed)s。请下载空表填写。") % {"needed": needed}
        is_what = _("这个文件的内容是文本（CSV），不是 Excel 工作簿。")
        raise Unreadable(together([is_what, wrong]) if is_text else wrong)


def _needed(form):
    return "、".join(
        form.by_name[key].heading if isinstance(key, str) else " / ".join(form.by_name[each].heading for each in key)
        for key in form.keys
    )


def _workbook(content):
    """[(name, rows, merged ranges)] of a workbook's sheets; a row is a list of cells, the first row of the sheet first."""
    book = _guarded(CalamineWorkbook.from_filelike, io.BytesIO(content))
    for about in book.sheets_metadata:
        if about.typ == SheetTypeEnum.WorkSheet:
            sheet = _guarded(book.get_sheet_by_name, about.name)
            rows = _guarded(sheet.to_python, skip_empty_area=False)
            yield about.name, rows, _guarded(lambda sheet=sheet: sheet.merged_cell_ranges or [])


def _guarded(call, *arguments, **options):
    """What calamine answers. Raises Unreadable for whatever it cannot make sense of; its panics are no `Exception`."""
    try:
        return call(*arguments, **options)
    except BaseException as fault:
        if not isinstance(fault, Exception) and type(fault).__name__ != "PanicException":
            raise
        raise Unreadable(_("工作簿损坏，打不开：请用表格软件打开后重新保存，再上传。")) from fault


def _text(content):
    """A CSV file as one sheet. Raises Unreadable where it is no text, or a line of it is no line of a table."""
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Unreadable(_("这个文件不是 Excel 工作簿，也不是 UTF-8 或 GB18030 的 CSV：请从表格软件另存为 .xlsx 再上传。"))
    first = "\n".join(text.split("\n", HEAD_WITHIN)[:HEAD_WITHIN])  # a title may stand above the head
    separator = max(SEPARATORS, key=first.count)
    rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows.append(row)
            if len(row) > MOST_COLUMNS or len(rows) > MOST_ROWS:
                words = {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
                raise Unreadable(_("表太大：最多 %(rows)d 行、%(columns)d 列。请分次上传。") % words)
    except csv.Error as fault:
        raise Unreadable(_("CSV 第 %(row)d 行读不出来：请从表格软件另存为 .xlsx 再上传。") % {"row": len(rows) + 1}) from fault
    return "CSV", rows, []


def _recognised(name, rows, forms, notes):
    """The Sheet whose form has the most columns in one of the first rows; None, and a note, where that is no form's head."""
    best = None
    for index, row in enumerate(rows[:HEAD_WITHIN]):
        headings = [plain(cell) if isinstance(cell, str) else "" for cell in row]
        for form in forms:
            known = sum(heading in form.by_heading for heading in headings if heading)
            if known and (best is None or known > best[0]):
                best = (known, form, index, headings)
    if best is None or not _has_keys(best[1], best[3]):
        if name not in (EXPLAINED, CODES) and any(cell not in ("", None) for row in rows[:HEAD_WITHIN] for cell in row):
            notes.append(_("工作表“%(name)s”的表头不是认得的，没有读。") % {"name": name[:31]})
        return None
    _known, form, index, headings = best
    placed, unknown = {}, []
    for number, heading in enumerate(headings):
        column = form.by_heading.get(heading)
        if column is None:
            unknown += [str(rows[index][number])[:20]] if heading and heading not in (NUMBER, REASON) else []
        elif column.name in placed:
            words = {"name": name, "heading": column.heading, "column": letters(number)}
            raise Unreadable(_("工作表“%(name)s”里“%(heading)s”有两列（另一列是 %(column)s）：请删掉一列。") % words)
        else:
            placed[column.name] = number
    if unknown:
        words = {"name": name, "columns": "、".join(unknown[:20])}
        notes.append(_("工作表“%(name)s”里这些列不认识，没有读：%(columns)s。") % words)
    return Sheet(form, name, index, placed)


def _has_keys(form, headings):
    named = {form.by_heading[heading].name for heading in headings if heading in form.by_heading}
    return all(named & ({key} if isinstance(key, str) else set(key)) for key in form.keys)


def _read_rows(sheet, rows, merged, beat):
    """Read the rows below the head; those in which nothing is written are passed over."""
    read_here = [(index, sheet.form.by_name[name]) for name, index in sheet.placed.items()]
    read_here = [(index, column) for index, column in read_here if not column.shown_only]
    broken = _merged_rows(merged, sheet.head)
    for index in range(sheet.head + 1, len(rows)):
        cells = rows[index]
        row = Row(sheet, index + 1)
        for place, column in read_here:
            cell = cells[place] if place < len(cells) else ""
            if cell == "" or cell is None or (isinstance(cell, str) and not cell.strip()):
                continue
            try:
                if isinstance(cell, str) and cell.strip() == CLEAR:
                    row.cleared += (column.name,)
                else:
                    row.values[column.name] = column.reader.read(cell)
            except Wrong as wrong:
                row.refuse(wrong.args[0], column.name)
        rows[index] = None  # what was read is let go, so that one sheet is not held twice
        if row.values or row.cleared or row.faults:
            if place_of := broken.get(index):
                row.refuse(_("这一行有合并的单元格（%(cells)s）：请取消合并，每一格单独填写。") % {"cells": place_of})
            sheet.rows.append(row)
        if index % 2000 == 0:
            beat()


def _merged_rows(merged, head):
    """{index of a row: 'A5:B6'} of the rows below the head that merged cells touch."""
    found = {}
    for (top, left), (bottom, right) in merged:
        for index in range(max(top, head + 1), min(bottom, MOST_ROWS) + 1):
            found.setdefault(index, f"{letters(left)}{top + 1}:{letters(right)}{bottom + 1}")
    return found


def letters(index):
    """The letters of a column: 0 → A, 26 → AA."""
    found = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        found = chr(65 + rest) + found
    return found
