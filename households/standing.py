"""In which order a household's status may change: nobody leaves poverty who was not in it."""

from django.utils import timezone
from django.utils.translation import gettext as _

# Who is poor on a day, by the last event; and who stands in the register (建档立卡) at all.
POOR = ("identified", "returned")
REGISTERED = (*POOR, "exited")
GONE = ("removed", "deregistered")  # off the register: nobody keeps its records any more
# What may follow each kind of event; None: before the first.
FOLLOWS = {
    None: {"identified"},
    "identified": {"exited", "removed", "deregistered"},
    "exited": {"returned", "removed", "deregistered"},
    "returned": {"exited", "removed", "deregistered"},
    "removed": {"identified"},
    "deregistered": {"identified"},
}


def owed_since(on, put_down_at):
    """The day from which on is counted what is owed to a household that stands somewhere since a day: what was decided before
    this system could not be answered here before it was put down.
    """
    return on if put_down_at is None else max(on, timezone.localtime(put_down_at).date())


def is_kept(household, members):
    """Whether a household (with `status`) of these members is kept on: not where it is off the register or left by all."""
    return household.status not in GONE and (not members or any(member.left_on is None for member in members))


def fault_among(event, others):
    """What is wrong with an event between the household's `others` (in the order they happened), in a sentence; "" if nothing.

    A new event (without a key) is judged by the one before it alone.
    """
    before, after = None, None
    for other in others:
        if other.on < event.on or (other.on == event.on and (not event.pk or other.pk < event.pk)):
            before = other
        elif after is None:
            after = other
    neighbours = ((before, event), (event, after)) if event.pk else ((before, event),)
    for first, then in neighbours:
        if then is not None and then.kind not in FOLLOWS[first.kind if first else None]:
            return _sentence(first, then)
    return ""


def _sentence(first, then):
    if first is None:
        return _("这一户在 %(day)s 之前还没有识别，不能%(kind)s。") % {"day": then.on, "kind": then.get_kind_display()}
    return _("%(first)s（%(since)s）之后不能是%(then)s（%(day)s）：请核对先后。") % {
        "first": first.get_kind_display(),
        "since": first.on,
        "then": then.get_kind_display(),
        "day": then.on,
    }
