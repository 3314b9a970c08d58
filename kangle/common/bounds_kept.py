"""Keeping bounds in the database: one trigger for each table that a bound watches, made anew after every migration."""

from zlib import crc32

from django.db import connection

PREFIX = "kangle_bound_"
SQLITE = """CREATE TRIGGER {name} AFTER {event} ON {table} WHEN {changed} AND {fault}
BEGIN SELECT RAISE(ABORT, '{message}'); END"""
FUNCTION = """CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN IF NOT ({changed}) THEN RETURN NULL; END IF; END IF;
  {lock}
  IF {fault} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; END IF;
  RETURN NULL;
END $$"""
TRIGGER = "CREATE TRIGGER {name} AFTER INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"


def wanted(bounds):
    """{name of a trigger: (its table, [statements that make it])}; the name tells when its text has changed."""
    there, found = set(connection.introspection.table_names()), {}
    for bound in bounds:
        if {bound.part._meta.db_table, bound.of._meta.db_table} <= there:
            for model, key, fields in bound.watched():
                found |= dict(_triggers(bound, model, key, fields))
    return found


def _triggers(bound, model, key, fields):
    table, columns = model._meta.db_table, [model._meta.get_field(field).column for field in fields]
    different = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
    changed = " OR ".join(f'OLD."{column}" {different} NEW."{column}"' for column in columns)
    parts = {"table": f'"{table}"', "fault": bound.fault(f'NEW."{key}"', model), "message": f"{PREFIX}{bound.name}"}
    if connection.vendor == "sqlite":
        for event in ("INSERT", "UPDATE"):
            told = {**parts, "event": event, "changed": "1" if event == "INSERT" else f"({changed})"}
            yield _named(bound, f"{table} {event}", table, [SQLITE], told)
        return
    # No key of the whole is altered by this: a foreign key to it may be checked at the same moment.
    lock = " ".join(
        f'PERFORM 1 FROM "{of._meta.db_table}" WHERE id = NEW."{column}" FOR NO KEY UPDATE;' for of, column in bound.locked(model)
    )
    yield _named(bound, table, table, [FUNCTION, TRIGGER], {**parts, "changed": changed, "lock": lock})


def _named(bound, what, table, statements, told):
    text = " ".join(statement.format(name="", **told) for statement in statements)
    name = f"{PREFIX}{bound.name}_{crc32(f'{what} {text}'.encode()):08x}"
    return name, (table, [statement.format(name=name, **told) for statement in statements])


def standing():
    """{name: table} of the triggers of bounds that the database has."""
    if connection.vendor == "sqlite":
        ask = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'kangle#_bound#_%' ESCAPE '#'"
    else:
        ask = "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        ask += " WHERE t.tgname LIKE 'kangle#_bound#_%' ESCAPE '#'"
    with connection.cursor() as cursor:
        cursor.execute(ask)
        return dict(cursor.fetchall())


def install(bounds):
    """Have the triggers of these bounds, and no other of ours, in the database."""
    there, due = standing(), wanted(bounds)
    drop({name: table for name, table in there.items() if name not in due})
    with connection.cursor() as cursor:
        for name, (_table, statements) in due.items():
            for statement in statements if name not in there else ():
                cursor.execute(statement)


def drop(triggers):
    """Take triggers ({name: table}) away: tables that are about to be altered, or filled as they stood elsewhere."""
    with connection.cursor() as cursor:
        for name, table in triggers.items():
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            else:
                cursor.execute(f'DROP TRIGGER IF EXISTS {name} ON "{table}"')
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}()")


def broken(bound):
    """The keys of the wholes (of the rows, where there is no whole) for which a bound is broken already."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT b.id FROM "{bound.of._meta.db_table}" b WHERE {bound.fault("b.id")} ORDER BY b.id')
        return [key for (key,) in cursor.fetchall()]
