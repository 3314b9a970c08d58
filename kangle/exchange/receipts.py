"""Sending twice is harmless: what was taken in under a key is answered the second time from its receipt."""

import hashlib
import json

from kangle.accounts.access import QUEUE_HEADER
from kangle.exchange.models import Receipt

PASSING = {"csrfmiddlewaretoken", "sending"}  # what says nothing of the words


def answer_to(key, person, sent=None):
    """The address a sending under `key` (a UUID or None) was answered with before; "" for one that is new.

    A key that somebody else has used is new: it is not his answer. So are other words than were `sent` under it before (a
    QueryDict): a page taken up again brings its old key along.
    """
    found = key and Receipt.objects.filter(key=key, person_id=person.pk).first()
    return found.answer if found and (sent is None or found.digest in ("", digest_of(sent))) else ""


def begin(key, person, sent):
    """The same, within the transaction that takes the sending in: who sends it once more meanwhile (a button pressed twice) waits
    here until that has ended, and is answered from its receipt.
    """
    if key:
        Receipt.objects.bulk_create([Receipt(key=key, person_id=person.pk)], ignore_conflicts=True)
    return answer_to(key, person, sent)


def keep(key, person, answer, sent=None):
    """Keep the receipt of a sending, in the transaction that took it in; of one that was begun, its answer."""
    if not key:
        return
    kept = {"answer": answer, "digest": "" if sent is None else digest_of(sent)}
    if not Receipt.objects.filter(key=key, person_id=person.pk).update(**kept):
        Receipt.objects.create(key=key, person_id=person.pk, **kept)


def forget(key, person):
    """Nothing came of a sending that was begun: the next one under its key is new."""
    if key:
        Receipt.objects.filter(key=key, person_id=person.pk, answer="").delete()


def digest_of(sent):
    """What was sent in a few characters, its order aside."""
    pairs = sorted((name, values) for name, values in sent.lists() if name not in PASSING)
    return hashlib.sha256(json.dumps(pairs).encode()).hexdigest()


def queued(request):
    """Whether a phone's queue is sending: it is answered in JSON, and told when it must sign in (kangle.accounts.access)."""
    return request.headers.get(QUEUE_HEADER) == "1"
