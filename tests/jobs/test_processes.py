"""Real workers and a real beat, killed outright or frozen in the middle of a shard, on the file transport and on Redis."""

import os
import signal
from contextlib import ExitStack
from pathlib import Path
from time import time

import pytest
from billiard import Lock, Process
from celery import Celery
from django.conf import settings

from kangle.jobs import actions, pool
from kangle.jobs.models import Run
from tests.crews import LEASE, Crew, options_of
from tests.processes import eventually, group_of

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=["filesystem", "redis"])
def crew(request, tmp_path, monkeypatch):
    """A crew on the transport; what the test asks for wakes it through that transport."""
    broker = "filesystem://" if request.param == "filesystem" else request.getfixturevalue("redis_url")
    with ExitStack() as stack:
        made = Crew(tmp_path, stack, broker)
        queue = Celery("asking", broker=broker)
        queue.conf.broker_transport_options = options_of(request.param, tmp_path)
        monkeypatch.setattr(actions, "current_app", queue)
        yield made
        queue.close()


# Which transport is of no account where a lease in the database decides: such a test is asked of one of the two.
OF_ONE = {each: pytest.mark.parametrize("crew", [each], indirect=True) for each in ("filesystem", "redis")}


def ask(seconds, **arguments):
    parts = [(f"第{number}片", {"seconds": each, **arguments}) for number, each in enumerate(seconds, 1)]
    return actions.ask("slow", "2015", "慢慢计算", parts, by="张科长")


def ended(run):
    run.refresh_from_db()
    return run.has_ended


def overlapping(journal, killed_at=None):
    """The shards that two processes were doing at the same time; a process killed mid-shard was doing it until `killed_at`."""
    found, open_ = [], {}
    for at, word, position, process in journal:
        if word == "begin":
            if position in open_ and not (killed_at and killed_at <= at):
                found.append((position, open_[position], process))
            open_[position] = process
        else:
            open_.pop(position, None)
    return found


def test_a_worker_killed_in_the_middle_of_a_shard_is_replaced(crew):
    crew.beat()
    doomed, other = crew.workers("doomed", "other")
    run = ask([1.5] * 6)
    mine = eventually(lambda: [p for p, process in crew.now_doing().items() if group_of(process) == doomed.pid], 30)[0]
    crew.end(doomed)
    killed_at = time()
    eventually(lambda: ended(run), 60)
    journal = crew.read()
    begun_again = next(at for at, word, position, _ in journal if (word, position) == ("begin", mine) and at > killed_at)
    healed_in = begun_again - killed_at
    print(f"{settings.DATABASES['default']['ENGINE']} {crew.environment['CELERY_BROKER_URL']}: again after {healed_in:.1f} s")
    assert run.state == Run.State.DONE
    assert overlapping(journal, killed_at) == []
    assert sorted(position for _, word, position, _ in journal if word == "end") == [1, 2, 3, 4, 5, 6]
    assert dict(run.shards.values_list("position", "attempts")) == {**dict.fromkeys(range(1, 7), 1), mine: 2}
    # The rest of the lease, then the shard the other worker has in hand; the machine may be busy.
    assert healed_in < LEASE + 1.5 + 3
    assert other.poll() is None


@OF_ONE["redis"]  # which hands the dead worker's message out again as well
def test_the_only_worker_killed_and_started_again_goes_on(crew):
    doomed = crew.worker("doomed")
    run = ask([0.5, 0.5, 3])
    eventually(lambda: 3 in crew.now_doing(), 30)
    crew.end(doomed)
    crew.beat()
    crew.worker("next")
    eventually(lambda: ended(run), 60)
    assert (run.state, run.shards.get(position=3).attempts) == (Run.State.DONE, 2)
    assert sorted(position for _, word, position, _ in crew.read() if word == "end") == [1, 2, 3]


@OF_ONE["filesystem"]
def test_a_frozen_worker_loses_its_shard_and_writes_nothing_but_a_live_one_keeps_it_beyond_its_lease(crew):
    frozen = crew.worker("frozen")
    run = ask([1])
    eventually(lambda: 1 in crew.now_doing(), 30)
    crew.end(frozen, signal.SIGSTOP)
    crew.beat()
    other = crew.worker("other")
    eventually(lambda: ended(run), 60)
    crew.end(frozen, signal.SIGCONT)
    # Both are alive now, and whichever takes the long shard, the other one leaves it alone.
    long = ask([LEASE * 2.5])
    eventually(lambda: ended(long), 60)
    assert (long.state, long.shards.get().attempts) == (Run.State.DONE, 1)
    journal = crew.read()
    assert [word for _, word, _, _ in journal] == ["begin", "begin", "end", "begin", "end"]
    assert group_of(journal[2][3]) == other.pid
    assert (run.shards.get().attempts, run.shards.get().rows) == (2, 10)
    assert (frozen.poll(), other.poll()) == (None, None)


def children(process):
    """The children of a worker that wait for work."""
    threads = Path(f"/proc/{process.pid}/task").iterdir()
    return [int(each) for thread in threads for each in (thread / "children").read_text().split()]


def test_no_death_of_an_idle_child_and_no_lost_message_stops_the_only_worker(crew, monkeypatch):
    worker = crew.worker("only")
    for _time in range(2):  # a child of the first hour, and one that took its place; over Redis each may take five seconds
        before = children(worker)
        for child in before:
            os.kill(child, signal.SIGKILL)
        eventually(lambda before=before: children(worker) and not set(children(worker)) & set(before), 20)
        run = ask([0.1])
        eventually(lambda run=run: ended(run), 20)
        assert (run.state, worker.poll()) == (Run.State.DONE, None)

    # Not before: a sweep would hide that a message was lost with a child.
    crew.beat()
    monkeypatch.setattr(actions, "wake", lambda shards=1: None)
    run = ask([0.2] * 3)
    eventually(lambda: ended(run), 30)
    assert run.state == Run.State.DONE


def test_a_child_killed_while_it_reads_a_message_leaves_no_lock_behind(monkeypatch):
    monkeypatch.setattr(pool, "LONGEST_HELD", 0.2)
    lock = Lock()
    holder = Process(target=lock.acquire)
    holder.start()
    holder.join(10)
    pool.free(lock)
    assert lock.acquire(True, 1)
