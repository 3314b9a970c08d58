"""Whole pages kept for the person who asks again, until a snapshot is published or a record changes.

Every write is put on record, so the newest audit entry, and how many there are of the last hour or two, tell whether any fact has
changed since; nothing else needs to be asked. The count finds the act that a slow transaction made visible after a later one.
What belongs to one visit alone is not kept: messages bypass the store, and the CSRF token is put in anew.
"""

import datetime
import hashlib
import re

from django.contrib.messages import get_messages
from django.core.cache import cache
from django.db.models import Func, Subquery
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import get_language

from kangle.audit.models import Entry
from kangle.common import prepared
from kangle.programme.chosen import CHOSEN
from kangle.scorecard.models import Snapshot

HOUR = datetime.timedelta(hours=1)
SECONDS = 600  # what depends on the hour alone (a snapshot growing stale, a new day) is at most this late
TOKEN = re.compile(rb'<meta name="csrf-token" content="(\w{64})">')
PLACE = b"\0csrf\0"


def kept(request, respond):
    """The page `respond()` makes, or the one it made before for this person, address and state of the records."""
    if request.method != "GET" or len(get_messages(request)):
        return respond()
    key = _key(request)
    if key is None:
        return respond()
    body = cache.get(key)
    if body is not None:
        return HttpResponse(body.replace(PLACE, get_token(request).encode()))
    response = respond()
    token = TOKEN.search(response.content) if response.status_code == 200 else None
    if token:
        cache.set(key, response.content.replace(token[1], PLACE), SECONDS)
    return response


def _key(request):
    """Person, language, address, last published snapshot, acts on record: one small query; None without a snapshot."""
    hour = timezone.now().replace(minute=0, second=0, microsecond=0) - HOUR
    state = prepared.rows(("state of the records", hour), lambda: _state(hour))
    if not state:
        return None  # nothing is published yet
    user = request.user
    chosen = request.session.get(CHOSEN)
    parts = (user.pk, user.role, user.area_id, get_language(), chosen, request.get_full_path(), *state)
    return f"kept-{hashlib.sha256(repr(parts).encode()).hexdigest()}"


def _state(since):
    entry = Entry.objects.order_by("-pk").values("pk")[:1]
    late = Entry.objects.filter(at__gte=since).order_by().values(n=Func("pk", function="COUNT"))
    published = Snapshot.objects.published().order_by("-published_at", "-pk")
    return published.values_list("pk", "published_at", Subquery(entry), Subquery(late))[:1]
