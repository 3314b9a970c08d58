"""The forms that can be sent in as a workbook: each room registers its own when it is ready, and this room knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_BOOKS = {}


@dataclass(frozen=True)
class Book:
    """One form. `sheets`: its SheetForms; what the first one writes is what the others belong to. `go_through(sheets, source, *,
    by, beat)`: decides about rows and writes them (`by` a user), yielding them a batch at a time. `rows(area)`: {code of a sheet:
    iterator of dicts of stored values by column name}, with which a template is filled in. `recheck(keys, *, beat)`: judges
    households anew by their keys, after an undoing. `home_of(record)`: the key of the household a record belongs to.
    `refusal(sheets, area)`: why a whole file is not for an area, in a sentence; "" where rows are to be judged.
    Of an undoing: `refusals`: {model: functions (old, new) that raise ValidationError}, as every other way of writing asks them;
    `relied_upon(homes, since)`: {key of a home: sentence} of those upon whose records something was decided after an entry of the
    history; `broken(homes, since, *, beat)`: (key of a home, record, sentence) of what may not be in the homes as they stand, and
    neither was before the undoing nor before the entry `since`.
    `afterwards(area, user)`: (what is still to be done about new rows of the first sheet, a link's words, its address), or None.
    """

    code: str
    title: Any
    sheets: tuple
    go_through: Callable
    rows: Callable
    recheck: Callable
    home_of: Callable
    refusal: Callable
    refusals: Any
    relied_upon: Callable
    broken: Callable
    afterwards: Callable = lambda area, user: None


def register(book):
    _BOOKS[book.code] = book


def book_of(code):
    """The Book of a code. Raises KeyError for one that no room has registered."""
    return _BOOKS[code]


def registered():
    """All forms that can be sent in."""
    return tuple(_BOOKS.values())
