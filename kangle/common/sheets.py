"""What a printed paper says, sheet by sheet, in plain values that a page and a PDF print alike; how much fits on one of A4.

A sheet is a list of blocks: facts, conditions, a table, bars. Texts are ready to be read: figures written out, words in the
reader's language. `fitted` sets a sheet in the largest type in which it fits; where even the smallest does not do, the longest
table gives up its last rows and says how many it left to the system.
"""

import math
import unicodedata
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

# In points, as the stylesheet and the typst template set them too: a sheet's type, its width inside its margins, its height
# between head and foot. The height leaves a twentieth for what browsers and fonts do otherwise.
SIZES = {"large": 12, "middle": 10.5, "small": 9, "tiny": 8}
WIDTH, HEIGHT, SIGNED = 518, 714, 50
LINE = 1.4
# How wide characters are, in ems; a Chinese one takes one.
BLANK, SMALL, FIGURE, CAPITAL, BROAD = 0.25, 0.53, 0.57, 0.68, 0.95
NOTE = 0.85  # of small print, to the type around it
UNSEEN = {"Cc", "Cf", "Cs"}


@dataclass(frozen=True)
class Mark:
    """A sign of one character with its word, and its class in the stylesheet."""

    sign: str
    word: str
    kind: str


@dataclass(frozen=True)
class Cell:
    """One cell of a table: a text, a smaller line below it, signs with their words."""

    text: str = ""
    note: str = ""
    marks: tuple = ()


@dataclass(frozen=True)
class Row:
    """One row of a table; `kind` sets it off: sum, part, line."""

    cells: tuple
    kind: str = ""


@dataclass(frozen=True)
class Column:
    """A column: its heading, its share of the width in hundredths, whether it holds figures."""

    label: str
    share: int
    figures: bool = False


@dataclass(frozen=True)
class Fact:
    label: str
    value: str


@dataclass(frozen=True)
class Condition:
    """One condition: its sign, whether it is met in a word, in which tone, and what decided it."""

    sign: str
    word: str
    grade: str
    because: str


@dataclass(frozen=True)
class Bar:
    """A bar: what it measures, the figure in words, how full it is (0 to 1, None: not known), its tone, a stroke at `target`."""

    label: str
    value: str
    part: float | None
    tone: str = ""
    target: float | None = None


@dataclass(frozen=True)
class Block:
    """One part of a sheet under a heading, with the source of its figures. `least`: how few rows its table may be cut to."""

    title: str
    source: str = ""
    facts: tuple = ()
    conditions: tuple = ()
    columns: tuple = ()
    rows: tuple = ()
    bars: tuple = ()
    note: str = ""
    rest: str = ""
    least: int | None = None

    @property
    def is_wide(self):
        """Whether the table has too many columns to stand side by side on a phone."""
        return len(self.columns) > 3

    @property
    def told_rows(self):
        """The rows with each cell beside its column, as a template walks them."""
        return [{"kind": row.kind, "cells": list(zip(self.columns, row.cells, strict=True))} for row in self.rows]


@dataclass(frozen=True)
class Sheet:
    """One printed page: title, what it is about, its blocks, who signs it, its foot; `size` names its type."""

    title: str
    about: tuple
    blocks: tuple
    foot: str
    signatures: tuple = ()
    size: str = "large"

    @property
    def whose(self):
        """Whom the sheet is about, beside where he lives: number and head of a household."""
        return "　".join(self.about[1:])


def plain(text):
    """A text as it is printed: one line, without characters that are not seen but change what is.

    A rare character of a name may be one that this Python does not know yet, or one somebody drew himself: it stays.
    """
    kept = "".join(" " if unicodedata.category(character) in UNSEEN else character for character in str(text))
    return " ".join(kept.split())


def short(text, length):
    """A note cut to some characters, with the dots that say so."""
    text = plain(text)
    return text if len(text) <= length else f"{text[: length - 1]}…"


def fitted(sheet):
    """The sheet in the largest type in which it fits; in the smallest its longest tables give up rows."""
    for size in SIZES:
        sheet = replace(sheet, size=size)
        if _height(sheet) <= _room(sheet):
            return sheet
    # What a sum is made of goes before anything else does: the sum still says it.
    sheet = replace(sheet, blocks=tuple(map(_without_parts, sheet.blocks)))
    left = {number: len(block.rows) for number, block in enumerate(sheet.blocks) if block.least is not None}
    shrunk = sheet
    while _height(shrunk) > _room(sheet):
        spare = {number: rows for number, rows in left.items() if rows > sheet.blocks[number].least}
        if not spare:
            break
        left[max(spare, key=spare.get)] -= 1
        blocks = [_cut(block, block.rows[: left.get(number, len(block.rows))]) for number, block in enumerate(sheet.blocks)]
        shrunk = replace(sheet, blocks=tuple(blocks))
    return shrunk


def _without_parts(block):
    return _cut(block, tuple(row for row in block.rows if row.kind != "part"))


def _cut(block, rows):
    """The block with some of its rows, and the line that says how many are left out."""
    if len(rows) == len(block.rows):
        return block
    words = {"rest": len(block.rows) - len(rows), "total": len(block.rows)}
    return replace(block, rows=rows, rest=_("另有 %(rest)d 条没有印出，见系统（共 %(total)d 条）") % words)


def _room(sheet):
    return HEIGHT - (SIGNED if sheet.signatures else 0)


def _height(sheet):
    size = SIZES[sheet.size]
    return sum(_block_height(block, size) for block in sheet.blocks)


def _block_height(block, size):
    line = size * LINE
    heading = _lines(f"{block.title}　{block.source}", WIDTH / size * 0.92) * line * 1.05 + 11
    pairs = [block.facts[number : number + 2] for number in range(0, len(block.facts), 2)]
    facts = sum(max(_lines(f"{fact.label}　{fact.value}", WIDTH / 2 / size - 2) for fact in pair) * line + 3 for pair in pairs)
    bars = sum(
        max(_lines(bar.label, 0.34 * WIDTH / size), _lines(bar.value, 0.3 * WIDTH / size)) * line + 3 for bar in block.bars
    )
    words = sum(_lines(text, WIDTH / size / NOTE) * line * NOTE + 3 for text in (block.note, block.rest) if text)
    return heading + facts + _conditions_height(block, size) + _table_height(block, size) + bars + words


def _conditions_height(block, size):
    rows = [block.conditions[number : number + 3] for number in range(0, len(block.conditions), 3)]
    room = (WIDTH / 3 - 14) / size
    heights = [
        max(_lines(f"✓ {each.sign} {each.word}", room) + NOTE * _lines(each.because, room / NOTE) for each in row) for row in rows
    ]
    return sum(height * size * LINE + 10 for height in heights)


def _table_height(block, size):
    if not block.columns:
        return 0
    rooms = [(column.share / 100 * WIDTH - 7) / size for column in block.columns]
    head = max(_lines(column.label, room / NOTE) for column, room in zip(block.columns, rooms, strict=True)) * NOTE
    # Figures stay on one line.
    texts = [number for number, column in enumerate(block.columns) if not column.figures]
    rows = [max(_cell_lines(row.cells[number], rooms[number]) for number in texts) for row in block.rows]
    return sum(lines * size * LINE + 4 for lines in [head, *rows])


def _cell_lines(cell, room):
    marks = _lines("".join(f"口{mark.word}口" for mark in cell.marks), room * 0.9) if cell.marks else 0
    text = _lines(cell.text, room) if cell.text or not cell.marks else 0
    return marks + text + (NOTE * _lines(cell.note, room / NOTE) if cell.note else 0)


def _lines(text, room):
    """How many lines a text takes in a room of some ems; words of Latin letters leave a part of a line empty."""
    if not text:
        return 1
    wide = sum(map(_width, text))
    return math.ceil(wide / max(room - (0.3 if wide == len(text) else 0.8), 1))


def _width(character):
    """How wide a character is, in ems."""
    if unicodedata.east_asian_width(character) in "WFA":
        return 1
    if character in "WM@%mw—":
        return BROAD
    if character.isalpha():
        return CAPITAL if character.isupper() else SMALL
    return BLANK if character == " " else FIGURE
