"""Reading many tables as of one moment, without holding up those who write."""

from contextlib import contextmanager
from functools import wraps

from django.db import connection, transaction


@contextmanager
def one_moment():
    """A block whose queries all see the database as it stood at the first of them; the block only reads.

    Inside an open transaction it adds nothing: that transaction already decides what is seen.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        # Not `atomic`: settings make that take the write lock at once. A plain BEGIN reads one WAL snapshot.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def at_one_moment(view):
    """A view that reads everything it prints as of one moment, so that no publication falls between two of its queries.

    The view must write nothing: PostgreSQL refuses it, and on SQLite what it wrote is gone with the moment.
    """

    @wraps(view)
    def reading(*arguments, **named):
        with one_moment():
            return view(*arguments, **named)

    return reading
