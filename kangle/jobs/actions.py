"""Asking for long work, taking parts of it under a lease, ending them: all in conditional updates, so that no worker and no
message needs to be trusted.

A shard is held by whoever last turned it from waiting to running; the holder's name is new at every claim, and every later write
asks for that name, so that a worker that lost its lease can neither extend it nor end the shard. Nothing here waits for a row
that somebody else may hold for long (see docs/operations.md, and `Lease` for the databases' locks).
"""

import logging
import time
import uuid
from datetime import timedelta

from celery import current_app
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Left
from django.utils import timezone
from django.utils.translation import gettext as _

from kangle.common.fields import fitting
from kangle.jobs.kinds import registered
from kangle.jobs.models import ClockSetBack, Run, Shard

logger = logging.getLogger(__name__)

ATTEMPTS = 3
# A wake for each of a few workers: one that finds nothing to do ends at once.
WAKES = 4
WAKE_EXPIRES = 60  # seconds; the sweep wakes again, so a queue nobody reads does not grow
LONGEST_KEY = Run._meta.get_field("key").max_length
AHEAD = "-ahead"  # ends the key of a run that was asked for at an hour that had not come
LONGEST_HOLDER = Shard._meta.get_field("holder").max_length


class LeaseLost(RuntimeError):
    """Somebody else may be doing this shard by now: stop, and write nothing more."""


def ask(kind, key, title, shards, *, by, once=False):
    """The open run of `kind` for `key`: the one that stands, else a new one with `shards`, a list of (label, arguments).

    `once`: a run that was done already will do as well; a night is not counted twice, whatever beat's file or clock says.

    Two who ask at once get the same run. Workers are woken once the caller's transaction is committed; where the message queue
    does not answer, the sweep wakes them later. Raises ValueError where there are no shards.
    """
    if not shards:
        raise ValueError("a run needs at least one shard")
    for _attempt in range(10):
        standing = Run.objects.open().filter(kind=kind, key=key).first()
        if standing is not None:
            transaction.on_commit(wake)  # its first message may have been lost: who asks again should not wait for the sweep
            return standing
        if once and (done := Run.objects.filter(kind=kind, key=key, state=Run.State.DONE).first()):
            return done
        try:
            with transaction.atomic():
                run = _create(kind, key, title, shards, by)
                transaction.on_commit(lambda: wake(len(shards)))
                return run
        except IntegrityError:
            logger.info("another asked for %s %s at the same moment", kind, key)
    raise RuntimeError(f"runs of {kind} {key} open and close faster than they can be found")


def _create(kind, key, title, shards, by):
    run = Run.objects.create(kind=kind, key=key, title=fitting(Run, "title", title), asked_by=fitting(Run, "asked_by", by))
    Shard.objects.bulk_create(
        Shard(run=run, position=position, label=fitting(Shard, "label", label), arguments=arguments)
        for position, (label, arguments) in enumerate(shards, 1)
    )
    return run


@transaction.atomic
def begin(kind, title, label, arguments, *, by, holder):
    """A run of one shard that its asker does himself, at once: the shard, already held under a lease.

    Should he be killed, the lease runs out and a worker does it as any other.
    """
    run = _create(kind, f"now-{uuid.uuid4().hex}", title, [(label, arguments)], by)
    return _take(run.shards.get().pk, holder)


@transaction.atomic
def note_clock(ahead_until, now):
    """Put on record that the clock was ahead until `ahead_until`; what was asked for in that time is no night's run any more."""
    ClockSetBack.objects.create(noticed_at=now, ahead_until=ahead_until)
    Run.objects.filter(asked_at__gt=now).update(key=Concat(Left("key", LONGEST_KEY - len(AHEAD)), Value(AHEAD)))


def wake(shards=1):
    """Send word to workers that there is something to do; never waits long, never fails."""
    try:
        for _number in range(min(shards, WAKES)):
            current_app.send_task("jobs.work", retry=False, expires=WAKE_EXPIRES)
    except Exception as error:  # whatever a transport raises: the work stands in the database, the sweep wakes again
        logger.warning("the message queue does not answer (%s); the sweep will wake a worker", error)


def claim(what, holder):
    """Take the next waiting shard of a run, a kind or several kinds under a new lease; None where there is none to take."""
    waiting = Shard.objects.waiting()
    if isinstance(what, Run):
        waiting = waiting.filter(run=what)
    else:
        waiting = waiting.filter(run__kind__in=[what] if isinstance(what, str) else what)
    while (pk := waiting.values_list("pk", flat=True).first()) is not None:
        shard = _take(pk, holder)
        if shard is not None:
            return shard
    return None


@transaction.atomic
def _take(pk, holder):
    """Turn one shard from waiting to running; None where another was quicker."""
    now, mark = timezone.now(), f"#{uuid.uuid4().hex[:12]}"
    name = holder[: LONGEST_HOLDER - len(mark)] + mark
    taken = Shard.objects.filter(pk=pk, state=Shard.State.WAITING).update(
        state=Shard.State.RUNNING,
        holder=name,
        leased_until=now + _lease_time(),
        attempts=F("attempts") + 1,
        started_at=now,
    )
    if not taken:
        return None
    shard = Shard.objects.select_related("run").get(pk=pk)
    Run.objects.filter(pk=shard.run_id, state=Run.State.WAITING).update(state=Run.State.RUNNING, started_at=now)
    shard.run.refresh_from_db(fields=["state", "started_at"])
    return shard


class Lease:
    """The right to do one shard, kept by beating.

    `beat()` writes at most six times a lease, on the connection of the work itself and not from a thread of its own: on SQLite
    one writer holds the whole database, so a thread would wait for the very transaction whose lease it should extend. Within a
    transaction a beat becomes visible with the commit only, and that is enough: until then SQLite lets nobody write, and
    PostgreSQL holds the shard's row, which a sweep passes over.
    """

    def __init__(self, shard):
        self.shard = shard
        self.seconds = settings.JOBS_LEASE_SECONDS
        self._beaten = time.monotonic()

    def beat(self):
        """Extend the lease if a sixth of it has passed; raises LeaseLost where it is another's by now."""
        if time.monotonic() - self._beaten >= self.seconds / 6:
            self.confirm()

    def confirm(self):
        """Extend the lease now. The last statement of a transaction that publishes: a lost lease rolls it back."""
        began = time.monotonic()
        if not Shard.objects.held_as(self.shard).update(leased_until=timezone.now() + _lease_time()):
            raise LeaseLost(f"{self.shard.label}: the lease of {self.shard.holder} is over")
        self._beaten = began


def _lease_time():
    return timedelta(seconds=settings.JOBS_LEASE_SECONDS)


@transaction.atomic
def finish(shard, rows):
    """End a shard well and close its run with the last one; raises LeaseLost where it is another's by now."""
    _lock_run(shard.run_id)
    _end(shard, Shard.State.DONE, rows=rows, error="")
    _close(shard.run_id)


@transaction.atomic
def fail(shard, error, *, again=True):
    """Put a shard back to be tried again, or, after ATTEMPTS or where it is not to be, end it as failed.

    Raises LeaseLost where it is another's.
    """
    _lock_run(shard.run_id)
    if again and shard.attempts < ATTEMPTS:
        _release(shard, error)
    else:
        _end(shard, Shard.State.FAILED, error=error)
        _close(shard.run_id)


def _end(shard, state, **fields):
    held = Shard.objects.held_as(shard)
    if not held.update(state=state, leased_until=None, finished_at=timezone.now(), **fields):
        raise LeaseLost(f"{shard.label}: the lease of {shard.holder} is over")


def _release(shard, error):
    held = Shard.objects.held_as(shard)
    if not held.update(state=Shard.State.WAITING, holder="", leased_until=None, error=error):
        raise LeaseLost(f"{shard.label}: the lease of {shard.holder} is over")


def _lock_run(pk):
    """Let the ends of two shards of a run follow each other: otherwise neither would see that the other was the last."""
    Run.objects.select_for_update().filter(pk=pk).first()


def _close(pk):
    """Close the run if every shard has ended; a failed shard fails the run, but only after the others had their turn."""
    shards = Shard.objects.filter(run=pk)
    if shards.exclude(state__in=[Shard.State.DONE, Shard.State.FAILED]).exists():
        return False
    failed = list(shards.filter(state=Shard.State.FAILED).order_by("position"))
    state, error = Run.State.FAILED if failed else Run.State.DONE, faults_in_words(failed)
    return bool(Run.objects.open().filter(pk=pk).update(state=state, error=error, finished_at=timezone.now()))


def faults_in_words(failed):
    """What went wrong with some shards, a line each; those of which the same is said in one."""
    told = {}
    for shard in failed:
        told.setdefault((shard.attempts, shard.error), []).append(shard.label)
    return "\n".join(_fault_in_words(_("、").join(labels), *fault) for fault, labels in told.items())


def _fault_in_words(part, attempts, error):
    if attempts < ATTEMPTS:  # it says itself what is to be done
        return _("%(part)s：%(error)s") % {"part": part, "error": error}
    return _("%(part)s：试了 %(attempts)d 次没有成功，最后一次：%(error)s") % {"part": part, "attempts": attempts, "error": error}


def sweep():
    """Put right what killed workers and lost messages left behind, and wake workers for what waits; how many were taken back."""
    taken_back = recover()
    waiting = Shard.objects.waiting().filter(run__kind__in=registered())[:WAKES].count()
    if waiting:
        wake(waiting)
    return taken_back


def recover():
    """Re-queue shards whose lease ran out and close runs whose last worker died before closing them; how many were taken back."""
    taken_back = sum(_take_back(pk) for pk in Shard.objects.abandoned().values_list("pk", flat=True))
    for pk in Run.objects.finished_but_open().values_list("pk", flat=True):
        with transaction.atomic():
            _lock_run(pk)
            _close(pk)
    return taken_back


def _take_back(pk):
    """Re-queue one abandoned shard, or fail it after its third worker; False where it is in use after all."""
    try:
        with transaction.atomic():
            # A worker in the middle of its transaction holds the row on PostgreSQL: it is alive, whatever its lease says.
            shard = Shard.objects.select_for_update(nowait=True).filter(pk=pk).first()
            if shard is None or shard.state != Shard.State.RUNNING or shard.leased_until >= timezone.now():
                return False
            error = _("执行者 %(holder)s 失去联系") % {"holder": shard.holder.partition("#")[0]}
            if shard.attempts < ATTEMPTS:
                _release(shard, error)
            else:
                _end(shard, Shard.State.FAILED, error=error)
            logger.warning("%s: took back from %s", shard, shard.holder)
            return True
    except DatabaseError:
        if connection.vendor != "postgresql":
            raise
        return False
