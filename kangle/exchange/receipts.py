"""Sending twice is harmless: what was taken in under a key is answered the second time from its receipt."""

from kangle.accounts.access import QUEUE_HEADER
from kangle.exchange.models import Receipt


def answer_to(key, person):
    """The address a sending under `key` (a UUID or None) was answered with before; "" for one that is new.

    Ask within the transaction that takes the sending in. A key that somebody else has used is new: it is not his answer.
    """
    found = key and Receipt.objects.filter(key=key, person_id=person.pk).first()
    return found.answer if found else ""


def keep(key, person, answer):
    """Keep the receipt of a sending, in the transaction that took it in; the same key twice at once fails the second."""
    if key:
        Receipt.objects.create(key=key, person_id=person.pk, answer=answer)


def queued(request):
    """Whether a phone's queue is sending: it is answered in JSON, and told when it must sign in (kangle.accounts.access)."""
    return request.headers.get(QUEUE_HEADER) == "1"
