"""The database backend; Django finds it as ENGINE (kangle.settings)."""

from collections import OrderedDict
from itertools import count

from django.db.backends.postgresql import base, operations

PLANNED = 128  # statements a connection keeps; the one not asked for longest gives way


class DatabaseOperations(operations.DatabaseOperations):
    compiler_module = "kangle.common.postgresql.compiler"


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations

    def get_new_connection(self, conn_params):
        self.statements, self.numbers = OrderedDict(), count()  # {question: its name on this connection, None while asked once}
        return super().get_new_connection(conn_params)

    def planned(self, question):
        """(SQL, parameters) that ask `question` (hashable, its `sql` and `params` always the same) on this connection.

        From the second time on by a prepared statement: to read and plan a page's long questions takes PostgreSQL longer than
        to answer most of them. It plans anew by itself where a table was changed or analysed.
        """
        self.ensure_connection()
        known = self.statements
        if question not in known:
            known[question] = None
            if len(known) > PLANNED:
                self._say("DEALLOCATE {}", known.popitem(last=False)[1])
            return question.sql, question.params
        known.move_to_end(question)
        if known[question] is None:
            name = f"planned_{next(self.numbers)}"
            self._say(f"PREPARE {{}} AS {question.sql}", name, question.params)
            known[question] = name
        return f"EXECUTE {known[question]}", None

    def _say(self, words, name, params=None):
        """About a statement of this name, past whoever counts or reads what a page asks: it asks nothing. None has none."""
        if name is not None:
            with self.wrap_database_errors, self.connection.cursor() as cursor:
                cursor.execute(words.replace("{}", name, 1), params)
