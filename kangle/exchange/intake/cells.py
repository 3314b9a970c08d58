"""How a cell of a form becomes a value as it is stored, and a stored value a cell: one reader for each kind of field.

A cell comes as calamine gives it (text, number, yes or no, day; CSV: text). A blank one is not read at all: it leaves what is
stored. `read` raises Wrong with a sentence that says what is wrong and what to write.
"""

import datetime
import re

from django.utils import timezone
from django.utils.translation import override

from kangle.common.masking import tidy_identity
from kangle.common.sayings import said as _
from kangle.common.texts import UNSEEN, half_width, is_placeholder, tidy_name

CHOICES_TOLD = 21  # of a longer list (the 56 peoples) a sentence names the first
CLEAR = "清空"  # written into a cell, it takes away what stands there
BLANKS = re.compile(r"\s+")
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
# What stands behind a day: an hour, as a spreadsheet writes days that have one; a day of the week.
HOUR = re.compile(
    r"(?<=[\d日])(?:[ T]+\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?"
    r"|\s*[(（]?(?:星期|周)[一二三四五六日天][)）]?)$"
)
# A moment with its zone, as programs write it: which day it is here is another question than which day it is there.
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})")
MOMENT = re.compile(r"\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?(?:[ T]+\d{1,2}:\d{2}(?::\d{2})?)?|\d{1,2}:\d{2}(?::\d{2})?")
# The mark by which a spreadsheet is told to keep a number as text: some programs store it as a letter of the text.
APOSTROPHES = "'’‘′`´＇"
APOSTROPHE = re.compile(f"^[{APOSTROPHES}](?=[^{APOSTROPHES}]+$)")
# An error as a table of text or a copied cell has it; a cell that was too narrow for its number.
ERROR = re.compile(r"#(?:N/A|DIV/0!|VALUE!|REF!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|GETTING_DATA|#+)", re.IGNORECASE)
EXCEL_BEGAN = datetime.date(1899, 12, 30)
LATER_BY = 1462  # days by which a workbook of 1904 begins to count later
EXCEL_DAYS = range(1, 73_051)  # until the year 2100
# A spreadsheet keeps fifteen digits of a number: what is longer has lost its last ones.
WHOLE_DIGITS = 10**15
SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
NUMBERED = re.compile(r"^(\d{1,2})[-.、:：·]+(?=\D)")
YES = {"是", "是的", "对", "√", "✓", "☑", "✔", "1", "y", "yes", "true", "t"}
NO = {"否", "不是", "×", "✗", "✕", "✘", "x", "0", "n", "no", "false", "f"}
DENIAL = r"不|未|没|没有|尚未|无"


class Wrong(ValueError):
    """A cell that cannot be read; str() is the sentence."""


def as_text(cell):
    """A cell as one line of text; whole numbers without a point, days as 2015-03-01. Raises Wrong."""
    if isinstance(cell, str):
        if UNSEEN.search(cell):
            raise Wrong(_("里面有看不见的字符：请删掉这一格，重新输入。"))
        text = BLANKS.sub(" ", cell).strip()
        if text[:1] == "#" and ERROR.fullmatch(text):
            raise Wrong(_("这一格是错误值（%(found)s）：请填上正确的内容；没有的请空着。") % {"found": text[:20]})
        return APOSTROPHE.sub("", text) if text[:1] in APOSTROPHES else text
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < WHOLE_DIGITS else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    return str(cell)


class Reader:
    """A kind of cell. `choices`: what the drop-down offers; `hint`: what is to be written, for the sheet of explanations;
    `for_none`: what to do where there is nothing to be written.
    """

    choices = ()
    hint = ""
    for_none = ""
    is_text = False  # whether a spreadsheet must keep the column as text

    def read(self, cell):
        """The value as it is stored. Raises Wrong."""
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
        if isinstance(cell, (datetime.date, datetime.time, datetime.timedelta, bool)):
            raise Wrong(_("这一格应当是文字，表格把它当成了日期、时间或是非：请把这一列设为“文本”，再重新填写。"))
        text = as_text(cell)
        if text[:1].isdigit() and MOMENT.fullmatch(text):
            raise Wrong(_("“%(found)s”像是被表格改成了日期或时间：请把这一列设为“文本”，再重新填写。") % {"found": text[:20]})
        if is_placeholder(text):
            words = {"found": text[:20], "clear": CLEAR}
            raise Wrong(_("“%(found)s”不是内容：请写全；没有的请空着，要去掉已有的写“%(clear)s”。") % words)
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


class Name(Text):
    """A person's name, in the one shape in which names are kept."""

    def read(self, cell):
        if isinstance(cell, (int, float)) and not isinstance(cell, bool):
            raise Wrong(_("“%(found)s”不是姓名：请填姓名。") % {"found": as_text(cell)[:20]})
        return tidy_name(super().read(cell))


def labels_of(choices):
    """{code: its official label}: the form is Chinese in every language."""
    with override("zh-hans"):
        return {code: str(label) for code, label in choices}


class Choice(Reader):
    """One of a list of codes: by its label, its code, both as forms print them ('01 户主'), or a usual wording of it.

    `words`: {wording: its code, or a tuple of the codes it may mean: then somebody must say which}.
    """

    def __init__(self, choices, words=()):
        self.labels = labels_of(choices)
        self.choices = tuple(self.labels.values())
        self.known = {}
        for code, label in self.labels.items():
            for spelling in (code, label, f"{code}{label}", f"{label}{code}"):
                self.known.setdefault(_spelt(spelling), code)
        for word, meant in dict(words).items():
            self.known.setdefault(_spelt(word), meant)

    @property
    def hint(self):
        return _("从下拉表中选：%(choices)s") % {"choices": "、".join(self.choices)}

    @property
    def for_none(self):
        return _("请从下拉表中选一项。")

    def read(self, cell):
        found = self.known.get(cell) or self.known.get(_spelt(as_text(cell)))
        if found is None:
            choices = "、".join(self.choices[:CHOICES_TOLD]) + ("……" if len(self.choices) > CHOICES_TOLD else "")
            words = {"found": as_text(cell)[:20], "choices": choices}
            raise Wrong(_("不认识“%(found)s”：请从下拉表中选一个（%(choices)s）。") % words)
        if isinstance(found, tuple):
            words = {"found": as_text(cell)[:20], "choices": "、".join(self.labels[code] for code in found)}
            raise Wrong(_("“%(found)s”可以指%(choices)s：请写明是哪一个。") % words)
        return found

    def cell(self, value):
        return self.labels.get(value, value) or None


def _day_here(text):
    """The day here of a moment written with its zone; None where there is no such moment."""
    try:
        return timezone.localdate(datetime.datetime.fromisoformat(re.sub(r"\s+(?=[Z+-])", "", text)))
    except ValueError:
        return None


def _spelt(text):
    """'01 户主（本人）', '01.户主(本人)' and '01户主(本人)' are the same word."""
    shape = "".join(half_width(text).replace("（", "(").replace("）", ")").lower().split())
    return NUMBERED.sub(r"\1", shape)


class YesNo(Reader):
    """A yes or a no. `words`: what people write of one for whom it is so, denied of one for whom it is not (参加, 未参加); a
    word of another column would say the contrary. `is_had`: whether 有 and 无 answer it.
    """

    choices = ("是", "否")

    def __init__(self, words=(), *, is_had=False):
        had = ("有",) if is_had else ()
        self.nothing = {"无", "没有", "没"} if is_had else set()
        self.said = re.compile(rf"({DENIAL})?(?:已|已经|有|在|全部)?({'|'.join((*words, *had))})") if (*words, *had) else None

    @property
    def hint(self):
        return _("填“是”或“否”")

    @property
    def for_none(self):
        return _("没有的填“否”。")

    def read(self, cell):
        if cell == "是" or cell == "否":
            return cell == "是"
        text = "".join(half_width(as_text(cell)).lower().split())
        if text in YES or text in NO:
            return text in YES
        if text in self.nothing:
            return False
        if found := self.said and self.said.fullmatch(text):
            return found[1] is None
        raise Wrong(_("不认识“%(found)s”：请填“是”或“否”。") % {"found": text[:20]})

    def cell(self, value):
        return None if value is None else self.choices[0 if value else 1]


class Day(Reader):
    @property
    def hint(self):
        return _("日期，如 2015-03-01")

    def read(self, cell, later=0):
        """The day. `later`: by how many days the workbook begins to count later than others do. Raises Wrong."""
        if isinstance(cell, datetime.datetime):
            return cell.date()
        if isinstance(cell, datetime.date):
            return cell
        if isinstance(cell, bool):
            self._fail(as_text(cell))
        told = half_width(as_text(cell))
        if INSTANT.fullmatch(told):
            return _day_here(told) or self._fail(told)
        text = "".join(HOUR.sub("", told).split())
        if text.isascii() and text.isdigit() and len(text) == 5 and int(text) in EXCEL_DAYS:
            return EXCEL_BEGAN + datetime.timedelta(days=int(text) + later)
        found = DAY.fullmatch(text)
        try:
            return datetime.date(*map(int, filter(None, found.groups()))) if found else None or self._fail(text)
        except ValueError:
            self._fail(text)

    @staticmethod
    def _fail(text):
        raise Wrong(_("“%(found)s”不是日期：请写成 2015-03-01 这样。") % {"found": text[:20]})
