"""How a cell that holds a quantity is read: a number, with the unit it is told in, as the field keeps it."""

import datetime
import math
from decimal import Decimal

from kangle.common import numerals
from kangle.common.sayings import said as _
from kangle.common.texts import half_width
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
        return _("整数；没有填 0") if self.smallest <= 0 else _("整数")

    @property
    def for_none(self):
        return _("没有的填 0。") if self.smallest <= 0 else ""

    def read(self, cell, unit=""):
        """The number as it is stored. `unit`: that in which the column is told, where it is not the field's own. Raises Wrong."""
        number = self._number(cell, unit)
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

    def stored(self, number):
        return round(number, self.digits)  # as many decimals as the field keeps: 12 is stored as 12.0

    def _number(self, cell, told):
        """The number of a cell in the field's own unit, `told` being its column's. Raises Wrong."""
        if isinstance(cell, (datetime.date, datetime.time, datetime.timedelta, bool)):
            raise Wrong(_("这一格是日期、时间或是非，应当是数字：请改格式后重新填写。"))
        written = " ".join(half_width(as_text(cell)).split())
        try:
            number = Decimal(self._read(cell, written, told))
        except numerals.OtherUnit as other:
            raise Wrong(other.sentence) from other
        except numerals.NoNumber:
            number = None
        if number is None or abs(number.adjusted()) > LARGEST_POWER:
            raise Wrong(_("“%(found)s”不是数字：请只写数字。") % {"found": written[:20]})
        return number

    def _read(self, cell, written, told):
        """The number as a text: of a cell of text as of any form, of one that holds a number the number itself."""
        if isinstance(cell, str):
            return numerals.read(written, self.unit, told=told, digits=self.digits)
        if not math.isfinite(cell):
            raise numerals.NoNumber(written)
        return numerals.converted(written, told, self.unit, self.digits)


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
