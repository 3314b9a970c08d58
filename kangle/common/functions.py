"""Database functions that must give the same integer on SQLite and on PostgreSQL."""

from django.db.models import Func, IntegerField


class DaysBetween(Func):
    """Whole days from the first date to the second (negative where the second is earlier)."""

    output_field = IntegerField()

    def as_postgresql(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, template="(%(expressions)s)", arg_joiner=" - ", **extra)

    def as_sqlite(self, compiler, connection, **extra):
        return self.as_sql(
            compiler,
            connection,
            template="CAST(%(expressions)s AS INTEGER)",
            arg_joiner=" - ",
            **extra,
        )

    def __init__(self, earlier, later, **extra):
        super().__init__(_DayNumber(later), _DayNumber(earlier), **extra)


class _DayNumber(Func):
    """A date as a number of days (SQLite) or as itself (PostgreSQL, where dates subtract to days)."""

    def as_postgresql(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, template="(%(expressions)s)::date", **extra)

    def as_sqlite(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, template="julianday(%(expressions)s)", **extra)
