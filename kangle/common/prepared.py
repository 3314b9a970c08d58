"""Questions asked again and again: put into SQL once a process, answered by the database every time.

Writing a list's query costs Django several times what answering it costs the database. What is kept here is SQL and its
parameters, never an answer: nothing can be out of date. Our database backends say how a connection asks it again (`planned`).
"""

from collections import OrderedDict
from functools import cache, partial
from threading import Lock

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections

KEPT = 256  # questions; the one not asked for longest gives way


class Kept:
    """At most `most` things by key, the least recently used given up first; shared by the threads of a process."""

    def __init__(self, most=KEPT):
        self.most = most
        self.things = OrderedDict()
        self.lock = Lock()

    def get(self, key):
        """What is kept under `key`, or None."""
        with self.lock:
            if key in self.things:
                self.things.move_to_end(key)
            return self.things.get(key)

    def put(self, key, thing):
        with self.lock:
            self.things[key] = thing
            while len(self.things) > self.most:
                self.things.popitem(last=False)
        return thing


_questions = Kept()


class _Select:
    """A queryset's SQL, and what is needed to read its answer."""

    def __init__(self, queryset):
        self.using = queryset.db
        compiler = queryset.query.chain().get_compiler(self.using)
        try:
            self.sql, self.params = compiler.as_sql()
        except EmptyResultSet:
            self.sql, self.params = None, ()
            return
        columns = [column for column, _sql, _alias in compiler.select[: compiler.col_count]]
        # [(place in a row, what makes its value, in turn, each called with (value, expression, connection))]
        self.converters = [(place, *how) for place, how in compiler.get_converters(columns).items()]

    def rows(self, params=None):
        """The rows as tuples; `params` in place of those the queryset was written with."""
        if self.sql is None:
            return []
        connection = connections[self.using]
        with connection.cursor() as cursor:
            cursor.execute(*(connection.planned(self) if params is None else (self.sql, params)))
            found = cursor.fetchall()
        if not self.converters or not found:
            return found
        columns = list(zip(*found, strict=True))
        for place, converters, expression in self.converters:
            for convert in converters:
                columns[place] = [convert(value, expression, connection) for value in columns[place]]
        return list(zip(*columns, strict=True))


class _Number:
    """One number out of the database, by the SQL `ask` was seen to send; to be kept only where that was one statement."""

    def __init__(self, queryset, ask):
        self.using = queryset.db
        self.sent = []
        with connections[self.using].execute_wrapper(partial(_noted, self.sent)):
            self.first = ask(queryset)

    @property
    def may_be_kept(self):
        return len(self.sent) == 1

    @property
    def sql(self):
        return self.sent[0][0]

    @property
    def params(self):
        return self.sent[0][1]

    def again(self):
        connection = connections[self.using]
        with connection.cursor() as cursor:
            cursor.execute(*connection.planned(self))
            return cursor.fetchone()[0]


def rows(key, queryset):
    """The rows of `queryset()` as tuples of its values. `key` (hashable) must name everything that queryset depends on.

    The queryset has named its columns: `.values(...)` or `.values_list(...)`. Where to write it down asks the database something,
    it is not kept.
    """
    return _written(key, lambda: _Select(queryset())).rows()


def _written(key, write):
    """The question under `key`, else what `write()` makes, kept unless that asks the database: it would rest on the answer."""
    question = _questions.get(key)
    if question is None:
        sent = []
        with connections[DEFAULT_DB_ALIAS].execute_wrapper(partial(_noted, sent)):
            question = write()
        if not sent:
            _questions.put(key, question)
    return question


def _noted(sent, execute, sql, params, many, context):
    """For `execute_wrapper`: each statement with its parameters into `sent`, and on to the database."""
    sent.append((sql, params))
    return execute(sql, params, many, context)


def records(key, model, queryset, related=None, annotated=(), without=()):
    """The instances of `model` that `queryset()` finds, as `rows`; each with the record its field `related` points to, or with
    what the queryset has `annotated`, by name. Fields named in `without` are read only if they are asked for.
    """
    if not annotated:
        columns = _columns(model, related, without)
        return _made(model, related, rows(key, lambda: queryset().values_list(*columns)), without)
    names, made = _names(model, without), []
    for row in rows(key, lambda: queryset().values_list(*names, *annotated)):
        made.append(model.from_db("default", names, row[: len(names)]))
        vars(made[-1]).update(zip(annotated, row[len(names) :], strict=True))
    return made


def only(model, name, value, related=None):
    """The one instance of `model` whose unique field `name` is `value`, or None; one question for all values.

    With `related`, the record that this field points to comes with it.
    """
    field, key = model._meta.get_field(name), ("only", model, name, related)
    select = _questions.get(key)
    if select is None:
        asked = model._base_manager.filter(**{name: value}).order_by().values_list(*_columns(model, related))
        select = _Select(asked)
        if len(select.params) != 1:
            return None  # a value that no record can have is asked otherwise: not the question for the others
        _questions.put(key, select)
    params = (field.get_db_prep_value(value, connections[select.using]),)
    return next(iter(_made(model, related, select.rows(params))), None)


def _columns(model, related, without=()):
    """The columns of a record and of the one its field `related` points to."""
    others = _names(model._meta.get_field(related).related_model) if related else ()
    return [*_names(model, without), *(f"{related}__{name}" for name in others)]


def _made(model, related, found, without=()):
    """The instances that rows of these columns tell of; rows that point to one record share its instance."""
    names = _names(model, without)
    width, made = len(names), [model.from_db("default", names, row[: len(names)]) for row in found]
    if related:
        pointer, others = model._meta.get_field(related), {None: None}
        other = pointer.related_model
        for record, row in zip(made, found, strict=True):
            key = getattr(record, pointer.attname)
            if key not in others:
                others[key] = other.from_db("default", _names(other), row[width:])
            setattr(record, related, others[key])
    return made


class _Counts:
    """One statement that says how many rows each of several querysets has."""

    def __init__(self, querysets):
        parts, self.params, self.places = [], [], []
        self.using = querysets[0].db
        for queryset in querysets:
            query = queryset.order_by().values("pk").query
            try:
                sql, params = query.get_compiler(self.using).as_sql()
            except EmptyResultSet:
                self.places.append(None)
                continue
            self.places.append(len(parts))
            parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS counted_{len(parts)})")
            self.params += params
        self.sql = f"SELECT {', '.join(parts)}" if parts else None

    def now(self):
        found = ()
        if self.sql:
            connection = connections[self.using]
            with connection.cursor() as cursor:
                cursor.execute(*connection.planned(self))
                found = cursor.fetchone()
        return [0 if place is None else found[place] for place in self.places]


def counts(key, querysets):
    """How many rows each of the querysets that `querysets()` lists has, in one question; `key` as in `rows`."""
    return _written(key, lambda: _Counts(querysets())).now()


@cache
def _names(model, without=()):
    return [field.attname for field in model._meta.concrete_fields if field.name not in without]


def count(key, queryset):
    """How many rows `queryset()` has, as `rows`."""
    kept = _questions.get(key)
    if kept:
        return kept.again()
    number = _Number(queryset(), lambda asked: asked.count())
    if number.may_be_kept:
        _questions.put(key, number)
    return number.first
