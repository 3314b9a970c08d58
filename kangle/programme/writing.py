"""What every write of a fact must pass, wherever it comes from: the records' admin, a form on the phone, a workbook."""

from kangle.programme.days import ensure_plausible
from kangle.programme.years import ensure_record_open


def ensure_writable(old, new, refusals=(), closed=None):
    """Refuse a write that bears on a closed year, sets a day that cannot be, or breaks one of `refusals`.

    `old` is the record as stored (None for a new one), `new` as it would be (None for a deletion). A refusal is a function
    (old, new) that raises ValidationError; deletions do not ask them. `closed`: `programme.years.closed_years()`, asked for once
    where many records are written. Raises ValidationError.
    """
    ensure_record_open(old, new, closed)
    ensure_plausible(old, new)
    for refuse in refusals if new is not None else ():
        refuse(old, new)
