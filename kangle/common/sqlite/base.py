"""The database backend; Django finds it as ENGINE (kangle.settings)."""

from django.db.backends.sqlite3 import base, operations

PLACES = {"year": (1, 4), "month": (6, 2), "day": (9, 2)}  # in a stored day, 2015-06-30


class DatabaseOperations(operations.DatabaseOperations):
    def date_extract_sql(self, lookup_type, sql, params):
        """Read off the stored text by SQLite itself; Django has Python called for every row."""
        place = PLACES.get(lookup_type)
        if place is None:
            return super().date_extract_sql(lookup_type, sql, params)
        return f"CAST(SUBSTR({sql}, {place[0]}, {place[1]}) AS INTEGER)", params


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations

    def planned(self, question):
        """(SQL, parameters) that ask `question`; Python's sqlite3 keeps what it has read of statements by itself."""
        return question.sql, question.params
