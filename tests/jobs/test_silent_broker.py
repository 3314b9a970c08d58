"""A broker that accepts and does not answer: whoever presses a button is answered in seconds, and the work is not forgotten."""

import os
import signal
import socket
import subprocess
from time import monotonic

import pytest
from celery import Celery
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from kangle.jobs import actions, transport
from kangle.jobs.models import Run
from tests import servers
from tests.processes import eventually

LONGEST = 30  # seconds, of which three are waited; the machine may be busy. It was 150 and more.


def queue_at(url, folder):
    queue = Celery("asking", broker=url, set_as_current=False)
    queue.conf.broker_transport_options = transport.options_of(url, folder)
    queue.conf.broker_connection_timeout = 2
    return queue


@pytest.fixture
def silent(tmp_path, monkeypatch):
    """A function: from now on messages go to a port that accepts and says nothing, by this scheme."""
    with socket.socket() as port:
        port.bind(("127.0.0.1", 0))
        port.listen(50)

        def at(scheme):
            monkeypatch.setattr(actions, "current_app", queue_at(f"{scheme}://127.0.0.1:{port.getsockname()[1]}/0", tmp_path))

        yield at


@pytest.mark.django_db
@pytest.mark.parametrize("scheme", ["redis", "amqp"])
def test_a_press_is_answered_in_seconds_and_the_run_waits_for_the_sweep(
    scheme, silent, people, as_person, django_capture_on_commit_callbacks
):
    client = as_person(people.county_officer)
    silent(scheme)
    began = monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("scorecard:recompute"), {"year": 2015})
    assert monotonic() - began < LONGEST
    run = Run.objects.get()
    assert (answer.status_code, run.state) == (302, Run.State.WAITING)
    assert client.get(answer.url).status_code == 200


def test_a_redis_that_falls_silent_after_it_has_answered_hangs_nobody(tmp_path, monkeypatch):
    if not servers.redis_binary():
        pytest.skip("no redis-server on this machine")
    port = servers.free_port()
    command = [servers.redis_binary(), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL) as server:
        try:
            eventually(lambda: listens(port))
            monkeypatch.setattr(actions, "current_app", queue_at(f"redis://127.0.0.1:{port}/0", tmp_path))
            actions.wake()
            os.kill(server.pid, signal.SIGSTOP)
            began = monotonic()
            actions.wake(4)
            assert monotonic() - began < LONGEST
        finally:
            os.kill(server.pid, signal.SIGCONT)
            server.kill()


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("reddis://localhost/0", "begins with 'reddis'"),
        ("localhost:6379", "begins with 'localhost'"),
        ("redis://", "names no host"),
        ("redis://localhost:66666/0", "is no URL"),
        ("redis://localhost:abc/0", "is no URL"),
        ("amqp://[half", "is no URL"),
    ],
)
def test_a_wrong_broker_is_a_sentence(url, said, tmp_path):
    with pytest.raises(ImproperlyConfigured, match="CELERY_BROKER_URL") as refused:
        transport.options_of(url, tmp_path)
    assert said in str(refused.value)
