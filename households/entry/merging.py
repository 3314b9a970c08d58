"""Two people at one record: which fields of a form are the sender's own changes, and which another has changed meanwhile."""

import datetime
from decimal import Decimal

from django.db.models import Model
from django.utils.crypto import salted_hmac


def plain(value):
    """A field's value as a form carries it back: the same text for the same value, whatever way it came."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return "" if value is None else value


def values_of(record, names):
    """The plain values of some fields of a record; those of a key are the key."""
    return {name: plain(record._meta.get_field(name).value_from_object(record)) for name in names}


def fingerprint(value):
    """What a phone carries in place of a full number: enough to see whether the number was changed since, not to tell it."""
    return "#" + salted_hmac("households.entry.fingerprint", str(value)).hexdigest()[:24]


def merge(base, theirs, mine):
    """How fields typed on a form meet those stored since; three dicts of plain values, `base` as the form was read.

    Returns (kept, contested): the names whose stored value stays because the person did not touch them, and those which both
    have changed, to different values. A field that `base` does not tell counts as touched and as nobody else's.
    """
    kept, contested = [], []
    for name, value in mine.items():
        if name not in base:
            continue
        if value == base[name]:
            kept.append(name)
        elif theirs[name] not in (base[name], value):
            contested.append(name)
    return kept, contested
