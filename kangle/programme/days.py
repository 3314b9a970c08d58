"""Days that cannot be: what has happened did not happen tomorrow, and nobody was born under the emperor."""

import datetime

from django.core.exceptions import ValidationError
from django.db.models import DateField, DateTimeField
from django.utils import timezone

from kangle.common.sayings import said as _

FIRST = datetime.date(1900, 1, 1)
# The programme's records begin here; before it lie birthdays, and the days on which villages and their committees were founded.
PROGRAMME_BEGAN = datetime.date(1980, 1, 1)
# The province paired cadres with households (双联) in this year, the poor were entered in registers (建档立卡) in the next: what
# the programme did for a household or a village, or by a project, is not older. A model names those of its days in
# `programme_days`; money carried over, posts and birthdays may be.
REGISTER_BEGAN = datetime.date(2012, 1, 1)
MAY_BE_OLD = {"born_on", "since", "opened_on", "closed_on"}
# Days that may be announced: a plan, a limit, the beginning and the end of a post.
MAY_COME = {"effective_on", "due_on", "planned_on", "planned_start_on", "planned_finish_on", "required_on", "since", "until"}
FARTHEST_YEARS = 20


def day_fields(record):
    """The fields of a record (or model) that hold a day."""
    fields = record._meta.concrete_fields
    return [field for field in fields if isinstance(field, DateField) and not isinstance(field, DateTimeField)]


def changed(names, old, new):
    """Those of some fields that a write sets anew; `old` or `new` may be None."""
    return [name for name in names if getattr(old, name, None) != getattr(new, name, None)]


def ensure_plausible(old, new):
    """Refuse a day that cannot be among those a write changes; raises ValidationError by field.

    `old` is the record as stored (None for a new one), `new` as it would be (None for a deletion). What already stood there
    does not keep anybody from correcting something else.
    """
    if new is None:
        return
    faults, today = {}, timezone.localdate()
    for name in changed([field.name for field in day_fields(new)], old, new):
        day = getattr(new, name)
        if day is not None and (fault := _fault(name, day, today, _first(new, name))):
            faults[name] = fault
    if faults:
        raise ValidationError(faults)


def _first(record, name):
    """The earliest day that a field of a record may hold."""
    if name in getattr(record, "programme_days", ()):
        return REGISTER_BEGAN
    return FIRST if name in MAY_BE_OLD else PROGRAMME_BEGAN


def _fault(name, day, today, first):
    """What is wrong with a day, in a sentence; "" where nothing is."""
    if day < first:
        return _("%(day)s 太早了：不能早于 %(first)s，请核对年份。") % {"day": day, "first": first}
    if name in MAY_COME:
        last = today.replace(year=today.year + FARTHEST_YEARS, day=1)
        return _("%(day)s 太晚了，请核对年份。") % {"day": day} if day > last else ""
    return _("%(day)s 还没有到：请核对日期。") % {"day": day} if day > today else ""
