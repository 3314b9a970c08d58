"""Which accounts are shut out by failed sign-ins right now."""

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.utils import timezone


def locked_usernames(usernames):
    """Those of `usernames` that have failed too often at one address within the waiting time, as a set; one query."""
    recent = AccessAttempt.objects.filter(username__in=usernames, attempt_time__gte=timezone.now() - get_cool_off())
    failed = recent.order_by().values("username", "ip_address").annotate(failures=Sum("failures_since_start"))
    return {row["username"] for row in failed if row["failures"] >= settings.AXES_FAILURE_LIMIT}
