"""Writing many derived or generated rows at once: the database's own bulk door, without an object for each row."""

import io

from django.db import connections, router

# What separates and marks NULL in PostgreSQL's COPY text format; a text holding one of these is escaped.
_ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"))  # the backslash first: each brings one


BYTES = (bytes, memoryview)  # what either driver gives and takes for a BinaryField; COPY reads bytes as \\x and their digits
AT_ONCE = 500  # values named in one question


def portions(values):
    """A list cut into lists of at most AT_ONCE, each few enough to be named in one question (`__in`)."""
    return (values[first : first + AT_ONCE] for first in range(0, len(values), AT_ONCE))


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
            _copy(cursor, f"{table} ({columns})", rows)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)
    return len(rows)


def reserve_keys(model, number):
    """The keys (a range) of `number` rows about to be written by `write_rows`. Within a transaction that writes.

    PostgreSQL hands them out of the table's own sequence. SQLite lets one writer in at a time, who counts on from the last.
    """
    connection = connections[router.db_for_write(model)]
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = f"nextval(pg_get_serial_sequence('{connection.ops.quote_name(table)}', '{key}'))"
            cursor.execute(f"SELECT {sequence} FROM generate_series(1, %s)", [number])
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
        cursor.execute(f"SELECT COALESCE(MAX({connection.ops.quote_name(key)}), 0) FROM {connection.ops.quote_name(table)}")
        first = max(last, cursor.fetchone()[0]) + 1
        return range(first, first + number)


def update_rows(model, fields, rows):
    """Set `fields` of many rows, each to values of its own: `rows` are tuples of the key and database-ready values.

    On PostgreSQL they go through a table of the moment, so that it is one statement however many there are.
    """
    rows = rows if isinstance(rows, list) else list(rows)
    if not rows:
        return 0
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    columns = [quote(model._meta.get_field(name).column) for name in fields]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            listed = ", ".join([key, *columns])
            cursor.execute("DROP TABLE IF EXISTS rows_to_update")
            cursor.execute(f"CREATE TEMPORARY TABLE rows_to_update ON COMMIT DROP AS SELECT {listed} FROM {table} WHERE FALSE")
            _copy(cursor, f"rows_to_update ({listed})", rows)
            sets = ", ".join(f"{column} = new.{column}" for column in columns)
            cursor.execute(f"UPDATE {table} AS old SET {sets} FROM rows_to_update AS new WHERE old.{key} = new.{key}")
        else:
            sets = ", ".join(f"{column} = %s" for column in columns)
            cursor.executemany(f"UPDATE {table} SET {sets} WHERE {key} = %s", [(*row[1:], row[0]) for row in rows])
    return len(rows)


def ready(value):
    """A field's value as `write_rows` and `update_rows` take it: days and decimals as text, bytes as they are."""
    return value if value is None or isinstance(value, (str, int, *BYTES)) else str(value)


def _copy(cursor, table, rows):
    text = io.StringIO("".join(_line(row) for row in rows))
    with cursor.db.wrap_database_errors:  # Django's own errors, which it gives for `execute` alone
        cursor.copy_expert(f"COPY {table} FROM STDIN", text)


def _line(row):
    return "\t".join([_text(value) for value in row]) + "\n"


def _text(value):
    if value is None:
        return "\\N"
    if value is True or value is False:
        return "t" if value else "f"
    if isinstance(value, BYTES):
        return f"\\\\x{value.hex()}"
    if not isinstance(value, str):
        return str(value)
    for character, escaped in _ESCAPES:  # `translate` takes twenty times as long for a page of JSON
        value = value.replace(character, escaped)
    return value
