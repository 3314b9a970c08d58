"""The one way in which a household, and whatever hangs on it, is written: within somebody's act, refused alike, put on record.

Records' admin, phone, acts on families, decisions and papers open an act here, or, where the checks are to speak at its end,
`households.checks.actions.judged`. A workbook and its undoing, a registration and a new year's carry-over write thousands at
once (kangle.audit.many), each of them weighed by what is said here.
"""

import contextlib
import copy
import uuid
from collections import defaultdict
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import transaction

from households.joining import joining_earlier
from households.models import FamilyAct, Household, Measure, Member, Pairing, Revocation, StatusEvent, Visit, YearRecord
from households.models.begun import Begun, named
from households.ordered import refuse_order
from households.photos import refuse_with_photos
from households.refusals import (
    refuse_carried,
    refuse_household,
    refuse_measure,
    refuse_member,
    refuse_number,
    refuse_status_event,
    refuse_text,
    refuse_year_record,
)
from households.under_way import refuse_event_under_way, refuse_home_under_way, refuse_village_under_way
from kangle.audit import actions as audit
from kangle.audit.guards import ensure_allowed
from kangle.common.sayings import said as _
from kangle.procedures.decided import refuse_decided
from kangle.programme.writing import ensure_writable
from kangle.programme.years import closed_years

# What may not be written of each kind of record, and not be erased: functions (old, new) that raise ValidationError.
REFUSALS = {
    Household: (refuse_text, refuse_number, refuse_household, refuse_village_under_way),
    Member: (refuse_text, refuse_member, refuse_order, refuse_home_under_way),
    YearRecord: (refuse_year_record,),
    StatusEvent: (refuse_status_event, refuse_decided, refuse_carried, refuse_event_under_way),
    Measure: (refuse_measure, refuse_order),
    Pairing: (refuse_order,),
}
ERASING = {
    Household: (refuse_with_photos,),
    StatusEvent: (refuse_decided, refuse_carried, refuse_event_under_way),
    Measure: (refuse_with_photos,),
    Visit: (refuse_with_photos,),
}
UNREAD = object()


def refuse(old, new, *, by, closed=None, brought=False):
    """Refuse what `by` may not write of households: elsewhere, in a closed year, on a day that cannot be, against a refusal.

    `old` is the record as stored (None for a new one), `new` as it would be (None where it is erased). `closed`: as
    `closed_years` gives it, where it was asked for once already. `brought`: a new record that only says what another said of a
    person who goes to another household: what is wrong with it was so before. Raises ValidationError.
    """
    ensure_allowed(old, new)
    audit.ensure_within(by, old, new)
    ensure_writable(old, new, () if brought else REFUSALS.get(type(new), ()), closed)
    for each in ERASING.get(type(old), ()) if new is None else ():
        each(old, None)


class Act:
    """What `by` does to households, and why, within one transaction (see `acting`).

    `touched`: {key of a household: the models of what was written of it}; `homes`: {key: Household} of those that the caller has
    locked and read, with their villages and steps left, and that nobody needs to read again.
    """

    def __init__(self, by, reason):
        self.by, self.reason = by, reason
        self.touched, self.homes, self._locked = defaultdict(set), {}, set()

    @cached_property
    def closed(self):
        """The closed years of all counties."""
        return closed_years()

    def write(self, record, *, old=UNREAD, reason=None, brought=False):
        """Save a record, new or altered, and what follows from it; returns it.

        `old`: as it is stored, where the caller has locked the household and read it. `reason`: where it is not the act's own.
        `brought`, and what is raised, as `refuse`.
        """
        stored = self._stored(record) if old is UNREAD else old
        if stored is None and not record._state.adding:
            raise ValidationError(_("这条记录刚刚被别人删除了：没有保存，请重新打开列表核对。"))
        refuse(stored, record, by=self.by, closed=self.closed, brought=brought)
        audit.save_over(stored, record, by=self.by, reason=self.reason if reason is None else reason)
        self._touch(stored, record)
        if isinstance(record, StatusEvent) and record.kind == StatusEvent.Kind.IDENTIFIED:
            self._join(record)
        return record

    def begin(self, record, left, *, key=None, reason=None):
        """Save a new household, member or yearly record; returns it. `left`: the codes of its screens still to be filled in.

        `key`: the UUID under which the phone that began it knows it.
        """
        self.write(record, old=None, reason=reason)
        Begun.objects.create(key=key or uuid.uuid4(), steps_left=left, **named(record))
        return record

    def erase(self, record):
        """Delete a record. Raises ValidationError as `refuse`, and ProtectedError where another still points at it."""
        stored = self._stored(record)
        if stored is not None:
            refuse(stored, None, by=self.by, closed=self.closed)
            audit.delete(stored, by=self.by, reason=self.reason)
            self._touch(stored)

    def _join(self, event):
        """Those who came with the registration of the household belong to it from the day of this event."""
        for member, day in joining_earlier([event.household_id], event.on, self.closed):
            old = self._stored(member)
            moved = copy.copy(old)
            moved.joined_on = day
            audit.save_over(old, moved, by=self.by, reason=self.reason)
            self._touch(moved)

    def _stored(self, record):
        """A record as it is stored, locked; None for a new one or one that is gone. Its household is locked first, by all: of one
        that moves, both.
        """
        rows = type(record)._base_manager.filter(pk=record.pk)
        homes = set(_homes(record)) - self._locked - {None}
        if homes and not record._state.adding:
            homes |= {key for stored in rows for key in _homes(stored)} - self._locked - {None}
        if homes:
            Household.objects.filter(pk__in=homes).lock()
            self._locked |= homes
        return None if record._state.adding else rows.select_for_update(of=("self",)).first()

    def _touch(self, *records):
        for record in records:
            for key in _homes(record) if record is not None else ():
                self.touched[key].add(type(record))


@contextlib.contextmanager
def acting(*, by, reason=""):
    """An Act: all that is written within it stands together, or nothing of it. What the checks say of it is not asked here."""
    with transaction.atomic():
        yield Act(by, reason)


def _homes(record):
    """The keys of the households that a record is about."""
    if isinstance(record, Household):
        return (record.pk,)
    if isinstance(record, Revocation):
        return (record.event.household_id,)
    if isinstance(record, FamilyAct):
        return filter(None, (record.household_id, record.other_id))
    return (record.household_id,)
