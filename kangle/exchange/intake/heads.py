"""The head of a table: which rows it has, which form it is, which column stands where and in which unit it is told.

A head may have a second row below a group's name, a row of units below it, and a unit told above it for all. What cannot be
decided is refused: a part of a sheet is never read as if it were all of it.
"""

import re
from dataclasses import dataclass, field

from kangle.common.sayings import said as _
from kangle.common.texts import half_width, is_placeholder
from kangle.exchange.intake import measured, units, wording
from kangle.exchange.intake.declaring import plain
from kangle.exchange.intake.opening import Unreadable, letters
from kangle.exchange.intake.origin import Origin
from kangle.exchange.intake.quantities import Quantity

HEAD_WITHIN = 10  # a form may have a title and a note above its head
DEEPEST = 3  # rows of one head
# The columns a returned workbook has beside the form's own. Its rows are others than those of the file that was sent: a reason
# that names a row names one of that file.
NUMBER, REASON = "原表行号", "退回原因"
_SEQUENCE = re.compile(r"[甲乙丙丁戊己庚辛壬癸]|\d{1,2}|[(（]\d{1,2}[)）]|栏次")
_FEWEST_NUMBERED = 4
_UNIT_WORD = re.compile(r"\D{1,8}|[(（]?[a-zA-Z]{1,3}[2²][)）]?")  # as long as a unit and what is put around it: （单位：万元）


class Unsure(Unreadable):
    """A head that can be read in two ways."""


@dataclass
class Sheet:
    """One sheet that is one of the forms. `placed`: {column name: its index}; `head`: the index of the head's last row; `units`:
    {column name: the unit in which its cells are told, where it is not the column's own}; `years`: what is said of the year
    around the table (measured.Years); `origin`: what it was made from.
    """

    form: object
    name: str
    head: int
    placed: dict
    units: dict = field(default_factory=dict)
    years: measured.Years = field(default_factory=measured.Years)
    rows: list = field(default_factory=list)
    origin: Origin = field(default_factory=Origin)


def known_headings(row, forms):
    """How many headings of the one form that has the most of them a row holds."""
    return max(sum(1 for cell in row if isinstance(cell, str) and _column_of(cell, form)[0]) for form in forms)


def recognise(grid, forms, notes):
    """The Sheet whose form has the most columns in the first rows of a Grid; None where none of them is a form's head.

    Adds to `notes` what of it is not read, or read in another unit. Raises Unreadable where the head can be read in two ways.
    """
    best = None
    for index in range(min(HEAD_WITHIN, len(grid.rows))):
        for depth in range(1, DEEPEST + 1):
            for form in forms if (parts := _parts(grid.rows, index, depth)) else ():
                found = _resolved(parts, form)
                # Of two that hold the same columns the one of fewer rows: what stands above it is a title.
                if found and (best is None or (len(found), -depth) > (len(best[0]), -best[3])):
                    best = (found, form, index, depth, parts)
    if best is None or not _has_keys(best[1], best[0]):
        return None
    found, form, index, depth, parts = best
    return _Head(grid, form, index, depth, parts, notes).sheet()


def _has_keys(form, found):
    return all(found & ({key} if isinstance(key, str) else set(key)) for key in form.keys)


def _parts(rows, index, depth):
    """For each column the words above it, a group's first; None where a lower row is none of a head: it holds numbers or days."""
    levels = [list(row) for row in rows[index : index + depth]]
    if len(levels) < depth or any(not isinstance(cell, str) and cell is not None for level in levels[1:] for cell in level):
        return None
    width = max(map(len, levels))
    levels = [
        [cell.strip() if isinstance(cell, str) else "" for cell in [*level, *[""] * (width - len(level))]] for level in levels
    ]
    if any(not any(level) for level in levels):
        return None
    for upper, lower in zip(levels, levels[1:], strict=False):
        for column in range(1, width):
            if not upper[column] and lower[column]:  # the group's name stands in the first of its columns
                upper[column] = upper[column - 1]
    return [list(dict.fromkeys(filter(None, column))) for column in zip(*levels, strict=True)]


def _resolved(parts, form):
    """The names of the columns of a form that a head holds; None where a lower row is data: it spoils a heading above it."""
    found = set()
    for words in parts:
        column, _units, is_foreign = _meant(words, form)
        if column is not None and not is_foreign:
            found.add(column.name)
        elif len(words) > 1 and column is None and _column_of(words[0], form)[0] is not None:
            return None
    return found


def _meant(words, form):
    """(the Column some words of a head mean or None, the units they tell, whether the group above makes another column of it)."""
    words, told = list(words), []
    while len(words) > 1 and (units.is_unit(words[-1]) or not plain(words[-1])):
        told.append(words.pop())
    for first in range(len(words)):
        column, own = _column_of("".join(words[first:]), form)
        if column is not None:
            above = "".join(words[:first])
            told += [each for each in units.in_brackets(above) if units.is_unit(each)]
            is_foreign = bool(first) and not wording.is_neutral(above)
            return column, told + own, is_foreign or any(wording.is_of_another(each, column, form) for each in own)
    return None, told, False


def _is_like_unit(text):
    return units.is_like_unit(text) or bool(units.told_in(text))


def _column_of(text, form):
    """(the Column of a heading, what it tells in brackets or behind it of its unit)."""
    shape = plain(text)
    column = form.by_heading.get(shape)
    if column is not None:
        return column, units.in_brackets(text)
    for end in range(1, min(6, len(shape))):  # 工资性收入万元, 工资性收入/万元
        column = form.by_heading.get(shape[:-end].rstrip("/:：-_,，"))
        if column is not None and isinstance(column.reader, Quantity) and units.is_unit(shape[-end:]):
            return column, [shape[-end:], *units.in_brackets(text)]
    return None, []


class _Head:
    """One head that was found: what of it is read, and in which unit."""

    def __init__(self, grid, form, index, depth, parts, notes):
        self.grid, self.form, self.index, self.last, self.parts, self.notes = grid, form, index, index + depth - 1, parts, notes
        self.placed, self.told, self.unknown = {}, {}, []

    def sheet(self):
        self._place()
        self._refuse_undecided()
        for _each in range(2):  # a row of units and one that counts the columns come in either order
            if self._is_unit_row(self._next()):
                self._take_units(self._next())
                self.last += 1
            if self._is_numbered(self._next()):
                self.last += 1
        found = Sheet(self.form, self.grid.name, self.last, self.placed)
        told = measured.Told(self.grid, self.index, self.form, self.placed, self.told)
        found.units, found.years = told.units(self.notes), told.years()
        self._tell(found)
        return found

    def _take_units(self, row):
        for name, number in self.placed.items():
            cell = str(row[number] or "").strip() if number < len(row) else ""
            if cell and not is_placeholder(cell) and isinstance(self.form.by_name[name].reader, Quantity):
                self.told[name].append(cell)

    def _next(self):
        return self.grid.rows[self.last + 1] if self.last + 1 < len(self.grid.rows) else []

    def _place(self):
        for number, words in enumerate(self.parts):
            column, told, is_foreign = _meant(words, self.form)
            heading = "/".join(words)
            if is_foreign:
                words = {"sheet": self.grid.name, "heading": heading[:40], "column": letters(number)}
                raise Unsure(
                    _("工作表“%(sheet)s”%(column)s 列的表头“%(heading)s”分不清是哪一列：请把表头改成一行，一列一个名称，再上传。")
                    % words
                )
            if column is None:
                self.unknown += [heading[:20]] if heading and plain(heading) not in (NUMBER, REASON) else []
            elif column.name in self.placed:
                words = {"name": self.grid.name, "heading": column.heading, "column": letters(number)}
                raise Unreadable(_("工作表“%(name)s”里“%(heading)s”有两列（另一列是 %(column)s）：请删掉一列。") % words)
            else:
                self.placed[column.name], self.told[column.name] = number, told

    def _refuse_undecided(self):
        """A row below the head with words only where the head has none of the form's is a second row that nobody knows."""
        below = {number: cell for number, cell in enumerate(self._next()) if cell not in ("", None)}
        if not below or any(number in self.placed.values() for number in below):
            return
        if all(isinstance(cell, str) for cell in below.values()):
            words = {"name": self.grid.name, "row": self.last + 2, "cells": "、".join(below.values())[:40]}
            raise Unsure(
                _("工作表“%(name)s”的表头像是有两行，第 %(row)d 行（%(cells)s）认不出来：请改成一行表头，一列一个名称。") % words
            )

    def _is_unit_row(self, row):
        """A row below the head that tells in which units the columns are told, one that nobody knows among them."""
        texts = {
            number: cell.strip() if isinstance(cell, str) else cell for number, cell in enumerate(row) if cell not in ("", None)
        }
        if not all(isinstance(text, str) and _UNIT_WORD.fullmatch(text) for text in texts.values()):
            return False
        quantities = {number for name, number in self.placed.items() if isinstance(self.form.by_name[name].reader, Quantity)}
        told = [text for number, text in texts.items() if number in quantities and not is_placeholder(text)]
        named = [text for number, text in texts.items() if number in self.placed.values() and number not in quantities]
        return any(map(_is_like_unit, told)) and all(is_placeholder(text) or _is_like_unit(text) for text in named)

    def _is_numbered(self, row):
        """A row below the head that counts the columns: 甲 乙 1 2 3."""
        cells = [
            half_width(str(int(cell) if isinstance(cell, float) else cell)).strip() for cell in row if cell not in ("", None)
        ]
        numbers = [int(cell.strip("()（）")) for cell in cells if cell.strip("()（）").isdigit()]
        return (
            len(cells) >= _FEWEST_NUMBERED
            and all(_SEQUENCE.fullmatch(cell) for cell in cells)
            and numbers == list(range(1, len(numbers) + 1))
        )

    def _tell(self, sheet):
        if sheet.units:
            told = [
                f"“{plain(self.form.by_name[name].heading)}”{unit}→{self.form.by_name[name].reader.unit}"
                for name, unit in sheet.units.items()
            ]
            words = {"name": self.grid.name, "columns": "、".join(told)}
            self.notes.append(_("工作表“%(name)s”里这些列按写明的单位换算后导入：%(columns)s。请看下面改动的数。") % words)
        if self.unknown:
            words = {"name": self.grid.name, "columns": "、".join(self.unknown[:20])}
            self.notes.append(_("工作表“%(name)s”里这些列不认识，没有读：%(columns)s。") % words)
