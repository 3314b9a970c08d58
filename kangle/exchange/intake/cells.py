"""How a cell of a form becomes a value as it is stored, and a stored value a cell: one reader for each kind of field.

A cell comes as calamine gives it (text, number, yes or no, day; CSV: text). A blank one is not read at all: it leaves what is
stored. `read` raises Wrong with a sentence that says what is wrong and what to write.
"""

import datetime
import re
from decimal import Decimal, InvalidOperation

from django.utils.translation import override

from kangle.common.masking import tidy_identity
from kangle.common.sayings import said as _
from kangle.common.texts import half_width

CHOICES_TOLD = 21  # of a longer list (the 56 peoples) a sentence names the first
CLEAR = "清空"  # written into a cell, it takes away what stands there
# What no database keeps or nobody sees: control characters, marks without width, halves of characters.
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff\ud800-\udfff\ufffe\uffff]")
BLANKS = re.compile(r"\s+")
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
EXCEL_BEGAN = datetime.date(1899, 12, 30)
EXCEL_DAYS = range(1, 73_051)  # until the year 2100
# A spreadsheet keeps fifteen digits of a number: what is longer has lost its last ones.
WHOLE_DIGITS = 10**15
SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
YES = {"是", "有", "对", "√", "✓", "1", "y", "yes", "true", "t"}
NO = {"否", "无", "没有", "×", "✗", "x", "0", "n", "no", "false", "f"}


class Wrong(ValueError):
    """A cell that cannot be read; str() is the sentence."""


def as_text(cell):
    """A cell as one line of text; whole numbers without a point, days as 2015-03-01. Raises Wrong."""
    if isinstance(cell, str):
        if UNSEEN.search(cell):
            raise Wrong(_("里面有看不见的字符：请删掉这一格，重新输入。"))
        return BLANKS.sub(" ", cell).strip()
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < WHOLE_DIGITS else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    return str(cell)


class Reader:
    """A kind of cell. `choices`: what the drop-down offers; `hint`: what is to be written, for the sheet of explanations."""

    choices = ()
    hint = ""
    is_text = False  # whether a spreadsheet must keep the column as text

    def read(self, cell):
        raise NotImplementedError

    def cell(self, value):
        """A stored value as it stands in a workbook; None for an empty cell."""
        return None if value in (None, "") else value


class Text(Reader):
    is_text = True

    def __init__(self, longest):
        self.longest = longest

    @property
    def hint(self):
        return _("最多 %(longest)d 个字") % {"longest": self.longest}

    def read(self, cell):
        text = as_text(cell)
        if text.startswith("'") and len(text) > 1 and not text[1].isalnum():
            text = text[1:]  # what an export puts before a text that a spreadsheet would take for a formula
        if len(text) > self.longest:
            raise Wrong(_("最多 %(longest)d 个字，现在是 %(found)d 个：请缩短。") % {"longest": self.longest, "found": len(text)})
        return text


class Number(Text):
    """Digits that are a name and no quantity: a telephone, an account, a number of a household."""

    def read(self, cell):
        if isinstance(cell, float) and (abs(cell) >= WHOLE_DIGITS or not cell.is_integer()):
            raise Wrong(_("号码被表格当成了数值，后几位已经丢失：请把这一列设为“文本”，再重新填写号码。"))
        text = half_width(super().read(cell))
        if SCIENTIFIC.fullmatch(text):
            raise Wrong(_("号码被表格写成了科学记数：请把这一列设为“文本”，再重新填写号码。"))
        return text


class Identity(Number):
    def read(self, cell):
        return tidy_identity(super().read(cell))


class Choice(Reader):
    """One of a list of codes: by its label, its code, or both as forms print them ('01 户主')."""

    def __init__(self, choices):
        with override("zh-hans"):
            self.labels = {code: str(label) for code, label in choices}
        self.choices = tuple(self.labels.values())
        self.known = {}
        for code, label in self.labels.items():
            for spelling in (code, label, f"{code}{label}"):
                self.known.setdefault(_spelt(spelling), code)

    @property
    def hint(self):
        return _("从下拉表中选：%(choices)s") % {"choices": "、".join(self.choices)}

    def read(self, cell):
        found = self.known.get(_spelt(as_text(cell)))
        if found is None:
            choices = "、".join(self.choices[:CHOICES_TOLD]) + ("……" if len(self.choices) > CHOICES_TOLD else "")
            words = {"found": as_text(cell)[:20], "choices": choices}
            raise Wrong(_("不认识“%(found)s”：请从下拉表中选一个（%(choices)s）。") % words)
        return found

    def cell(self, value):
        return self.labels.get(value, value) or None


def _spelt(text):
    """'01 户主（本人）' and '01户主(本人)' are the same word."""
    return "".join(half_width(text).replace("（", "(").replace("）", ")").lower().split())


class YesNo(Reader):
    choices = ("是", "否")

    @property
    def hint(self):
        return _("填“是”或“否”")

    def read(self, cell):
        text = "".join(half_width(as_text(cell)).lower().split())
        if text in YES or text in NO:
            return text in YES
        raise Wrong(_("不认识“%(found)s”：请填“是”或“否”。") % {"found": text[:20]})

    def cell(self, value):
        return None if value is None else self.choices[0 if value else 1]


class Day(Reader):
    @property
    def hint(self):
        return _("日期，如 2015-03-01")

    def read(self, cell):
        if isinstance(cell, datetime.datetime):
            return cell.date()
        if isinstance(cell, datetime.date):
            return cell
        text = "".join(half_width(as_text(cell)).split())
        if text.isascii() and text.isdigit() and len(text) == 5 and int(text) in EXCEL_DAYS:
            return EXCEL_BEGAN + datetime.timedelta(days=int(text))
        found = DAY.fullmatch(text.split("T")[0])
        try:
            return datetime.date(*map(int, filter(None, found.groups()))) if found else None or self._fail(text)
        except ValueError:
            self._fail(text)

    @staticmethod
    def _fail(text):
        raise Wrong(_("“%(found)s”不是日期：请写成 2015-03-01 这样。") % {"found": text[:20]})


class Quantity(Reader):
    """A number with at most `digits` decimals, from 0 up to `largest` (inclusive); read as a Decimal."""

    def __init__(self, digits, largest, smallest=0):
        self.digits, self.largest, self.smallest = digits, Decimal(largest), Decimal(smallest)

    @property
    def hint(self):
        if self.digits:
            return _("数字，最多 %(digits)d 位小数；没有填 0") % {"digits": self.digits}
        return _("整数；没有填 0")

    def read(self, cell):
        number = self._number(cell)
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

    @staticmethod
    def _number(cell):
        if isinstance(cell, datetime.date):
            raise Wrong(_("这一格是日期，应当是数字：请改格式后重新填写。"))
        text = "".join(half_width(as_text(cell)).split()).replace(",", "").replace("，", "").replace("．", ".").replace("－", "-")
        written, text = text, text.removesuffix("元").removesuffix("亩").removesuffix("个月").removesuffix("月")
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = None
        # 1E+1000000 is a number too, and a very long one once it is written out.
        if number is None or not number.is_finite() or number.adjusted() > 30 or number.adjusted() < -30:
            raise Wrong(_("“%(found)s”不是数字：请只写数字。") % {"found": written[:20]})
        return number


class Whole(Quantity):
    def __init__(self, largest, smallest=0):
        super().__init__(0, largest, smallest)

    def stored(self, number):
        return int(number)


class Yuan(Quantity):
    """Yuan in the cell, fen in the record."""

    def __init__(self):
        super().__init__(2, 10**13)

    @property
    def hint(self):
        return _("金额（元），最多两位小数；没有填 0")

    def stored(self, number):
        return int(number * 100)

    def cell(self, value):
        return None if value is None else Decimal(value) / 100
