"""What the search finds: kinds of things, each declared by a room and bounded by the person's area.

A room registers a kind when it is ready (`finding.register(Kind(...))` in its apps.py); the search asks them all.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.functional import Promise

from kangle.common.pinyin import spelling
from kangle.exchange.facts import with_query

SHOWN = 20
LAST_CHARACTER = "\U0010ffff"


@dataclass(frozen=True)
class Found:
    """One record found: what it is called, its address, what tells it from others of that name, and its badge (word, tone)."""

    label: str
    url: str
    note: str
    badge: tuple | None = None


@dataclass(frozen=True)
class Kind:
    """A kind of thing found.

    `rows(asked)` gives what was found, ordered and within the person's area, None where the words cannot mean one; `shown(row)`
    makes a Found of a row; `every` names the list that `?q=` narrows to what was found.
    """

    title: str | Promise
    rows: Callable
    shown: Callable
    every: str


@dataclass(frozen=True)
class Group:
    """What was found of one kind: at most SHOWN, how many there are, and the address of all of them where there are more."""

    title: str | Promise
    found: list
    total: int
    more: str


_kinds = []


def register(kind):
    """Let the search find one more kind of thing."""
    _kinds.append(kind)


def groups(user, text):
    """The Groups of what a person finds, in the order the kinds were registered; kinds of which nothing is found are left out."""
    asked = Asked(user, text)
    found = [_group(kind, asked) for kind in _kinds]
    return [group for group in found if group is not None]


def _group(kind, asked):
    rows = kind.rows(asked)
    if rows is None:
        return None
    found = list(rows[: SHOWN + 1])
    if not found:
        return None
    over = len(found) > SHOWN
    more = with_query(kind.every, q=asked.text) if over else ""
    return Group(kind.title, [kind.shown(row) for row in found[:SHOWN]], rows.order_by().count() if over else len(found), more)


class Asked:
    """Who looks for what: `text` with single blanks, and `spelling` where it may be the pinyin of a name."""

    def __init__(self, user, text):
        self.user, self.text = user, text
        self.spelling = spelling(text)
        self.spelled = {}

    def called(self, rows, field="name"):
        """The condition that the name in `field` begins with what was typed; where letters were, that they spell it."""
        if self.spelling is None:
            found = beginning(field, self.text)
            # 马 努力有
            return found | beginning(field, self.text.replace(" ", "")) if " " in self.text else found
        key = (rows.model, field)
        if key not in self.spelled:
            self.spelled[key] = self.spelling.among(set(rows.order_by().values_list(field, flat=True)))
        return Q(**{f"{field}__in": self.spelled[key]})

    def by_name(self, field="name"):
        """How people of one beginning are ordered: those of whom it is the whole name first, where it was spelled."""
        return (field, "pk") if self.spelling is None else (Length(field), field, "pk")


def beginning(field, text):
    """The condition that a field begins with a text, in the form each database answers from an index.

    SQLite uses none for LIKE ... ESCAPE, but compares texts by code point; PostgreSQL has its pattern index for LIKE.
    """
    if connection.vendor == "sqlite":
        return Q(**{f"{field}__gte": text, f"{field}__lt": text + LAST_CHARACTER})
    return Q(**{f"{field}__startswith": text})
