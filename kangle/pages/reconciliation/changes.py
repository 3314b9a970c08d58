"""What changes who is counted between the year's beginning and a day: every event and every person that comes or goes, each once.

The last event in force says where a household stands. An event therefore counts by what stood before it: the changes of a
household add up to the difference between its first day and its last, whatever the events are and in whatever order. Persons
come and go with their household, valued by who lives there on the day of the event; who joins or leaves by himself counts where
the household was counted the day before.
"""

from django.db.models import Exists, OuterRef, Q, Subquery

from households.models import Household, Member, StatusEvent
from households.models.family import FamilyAct
from households.models.querysets import size_on


def standing(on):
    """The last event of each household by a day, with `persons` living there that day."""
    return StatusEvent.objects.latest(on).annotate(persons=size_on(Member.objects, OuterRef("household"), on))


def _known(at, key="household"):
    """The events of the outer row's household that are in force on the day."""
    return StatusEvent.objects.in_force(at.as_of).filter(household=OuterRef(key), on__lte=at.as_of)


def _last(events):
    return Subquery(events.order_by("-on", "-pk").values("kind")[:1])


def events(at):
    """The events after the year's first day, in force on the day, with `persons` of their own day and what stood before.

    `before`: the kind of the event just before, None where there was none; `base`: of what a split brought along, the one before
    all of it; `goes_on`: whether more brought along follows the same day (only the last of it counts); `merged`: struck off
    because it was joined to another household.
    """
    this = _known(at)
    earlier = this.filter(Q(on__lt=OuterRef("on")) | Q(on=OuterRef("on"), pk__lt=OuterRef("pk")))
    brought_too = Q(carried_from__isnull=False, on=OuterRef("on"))
    following = this.filter(on=OuterRef("on"), pk__gt=OuterRef("pk")).order_by("pk")
    joined = FamilyAct.objects.filter(kind=FamilyAct.Kind.MERGED, household=OuterRef("household"), on=OuterRef("on"))
    found = StatusEvent.objects.in_force(at.as_of).filter(on__gt=at.start, on__lte=at.as_of).with_persons()
    return found.annotate(
        before=_last(earlier),
        base=_last(earlier.exclude(brought_too)),
        goes_on=Subquery(following.values("carried_from")[:1]),
        merged=Exists(joined),
    )


def joined(at):
    """Who joined a household after the year's first day, with `stood`: where it stood the day before."""
    found = Member.objects.filter(joined_on__gt=at.start, joined_on__lte=at.as_of)
    return found.annotate(stood=_last(_known(at).filter(on__lt=OuterRef("joined_on"))))


def left(at):
    """Who left a household after the year's first day, with `stood`: where it stood the day before."""
    found = Member.objects.filter(left_on__gt=at.start, left_on__lte=at.as_of)
    return found.annotate(stood=_last(_known(at).filter(on__lt=OuterRef("left_on"))))


def decided_anew(at):
    """Households of which an event of the year's first day or before was undone since, with `stood` on the first day as it was
    told then, `stands` as it is told of the same day now, and `persons` living there on it.
    """
    start = at.start
    since = {"on__gt": start, "on__lte": at.as_of}
    undone = Q(**{f"revocation__{name}": day for name, day in since.items()})
    undone |= Q(**{f"carried_from__revocation__{name}": day for name, day in since.items()})
    touched = StatusEvent.objects.filter(undone, on__lte=start).values("household")
    told_then = StatusEvent.objects.in_force(start).filter(household=OuterRef("pk"), on__lte=start)
    return Household.objects.filter(pk__in=touched).annotate(
        stood=_last(told_then),
        stands=_last(_known(at, "pk").filter(on__lte=start)),
        persons=size_on(Member.objects, OuterRef("pk"), start),
    )
