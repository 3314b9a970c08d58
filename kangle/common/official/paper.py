"""What an official document says, part by part in the order of GB/T 9704-2012, and the measures both layouts keep.

Texts are ready to be read; nothing here knows what the document is about. A table's cells are texts, its `shares` the columns'
widths in hundredths of the text's.
"""

import datetime
from dataclasses import asdict, dataclass

# Millimetres: a page of A4 with 37 above, 28 at the binding, and a text of 156 x 225.
PAGE = (210, 297)
TOP, LEFT, WIDE, HIGH = 37, 28, 156, 225
# Points: 22 lines of 28 characters. 28 of 16 points are 2 mm wider than the text, so each gives up a little.
BODY, LINE, CLOSER = 16, 28.95, 0.25
TITLE, TITLE_LINE = 22, 36
TABLE, TABLE_LINE = 12, 18
DIGEST = 10  # a digest of 64 figures on one line, even in a typeface whose figures are wide
SMALL = 14  # page numbers, and the record of printing at the end
PITCH = BODY - CLOSER  # from one character to the next
MARK = 48  # the largest type of the issuer's name at the head; a long name is set smaller
MARK_BELOW_TOP = 35  # mm from the text's upper edge
RULE_BELOW_NUMBER = 4  # mm
RED = "E60012"
NUMBER_BELOW_TEXT = 7  # mm to the dashes of the page number
THICK, THIN = 0.35, 0.25  # mm: the lines of the record of printing

HEADINGS = ("first", "second", "third")  # 一、 in Hei; （一） in Kai; 1. as the text
KINDS = (*HEADINGS, "text", "digest", "table")


@dataclass(frozen=True)
class Block:
    """One part of the text: a heading, a paragraph, a digest on its line, or a table with its caption in `text`."""

    kind: str
    text: str = ""
    columns: tuple = ()
    shares: tuple = ()
    figures: tuple = ()  # for each column whether it holds figures
    rows: tuple = ()


@dataclass(frozen=True)
class Annex:
    """A document that hangs behind: its title and its blocks."""

    title: str
    blocks: tuple


@dataclass(frozen=True)
class Paper:
    """One official document. `note` stands at the head's left ("送审稿"), where nothing stands on an issued one."""

    issuer: str  # 发文机关标志, in red
    number: str  # 发文字号
    title: str
    to: str  # 主送机关
    blocks: tuple
    signer: str  # 发文机关署名
    dated: datetime.date  # 成文日期
    copies: str  # 抄送
    printer: str  # 印发机关
    printed: datetime.date  # 印发日期
    annexes: tuple = ()
    note: str = ""

    @property
    def mark_size(self):
        """The type of the issuer's name, in points: as large as fits on one line."""
        return min(MARK, int(WIDE * 72 / 25.4 / max(len(self.issuer), 1)))

    @property
    def list_of_annexes(self):
        """The lines below the text that name the annexes: one alone has no number."""
        if len(self.annexes) == 1:
            return (f"附件：{self.annexes[0].title}",)
        return tuple(f"{'附件：' if n == 1 else '　　　'}{n}.{annex.title}" for n, annex in enumerate(self.annexes, 1))

    def told(self):
        """The document as plain values (JSON-ready) for a template."""
        dates = {"dated": chinese_day(self.dated), "printed": f"{chinese_day(self.printed)}印发"}
        day = [self.dated.year, self.dated.month, self.dated.day]
        lines = {"list_of_annexes": list(self.list_of_annexes), "mark_size": self.mark_size}
        return {**asdict(self), **dates, **lines, "day": day}


def chinese_day(day):
    """2015年4月3日: in figures, without zeros, as the standard writes the day of a document."""
    return f"{day.year}年{day.month}月{day.day}日"
