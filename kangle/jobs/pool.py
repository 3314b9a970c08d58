"""The worker's children: one that is killed is replaced, and takes nobody else's work with it.

Where the message queue has no event loop of its own (the file queue), billiard's children take their work from one pipe, and each
holds the pipe's lock for as long as it waits: a child that is killed while it has nothing to do takes the lock with it, its
replacement and all others wait for ever, and nobody is told. Here the lock is held only while a message is read that is there
already; should a child be killed in that very moment, the parent finds the lock without a holder and frees it.
"""

import logging

from billiard.common import pickle_loads
from billiard.pool import EX_OK, EX_RECYCLE, Pool, Worker
from celery.concurrency import prefork

logger = logging.getLogger(__name__)

LONGEST_HELD = 5.0  # seconds; a living child holds a lock for the reading or writing of one small message


class Child(Worker):
    def _make_recv_method(self, conn):
        reader, lock = conn._reader, conn._rlock

        def receive(timeout):
            """(True, a message) or, where none came in `timeout` seconds or another child was quicker, (False, None)."""
            if not reader.poll(timeout) or not lock.acquire(True, timeout):
                return False, None
            try:
                payload = reader.recv_bytes() if reader.poll(0) else None
            finally:
                lock.release()
            return (False, None) if payload is None else (True, pickle_loads(payload))

        return receive


class Children(Pool):
    Worker = Child

    def _join_exited_workers(self, shutdown=False):
        codes = super()._join_exited_workers(shutdown)
        if not shutdown and any(code not in (EX_OK, EX_RECYCLE) for code in codes):
            for lock in (self._inqueue._rlock, self._outqueue._wlock):
                free(lock)
        return codes


def free(lock):
    """Give a lock back whose holder was killed: nobody else holds it for so long."""
    if not lock.acquire(True, LONGEST_HELD):
        logger.warning("a child of the worker was killed with a lock in its hands; it is free again")
    lock.release()


class TaskPool(prefork.TaskPool):
    BlockingPool = Children
