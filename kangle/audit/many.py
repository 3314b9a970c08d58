"""Writing many records as the parts of one act: one statement for each kind of change, and for each record its own history."""

from collections import defaultdict

from kangle.audit.actions import differing, path_of, record_parts, snapshot
from kangle.audit.models import Entry
from kangle.common.bulk import portions, ready, reserve_keys, update_rows, write_rows


class Many:
    """What one act (`key`) of `by` writes at once, within the caller's transaction; its length is how many records that is.

    Nothing is asked of the records here: whoever writes many has weighed them before. `called` and `path` are what the history
    calls a record and the path of the area it lies at, for whoever knows them already of thousands.
    """

    def __init__(self, key, *, by, reason=""):
        self.key, self.by, self.reason, self.told = key, by, reason, []
        self.made, self.altered, self.gone = defaultdict(list), defaultdict(list), defaultdict(list)

    def __len__(self):
        return len(self.told)

    def create(self, record, **told):
        """Write a new record; it is given a key, unless it has one of `reserve_keys` (then all of its kind in this act have)."""
        self.made[type(record)].append(record)
        self._tell(Entry.Act.CREATE, record, {}, None, **told)

    def change(self, record, was, **told):
        """Write the fields in which a record differs from `was`, its snapshot before."""
        was, now = differing(was, snapshot(record))
        self.altered[type(record)].append((record, now))
        self._tell(Entry.Act.CHANGE, record, was, now, **told)

    def erase(self, record, **told):
        """Delete a record."""
        self.gone[type(record)].append(record)
        self._tell(Entry.Act.DELETE, record, *differing(snapshot(record), {}), **told)

    def write(self):
        """Write all that was said, the history last; returns how many records that is. Raises IntegrityError as a save does."""
        for model, changes in self.altered.items():  # first: a new record may take the place that an altered one leaves
            _update(model, changes)
        for model, records in self.gone.items():
            for some in portions([record.pk for record in records]):
                model._base_manager.filter(pk__in=some).delete()
        for model, records in self.made.items():
            _insert(model, records)
        record_parts(self.key, map(_part, self.told), by=self.by)
        return len(self)

    def _tell(self, act, record, was, now, *, called=None, path=None, reason=None):
        called, path = str(record) if called is None else called, path_of(record) if path is None else path
        self.told.append((act, record, called, path, was, now, self.reason if reason is None else reason))


def _part(told):
    """A part of the act as the history takes it; of a new record its key is known by now."""
    act, record, called, path, was, now, reason = told
    was, now = differing({}, snapshot(record)) if now is None else (was, now)
    return act, record, called, path, was, now, reason


def _insert(model, records):
    without = [record for record in records if record.pk is None]
    for record, key in zip(without, reserve_keys(model, len(without)) if without else (), strict=True):
        record.pk = key
    fields = model._meta.concrete_fields
    write_rows(model, [field.name for field in fields], [_row(record, fields) for record in records])


def _update(model, changes):
    """Each record is set in all fields that any of them changes: what is stored of the others is what they hold."""
    names = set().union(*(now for _record, now in changes))
    fields = [field for field in model._meta.concrete_fields if field.name in names]
    rows = [(record.pk, *_row(record, fields)) for record, _now in changes]
    if fields:
        update_rows(model, [field.name for field in fields], rows)


def _row(record, fields):
    return tuple([ready(field.value_from_object(record)) for field in fields])
