"""What a template was made from: the moment, and of every row a digest of each value as it was then.

It travels in a hidden sheet of the workbook. By it a cell that nobody altered since is known and does nothing, however much was
written elsewhere in the meantime; and a value that was altered on both sides is not written over without a question.
"""

import base64
import datetime
import hashlib
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from kangle.common.bulk import ready

ORIGIN = "来源"
VERSION = "1"
MADE, COLUMNS, ROW = "made", "columns", "row"
RECORD = "record"  # the key of the stored record in a row of a Book
LENGTH = 8  # letters of one digest: 48 bits


@dataclass
class Origin:
    """Of one sheet: `made` at (None where the workbook tells nothing), {key of a record: {column: digest}}."""

    made: datetime.datetime | None = None
    rows: dict = field(default_factory=dict)

    def holds(self, key, name, value):
        """Whether a value is what the record had when the workbook was made; None where that is not known."""
        digests = self.rows.get(key)
        told = digests.get(name) if digests else None
        return None if told is None else told == digest(value)


def digest(value):
    """A stored value as LENGTH letters; blanks around and within a text say nothing."""
    value = ready(value)
    text = " ".join(value.split()) if isinstance(value, str) else "" if value is None else repr(value)
    made = hashlib.blake2b(text.encode(errors="replace"), digest_size=6).digest()
    return base64.b64encode(made, b"-_").decode()


def heading(form):
    """The row that says of which columns of a form the digests are."""
    return [COLUMNS, form.code, " ".join(_names(form))]


def of_row(form, row):
    """The row of digests for a record; `row`: {column name: stored value}."""
    return [ROW, form.code, str(row[RECORD]), "".join(digest(row.get(name)) for name in _names(form))]


def of(rows, form):
    """The Origin of a form's sheet that the rows of ORIGIN tell; an empty one where they tell none that is understood."""
    found, names = Origin(), ()
    for kind, code, *told in ([str(cell) for cell in row if cell not in ("", None)] for row in rows if len(row) > 1):
        if kind == MADE and code == VERSION and told:
            found.made = parse_datetime(told[0])
        elif kind == COLUMNS and code == form.code and told:
            names = told[0].split()
        elif kind == ROW and code == form.code and len(told) == 2 and told[0].isdigit():
            parts = [told[1][start : start + LENGTH] for start in range(0, len(told[1]), LENGTH)]
            found.rows[int(told[0])] = dict(zip(names, parts, strict=False))
    return found


def beginning():
    """The first row: when the workbook is made."""
    return [MADE, VERSION, timezone.now().isoformat(timespec="seconds")]


def _names(form):
    return [column.name for column in form.written]
