"""Writing many derived or generated rows at once: the database's own bulk door, without an object for each row."""

import io

from django.db import connections, router

# What separates and marks NULL in PostgreSQL's COPY text format; a text holding one of these is escaped.
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def write_rows(model, fields, rows):
    """Insert `rows` (tuples in the order of `fields`, database-ready values) into the model's table; returns how many.

    COPY on PostgreSQL, one prepared statement on SQLite. Column defaults and `save()` do not run: every column without a
    database default must be named. Constraints hold as ever and raise IntegrityError.
    """
    rows = rows if isinstance(rows, list) else list(rows)
    if not rows:
        return 0
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    columns = ", ".join(quote(model._meta.get_field(name).column) for name in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            text = io.StringIO("".join(_line(row) for row in rows))
            cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", text)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)
    return len(rows)


def _line(row):
    return "\t".join([_text(value) for value in row]) + "\n"


def _text(value):
    if value is None:
        return "\\N"
    if value is True or value is False:
        return "t" if value else "f"
    return value.translate(_ESCAPES) if isinstance(value, str) else str(value)
