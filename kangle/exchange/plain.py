"""A table as CSV, and its digest: the SHA-256 of these very bytes, whichever file of the table prints it."""

import hashlib
import re
from itertools import islice
from types import NoneType

from kangle.exchange.paper import CHUNK, Told

BOM = "\ufeff"  # makes Excel read the Chinese as UTF-8
# A text that starts with one of these is run as a formula by a spreadsheet; the full-width ones by some Asian editions.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# What a spreadsheet may skip before it looks for a formula: spaces of every width, marks that take none.
SKIPPED = " \u3000\u00a0\u200b\u200c\u200d\u2060\ufeff\x00\x0b\x0c"
END = "\r\n"
QUOTED = re.compile('[",\r\n]')
NEVER_A_NUMBER = {str, NoneType}
KEPT = 4000  # different values of a column whose form is remembered; most columns repeat a few


def safe_text(text):
    """A text that no spreadsheet takes for a formula."""
    if text[:1].isalnum():
        return text
    return f"'{text}" if text.lstrip(SKIPPED).startswith(FORMULA_STARTS) else text


class Values:
    """A column's values in a chunk, the different ones among them (None where some are no keys), and of what types they are."""

    def __init__(self, values):
        self.values = values
        try:
            self.distinct = set(values)
        except TypeError:  # a list or a dict
            self.distinct = None
        self.kinds = frozenset(map(type, values if self.distinct is None else self.distinct))


class Formed:
    """What becomes of a column's values, most of which are repeated: it is made once for each."""

    def __init__(self, form):
        self.form, self.kept = form, {}

    def all(self, column):
        """`form(value)` of each of the Values, as a list."""
        numbers = column.kinds - NEVER_A_NUMBER
        if column.distinct is None or len(column.distinct) * 2 > len(column.values) or len(numbers) > 1:
            return list(map(self.form, column.values))
        # By type, since 1, 1.0 and True are one key of a dict.
        kept = self.kept.setdefault(numbers, {})
        if len(kept) > KEPT:
            kept.clear()
        for value in column.distinct - kept.keys():
            kept[value] = self.form(value)
        return list(map(kept.__getitem__, column.values))


def csv_text(value):
    """One value as a CSV field."""
    if value.__class__ is str:
        return safe_text(value)
    return "" if value is None else safe_text(value) if isinstance(value, str) else str(value)


def _field(value):
    """One value as it stands in the file, in quotes where it must be."""
    text = csv_text(value)
    return '"' + text.replace('"', '""') + '"' if QUOTED.search(text) else text


class Lines:
    """Makes the CSV of a table chunk by chunk and keeps count of rows and digest."""

    def __init__(self, names):
        self.rows, self.sum = 0, hashlib.sha256()
        self.formed = [Formed(_field) for _name in names]
        self.head = self._add(BOM + ",".join(map(_field, names)) + END)

    def _add(self, text):
        content = text.encode("utf-8", "replace")
        self.sum.update(content)
        return content

    def take(self, columns):
        """The bytes of some more rows, given as the Values of each column."""
        fields = map(Formed.all, self.formed, columns)
        lines = list(map(",".join, zip(*fields, strict=True)))
        self.rows += len(lines)
        return self._add(END.join(lines) + END)

    @property
    def told(self):
        return Told(self.rows, self.sum.hexdigest())


class InColumns:
    """Rows that come a chunk at a time, each a list of the columns' values: `chunks` gives them."""

    def __init__(self, chunks):
        self.chunks = chunks

    def __iter__(self):
        for columns in self.chunks:
            yield from zip(*columns, strict=True)


def chunks(rows):
    """The rows in chunks of some 500, each a list of the columns' values."""
    if isinstance(rows, InColumns):
        yield from rows.chunks
        return
    rows = iter(rows)
    while chunk := list(islice(rows, CHUNK)):
        yield list(zip(*chunk, strict=True))


def write_csv(target, paper, rows, beat=None):
    """Write the table to `target` (a file open for bytes) as CSV, head first; what was Told. `beat(rows)` is called meanwhile."""
    lines = Lines([column.name for column in paper.columns])
    target.write(lines.head)
    for columns in chunks(rows):
        target.write(lines.take(list(map(Values, columns))))
        if beat:
            beat(lines.rows)
    return lines.told
