"""A table as CSV, and its digest: the SHA-256 of these very bytes, whichever file of the table prints it."""

import csv
import hashlib
import io
from itertools import islice

from kangle.exchange.paper import CHUNK, Told

BOM = "\ufeff"  # makes Excel read the Chinese as UTF-8
# A text that starts with one of these is run as a formula by a spreadsheet; the full-width ones by some Asian editions.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# What a spreadsheet may skip before it looks for a formula: spaces of every width, marks that take none.
SKIPPED = " \u3000\u00a0\u200b\u200c\u200d\u2060\ufeff\x00\x0b\x0c"
KEPT = 20_000  # distinct texts whose form is remembered; most columns repeat a few


def safe_text(text):
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(SKIPPED).startswith(FORMULA_STARTS) else text


class Remembered(dict):
    """`form(text)` for each text, made once and kept while there are not too many."""

    def __init__(self, form):
        super().__init__()
        self.form = form

    def __missing__(self, text):
        if len(self) >= KEPT:
            self.clear()
        found = self[text] = self.form(text)
        return found


def csv_text(value):
    """One value as a CSV field."""
    if value is None:
        return ""
    return safe_text(value) if isinstance(value, str) else str(value)


class Lines:
    """Makes the CSV of a table chunk by chunk and keeps count of rows and digest."""

    def __init__(self, names):
        self.rows, self.sum = 0, hashlib.sha256()
        self.safe = Remembered(safe_text)
        self.buffer = io.StringIO()
        self.writer = csv.writer(self.buffer)
        self.buffer.write(BOM)
        self.writer.writerow([safe_text(name) for name in names])

    def take(self, columns):
        """The bytes of some more rows, given as one list of values for each column."""
        safe = self.safe
        texts = [
            [safe[value] if value.__class__ is str else "" if value is None else csv_text(value) for value in values]
            for values in columns
        ]
        self.writer.writerows(zip(*texts, strict=True))
        self.rows += len(columns[0]) if columns else 0
        return self.flush()

    def flush(self):
        content = self.buffer.getvalue().encode("utf-8", "replace")
        self.sum.update(content)
        self.buffer.seek(0)
        self.buffer.truncate()
        return content

    @property
    def told(self):
        return Told(self.rows, self.sum.hexdigest())


def chunks(rows):
    """The rows in lists of CHUNK."""
    rows = iter(rows)
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def write_csv(target, paper, rows, beat=None):
    """Write the table to `target` (a file open for bytes) as CSV, head first; what was Told. `beat(rows)` is called meanwhile."""
    lines = Lines([column.name for column in paper.columns])
    target.write(lines.flush())
    for chunk in chunks(rows):
        target.write(lines.take(list(zip(*chunk, strict=True))))
        if beat:
            beat(lines.rows)
    return lines.told
