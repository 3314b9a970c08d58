"""Which days a period's snapshots are due for."""

import calendar
import datetime

from django.utils import timezone

from kangle.scorecard.models import Snapshot

# An open period's newest night should be this fresh; later than that, every page says so.
STALE_AFTER = datetime.timedelta(hours=26)


def night_of(period, today=None):
    """The day the nightly run computes a period as of: yesterday, or the period's last day once that is past.

    None where the period has not begun by yesterday.
    """
    yesterday = (today or timezone.localdate()) - datetime.timedelta(days=1)
    night = min(yesterday, period.ends_on)
    return night if night >= period.starts_on else None


def month_ends(period, until):
    """The month-ends of a period that lie on or before a day."""
    ends = (datetime.date(period.year, month, calendar.monthrange(period.year, month)[1]) for month in range(1, 13))
    return [day for day in ends if day <= until]


def days_due(period, today=None, *, anew=False):
    """The days to compute for an open period: every month-end never published (`anew`: every one), then the night; earliest
    first.
    """
    night = night_of(period, today)
    if night is None or not period.is_open:
        return []
    known = Snapshot.objects.published().filter(area=period.area, year=period.year)
    published = set() if anew else set(known.values_list("as_of", flat=True))
    return [*(day for day in month_ends(period, night) if day not in published and day != night), night]


def is_stale(period, snapshot, now=None):
    """Whether an open period's newest snapshot is older than it should be by 26 hours: computed before that, as of a night before
    the one that was due then, or none at all.
    """
    if period is None or not period.is_open or night_of(period) is None:
        return False
    due_at = (now or timezone.now()) - STALE_AFTER
    if snapshot is None or snapshot.computed_at < due_at:
        return True
    due = night_of(period, timezone.localdate(due_at))
    return due is not None and snapshot.as_of < due
