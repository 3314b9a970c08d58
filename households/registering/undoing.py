"""Taking back what was put down, as an act of its own; what was built upon since stays, and it may be tried again."""

import copy
import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from households.joining import is_open
from households.models import Member
from households.models.registering import Registration
from households.registering.acting import judge_anew, lock, name_of
from households.registering.staying import built_upon
from households.registering.weighing import called
from kangle.audit import actions as audit
from kangle.audit.many import Many
from kangle.audit.models import Entry
from kangle.common import reasons
from kangle.common.bulk import portions
from kangle.common.fields import fitting
from kangle.programme.years import closed_years


@dataclass
class Undoable:
    """What of a registration can be taken back now: `events`; `staying`: {sentence: names} of the others."""

    events: list
    staying: dict


def undoable(registration):
    """The Undoable of a registration. Raises ValidationError where nothing of it is: the year of its day is closed."""
    events = list(registration.events.with_head().with_revocation().select_related("household__village").order_by("household"))
    built, staying = built_upon(registration, events), {}
    for event in events:
        if event.pk in built:
            staying.setdefault(built[event.pk], []).append(called(event.household, event.head_name))
    return Undoable([event for event in events if event.pk not in built], staying)


@transaction.atomic
def undo(registration, *, by, reason):
    """Take back what a registration wrote, but for what was built upon since; returns how many households that were.

    Raises ValidationError without a reason, where nothing is left to be taken back, in a closed year, or outside one's own area.
    """
    found = Registration.objects.select_for_update(of=("self",)).select_related("area").get(pk=registration.pk)
    audit.ensure_within(by, found)
    if not reason.strip():
        raise ValidationError({"reason": _("请写明为什么撤销。")})
    reasons.refuse(reason)
    lock(found.events.order_by().values_list("household", flat=True))
    events = undoable(found).events
    if not events:
        raise ValidationError(_("没有可以撤销的：这一批已经撤销，或者后来都有了变化。"))
    was = audit.snapshot(found)
    write = Many(found.undo_key, by=by, reason=reason)
    _join_as_before(found, events, write)
    for event in events:
        home = event.household
        write.erase(event, called=name_of(home, event.head_name, event), path=home.village.path)
    write.write()
    found.taken_back += len(events)
    found.undone_at, found.undone_by, found.undo_reason = timezone.now(), fitting(found, "undone_by", by), reason
    found.save(update_fields=["taken_back", "undone_at", "undone_by", "undo_reason"])
    audit.record(by=by, act=Entry.Act.CHANGE, on=found, before=was, after=audit.snapshot(found), reason=reason)
    judge_anew(found, by=by)
    return len(events)


def _join_as_before(found, events, write):
    """Who was let belong to a household from the day of its event joins when he did before, unless that was altered since."""
    closed = closed_years()
    for some in portions([event.household_id for event in events]):
        members = Member.objects.filter(household__in=some).select_related("household__village")
        moved = _moved(found, [str(member.pk) for member in members])
        for member in (member for member in members if str(member.pk) in moved):
            before, after = moved[str(member.pk)]
            stored = copy.copy(member)
            member.joined_on = before
            if stored.joined_on == after and is_open(stored, member, closed):
                write.change(member, audit.snapshot(stored), path=member.household.village.path)


def _moved(found, keys):
    """{key of a member as a text: (the day on which he joined before, the day that was written)}."""
    entries = Entry.objects.filter(part_of=found.key, model=Member._meta.label_lower, object_id__in=keys)
    told = entries.values_list("object_id", "before__joined_on", "after__joined_on")
    return {key: tuple(map(datetime.date.fromisoformat, days)) for key, *days in told}
