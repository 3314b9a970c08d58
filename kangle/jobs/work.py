"""Doing shards, one after another: in a worker, or in the foreground of a command."""

import contextlib
import gc
import logging
import os
import socket

from kangle.jobs.actions import Lease, LeaseLost, begin, claim, fail, finish
from kangle.jobs.kinds import do_for

logger = logging.getLogger(__name__)

# So many new objects between two looks for what is garbage and holds itself. Python's own 700 are meant for small programs: work
# that holds a batch of records was looked through again and again, a sixth of the time of an import. It leaves little garbage.
NEW_OBJECTS = 20_000


def this_worker():
    """Who does the work, as the ledger shows it: machine and process."""
    return f"{socket.gethostname()}:{os.getpid()}"


def do_next(what):
    """Do the next waiting shard of a run, a kind or several kinds; False where there was none."""
    shard = claim(what, this_worker())
    if shard is not None:
        do_shard(shard)
    return shard is not None


def work_off(what):
    """Do shards until none waits, in the foreground of a command; how many were taken."""
    taken = 0
    while do_next(what):
        taken += 1
    return taken


@contextlib.contextmanager
def on_record(kind, title, label, arguments, *, by):
    """One piece of work done here and now, in the ledger like every other: gives (shard, lease); the caller sets `shard.rows`.

    A fault ends the run as failed, in words, and goes on to the caller: nobody tries it again. `arguments` are those with which
    a worker could do the shard (`kinds.do_for`), should this process be killed.
    """
    shard = begin(kind, title, label, arguments, by=by, holder=this_worker())
    try:
        yield shard, Lease(shard)
    except BaseException as error:
        with contextlib.suppress(LeaseLost):
            fail(shard, _in_words(error), again=False)
        raise
    finish(shard, shard.rows)


def do_shard(shard):
    """Do one claimed shard and end it; an error is kept in words, a lost lease leaves the shard to its new holder."""
    try:
        try:
            with _seldom_looked_through():
                rows = do_for(shard.run.kind)(shard, Lease(shard))
        except LeaseLost:
            raise
        except Exception as error:
            again = getattr(error, "again", True)  # an error may say that trying once more helps nobody
            if again:
                logger.exception("%s failed", shard)
            else:
                logger.warning("%s: %s", shard, error)
            fail(shard, _in_words(error), again=again)
        else:
            finish(shard, rows or 0)
    except LeaseLost as lost:
        logger.warning("%s", lost)


@contextlib.contextmanager
def _seldom_looked_through():
    """Memory is looked through for garbage at NEW_OBJECTS, and afterwards as before."""
    usual = gc.get_threshold()
    gc.set_threshold(max(NEW_OBJECTS, usual[0]), *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _in_words(error):
    """What went wrong as a sentence: a ValidationError holds its own."""
    messages = getattr(error, "messages", None)
    return (" ".join(map(str, messages)) if messages else str(error)).strip() or type(error).__name__
