"""What is asked beside a page: on another connection, of one moment, and by the page itself where that cannot be."""

import datetime
import threading

import pytest

from kangle.areas.models import Area
from kangle.common.beside import HELPERS, beside
from kangle.pages.decisions import Decisions
from kangle.scorecard.actions import recompute
from tests import county as small
from tests.pages.test_decisions import chips, rows_of

PATIENCE = 20  # seconds: what is waited for longer does not come
transactional = pytest.mark.django_db(transaction=True)


@pytest.mark.django_db
def test_in_a_transaction_it_sees_what_was_written_there():
    answer = beside(lambda: (threading.get_ident(), Area.objects.count()))
    small.area("62", "甘肃省", "province")
    assert answer() == (threading.get_ident(), 1)


@transactional
def test_the_page_goes_on_while_it_is_asked():
    small.area("62", "甘肃省", "province")
    go = threading.Event()
    answer = beside(lambda: (go.wait(PATIENCE), threading.get_ident(), Area.objects.count()))
    go.set()
    went_on, helper, number = answer()
    assert went_on, "who asks waits for it"
    assert (helper != threading.get_ident(), number) == (True, 1)


@transactional
def test_all_it_reads_is_of_one_moment():
    begun, written = threading.Event(), threading.Event()

    def ask():
        before = Area.objects.count()
        begun.set()
        assert written.wait(PATIENCE)
        return before, Area.objects.count()

    answer = beside(ask)
    assert begun.wait(PATIENCE)
    small.area("62", "甘肃省", "province")
    written.set()
    assert answer() == (0, 0)
    assert beside(Area.objects.count)() == 1


@transactional
def test_what_it_raises_is_raised_where_the_answer_is_wanted():
    answer = beside(lambda: Area.objects.get(name="没有的地方"))
    with pytest.raises(Area.DoesNotExist):
        answer()
    assert beside(Area.objects.count)() == 0, "the helper goes on"


@transactional
def test_the_page_asks_by_itself_where_all_helpers_are_busy():
    go = threading.Event()
    busy = [beside(lambda: go.wait(PATIENCE)) for _helper in range(HELPERS)]
    try:
        assert beside(threading.get_ident)() == threading.get_ident()
    finally:
        go.set()
    assert [answer() for answer in busy] == [True] * HELPERS


@transactional
def test_what_waits_is_the_same_beside_the_page(people, as_person, monkeypatch):
    """The overview of a site, outside any transaction: every number is that of its list."""
    for number in (1, 2, 3):
        small.household(people.village_worker.area, number)
    recompute(people.county_officer.area, year=2015, as_of=datetime.date(2015, 12, 31))
    asked = []
    monkeypatch.setattr(Decisions, "_count", _noting(Decisions._count, asked))
    client = as_person(people.county_officer)
    found = chips(client.get("/").content.decode())
    assert ("未脱贫又无责任人的户 3 户" in [text for _number, _url, text in found], len(found) > 5) == (True, True)
    assert [number for number, _url, _text in found] == [rows_of(client, url) for _number, url, _text in found]
    assert asked and threading.get_ident() not in asked


def _noting(count, asked):
    def noting(self):
        asked.append(threading.get_ident())
        return count(self)

    return noting
