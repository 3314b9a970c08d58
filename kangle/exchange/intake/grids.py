"""The sheets of a file as rows of cells, whatever the file is: a workbook, or one table of text."""

import csv
import io
from dataclasses import dataclass, field

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from kangle.common.sayings import said as _
from kangle.exchange.intake import markup
from kangle.exchange.intake.markup import Markup
from kangle.exchange.intake.opening import MOST_CELLS, MOST_ROWS, Unreadable, check, spoilt, too_far
from kangle.exchange.intake.origin import ORIGIN

ENCODINGS = ("utf-8-sig", "gb18030")
BY_MARK = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}  # what a spreadsheet calls Unicode text
SEPARATORS = ",\t;，；"
TEXT = "CSV"  # what a table of text is called, having no name of its own
LINES_TRIED = 12


@dataclass
class Grid:
    """One sheet. `rows`: lists of cells, the first row of the sheet first; `merged`: ((top, left), (bottom, right)) from 0;
    `is_of_1904`: whether its bare numbers count days from 1904.
    """

    name: str
    rows: list
    merged: list = field(default_factory=list)
    markup: Markup = field(default_factory=Markup)
    is_hidden: bool = False
    is_of_1904: bool = False


def grids(content, head_of):
    """Yields the Grids of a file (bytes). Raises Unreadable where it is none that can be read.

    `head_of(row)`: how many headings of a form a row holds; by it the separator of a text is known.
    """
    if check(content) == "csv":
        yield _text(content, head_of)
        return
    content = markup.standard(content)
    marked, is_of_1904 = _guarded(markup.of, content), _guarded(markup.began_1904, content)
    book = _guarded(CalamineWorkbook.from_filelike, io.BytesIO(content))
    for about in book.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        if about.visible != SheetVisibleEnum.Visible and about.name != ORIGIN:
            yield Grid(about.name, [], is_hidden=True)
            continue
        sheet = _guarded(book.get_sheet_by_name, about.name)
        rows = _guarded(sheet.to_python, skip_empty_area=False)
        merged = _guarded(lambda sheet=sheet: sheet.merged_cell_ranges or [])
        yield Grid(about.name, rows, merged, marked.get(about.name, Markup()), is_of_1904=is_of_1904)


def _guarded(call, *arguments, **options):
    """What calamine answers. Raises Unreadable for whatever it cannot make sense of; its panics are no `Exception`."""
    try:
        return call(*arguments, **options)
    except BaseException as fault:
        if not isinstance(fault, Exception) and type(fault).__name__ != "PanicException":
            raise
        raise Unreadable(spoilt()) from fault


def _text(content, head_of):
    """A table of text as one sheet. Raises Unreadable where it is no text, or a line of it is no line of a table."""
    text = _decoded(content)
    rows = []
    try:
        filled = cells = 0
        separator = _separator(text, head_of)
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            is_filled = any(cell.strip() for cell in row)
            _refuse_swallowed(row, separator, len(rows) + 1)
            rows.append(row if is_filled else [])
            filled, cells = filled + is_filled, cells + len(row) * is_filled
            if filled > MOST_ROWS or cells > MOST_CELLS:
                raise Unreadable(too_far())
    except csv.Error as fault:
        raise Unreadable(_("CSV 第 %(row)d 行读不出来：请从表格软件另存为 .xlsx 再上传。") % {"row": len(rows) + 1}) from fault
    return Grid(TEXT, rows)


def _refuse_swallowed(row, separator, number):
    """A cell that holds whole lines of the table: a quotation mark opened it and none closed it where it should end."""
    for cell in row:
        if "\n" in cell and any(_is_line(line, separator, len(row)) for line in cell.split("\n")[1:]):
            raise Unreadable(
                _("CSV 第 %(row)d 行附近有一个没有配对的引号，后面的行被当成了一格：请删掉这个引号，或另存为 .xlsx 再上传。")
                % {"row": number}
            )


def _is_line(text, separator, width):
    """Whether a text looks like a line of the table: it begins as a household's number does, or has as many cells."""
    return text.count(separator) >= (1 if text[:1].isdigit() else max(2, width // 2))


def _decoded(content):
    told = BY_MARK.get(content[:2])
    for encoding in (told,) if told else ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(_("这个文件不是 Excel 工作簿，也不是 UTF-8 或 GB18030 的 CSV：请从表格软件另存为 .xlsx 再上传。"))


def _separator(text, head_of):
    """What stands between the cells: that by which the head falls into the most headings. Texts have commas of their own."""
    first = "\n".join(text.split("\n", LINES_TRIED)[:LINES_TRIED])

    def headings(separator):
        try:
            rows = list(csv.reader(io.StringIO(first, newline=""), delimiter=separator))
        except csv.Error:
            return 0, 0
        return max(map(head_of, rows), default=0), first.count(separator)

    return max(SEPARATORS, key=headings)
