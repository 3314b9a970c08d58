"""A question put to the database beside the page that needs its answer: the page goes on being made meanwhile.

The database works in another process (PostgreSQL) or without Python's lock (SQLite): what takes it ten milliseconds costs
nothing to a page that has as much work of its own.
"""

from concurrent.futures import ThreadPoolExecutor

from django.db import close_old_connections, connection

from kangle.common.reading import one_moment

HELPERS = 2  # threads of a process, each with a connection of its own
_helpers = ThreadPoolExecutor(HELPERS, thread_name_prefix="beside")


def beside(ask):
    """A function that gives what `ask()` finds (or raises what it raises), begun at once on another connection.

    `ask` reads only, and all it reads is of one moment. In an open transaction, whose writes nobody else sees, and where all
    helpers are busy, it is asked when its answer is wanted.
    """
    if connection.in_atomic_block:
        return ask
    begun = _helpers.submit(_asked, ask)

    def answer():
        return ask() if begun.cancel() else begun.result()

    return answer


def _asked(ask):
    close_old_connections()
    try:
        with one_moment():
            return ask()
    finally:
        close_old_connections()
