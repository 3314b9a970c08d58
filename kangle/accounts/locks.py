"""Which accounts are shut out by failed sign-ins right now, and how near a name is to it."""

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.utils import timezone


def locked():
    """The user names that have failed too often at one address within the waiting time, as a query."""
    recent = AccessAttempt.objects.filter(attempt_time__gte=timezone.now() - get_cool_off())
    failed = recent.order_by().values("username", "ip_address").annotate(failures=Sum("failures_since_start"))
    return failed.filter(failures__gte=settings.AXES_FAILURE_LIMIT).values("username")


def locked_usernames(usernames):
    """Those of `usernames` that are locked, as a set; one query."""
    return {row["username"] for row in locked().filter(username__in=usernames)}


def tries_left(request, username):
    """How often a name may still be mistyped from where a request comes before it is locked; the same of a name nobody bears."""
    failures = AxesProxyHandler.get_failures(request, {"username": username})
    return max(settings.AXES_FAILURE_LIMIT - failures, 0)
