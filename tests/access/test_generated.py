"""Whatever is sent to whatever page by whomever: an answer, never a fault (500) and never silence.

Every URL and every page of the records' admin is asked by every role and by a stranger; the forms that the pages offer are read
from them, spoilt (tests.access.junk) and sent. KANGLE_TEST_SEED and KANGLE_TEST_TIMES vary and multiply the requests by hand.
"""

import os
from dataclasses import replace
from random import Random
from time import monotonic

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from kangle.accounts.roles import Role
from kangle.audit.site import site
from tests.access.junk import Junk, Sent
from tests.access.samples import SAMPLES
from tests.access.sendable import Sendable, sendable
from tests.access.test_door import URLS
from tests.access.urls import is_page
from tests.conftest import TIMES
from tests.facts import facts

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SEED = os.environ.get("KANGLE_TEST_SEED", "12")
WHO = [*Role, "outsider", "stranger"]
SOME = 0.3  # so many pages each role asks with a spoilt query, and so many that are only read: together each several times
UNREAD = Sendable("", "post", [(name, "", False) for name in ("reason", "why", "post", "do", "act", "action", "on", "name")])


def paths(place):
    """Every URL as (path, [its arguments]): the site's own by their samples, then the admin's of every model."""
    found = []
    for url in URLS:
        arguments = SAMPLES[url.name](place) if url.arguments else {}
        found.append((reverse(url.name, kwargs=arguments), [str(each) for each in arguments.values()]))
    for model in site._registry:
        name, stored = f"admin:{model._meta.app_label}_{model._meta.model_name}", model._base_manager.last()
        found += [(reverse(f"{name}_{page}"), []) for page in ("changelist", "add")]
        if stored is not None:
            pages = ("change", "delete", "history")
            found += [(reverse(f"{name}_{page}", args=[stored.pk]), [str(stored.pk)]) for page in pages]
    return [*found, *((reverse(f"admin:{name}"), []) for name in ("index", "autocomplete", "jsi18n", "login"))]


class Visitor:
    """One person's sitting; what a request writes is taken back after it, and the sitting goes on as it was."""

    def __init__(self, person):
        self.client, self.faults, self.count = Client(raise_request_exception=False), {}, 0
        self.posts, self.slowest = 0, (0, "")
        if person is not None:
            self.client.force_login(person, backend="kangle.accounts.backends.PostBackend")
        self.cookies = self.client.cookies.copy()

    def send(self, sent):
        """The answer; a fault is kept under where it arose, with the first request that met it."""
        self.count += 1
        self.posts += sent.method == "POST"
        self.client.cookies = self.cookies.copy()
        began = monotonic()
        with transaction.atomic():
            answer = self.client.generic(sent.method, sent.path, sent.body, sent.type, **dict(sent.headers))
            if answer.streaming:
                b"".join(answer.streaming_content)
            transaction.set_rollback(True)
        self.slowest = max(self.slowest, (monotonic() - began, f"{sent}"[:400]))
        if answer.status_code >= 500:
            self.faults.setdefault(_where(answer), f"{sent}")
        return answer


def _where(answer):
    """The last lines of ours and the very last of a fault, and what it said."""
    if not getattr(answer, "exc_info", None):
        return f"{answer.status_code} without an exception"
    kind, error, trace = answer.exc_info
    frames = []
    while trace is not None:
        frames.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
        trace = trace.tb_next
    ours = [frame for frame in frames if "/site-packages/" not in frame]
    return f"{kind.__name__}: {str(error)[:160]} at {' < '.join([*ours[-2:], frames[-1]])}"


def requests(visitor, junk, everything):
    """All that one person sends: to each page a write of nothing it knows, and where it takes him in, its own forms spoilt."""
    for path, arguments in everything:
        first = visitor.send(junk.posted(replace(UNREAD, action=path)))
        if first.status_code in {302, 401, 403, 404}:
            continue
        for _time in range(max(TIMES, 1)):
            is_read = first.status_code == 405
            if is_read and junk.random.random() > SOME:
                continue
            forms = shown(visitor, path)
            asked = list(dict.fromkeys(name for form in forms if form.method == "get" for name in form.names))
            if TIMES or junk.random.random() < SOME:
                yield junk.asked(path, asked)
            if arguments:
                yield replace(junk.posted(replace(UNREAD, action=junk.aimed(path, arguments))))
            posted = [each for each in forms if each.method == "post" and not each.action.endswith(("/setlang/", "/logout/"))]
            for form in posted:
                yield junk.posted(form)


def shown(visitor, path):
    """The forms of a page as this person sees it; none of what is no page."""
    page = visitor.send(Sent("GET", path))
    return sendable(page.content.decode(), path) if is_page(page) else []


@pytest.mark.parametrize("who", WHO)
def test_no_request_is_answered_by_a_fault(who, everyone, place):
    person = {**everyone, "outsider": everyone[None], "stranger": None}[who]
    elsewhere = facts(everyone[None].area)
    others = [each.pk for each in vars(elsewhere).values() if hasattr(each, "pk")] + [place.village.code, elsewhere.village.code]
    visitor = Visitor(person)
    for sent in requests(visitor, Junk(Random(f"{SEED} {who}"), others), paths(place)):
        visitor.send(sent)
    print(f"{who}: {visitor.count} requests, {visitor.posts} of them writes; the slowest {visitor.slowest}")
    assert visitor.posts > 400
    assert not visitor.faults, "\n".join(f"{where}\n    {first}" for where, first in visitor.faults.items())
