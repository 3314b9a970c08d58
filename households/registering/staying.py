"""What was built upon a registered standing since, so that it is not taken away under it."""

from django.utils import timezone

from households.models import StatusEvent
from households.models.cases import HouseholdCase
from kangle.audit.models import Entry
from kangle.common.bulk import portions
from kangle.common.sayings import said as _
from kangle.programme.years import closed_years, ensure_record_open


def built_upon(registration, events):
    """{key of an event: why it stays, a sentence} of those that a registration wrote and that cannot be taken back by now.

    Raises ValidationError where none can: the year of the day is closed.
    """
    closed, kept = closed_years(), {}
    if events:
        ensure_record_open(events[0], None, closed)  # alike in all: one county, one day
    for some in portions(events):
        _of_portion(registration, some, kept)
    return kept


def _of_portion(registration, events, kept):
    altered = _altered(registration, events)
    brought = set(StatusEvent.objects.filter(carried_from__in=events).values_list("carried_from", flat=True))
    homes = [event.household_id for event in events]
    pending = set(HouseholdCase.objects.filter(household__in=homes).pending().values_list("household", flat=True))
    later = _later(homes)
    for event in events:
        next_ = next((other for other in later.get(event.household_id, ()) if _follows(other, event)), None)
        if next_ is not None:
            words = {"event": next_.Kind(next_.kind).label, "day": next_.on}
            kept[event.pk] = _("后来又有“%(event)s”（%(day)s）。") % words
        elif event.household_id in pending:
            kept[event.pk] = _("有办件在办：请先办结或撤回。")
        elif event.pk in brought:
            kept[event.pk] = _("分户时已随原户带到新户。")
        elif event.revoked_on is not None:
            kept[event.pk] = _("这条身份变化已经撤销过，留作记录。")
        elif str(event.pk) in altered:
            kept[event.pk] = _("后来又改过，改过的没有动。")


def _later(homes):
    """{household: its events in force}, in the order they happened."""
    found = {}
    for event in StatusEvent.objects.in_force(timezone.localdate()).filter(household__in=homes).order_by("on", "pk"):
        found.setdefault(event.household_id, []).append(event)
    return found


def _follows(other, event):
    return other.pk != event.pk and (other.on, other.pk) > (event.on, event.pk)


def _altered(registration, events):
    """The keys, as texts, of the events that somebody wrote since."""
    entries = Entry.objects.filter(model=StatusEvent._meta.label_lower, object_id__in=[str(event.pk) for event in events])
    entries = entries.exclude(act=Entry.Act.LOOK).exclude(part_of=registration.key)
    return set(entries.values_list("object_id", flat=True))
