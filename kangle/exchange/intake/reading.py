"""Reading a workbook or a CSV file into rows of stored values: what the cells of each sheet say, and what is passed over."""

import functools

from kangle.common.sayings import said as _
from kangle.common.sayings import together
from kangle.exchange.intake import around, formats, origin
from kangle.exchange.intake.cells import CLEAR, LATER_BY, Day, Wrong
from kangle.exchange.intake.grids import TEXT, grids
from kangle.exchange.intake.heads import known_headings, recognise
from kangle.exchange.intake.markup import UNRECKONED
from kangle.exchange.intake.opening import MOST_ROWS, Unreadable, letters, too_far
from kangle.exchange.intake.origin import ORIGIN
from kangle.exchange.intake.quantities import Quantity

ERROR, HINT, ASK = "error", "hint", "ask"
# What was chosen of a row that had to be asked about: as the workbook has it, as the system has it; LATE: nothing was, and it is
# too late to ask.
THEIRS, OURS, LATE = "theirs", "ours", "late"
EXPLAINED, CODES = "说明", "代码"  # sheets of every template that nobody reads in as a form, beside its ORIGIN
TOLD_ROWS = 10  # of many rows a note names so many


class Row:
    """One row as it was read. `values`: {field: value}; `cleared`: fields to be emptied; `number`: as the spreadsheet counts;
    `shown`: {field: text} of what only tells whose it is; `faults`: [(column or None, sentence, ERROR, HINT or ASK)].

    The others are set by the book that decides about the row: its `outcome`, the `record` it makes and what it `was` (None where
    it is new), the names it `changes`, and what is `told` of it: (name, key of the household, {field: [before, after]}).
    `answer`: what somebody chose where it had to be asked; `is_left`: he chose to leave the row alone.
    """

    __slots__ = (
        "answer",
        "changes",
        "cleared",
        "faults",
        "is_left",
        "number",
        "outcome",
        "record",
        "sheet",
        "shown",
        "told",
        "values",
        "was",
    )

    def __init__(self, sheet, number):
        self.sheet, self.number = sheet, number
        self.values, self.shown, self.cleared, self.faults = {}, {}, (), []
        self.record = self.was = self.outcome = None
        self.answer, self.is_left = "", False
        self.changes, self.told = (), ()

    def refuse(self, sentence, column=None):
        self.faults.append((column, sentence, ERROR))

    def hint(self, sentence, column=None):
        self.faults.append((column, sentence, HINT))

    def ask(self, sentence, column=None):
        """Whether what the workbook says here is to be taken in: somebody must choose. True where he chose that it is, or where
        nobody has chosen yet; False where what the system has stays.
        """
        if not self.answer:
            self.faults.append((column, sentence, ASK))
        if self.answer == LATE:
            self.refuse(_("在您确认之前，系统里又改过这一行：没有导入，请重新下载表格核对。"), column)
        return self.answer not in (OURS, LATE)

    def let_go(self):
        """Forget what was only needed to decide: a large workbook is not held as records too."""
        self.values, self.shown, self.cleared, self.changes, self.record, self.was = None, None, (), (), None, None

    @property
    def is_refused(self):
        return any(kind == ERROR for _column, _sentence, kind in self.faults)

    @property
    def is_asked(self):
        return any(kind == ASK for _column, _sentence, kind in self.faults)


def read(content, forms, beat=lambda: None):
    """([Sheet], [sentence]): the sheets of `content` (bytes) that are one of `forms`, all their rows, and what was passed over.

    Raises Unreadable where nothing in the file is one of the forms, or where it is too large.
    """
    sheets, notes, beside = [], [], {}
    for sheet, grid in recognised(content, forms, notes, beside):
        _Rows(sheet, grid, notes).read(beat)
        sheets.append(sheet)
        if sum(len(each.rows) for each in sheets) > MOST_ROWS:
            raise Unreadable(too_far())
    for sheet in sheets:
        sheet.origin = origin.of(beside.get(ORIGIN, ()), sheet.form)
    return sheets, notes


def recognised(content, forms, notes, beside=None):
    """Yields (Sheet, its Grid) of the visible sheets that are one of `forms`; adds to `notes` what is passed over, to `beside`
    {name: rows} of the template's own sheet that tells where it comes from.

    Raises Unreadable, at the end too, where none was.
    """
    found, unseen, is_text = [], [], False
    for grid in grids(content, functools.partial(known_headings, forms=forms)):
        is_text = grid.name == TEXT
        if grid.name in (EXPLAINED, CODES, ORIGIN):
            if beside is not None:
                beside[grid.name] = grid.rows
            if grid.name != ORIGIN and not grid.is_hidden and recognise(grid, forms, []) is not None:
                notes.append(_("工作表“%(name)s”没有读：这个名称是模板说明用的。要导入它，请改一个名称。") % {"name": grid.name})
            continue
        if grid.is_hidden:
            unseen.append(grid.name)
            continue
        sheet = recognise(grid, forms, notes)
        if sheet is None:
            _pass_over(grid, notes)
        elif any(sheet.form is form for form in found):
            notes.append(_("工作表“%(name)s”与前面的一张是同一种表，没有读。") % {"name": grid.name})
        else:
            found.append(sheet.form)
            yield sheet, grid
    if unseen:
        words = {"names": "”“".join(name[:31] for name in unseen)}
        notes.append(_("隐藏的工作表“%(names)s”没有读：要导入它，请先取消隐藏。") % words)
    if not found:
        raise Unreadable(_nothing_found(forms, notes[-1:] if unseen else [], is_text))


def _nothing_found(forms, hidden, is_text):
    needed = "；".join(f"“{form.title}”：{_needed(form)}" for form in forms)
    wrong = _("没有一张工作表的表头是认得的。表头要有这些列：%(needed)s。请下载空表填写。") % {"needed": needed}
    if is_text:
        return together([_("这个文件的内容是文本（CSV），不是 Excel 工作簿。"), wrong])
    return together([wrong, *hidden]) if hidden else wrong


def _needed(form):
    return "、".join(
        form.by_name[key].heading if isinstance(key, str) else " / ".join(form.by_name[each].heading for each in key)
        for key in form.keys
    )


def _pass_over(grid, notes):
    if any(cell not in ("", None) for row in grid.rows for cell in row):
        notes.append(_("工作表“%(name)s”的表头不是认得的，没有读。") % {"name": grid.name[:31]})


class _Rows:
    """Reads the rows below a head; those in which nothing is written are passed over."""

    def __init__(self, sheet, grid, notes):
        self.sheet, self.grid, self.notes = sheet, grid, notes
        columns = [(index, sheet.form.by_name[name]) for name, index in sheet.placed.items()]
        self.read_here = [(index, column, self._reader(column)) for index, column in columns]
        self.broken, self.shown = grid.markup.broken, grid.markup.shown
        self.merged = self._merged_rows()
        self.below, self.beyond = [], []
        heads = grid.rows[: sheet.head + 1]
        self.width = max((place + 1 for row in heads for place, cell in enumerate(row) if cell not in ("", None)), default=0)
        self.years = {name: year for name, year in sheet.years.of_columns.items() if name != sheet.form.year}

    def _reader(self, column):
        if self.grid.is_of_1904 and isinstance(column.reader, Day):
            return functools.partial(column.reader.read, later=LATER_BY)
        unit = self.sheet.units.get(column.name)
        return functools.partial(column.reader.read, unit=unit) if unit else column.reader.read

    def read(self, beat):
        rows, hidden = self.grid.rows, 0
        for index in range(self.sheet.head + 1, len(rows)):
            row = self._row(index, rows[index])
            if not around.begins_with_number(rows[index]):
                around.refuse_told_late(self.sheet, row.number, rows[index])
            if row.values or row.cleared or row.faults:
                if around.is_below(row, rows[index]) or (row.faults and around.is_head_again(row, rows[index])):
                    self.below.append(row.number)
                else:
                    self._hold_against_head(row, rows[index])
                    if place := self.merged.get(index):
                        row.refuse(_("这一行有合并的单元格（%(cells)s）：请取消合并，每一格单独填写。") % {"cells": place})
                    hidden += index in self.grid.markup.hidden_rows
                    self.sheet.rows.append(row)
            rows[index] = None  # what was read is let go, so that one sheet is not held twice
            if index % 2000 == 0:
                beat()
        self._tell(hidden)

    def _row(self, index, cells):
        row = Row(self.sheet, index + 1)
        width, broken = len(cells), self.broken
        for place, column, read_cell in self.read_here:
            if broken and (index, place) in broken:
                row.refuse(_broken(broken[index, place]), column.name)
                continue
            if self.shown and self._misleads(index, place, column):
                row.refuse(_misleading(self.shown[index, place]), column.name)
                continue
            cell = cells[place] if place < width else ""
            if cell == "" or cell is None or (isinstance(cell, str) and not cell.strip()):
                continue
            try:
                if column.shown_only:
                    row.shown[column.name] = read_cell(cell)
                elif isinstance(cell, str) and cell.strip() == CLEAR:
                    row.cleared += (column.name,)
                else:
                    row.values[column.name] = read_cell(cell)
            except Wrong as wrong:
                row.refuse(wrong.args[0], column.name)
        return row

    def _hold_against_head(self, row, cells):
        """A row that has cells where the head has none, or that is of another year than the head says."""
        if len(cells) > self.width and any(cell not in ("", None) for cell in cells[self.width :]):
            if self.grid.name == TEXT:
                row.refuse(_("这一行比表头多出了格子：数字里的逗号会把一格分成两格，请去掉逗号，或另存为 .xlsx 再上传。"))
            else:
                self.beyond.append(row.number)
        year = row.values.get(self.sheet.form.year)
        for name, told in self.years.items() if year else ():
            if told != year and name in row.values:
                words = {"told": told, "year": year}
                row.refuse(_("表头写的是 %(told)d 年，这一行是 %(year)d 年度：请核对是哪一年的。") % words, name)
        if year and self.sheet.years.of_title and year not in self.sheet.years.of_title:
            told = "、".join(map(str, sorted(self.sheet.years.of_title)))
            row.hint(
                _("表名写的是 %(told)s 年，这一行是 %(year)d 年度：请核对。") % {"told": told, "year": year}, self.sheet.form.year
            )

    def _misleads(self, index, place, column):
        """Whether a quantity's cell shows another number than it holds."""
        code = self.shown.get((index, place))
        if code is None or not isinstance(column.reader, Quantity):
            return False
        return formats.misleads(code, self.sheet.units.get(column.name, column.reader.unit))

    def _merged_rows(self):
        """{index of a row: 'A5:B6'} of the rows below the head in which merged cells touch a column that is read."""
        places = {index for index, column, _read in self.read_here if not column.shown_only}
        found = {}
        for (top, left), (bottom, right) in self.grid.merged:
            if not places.isdisjoint(range(left, right + 1)):
                for index in range(max(top, self.sheet.head + 1), min(bottom + 1, len(self.grid.rows))):
                    found.setdefault(index, f"{letters(left)}{top + 1}:{letters(right)}{bottom + 1}")
        return found

    def _tell(self, hidden):
        name = self.sheet.name
        if self.below:
            numbers = "、".join(map(str, self.below[:TOLD_ROWS])) + ("……" if len(self.below) > TOLD_ROWS else "")
            self.notes.append(_("工作表“%(name)s”第 %(rows)s 行是合计或签字，没有读。") % {"name": name, "rows": numbers})
        if self.beyond:
            numbers = "、".join(map(str, self.beyond[:TOLD_ROWS])) + ("……" if len(self.beyond) > TOLD_ROWS else "")
            words = {"name": name, "rows": numbers}
            self.notes.append(_("工作表“%(name)s”第 %(rows)s 行在没有表头的列里也写了内容，没有读：请看是不是错了一列。") % words)
        if hidden:
            words = {"name": name, "rows": hidden}
            self.notes.append(_("工作表“%(name)s”有 %(rows)d 行是隐藏的或被筛选掉的，也读了：不要导入的，请先删掉。") % words)
        columns = [column.heading for index, column, _read in self.read_here if index in self.grid.markup.hidden_columns]
        if columns:
            words = {"name": name, "columns": "、".join(columns[:TOLD_ROWS])}
            self.notes.append(_("工作表“%(name)s”里这些列是隐藏的，也读了：%(columns)s。") % words)


def _misleading(code):
    words = {"format": code[:20]}
    return _("这一格显示的数和存的数不一样（数字格式 %(format)s）：请把格式改成“常规”，按表头的单位填写。") % words


def _broken(fault):
    if fault == UNRECKONED:
        return _("这一格是公式，还没有算出结果：请用表格软件打开、重新保存后再上传，或直接填写结果。")
    return _("这一格是错误值（%(found)s）：请填上正确的内容；没有的请空着。") % {"found": fault}
