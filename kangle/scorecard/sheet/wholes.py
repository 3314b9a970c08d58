"""The wholes that many shares of the sheet are a part of, and the plans they are held against: each counted once a run."""

from functools import cache

from django.db.models import Q

from kangle.scorecard import sources as s
from kangle.scorecard.measures import Count, Sum

SERVED = Count(s.STANDING, s.served)
POOR_VILLAGES = Count(s.TIERS, ~Q(tier="demonstration"))
VILLAGES = Count(s.AREAS, Q(kind="village"))
TOWNSHIPS = Count(s.AREAS, Q(level=4))
GROUPS = Count(s.GROUPS)
ROUNDS_DUE = Sum(s.AREAS, Q(level=4), what="rounds_held")
# The lists of places themselves: they stand before anything is on record.
LISTED = {VILLAGES, TOWNSHIPS, GROUPS}
EXITED = Count(s.EVENTS, Q(kind="exited"))
EVER_EXITED = Count(s.ALL_EXITS, of="household")
INSPECTIONS = Count(s.INSPECTIONS)
FINDINGS_DUE = Count(s.FINDINGS, lambda at: Q(due_on__lte=at.as_of))


@cache
def planned(kind):
    """What the year's targets of a kind add up to."""
    return Sum(s.TARGETS, Q(kind=kind), what="quantity")


def served_and(*conditions):
    """Households that the year serves and that lie in every one of some sets of household keys (each a function of the day)."""

    def where(at):
        found = s.served(at)
        for households in conditions:
            found &= Q(household__in=households(at))
        return found

    return Count(s.STANDING, where)


def served_without(households):
    """Households that the year serves and that do not lie in a set of household keys (a function of the day)."""
    return Count(s.STANDING, lambda at: s.served(at) & ~Q(household__in=households(at)))


def of_this_years_pledges(condition):
    """Deliveries of what was pledged this period: a share compares them with those pledges, not with all that arrived."""
    return lambda at: condition & Q(donation__pledged_on__gte=at.start, donation__pledged_on__lte=at.as_of)
