"""In which unit and of which year a table is told: by its headings, around it, in a column of its own. What cannot be decided is
refused; a column whose unit nobody knows is not read.
"""

import re
from dataclasses import dataclass, field

from kangle.common.sayings import said as _
from kangle.exchange.intake import units, wording
from kangle.exchange.intake.declaring import plain
from kangle.exchange.intake.opening import Unreadable
from kangle.exchange.intake.quantities import Quantity

# What stands in brackets behind a heading and is no unit.
_REMARK = re.compile(
    r"[*★√]*|必填|选填|可不填|可空|请?填.*|数字|整数|小数|保留.*|下拉.*|.*年度?|如.*|例.*|注.*|合计|小计|单选|多选|[0-9一二三四五六七八九十]+"
    r"|含.*|不含.*|包括.*|除.*|扣除.*|全年|实际|按.*|已.*|未.*|其中.*"
)
_UNIT_COLUMN = re.compile(r"(?:计量|货币|金额|面积|收入)?单位")
# A year that a title tells; that of a day says when something was written down.
_TITLE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年(?:度|(?!\s*\d))")


@dataclass
class Years:
    """What is said of the year: by the table's title or name, and by the headings of columns, {column: year}."""

    of_title: frozenset = frozenset()
    of_columns: dict = field(default_factory=dict)


class Told:
    """What is told of the columns of one head. `told`: {column: what its heading says in brackets, behind it, below it}."""

    def __init__(self, grid, index, form, placed, told):
        self.grid, self.index, self.form, self.placed, self.told = grid, index, form, placed, told

    def years(self):
        """The Years, where the form has a column that they can be held against."""
        if not self.form.year:
            return Years()
        texts = [self.grid.name, *(str(cell) for row in self.grid.rows[: self.index] for cell in row if cell not in ("", None))]
        of_title = frozenset(int(year) for text in texts for year in _TITLE_YEAR.findall(text))
        of_columns = {name: year for name in self.placed for each in self.told[name] if (year := wording.year_of(each))}
        return Years(of_title, of_columns)

    def units(self, notes):
        """{column: the unit it is told in, where that is not its own}. A column whose unit nobody knows is taken out of
        those that are read, and named in `notes`. Raises Unreadable where two units of one column are told.
        """
        above, found = self._above(), {}
        self._refuse_unit_columns()
        for name in list(self.placed):
            column = self.form.by_name[name]
            if not isinstance(column.reader, Quantity) or column.shown_only:
                continue
            unit = column.reader.unit
            told = [each for text in self.told[name] for each in self._of_remark(text, unit)]
            if any(units.ratio(each, unit) is None for each in told):
                self._leave_out(column, told, notes)
                continue
            told += [each for each in above if units.alike(each, unit)]
            if len({units.plain(each) for each in told}) > 1:
                words = {"sheet": self.grid.name, "heading": column.heading, "units": "、".join(dict.fromkeys(told))}
                raise Unreadable(_("工作表“%(sheet)s”的“%(heading)s”写了两种单位（%(units)s）：请只留一种，再上传。") % words)
            if told and units.ratio(told[0], unit) != 1:
                found[name] = units.plain(told[0])
        return found

    @staticmethod
    def _of_remark(text, unit):
        """The units a remark tells of a quantity of `unit`; what is neither a remark nor a known unit stands for one unknown."""
        if units.alike(text, unit):
            return [text]
        known = units.told_in(text)
        alike = [each for each in known if units.alike(each, unit)]
        return alike or ([] if _REMARK.fullmatch(units.plain(text)) and not known else [text])

    def _above(self):
        known = []
        for row in [[self.grid.name], *self.grid.rows[: self.index]]:
            told, unknown = units.told_beside(row)
            if unknown:
                words = {"sheet": self.grid.name, "unit": "、".join(unknown)}
                raise Unreadable(_("工作表“%(sheet)s”表头上面写的单位“%(unit)s”不认识：请改成元、亩、公里等，再上传。") % words)
            known += told
        return known

    def _leave_out(self, column, told, notes):
        del self.placed[column.name]
        words = {"sheet": self.grid.name, "heading": column.heading, "unit": "、".join(told)}
        notes.append(
            _("工作表“%(sheet)s”的“%(heading)s”写的单位是“%(unit)s”，不认识：这一列没有读。请改成表头上的单位，再上传。") % words
        )

    def _refuse_unit_columns(self):
        """A column of its own that tells each row's unit."""
        for number, cell in enumerate(self.grid.rows[self.index]):
            if isinstance(cell, str) and _UNIT_COLUMN.fullmatch(plain(cell)) and number not in self.placed.values():
                for row in self.grid.rows[self.index + 1 :]:
                    told = units.told_in(row[number]) if number < len(row) and isinstance(row[number], str) else ()
                    if changes(self.form, self.placed, told):
                        words = {"sheet": self.grid.name, "heading": cell, "unit": row[number][:20]}
                        raise Unreadable(
                            _("工作表“%(sheet)s”有一列“%(heading)s”（%(unit)s）：请把单位写到表头的括号里，再上传。") % words
                        )


def changes(form, placed, told):
    """Whether one of the units `told` would change what a column of a form that is read means."""
    own = [reader.unit for name in placed if isinstance(reader := form.by_name[name].reader, Quantity)]
    return any(units.ratio(each, unit) not in (None, 1) for each in told for unit in own)
