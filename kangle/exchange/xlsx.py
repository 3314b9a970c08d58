"""A table as a workbook that prints as it lies: a zip of a few small parts and one long one, written as the rows come.

A library keeps what this one need not (formulas, charts, shared texts) and takes five times as long over a county's members.
Every text is an inline string, which no program runs as a formula; the same table gives the same bytes, its times being those of
the data's own day.
"""

import datetime
import math
import re
import zipfile
from decimal import Decimal
from itertools import chain, islice
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from kangle.exchange import xlsx_parts as parts
from kangle.exchange.paper import MEASURED, layout, lines_of, wide
from kangle.exchange.plain import Formed, Lines, Values, chunks

LARGEST_SHEET = 1_048_000  # rows of a worksheet below its title and head
LARGEST_NUMBER = 10**15  # a spreadsheet keeps fifteen digits of a number and makes the rest noughts
EPOCH = datetime.date(1899, 12, 30)
DAY = datetime.timedelta(days=1)
FIRST_DAY = datetime.date(1900, 3, 1)  # spreadsheets believe in a 29 February 1900
INLINE, INLINE_END = '" t="inlineStr"><is><t>', "</t></is></c>"
ROW = f'ht="{parts.ROW}" customHeight="1"'  # told, or LibreOffice takes what its substitute for a lacking font would like
KEEPING = INLINE.replace("<t>", '<t xml:space="preserve">')  # for a text that begins or ends with a blank
LEVEL = 2  # of compression: twice as fast as the usual 6, a tenth larger

# Whatever a text may hold that must be written otherwise; most hold nothing of it.
SPECIAL = re.compile("[&<>_\x00-\x1f\ud800-\udfff\ufffe\uffff]")
# What XML cannot hold at all, and what a spreadsheet would take for an escape of its own.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def xml(text):
    """A text as it stands in XML."""
    if not SPECIAL.search(text):
        return text
    return escape(LOOKS_ESCAPED.sub("_x005F_", UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))))


def _inline(text):
    return f"{KEEPING if text[:1].isspace() or text[-1:].isspace() else INLINE}{xml(text)}{INLINE_END}"


def write_xlsx(target, paper, rows, beat=None):
    """Write the table to `target` (a file open for bytes) as a workbook; what was Told. `beat(rows)` is called meanwhile."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as book:
        with book.open(_entry("xl/worksheets/sheet1.xml", paper.day), "w") as sheet:
            written = _Sheet(sheet, paper)
            written.write(chunks(rows), beat)
        for name, text in parts.around(paper, written.head, written.last):
            with book.open(_entry(name, paper.day), "w") as part:
                part.write(text.encode())
    return written.told


def _entry(name, day):
    entry = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
    entry.compress_type, entry.create_system, entry._compresslevel = zipfile.ZIP_DEFLATED, 3, LEVEL
    return entry


class _Sheet:
    """The long part: title, facts, head, rows, sums, foot."""

    def __init__(self, target, paper):
        self.target, self.paper = target, paper
        self.letters = [parts.letters(number) for number in range(len(paper.columns))]
        self.merged, self.line = [], 0
        self.lines = Lines([column.name for column in paper.columns])

    @property
    def told(self):
        return self.lines.told

    def write(self, chunks, beat):
        first = list(islice(chunks, MEASURED))
        sample = [list(chain.from_iterable(parts)) for parts in zip(*first, strict=True)]
        self.layout = layout(self.paper, sample or [[]] * len(self.paper.columns))
        after = [f'<c r="{letter}' for letter in self.letters[1:]] + ["</row>"]
        self.columns = list(map(_Column, self.paper.columns, self.layout.widths, after))
        self.begin()
        for columns in chain(first, chunks):
            self.rows(columns, beat)
        self.end()

    def begin(self):
        above = parts.fact_lines(self.paper.facts, self.layout.width)
        self.head = len(above) + 2
        self.target.write(parts.sheet_head(self.layout, self.head).encode())
        self.across(self.paper.title, parts.TITLE, 22)
        for text in above:
            self.across(text, parts.FACT)
        names = [column.name for column in self.paper.columns]
        self.across(None, None, parts.tall(max(map(lines_of, names, self.layout.widths))), [(name, parts.HEAD) for name in names])

    def across(self, text, style, height=13, cells=None):
        """One line: a text over the whole width of the table, or its cells as (value, style)."""
        self.line += 1
        if cells is None:
            height *= max(1, math.ceil(wide(text) * (1.6 if style == parts.TITLE else 1.05) / self.layout.width))
            cells = [(text, style)] + [("", style)] * (len(self.letters) - 1)
            if len(self.letters) > 1:
                self.merged.append(f"A{self.line}:{self.letters[-1]}{self.line}")
        row = "".join(_cell(f"{letter}{self.line}", *each) for letter, each in zip(self.letters, cells, strict=True))
        tall = f' ht="{height}" customHeight="1"' if height else ""
        self.target.write(f'<row r="{self.line}"{tall}>{row}</row>'.encode())

    def rows(self, values, beat):
        if not (values and values[0]):
            return
        columns = list(map(Values, values))
        self.lines.take(columns)
        numbers = list(map(str, range(self.line + 1, self.line + 1 + len(values[0]))))
        self.line += len(values[0])
        starts, lines = [f'<row r="{number}" {ROW}><c r="A' for number in numbers], {}
        pieces = map(_Column.cells, self.columns, columns)
        for column, told in zip(self.columns, columns, strict=True):
            for place, high in column.tall(told):
                lines[place] = max(high, lines.get(place, 1))
        for place, high in lines.items():
            starts[place] = f'<row r="{numbers[place]}" ht="{parts.tall(high)}" customHeight="1"><c r="A'
        rows = zip(numbers, zip(starts, *pieces, strict=True), strict=True)
        self.target.write("".join([number.join(row) for number, row in rows]).encode())
        if beat:
            beat(self.lines.rows)

    def end(self):
        self.last = self.line
        if self.paper.sums:
            self.across(None, None, 0, [
                (value, parts.SUM + _style(value, column.kind))
                for value, column in zip(self.paper.sums, self.paper.columns, strict=True)
            ])  # fmt: skip
        for text in self.paper.foot(self.told):
            self.across(text, parts.FACT)
        filtered = f"A{self.head}:{self.letters[-1]}{max(self.last, self.head)}"
        self.target.write(parts.sheet_foot(self.layout, filtered, self.merged, self.paper.title).encode())


def _style(value, kind):
    """The style of a value in a column of a kind."""
    if value is None or value.__class__ in (str, bool):
        return parts.TEXT
    if isinstance(value, datetime.datetime):
        return parts.MOMENT
    if isinstance(value, datetime.date):
        return parts.DATE
    if kind in parts.STYLES:
        return parts.STYLES[kind]
    if not isinstance(value, int):
        return parts.DECIMAL
    return parts.WHOLE if kind == "number" else parts.PLAIN


def _cell(place, value, style):
    """One cell, whatever its value."""
    return f'<c r="{place}{_tail(value, style)}'


def _tail(value, style):
    """What stands of a cell behind its place."""
    start = f'" s="{style}'
    if isinstance(value, bool):
        value = _("是") if value else _("否")
    elif isinstance(value, datetime.date) and (value.date() if isinstance(value, datetime.datetime) else value) < FIRST_DAY:
        value = value.isoformat()
    elif isinstance(value, int) and abs(value) >= LARGEST_NUMBER:
        value = str(value)
    if value is None or value == "" or value != value or value in (math.inf, -math.inf):
        return f'{start}"/>'
    return start + (_inline(value) if isinstance(value, str) else f'"><v>{_number(value)}</v></c>')


def _number(value):
    """A number, a day or an instant as the sheet keeps it."""
    if isinstance(value, datetime.datetime):
        return (value.date() - EPOCH).days + (value - value.replace(hour=0, minute=0, second=0, microsecond=0)) / DAY
    if isinstance(value, datetime.date):
        return (value - EPOCH).days
    return format(value, "f") if isinstance(value, Decimal) else repr(value)


class _Column:
    """What makes a column's cells. The row's number goes between its pieces: each ends as the next cell begins."""

    def __init__(self, column, width, after):
        self.kind, self.width, self.after = column.kind, width, after
        self.formed = Formed(self.piece)

    def piece(self, value):
        if value.__class__ is str and value:
            return f'" s="{parts.TEXT}{_inline(value)}{self.after}'
        return _tail(value, _style(value, self.kind)) + self.after

    def cells(self, column):
        return self.formed.all(column)

    def tall(self, column):
        """(place of a row, lines) of the texts that go on below: programs that print a workbook do not all see to that."""
        if str not in column.kinds:
            return
        room = self.width - 2
        long = [text for text in column.distinct or () if text.__class__ is str and (len(text) * 2 > room or "\n" in text)]
        long = {text: lines_of(text, self.width) for text in long if len(text) > room or "\n" in text or not text.isascii()}
        if long and max(long.values()) > 1:
            yield from ((place, long[text]) for place, text in enumerate(column.values) if text in long)
