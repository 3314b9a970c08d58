"""A button pressed twice, or two windows sending one page: real connections, real commits; it is taken in once."""

import threading

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from households.models import Measure
from tests import county as small
from tests.households.entry.typing import Paper, fresh


def send(client, address, sent, barrier, outcomes):
    barrier.wait()
    try:
        answer = client.post(address, sent)
        outcomes.append((answer.status_code, answer.headers.get("Location")))
    except OperationalError as busy:  # SQLite lets one write at a time, and waits
        outcomes.append(busy)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_one_page_sent_twice_at_the_same_moment_is_taken_in_once_and_both_are_led_on():
    county = small.small_county()
    worker = small.five_people(county).village_worker
    home = small.household(county.gaolinwan, 1)
    clients = [Client() for _ in range(2)]
    for client in clients:
        client.force_login(worker, backend="kangle.accounts.backends.PostBackend")
    address = reverse("households:measure-step", args=[home.pk, fresh(), "measure"])
    paper = Paper(clients[0], address)
    sent = {"go": "hub", **paper.typed(kind="industry", industry="livestock", planned_on="2015-06-01", amount_fen="100")}
    barrier, outcomes = threading.Barrier(2), []
    threads = [threading.Thread(target=send, args=(client, address, sent, barrier, outcomes)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Measure.objects.filter(household=home).count() == 1
    answered = {outcome for outcome in outcomes if not isinstance(outcome, OperationalError)}
    assert len(answered) == 1 and answered.pop()[0] == 302
