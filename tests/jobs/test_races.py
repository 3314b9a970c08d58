"""Several at the same moment, each with a connection of its own, on whichever database the suite runs."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from kangle.jobs.actions import Lease, claim, finish, recover
from kangle.jobs.models import Run, Shard
from tests.jobs.conftest import ask

pytestmark = pytest.mark.django_db(transaction=True)


def together(*calls):
    """The answers of calls started at the same instant, each in a thread with its own connection."""
    start = threading.Barrier(len(calls))

    def call(function):
        try:
            start.wait(10)
            return function()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(call, calls))


@pytest.mark.parametrize("attempt", range(3))
def test_many_who_ask_at_once_get_one_run(attempt):
    runs = together(*[ask] * 6)
    assert len({run.pk for run in runs}) == Run.objects.count() == 1
    assert Shard.objects.count() == 3


@pytest.mark.parametrize("attempt", range(3))
def test_many_who_claim_at_once_get_different_shards(attempt):
    run = ask(shards=4)
    taken = together(*[lambda: claim(run, "甲")] * 6)
    positions = sorted(shard.position for shard in taken if shard)
    assert positions == [1, 2, 3, 4]
    assert set(run.shards.values_list("attempts", flat=True)) == {1}


def test_the_last_two_shards_ended_at_once_close_the_run():
    """The second ends while the first has ended but is not committed: each might take the other for unfinished."""
    run = ask(shards=2)
    first, second = claim(run, "甲"), claim(run, "乙")
    ended = threading.Event()

    def end_and_commit_late():
        with transaction.atomic():
            finish(first, 1)
            ended.set()
            time.sleep(0.5)

    def end_meanwhile():
        assert ended.wait(10)
        finish(second, 1)

    together(end_and_commit_late, end_meanwhile)
    run.refresh_from_db()
    assert run.state == Run.State.DONE


@pytest.mark.parametrize("attempt", range(3))
def test_many_who_sweep_at_once_take_a_shard_back_once(attempt):
    run = ask(shards=3)
    for _number in range(3):
        claim(run, "甲")
    run.shards.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert sum(together(*[recover] * 4)) == 3
    assert set(run.shards.values_list("state", "attempts")) == {("waiting", 1)}


def test_a_worker_in_the_middle_of_its_transaction_is_not_robbed_nor_waited_for():
    """Its lease ran out to all eyes, but it beats within the transaction that publishes."""
    shard = claim(ask(shards=1), "甲")
    Shard.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    beaten, swept = threading.Event(), threading.Event()

    def publish():
        with transaction.atomic():
            Lease(shard).confirm()
            beaten.set()
            # SQLite lets nobody else write until the commit, so there the sweep comes after it.
            if connection.vendor == "postgresql":
                assert swept.wait(5), "the sweep waited for the worker's transaction"
        finish(shard, 1)

    def look():
        assert beaten.wait(10)
        try:
            return recover()
        finally:
            swept.set()

    assert together(publish, look)[1] == 0
    assert Run.objects.get().state == Run.State.DONE
