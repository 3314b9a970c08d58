"""What is told once above the rows of an import: what sends very many of them back, and why rows that change nothing do not."""

from collections import Counter

from kangle.common.sayings import said as _
from kangle.exchange.intake.reading import ERROR, HINT, TOLD_ROWS
from kangle.exchange.models import ImportRow

OFTEN, MOST_REASONS = 20, 5
Outcome = ImportRow.Outcome


class Telling:
    """Gathers from the rows, a batch at a time, what is told of many of them in one sentence."""

    def __init__(self):
        self.reasons, self.hints, self.altering = Counter(), {}, 0

    def add(self, rows):
        """Rows that are decided."""
        for row in rows:
            title = row.sheet.form.title
            if row.sheet.origin.made is None and row.was is not None and row.outcome in (Outcome.CHANGED, Outcome.ASKED):
                self.altering += 1
            if row.is_refused:
                self.reasons.update({(title, sentence) for _name, sentence, kind in row.faults if kind == ERROR})
            elif row.faults and row.outcome == Outcome.SAME:
                for name, sentence, kind in row.faults:
                    if kind == HINT:
                        self._hint(row, title, name, sentence)

    def _hint(self, row, title, name, sentence):
        numbers, headings = self.hints.setdefault((title, sentence), ({}, {}))
        numbers[row.number] = None
        column = row.sheet.form.by_name.get(name)
        if column is not None:
            headings[column.heading] = None

    def undated(self):
        """That the file does not say when it was made, where it would alter what is stored."""
        sentence = _(
            "这个文件没有说明是什么时候从系统里下载的（另存成了 CSV，或者没有隐藏的“来源”表）：有 %(rows)d 行会改系统里已有的"
            "内容，别人后来改过的也会被改回去。请看清下面的改动再导入。"
        )
        return [sentence % {"rows": self.altering}] if self.altering else []

    def unchanged(self):
        """What is to be said of rows that change nothing: they have no line of their own on the page."""
        return [self._line(*key, *found) for key, found in self.hints.items()]

    @staticmethod
    def _line(title, sentence, numbers, headings):
        places = "、".join(map(str, sorted(numbers)[:TOLD_ROWS])) + ("……" if len(numbers) > TOLD_ROWS else "")
        words = {"sheet": title, "rows": len(numbers), "places": places, "columns": "、".join(headings), "reason": sentence}
        if headings:
            return _("“%(sheet)s”有 %(rows)d 行（第 %(places)s 行）的%(columns)s：%(reason)s") % words
        return _("“%(sheet)s”有 %(rows)d 行（第 %(places)s 行）没有变化：%(reason)s") % words

    def often(self):
        """What sends very many rows back, the most frequent first."""
        often = [(title, sentence, rows) for (title, sentence), rows in self.reasons.most_common(MOST_REASONS) if rows >= OFTEN]
        return [
            _("“%(sheet)s”有 %(rows)d 行因同一个原因退回：%(reason)s") % {"sheet": title, "rows": rows, "reason": sentence}
            for title, sentence, rows in often
        ]
