"""A table as it leaves the site, to be filed: its title and facts, its columns with their widths, the paper it is printed on.

Whoever has rows of plain values gives them away like this, a list and a ranking alike:

    paper = Paper(
        title="2015年乡镇排名",
        facts=[("地区", "康乐县"), ("截至", "2015-12-31"), ("导出人", "马志明")],
        columns=[Field("名次", "number"), Field("乡镇"), Field("得分", "number"), Field("资金（元）", "money")],
        sums=["合计", None, None, Decimal("5.00")],          # or None where nothing is added up
        day=datetime.date(2015, 12, 31),                     # the data's own day: it dates the file, so same data, same bytes
    )
    told = write_xlsx(target, paper, rows)                   # kangle.exchange.xlsx; `target` is a file open for writing bytes
    told = write_csv(target, paper, rows)                    # kangle.exchange.plain
    told.rows, told.digest                                   # SHA-256 over the table's CSV, whichever of the two was written

`rows` is any iterable of sequences as long as `columns`; it is read once, 500 rows at a time. A value is a text, an int, a
float, a Decimal, a date, a datetime without zone, a bool or None. Texts are never taken for formulas.
"""

import datetime
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

CHUNK = 500  # rows in hand at a time: four times as many take twenty megabytes more and are no quicker
MEASURED = 4  # chunks that say how wide the columns are

# The narrowest and widest a column is made, in half-width characters; what is longer goes on in the next line.
NARROWEST, WIDEST, WIDEST_SENTENCE, SQUEEZED = 6, 44, 56, 16
NARROWEST_TABLE = 64  # so that title and facts have room above two short columns
NAMING = 3  # the first columns say whose row it is: they are never squeezed

MM_A_CHARACTER = 1.78  # of a half-width character of the sheet's type at full size
SMALLEST = 0.69  # of full size, 9 points (小五): what is smaller is not read
UPRIGHT = 0.8  # the smallest for which a page stands instead of lying


@dataclass(frozen=True)
class Field:
    """A column: its heading, what its values are (text, sentence, number, money, share, date), its least width if any.

    A number is written with thousands separators, one in a column of texts (a year) without. Money is in yuan, a share is 0–1.
    """

    name: str
    kind: str = "text"
    width: int = 0


@dataclass(frozen=True)
class Paper:
    """What stands around the rows. `facts`: (name, text) pairs; `foot` gives the lines below the table from what was Told."""

    title: str
    facts: list
    columns: list
    day: datetime.date
    sums: list | None = None
    foot: Callable = lambda told: []  # noqa: E731


@dataclass(frozen=True)
class Told:
    """What a file holds: how many rows, and the SHA-256 of the table as CSV."""

    rows: int
    digest: str


@dataclass(frozen=True)
class Layout:
    """How a table lies on paper: widths of the columns, `paper` (9: A4, 8: A3) and whether it lies on its side."""

    widths: list
    paper: int
    landscape: bool

    @property
    def width(self):
        return sum(self.widths)


def wide(text):
    """How many half-width characters a text takes in its longest line: a Chinese character takes two."""
    if "\n" in text:
        return max(map(wide, text.split("\n")))
    return len(text) if text.isascii() else len(text) + (len(text.encode("utf-8", "replace")) - len(text)) // 2


def lines_of(text, width):
    """How many lines a text takes in a column: words go to the next line whole, so it is taken for a little longer than it is."""
    if "\n" in text:
        return sum(lines_of(line, width) for line in text.split("\n"))
    taken = wide(text)
    return 1 if taken <= width - 2 else math.ceil(taken * 1.05 / (width - 1.5))  # a column is two wider than what it is made for


def written(value, kind):
    """A value as a spreadsheet shows it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or (isinstance(value, int) and kind not in ("number", "money", "share")):
        return str(value)
    if isinstance(value, datetime.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, datetime.date):
        return "2015-12-31"
    if kind == "share":
        return f"{value:.1%}"
    return f"{value:,.2f}" if kind == "money" or isinstance(value, (float, Decimal)) else f"{value:,}"


def layout(paper, sample):
    """The Layout for a table of whose columns the first values are `sample`."""
    sums = paper.sums or [None] * len(paper.columns)
    widths = [_width(column, [*values, total]) for column, values, total in zip(paper.columns, sample, sums, strict=True)]
    lacking = max(NARROWEST_TABLE - sum(widths), 0)
    widths = [width + math.ceil(lacking / len(widths)) for width in widths]
    for size, landscape, millimetres, smallest in ((9, False, 190, UPRIGHT), (9, True, 277, SMALLEST), (8, True, 400, SMALLEST)):
        room = int(millimetres / MM_A_CHARACTER / smallest)
        fitted = _squeezed(paper.columns, widths, room) if landscape else widths
        if sum(fitted) <= room:
            return Layout(fitted, size, landscape)
    return Layout(fitted, size, landscape)


def _width(column, values):
    longest = max((wide(written(value, column.kind)) for value in values), default=0)
    heading = _heading(column)
    most = WIDEST_SENTENCE if column.kind == "sentence" else WIDEST
    return min(max(longest, heading, NARROWEST, column.width), max(most, heading)) + 2


def _heading(column):
    """How wide a heading is taken: over texts it may take two lines, over numbers three, and no word of it is broken."""
    taken, lines = wide(column.name), 3 if column.kind in ("number", "money", "share") else 2
    word = max(map(len, re.findall(r"[!-~]+", column.name)), default=0)
    return max(math.ceil(taken / lines) + 1, min(taken, NARROWEST), word)


def _squeezed(columns, widths, room):
    """The widths, those of long texts taken back as far as needed to fit into `room`, the widest first."""
    fitted = list(widths)
    may = [number for number, column in enumerate(columns) if number >= NAMING and column.kind in ("text", "sentence")]
    over = sum(fitted) - room
    while over > 0 and may:
        widest = max(may, key=lambda number: fitted[number])
        if fitted[widest] <= SQUEEZED:
            break
        fitted[widest] -= 1
        over -= 1
    return fitted
