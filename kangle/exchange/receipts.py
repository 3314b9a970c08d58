"""Sending twice is harmless: what was taken in under a key is answered the second time from its receipt."""

import hashlib
import json

from kangle.accounts.access import QUEUE_HEADER
from kangle.exchange.models import Receipt

PASSING = {"csrfmiddlewaretoken", "sending"}  # what says nothing of the words


def answer_to(key, person, sent=None):
    """The address a sending under `key` (a UUID or None) was answered with before; "" for one that is new.

    Ask within the transaction that takes the sending in. A key that somebody else has used is new: it is not his answer. So are
    other words than were `sent` under it before (a QueryDict): a page taken up again brings its old key along.
    """
    found = key and Receipt.objects.filter(key=key, person_id=person.pk).first()
    return found.answer if found and (sent is None or found.digest in ("", digest_of(sent))) else ""


def keep(key, person, answer, sent=None):
    """Keep the receipt of a sending, in the transaction that took it in; the same new key twice at once fails the second."""
    if key:
        kept = {"answer": answer, "digest": "" if sent is None else digest_of(sent)}
        Receipt.objects.update_or_create(key=key, person_id=person.pk, defaults=kept)


def digest_of(sent):
    """What was sent in a few characters, its order aside."""
    pairs = sorted((name, values) for name, values in sent.lists() if name not in PASSING)
    return hashlib.sha256(json.dumps(pairs).encode()).hexdigest()


def queued(request):
    """Whether a phone's queue is sending: it is answered in JSON, and told when it must sign in (kangle.accounts.access)."""
    return request.headers.get(QUEUE_HEADER) == "1"
