"""A button pressed twice, or two windows with one page: real connections, real commits; it is taken in once."""

import threading

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from households.models import Measure
from tests import county as small
from tests.households.entry.typing import Paper, fresh

pytestmark = pytest.mark.django_db(transaction=True)
HELP = {"kind": "industry", "industry": "livestock", "planned_on": "2015-06-01"}


def send(client, address, sent, barrier, outcomes):
    barrier.wait()
    try:
        answer = client.post(address, sent)
        outcomes.append((answer.status_code, answer.headers.get("Location")))
    except OperationalError as busy:  # SQLite lets one write at a time, and waits
        outcomes.append(busy)
    finally:
        connection.close()


@pytest.mark.parametrize("windows", [1, 2])
def test_one_page_sent_twice_at_the_same_moment_is_taken_in_once_and_both_are_led_on(windows):
    """One window pressed twice sends the same; two have read the page each for itself, and amounts of their own."""
    county = small.small_county()
    worker = small.five_people(county).village_worker
    home = small.household(county.gaolinwan, 1)
    clients = [Client() for _ in range(2)]
    for client in clients:
        client.force_login(worker, backend="kangle.accounts.backends.PostBackend")
    address = reverse("households:measure-step", args=[home.pk, fresh(), "measure"])
    papers = [Paper(client, address) for client in clients[:windows]]
    sent = [{"go": "hub", **paper.typed(**HELP, amount_fen=100 + number)} for number, paper in enumerate(papers)]
    barrier, outcomes = threading.Barrier(2), []
    threads = [
        threading.Thread(target=send, args=(client, address, sent[number % windows], barrier, outcomes))
        for number, client in enumerate(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Measure.objects.filter(household=home).count() == 1
    answered = [outcome for outcome in outcomes if not isinstance(outcome, OperationalError)]
    # The second window finds another's amount, and is asked which of the two it is to be.
    assert sorted(status for status, _address in answered) in ([302, 302], [302], [302, 422])
    assert (302, reverse("households:detail", args=[home.pk])) in answered
