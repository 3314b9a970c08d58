"""How a cell that holds a quantity is read: a number, with the unit it is told in, as the field keeps it."""

import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction

from kangle.common.numerals import ungrouped
from kangle.common.sayings import said as _
from kangle.common.texts import half_width
from kangle.exchange.intake import units
from kangle.exchange.intake.cells import Reader, Wrong, as_text

LARGEST_POWER = 30  # 1E+1000000 is a number too, and a very long one once it is written out


class Quantity(Reader):
    """A number of `unit` with at most `digits` decimals, from 0 up to `largest` (inclusive); read as a Decimal."""

    def __init__(self, digits, largest, smallest=0, unit=""):
        self.digits, self.largest, self.smallest, self.unit = digits, Decimal(largest), Decimal(smallest), unit

    @property
    def hint(self):
        if self.digits:
            return _("数字，最多 %(digits)d 位小数；没有填 0") % {"digits": self.digits}
        return _("整数；没有填 0")

    def read(self, cell, unit=""):
        """The number as it is stored. `unit`: that in which the column is told, where it is not the field's own. Raises Wrong."""
        number, own = self._number(cell)
        told = own or unit
        if told and self.unit and units.plain(told) != self.unit:
            number = self._converted(number, told)
        # A spreadsheet's own arithmetic leaves dust behind the fifteenth digit.
        told = round(number, self.digits) if isinstance(cell, float) else number
        if abs(told - number) > Decimal("1e-7") or told != round(told, self.digits):
            if not self.digits:
                raise Wrong(_("“%(found)s”不是整数：请填整数。") % {"found": str(number)[:20]})
            raise Wrong(_("“%(found)s”小数太多：最多 %(digits)d 位。") % {"found": str(number)[:20], "digits": self.digits})
        if told < self.smallest:
            raise Wrong(_("“%(found)s”太小：不能小于 %(smallest)s。") % {"found": str(number)[:20], "smallest": self.smallest})
        if told > self.largest:
            raise Wrong(_("“%(found)s”太大：不能大于 %(largest)s。") % {"found": str(number)[:20], "largest": self.largest})
        return self.stored(told)

    def _converted(self, number, told):
        ratio = units.ratio(told, self.unit)
        if ratio is None:
            raise Wrong(_("不认识单位“%(found)s”：请按%(unit)s填，只写数字。") % {"found": told[:20], "unit": self.unit})
        exact = Fraction(number) * ratio
        number = Decimal(exact.numerator) / Decimal(exact.denominator)
        # Acres of one kind are no round number of another's; months, persons and square metres are counted whole.
        return number.quantize(Decimal(1).scaleb(-self.digits), ROUND_HALF_UP) if self.digits else number

    def stored(self, number):
        return round(number, self.digits)  # as many decimals as the field keeps: 12 is stored as 12.0

    @staticmethod
    def _number(cell):
        """(the number of a cell as a Decimal, the unit that stands behind it or "")."""
        if isinstance(cell, (datetime.date, datetime.time, datetime.timedelta, bool)):
            raise Wrong(_("这一格是日期、时间或是非，应当是数字：请改格式后重新填写。"))
        written = " ".join(half_width(as_text(cell)).split())
        text, unit = units.apart(written)
        text = text.strip().replace("，", ",").replace("．", ".").replace("－", "-")
        try:
            # Commas and blanks stand between thousands; anywhere else they part two numbers, or a number from its decimals.
            number = Decimal(ungrouped(text.replace(", ", ","))) if text.isascii() else None
        except InvalidOperation:
            number = None
        if number is None or "_" in text or not number.is_finite() or abs(number.adjusted()) > LARGEST_POWER:
            raise Wrong(_("“%(found)s”不是数字：请只写数字。") % {"found": written[:20]})
        return number, unit


class Whole(Quantity):
    def __init__(self, largest, smallest=0, unit=""):
        super().__init__(0, largest, smallest, unit)

    def stored(self, number):
        return int(number)


class Yuan(Quantity):
    """Yuan in the cell, fen in the record."""

    def __init__(self):
        super().__init__(2, 10**13, unit="元")

    @property
    def hint(self):
        return _("金额（元），最多两位小数；没有填 0")

    def stored(self, number):
        return int(number * 100)

    def cell(self, value):
        return None if value is None else Decimal(value) / 100
