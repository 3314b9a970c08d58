"""Several lists asked for in one question: a card shows a dozen short lists, and each question costs more than its answer.

Every list becomes a part of one statement whose rows travel as JSON. Meant for the few rows of one record, never for a long list.
"""

import datetime
import json
from decimal import Decimal

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import DateTimeField, DecimalField, JSONField
from django.db.models.query import ValuesListIterable

# An ORDER BY inside a part is kept by every database where a LIMIT follows it.
ALL = 10**9


def read(*querysets):
    """The rows of each queryset, in its order, as lists: records with what was annotated, or the tuples of `values_list`.

    All of one database, none with select_related; a JSON field holds an object or a list. One query.
    """
    parts = [_Part(queryset) for queryset in querysets]
    using = connections[querysets[0].db]
    asked = [(number, part) for number, part in enumerate(parts) if part.sql]
    if asked:
        array = "json_build_array" if using.vendor == "postgresql" else "json_array"
        lists = ", ".join(f"l{number}({part.columns}) AS ({part.sql})" for number, part in asked)
        rows = " UNION ALL ".join(
            f"SELECT {number} AS part, ROW_NUMBER() OVER () AS place, CAST({array}({part.columns}) AS text) FROM l{number}"
            for number, part in asked
        )
        with using.cursor() as cursor:
            cursor.execute(f"WITH {lists} {rows} ORDER BY 1, 2", [param for _number, part in asked for param in part.params])
            for number, _place, told in cursor.fetchall():
                parts[number].take(json.loads(told, parse_float=Decimal))
    return [part.rows for part in parts]


class _Part:
    """One list: its SQL, and how a row of JSON becomes a row of it again."""

    def __init__(self, queryset):
        self.rows = []
        self.model = None if issubclass(queryset._iterable_class, ValuesListIterable) else queryset.model
        if self.model:
            self.stored = [field.attname for field in self.model._meta.concrete_fields]
            self.annotated = list(queryset.query.annotation_select)
            queryset = queryset.values_list(*self.stored, *self.annotated)
        query = queryset[:ALL].query
        compiler = query.get_compiler(queryset.db)
        try:
            self.sql, self.params = compiler.as_sql()
        except EmptyResultSet:
            self.sql, self.params = "", ()
            return
        self.fields = [expression.output_field for expression, _sql, _alias in compiler.select[: compiler.col_count]]
        self.columns = ", ".join(f"c{number}" for number in range(len(self.fields)))

    def take(self, told):
        values = tuple(_value(field, value) for field, value in zip(self.fields, told, strict=True))
        if self.model:
            record = self.model.from_db("default", self.stored, values[: len(self.stored)])
            for name, value in zip(self.annotated, values[len(self.stored) :], strict=True):
                setattr(record, name, value)
            self.rows.append(record)
        else:
            self.rows.append(values)


def _value(field, value):
    """A value out of JSON as the field holds it."""
    if value is None:
        return None
    if isinstance(field, JSONField):
        return json.loads(value if isinstance(value, str) else json.dumps(value, default=float))
    if hasattr(field, "from_db_value"):  # a sentence kept with its making
        return field.from_db_value(value, None, None)
    if isinstance(field, DecimalField) and field.decimal_places is not None:
        return Decimal(value).quantize(Decimal(1).scaleb(-field.decimal_places))  # SQLite says 6.4 for 6.40
    return _instant(value) if isinstance(field, DateTimeField) else field.to_python(value)


def _instant(text):
    """SQLite keeps instants in UTC without saying so."""
    instant = datetime.datetime.fromisoformat(text)
    return instant if instant.tzinfo else instant.replace(tzinfo=datetime.UTC)
