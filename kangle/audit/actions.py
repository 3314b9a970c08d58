"""The one way to put an act on record. Facts are written through `save` and `delete` here, or through an action that calls
`record`; passwords and sign-in times never enter it."""

import json

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import CASCADE, DateField, DateTimeField
from django.utils import timezone
from django.utils.translation import gettext as _

from kangle.audit.guards import ensure_allowed
from kangle.audit.models import Entry
from kangle.common.bulk import write_rows
from kangle.common.fields import fitting

# Fields that no history may hold.
NEVER_KEPT = {"password", "last_login"}


def snapshot(record):
    """A record's stored fields as JSON-ready values, keyed by field name."""
    values = {}
    for field in record._meta.concrete_fields:
        if field.name in NEVER_KEPT:
            continue
        value = field.value_from_object(record)
        if isinstance(field, (DateField, DateTimeField)):
            value = None if value is None else value.isoformat()
        elif value is not None and not isinstance(value, (int, str, bool, list, dict)):
            value = str(value)
        values[field.name] = value
    return values


def put(record_, values):
    """Set fields of a record to what a snapshot holds of them, but for fields that are no more; it is not saved."""
    for field in record_._meta.concrete_fields:
        if field.name in values:
            setattr(record_, field.attname, field.to_python(values[field.name]))


def record(*, by, act, on, before=None, after=None, reason=""):
    """Put one act of `by` on the record `on` into the audit, keeping only the fields that differ."""
    before, after = differing(before or {}, after or {})
    return Entry.objects.create(
        actor_id=getattr(by, "pk", None),
        actor_name=str(by),
        act=act,
        model=on._meta.label_lower,
        object_id="" if on.pk is None else str(on.pk),
        object_name=fitting(Entry, "object_name", on),
        area_path=path_of(on),
        before=before,
        after=after,
        reason=reason,
    )


def differing(before, after):
    """Two snapshots cut down to the fields in which they differ."""
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return {name: before[name] for name in changed if name in before}, {name: after[name] for name in changed if name in after}


PARTS = (
    *("at", "actor_id", "actor_name", "act", "model", "object_id", "object_name"),
    *("area_path", "before", "after", "reason", "part_of"),
)


def record_parts(key, parts, *, by):
    """Put the many parts of one act into the audit at once.

    `parts`: tuples (act, record, its name, the path of its area, before, after, reason); before and after are two snapshots as
    `differing` cuts them. What `record` asks of every record by itself is given here, so that thousands take one statement.
    """
    at, actor, name = timezone.now().isoformat(sep=" "), getattr(by, "pk", None), fitting(Entry, "actor_name", by)
    key = Entry._meta.get_field("part_of").get_db_prep_value(key, connection)
    rows, why = [], Entry._meta.get_field("reason")
    for act, on, called, path, before, after, reason in parts:
        kept = (json.dumps(before, ensure_ascii=False), json.dumps(after, ensure_ascii=False))
        kept += (why.get_prep_value(reason), key)
        rows.append((at, actor, name, act, on._meta.label_lower, str(on.pk), fitting(Entry, "object_name", called), path, *kept))
    return write_rows(Entry, PARTS, rows)


@transaction.atomic
def save(record_, *, by, reason=""):
    """Save one record and put what changed on record; returns the record."""
    return _write(record_, _stored([record_]).get(record_.pk), by, reason)


def save_over(old, record_, *, by, reason=""):
    """The same, within the transaction of whoever has read and locked what is stored (`old`; None for a new record)."""
    return _write(record_, old, by, reason)


@transaction.atomic
def save_together(records, *, by, reason=""):
    """Save the rows of one page, each as `save` does; returns them.

    Rows that change places, or share out a sum anew, need not keep the database's rules on the way: what is stored of them is
    taken out first and put back as it shall be. The keys that point at them are asked for when the transaction ends.
    """
    stored = _stored(records)
    if len(records) > 1 and stored:
        rows = records[0]._meta.model._base_manager.filter(pk__in=stored)
        rows._raw_delete(rows.db)
        return [_write(each, stored.get(each.pk), by, reason, force_insert=True) for each in records]
    return [_write(each, stored.get(each.pk), by, reason) for each in records]


def _stored(records):
    """{key: record as it is stored}, locked, of those that were there before."""
    keys = [each.pk for each in records if not each._state.adding]
    model = records[0]._meta.model if records else None
    return {old.pk: old for old in model._base_manager.select_for_update().filter(pk__in=keys)} if keys else {}


def _write(record_, old, by, reason, **how):
    ensure_allowed(old, record_)
    before = snapshot(old) if old else {}
    record_.save(**how)
    act = Entry.Act.CHANGE if old else Entry.Act.CREATE
    record(by=by, act=act, on=record_, before=before, after=snapshot(record_), reason=reason)
    return record_


@transaction.atomic
def delete(record_, *, by, reason=""):
    """Delete one record and what goes with it, keeping all their fields in the audit as the database has them.

    Raises `django.db.models.ProtectedError` where another record still points at it.
    """
    # A form may have put other values into the record it deletes.
    stored = record_._meta.model._base_manager.select_for_update().filter(pk=record_.pk).first()
    if stored is None:
        return  # somebody else has deleted it at this moment, and that is on record
    ensure_allowed(stored, None)
    for part in parts_of(stored):
        delete(part, by=by, reason=reason)
    record(by=by, act=Entry.Act.DELETE, on=stored, before=snapshot(stored), reason=reason)
    stored.delete()


def parts_of(record_):
    """The records that the database would delete together with this one (a condition of a standard, a mark of an inspection)."""
    for relation in record_._meta.related_objects:
        if relation.on_delete is CASCADE:
            yield from relation.related_model._base_manager.filter(**{relation.field.name: record_.pk})


def path_of(record_):
    """The path of the area a record lies at, by its queryset's own way there; '' where it lies at none."""
    lookup = getattr(record_._meta.default_manager.all(), "area_lookup", None)
    if lookup is None:
        return ""
    found = record_
    for step in lookup.split("__") if lookup else []:
        found = getattr(found, step, None)
        if found is None:
            return ""
    return getattr(found, "path", "")


def ensure_within(user, *records):
    """Refuse what does not lie in the person's own area; None among `records` is passed over. Raises ValidationError."""
    for record_ in records:
        if record_ is not None and (user.area is None or not path_of(record_).startswith(user.area.path)):
            raise ValidationError(_("记录须在您所在的地区之内。"))
