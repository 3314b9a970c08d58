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
HOME = "home"  # and that of the home it belongs to, where it is none itself
LENGTH = 8  # letters of one digest: 48 bits


@dataclass
class Origin:
    """Of one sheet: `made` at (None where the workbook tells nothing), `rows` {key of a record: {column: digest}}, `homes`
    {key of a home: the keys of its records}, `known` {(key of a home, digest of what a record is known by in it): its key}.
    """

    made: datetime.datetime | None = None
    rows: dict = field(default_factory=dict)
    homes: dict = field(default_factory=dict)
    known: dict = field(default_factory=dict)

    def holds(self, key, name, value):
        """Whether a value is what the record had when the workbook was made; None where that is not known."""
        digests = self.rows.get(key)
        told = digests.get(name) if digests else None
        return None if told is None else told == digest(value)

    def key_of(self, home, value):
        """The key of the record that was known by a value in a home when the workbook was made, whatever became of it since;
        None where there was none.
        """
        return self.known.get((home, digest(value))) if home is not None and value is not None and self.known else None

    def held(self, home, name, value):
        """Whether a value was that of any record of a home when the workbook was made."""
        return any(self.holds(key, name, value) for key in self.homes.get(home, ()))

    def is_as_made(self, row, key):
        """Whether a Row says of a record nothing but what the record was when the workbook was made."""
        told = [*row.values.items(), *((name, None) for name in row.cleared)]
        return not row.faults and all(self.holds(key, name, value) for name, value in told)


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
    digests = "".join(digest(row.get(name)) for name in _names(form))
    return [ROW, form.code, str(row[RECORD]), digests, str(row.get(HOME, row[RECORD]))]


def of(rows, form):
    """The Origin of a form's sheet that the rows of ORIGIN tell; an empty one where they tell none that is understood."""
    found, names = Origin(), ()
    for kind, code, *told in ([str(cell) for cell in row if cell not in ("", None)] for row in rows if len(row) > 1):
        if kind == MADE and code == VERSION and told:
            found.made = parse_datetime(told[0])
        elif kind == COLUMNS and code == form.code and told:
            names = told[0].split()
        elif kind == ROW and code == form.code and len(told) > 1 and _is_key(told[0]):
            _keep(found, form, names, *told)
    return found


def _is_key(text):
    """Whether a text can be a record's key: whoever has the file can write anything into it."""
    return text.isdecimal() and len(text) < 19


def _keep(found, form, names, key, digests, home=""):
    key = int(key)
    parts = [digests[start : start + LENGTH] for start in range(0, len(digests), LENGTH)]
    found.rows[key] = dict(zip(names, parts, strict=False))
    if _is_key(home):  # workbooks of before do not tell it
        found.homes.setdefault(int(home), []).append(key)
        if form.known_by in found.rows[key]:
            found.known[int(home), found.rows[key][form.known_by]] = key


def beginning():
    """The first row: when the workbook is made."""
    return [MADE, VERSION, timezone.now().isoformat(timespec="seconds")]


def _names(form):
    """Of every column: what tells whose a row is (its head's number and name) may be another's by the time it comes back."""
    return [column.name for column in form.columns]
