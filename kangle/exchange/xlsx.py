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
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from kangle.exchange import xlsx_parts as parts
from kangle.exchange.paper import layout, lines_of, wide
from kangle.exchange.plain import Lines, Remembered, chunks

LARGEST_SHEET = 1_048_000  # rows of a worksheet below its title and head
LARGEST_NUMBER = 10**15  # a spreadsheet keeps fifteen digits of a number and makes the rest noughts
EPOCH = datetime.date(1899, 12, 30)
FIRST_DAY = datetime.date(1900, 3, 1)  # spreadsheets believe in a 29 February 1900
LEVEL = 2  # of compression: twice as fast as the usual 6, a tenth larger

# What XML cannot hold at all, and what a spreadsheet would take for an escape of its own.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def xml(text):
    """A text as it stands in XML."""
    return escape(LOOKS_ESCAPED.sub("_x005F_", UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))))


def _inline(text):
    return f'" t="inlineStr"><is><t xml:space="preserve">{xml(text)}</t></is></c>'


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
        self.cells = [_cells_of(letter, column.kind) for letter, column in zip(self.letters, paper.columns, strict=True)]
        self.merged, self.line = [], 0
        self.lines = Lines([column.name for column in paper.columns])

    @property
    def told(self):
        return self.lines.told

    def write(self, chunks, beat):
        first = next(chunks, [])
        self.layout = layout(self.paper, first)
        self.begin()
        self.rows(first, beat)
        for chunk in chunks:
            self.rows(chunk, beat)
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
        self.lines.flush()

    def across(self, text, style, height=14.5, cells=None):
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

    def rows(self, chunk, beat):
        if not chunk:
            return
        columns = list(zip(*chunk, strict=True))
        self.lines.take(columns)
        numbers = list(map(str, range(self.line + 1, self.line + 1 + len(chunk))))
        cells = [make(values, numbers) for make, values in zip(self.cells, columns, strict=True)]
        self.line += len(chunk)
        starts = [f'<row r="{number}">' for number in numbers]
        for place, lines in self.long(columns).items():
            starts[place] = f'<row r="{numbers[place]}" ht="{parts.tall(lines)}" customHeight="1">'
        text = "".join([f"{start}{''.join(row)}</row>" for start, row in zip(starts, zip(*cells, strict=True), strict=True)])
        self.target.write(text.encode())
        if beat:
            beat(self.lines.rows)

    def long(self, columns):
        """{place of a row: its lines} where a text goes on below: programs that print a workbook do not all see to that."""
        found = {}
        for values, width in zip(columns, self.layout.widths, strict=True):
            short = (width - 2) // 2
            for place, value in enumerate(values):
                if value.__class__ is str and (len(value) > short or "\n" in value):
                    found[place] = max(found.get(place, 1), lines_of(value, width))
        return {place: lines for place, lines in found.items() if lines > 1}

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
    return parts.WHOLE if isinstance(value, int) else parts.DECIMAL


def _cell(place, value, style):
    """One cell, whatever its value."""
    start = f'<c r="{place}" s="{style}'
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


DAY = datetime.timedelta(days=1)


def _cells_of(letter, kind):
    """What makes a column's cells: (values, numbers of their lines) → XML. Most cells are texts, and most texts are repeated."""
    inline, style = Remembered(_inline), parts.STYLES.get(kind, parts.TEXT)
    text, blank = f'" s="{parts.TEXT}', f'" s="{parts.TEXT}"/>'
    start, whole = f'<c r="{letter}', f'" s="{style if kind in parts.STYLES else parts.WHOLE}"><v>'

    def make(values, numbers):
        made = []
        for value, number in zip(values, numbers, strict=True):
            if value.__class__ is str:
                made.append(f"{start}{number}{text}{inline[value]}" if value else f"{start}{number}{blank}")
            elif value is None:
                made.append(f"{start}{number}{blank}")
            elif value.__class__ is int and -LARGEST_NUMBER < value < LARGEST_NUMBER:
                made.append(f"{start}{number}{whole}{value}</v></c>")
            else:
                made.append(_cell(f"{letter}{number}", value, _style(value, kind)))
        return made

    return make
