"""Doing shards, one after another, until none is left: in a worker, or in the foreground of a command."""

import logging
import os
import socket

from kangle.jobs.actions import Lease, LeaseLost, claim, fail, finish
from kangle.jobs.kinds import do_for

logger = logging.getLogger(__name__)


def this_worker():
    """Who does the work, as the ledger shows it: machine and process."""
    return f"{socket.gethostname()}:{os.getpid()}"


def work_off(what, holder=None):
    """Do the waiting shards of a run, a kind or several kinds; how many were taken."""
    holder, taken = holder or this_worker(), 0
    while (shard := claim(what, holder)) is not None:
        taken += 1
        do_shard(shard)
    return taken


def do_shard(shard):
    """Do one claimed shard and end it; an error is kept in words, a lost lease leaves the shard to its new holder."""
    try:
        try:
            rows = do_for(shard.run.kind)(shard, Lease(shard))
        except LeaseLost:
            raise
        except Exception as error:
            logger.exception("%s failed", shard)
            fail(shard, _in_words(error))
        else:
            finish(shard, rows or 0)
    except LeaseLost as lost:
        logger.warning("%s", lost)


def _in_words(error):
    return str(error).strip() or type(error).__name__
