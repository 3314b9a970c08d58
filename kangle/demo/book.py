"""Rows waiting to be written: each gets its primary key here, so that rows refer to each other before any is stored."""

import hashlib
from operator import itemgetter

from kangle.common.bulk import write_rows


class Table:
    """The rows of one model: tuples in the order of `names`, every column named, defaults filled in."""

    def __init__(self, model):
        self.model = model
        fields = model._meta.concrete_fields
        self.names = [field.name for field in fields]
        self.defaults = {field.name: None if field.primary_key else field.get_default() for field in fields}
        self.key = model._meta.pk.name
        self.pick = itemgetter(*self.names)
        self.rows = []

    def add(self, values):
        """Keep one row and return its key; a name that is no field of the model is refused, not dropped."""
        key = len(self.rows) + 1
        row = {**self.defaults, self.key: key, **values}
        if len(row) != len(self.names):
            raise TypeError(f"{self.model.__name__} has no field {sorted(set(row) - set(self.names))}")
        self.rows.append(self.pick(row))
        return key

    def dicts(self):
        """The rows as dictionaries by field name (foreign keys as numbers)."""
        return [dict(zip(self.names, row, strict=True)) for row in self.rows]


class Book:
    """The whole demo county as rows, table by table, in the order the tables were first used."""

    def __init__(self):
        self.tables = {}

    def table(self, model):
        if model not in self.tables:
            self.tables[model] = Table(model)
        return self.tables[model]

    def add(self, model, **values):
        """Keep one row of `model`; returns the primary key it will have."""
        return self.table(model).add(values)

    def write(self):
        """Store every row. Returns {model: rows}. To be called inside a transaction: foreign keys are checked at its end."""
        return {model: write_rows(model, table.names, table.rows) for model, table in self.tables.items()}

    def digest(self):
        """A fingerprint of every row: two generations that agree print the same."""
        found = hashlib.sha256()
        for model, table in self.tables.items():
            found.update(model._meta.label.encode())
            for row in table.rows:
                found.update(repr(row).encode())
        return found.hexdigest()
