"""The head of a table: which rows it has, which form it is, which column stands where and in which unit it is told.

A head may have a second row below a group's name, a row of units below it, and a unit told above it for all. What cannot be
decided is refused: a part of a sheet is never read as if it were all of it.
"""

import re
from dataclasses import dataclass, field

from kangle.common.sayings import said as _
from kangle.common.texts import half_width
from kangle.exchange.intake import units
from kangle.exchange.intake.declaring import plain
from kangle.exchange.intake.opening import Unreadable, letters
from kangle.exchange.intake.origin import Origin
from kangle.exchange.intake.quantities import Quantity

HEAD_WITHIN = 10  # a form may have a title and a note above its head
DEEPEST = 3  # rows of one head
# The columns a returned workbook has beside the form's own. Its rows are others than those of the file that was sent: a reason
# that names a row names one of that file.
NUMBER, REASON = "原表行号", "退回原因"
# A group's name that says nothing of whose or of when the columns below it are; any other may make another column of them.
_NEUTRAL = re.compile(
    r"(情况|信息|收入|支出|条件|部分|指标|资料|状况|其中|项目|明细|面积|资源|保障|保险|参保|内容|资产|"
    r"属性|特征|土地|住房|生产|生活|经营|转移性|补贴|补助|构成|组成|来源|结构|家庭|成员|基本)$"
)
_OTHERS = re.compile(
    r"责任人|帮扶|干部|联系人|配偶|父|母|子女|单位|村|工作队|第一书记|上年|去年|上一年|前|后|计划|目标|预计|\d{4}"
)
_SEQUENCE = re.compile(r"[甲乙丙丁戊己庚辛壬癸]|\d{1,2}|[(（]\d{1,2}[)）]|栏次")
_FEWEST_NUMBERED = 4


class Unsure(Unreadable):
    """A head that can be read in two ways."""


@dataclass
class Sheet:
    """One sheet that is one of the forms. `placed`: {column name: its index}; `head`: the index of the head's last row; `units`:
    {column name: the unit in which its cells are told, where it is not the column's own}; `origin`: what it was made from.
    """

    form: object
    name: str
    head: int
    placed: dict
    units: dict = field(default_factory=dict)
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
            group = units.plain("".join(words[:first]))
            is_foreign = bool(first) and (not _NEUTRAL.search(group) or _OTHERS.search(group) is not None)
            return column, told + own, is_foreign
    return None, told, False


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
        if self._is_unit_row(self._next()):
            for name, number in self.placed.items():
                if cell := self._next()[number : number + 1]:
                    self.told.setdefault(name, []).extend(filter(None, [str(cell[0] or "").strip()]))
            self.last += 1
        if self._is_numbered(self._next()):
            self.last += 1
        found = Sheet(self.form, self.grid.name, self.last, self.placed, self._units())
        self._tell(found)
        return found

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
        texts = {number: cell for number, cell in enumerate(row) if cell not in ("", None)}
        if not texts or not all(isinstance(cell, str) for cell in texts.values()):
            return False
        quantities = {number for name, number in self.placed.items() if isinstance(self.form.by_name[name].reader, Quantity)}
        named = set(self.placed.values()) - quantities
        return not named & set(texts) and any(units.is_unit(cell) for number, cell in texts.items() if number in quantities)

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

    # --- units -----------------------------------------------------------------------------------------------------------

    def _units(self):
        """{column: the unit it is told in, where that is not its own}; a column whose unit nobody knows is not read."""
        above = self._told_above()
        found = {}
        for name in list(self.placed):
            column = self.form.by_name[name]
            if not isinstance(column.reader, Quantity) or column.shown_only:
                continue
            unit = column.reader.unit
            told = [each for each in self.told[name] if units.alike(each, unit) or not units.is_remark(each)]
            if any(units.ratio(each, unit) is None for each in told):
                self._leave_out(column, told)
                continue
            told += [each for each in above if units.alike(each, unit)]
            if len({units.plain(each) for each in told}) > 1:
                words = {"sheet": self.grid.name, "heading": column.heading, "units": "、".join(dict.fromkeys(told))}
                raise Unreadable(_("工作表“%(sheet)s”的“%(heading)s”写了两种单位（%(units)s）：请只留一种，再上传。") % words)
            if told and units.ratio(told[0], unit) != 1:
                found[name] = units.plain(told[0])
        return found

    def _told_above(self):
        known = []
        for row in self.grid.rows[: self.index]:
            told, unknown = units.told_above(row)
            if unknown:
                words = {"sheet": self.grid.name, "unit": "、".join(unknown)}
                raise Unreadable(_("工作表“%(sheet)s”表头上面写的单位“%(unit)s”不认识：请改成元、亩、公里等，再上传。") % words)
            known += told
        return known

    def _leave_out(self, column, told):
        del self.placed[column.name]
        words = {"sheet": self.grid.name, "heading": column.heading, "unit": "、".join(told)}
        self.notes.append(
            _("工作表“%(sheet)s”的“%(heading)s”写的单位是“%(unit)s”，不认识：这一列没有读。请改成表头上的单位，再上传。") % words
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
