"""The rows below a head that are none of the table: sums, signatures, notes, the head printed once more; and those that say what
is wrong with reading the table at all: another table's head, a unit told where it is read too late.
"""

import re

from kangle.common.sayings import said as _
from kangle.common.texts import half_width
from kangle.exchange.intake import measured, units
from kangle.exchange.intake.declaring import plain
from kangle.exchange.intake.heads import known_headings
from kangle.exchange.intake.opening import Unreadable

# What stands below a table and is none of its rows: sums, and who made it.
_BELOW = re.compile(
    r"(本[页村社组乡镇]|全[村社乡镇县]|本表)?(合计|总计|小计|累计|共计|平均|总和)[:：]?|[合总共]?[共计]\S{0,8}[户人条行元亩]"
    r"|(填表|填报|制表|审核|复核|负责|经办|采集|调查|录入|联系|核实|单位负责|主管|村|乡镇|分管)\S{0,6}([:：（(]|签[字名章])\S*.*"
    r"|(日期|时间|注|备注|说明|填表说明|公章|盖章)[:：].*"
)


def _first(cells):
    """The first cell of a row that holds anything; "" for none."""
    return next((cell for cell in cells if cell not in ("", None)), "")


def begins_with_number(cells):
    """Whether the first cell that holds anything begins with a digit, as a household's number does: it tells no unit."""
    first = _first(cells)
    return not isinstance(first, str) or first[:1].isdigit()


def is_below(row, cells):
    """Whether a Row is none of the table's: a sum, a signature, a note. It names no record, and says so in its first cell."""
    first = _first(cells)
    if not isinstance(first, str) or first[:1].isdigit() or not _BELOW.fullmatch("".join(half_width(first).split())):
        return False
    keys = {name for key in row.sheet.form.keys for name in ((key,) if isinstance(key, str) else key)}
    told = [row.values[name] for name in keys if name in row.values]
    return all(_BELOW.fullmatch(value) for value in told if isinstance(value, str))


def refuse_told_late(sheet, number, cells):
    """A unit told in a row below the head. Raises Unreadable where it would change what was read."""
    found, _unknown = units.told_beside(cells)
    if measured.changes(sheet.form, sheet.placed, found):
        words = {"sheet": sheet.name, "row": number, "unit": "、".join(found)}
        raise Unreadable(_("工作表“%(sheet)s”第 %(row)d 行写着单位“%(unit)s”：请写到表头的括号里，再上传。") % words)


def is_head_again(row, cells):
    """Whether a Row is the head once more, as it is printed on every page. Raises Unreadable for the head of another table."""
    form, placed = row.sheet.form, row.sheet.placed
    headings = known_headings(cells, [form])
    if headings < 2:
        return False
    meant = {name: form.by_heading.get(plain(str(cells[place]))) for name, place in placed.items() if place < len(cells)}
    if headings == len(meant) and all(column is not None and column.name == name for name, column in meant.items()):
        return True
    words = {"sheet": row.sheet.name, "row": row.number}
    raise Unreadable(_("工作表“%(sheet)s”第 %(row)d 行又是一个表头：一张工作表只能有一个表，请把它移到另一张工作表。") % words)
