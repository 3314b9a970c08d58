"""Putting back what one act wrote, as one act: later edits stay, and what was built upon stays with them.

It works from the history alone: every entry that is a part of the act says what was before and after.
"""

import copy
from collections import defaultdict

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import CASCADE

from kangle.audit.actions import path_of, record_parts, snapshot
from kangle.audit.models import Entry
from kangle.common.bulk import ready, update_rows
from kangle.common.sayings import said as _
from kangle.common.sayings import together
from kangle.exchange.models import Import
from kangle.programme.writing import ensure_writable
from kangle.programme.years import closed_years

BATCH = 500


class Undoing:
    """The undoing of one import: what is put back and deleted, a part at a time."""

    def __init__(self, source, book, by):
        self.source, self.book, self.by, self.closed = source, book, by, closed_years()
        self.homes, self.undone = set(), 0
        self.withdrawn = Import.objects.filter(state=Import.State.UNDONE).values("key")
        self.staying = self._staying()

    def models(self):
        """The models the act wrote, those that hang on others first."""
        written = set(Entry.objects.parts_of(self.source.key).order_by().values_list("model", flat=True).distinct())
        order = [sheet.model._meta.label_lower for sheet in self.book.sheets]
        return [apps.get_model(label) for label in sorted(written, key=order.index, reverse=True)]

    def _staying(self):
        """The keys of the homes the act made and somebody has built upon since: they stay whole."""
        home_model = self.book.sheets[0].model
        made = {sheet.model: self._made(sheet.model) for sheet in self.book.sheets}
        staying = self._touched(home_model, made[home_model])
        for model in (sheet.model for sheet in self.book.sheets[1:]):
            worked_on = self._touched(model, made[model]) | set(self._used(model, made[model]))
            staying |= {self.book.home_of(record) for record in model._base_manager.filter(pk__in=worked_on)}
        for relation in home_model._meta.related_objects:
            if relation.on_delete is not CASCADE:
                name = relation.field.name
                others = relation.related_model._base_manager.filter(**{f"{name}__in": made[home_model]})
                others = others.exclude(pk__in=made.get(relation.related_model, ()))
                staying |= set(others.order_by().values_list(f"{name}_id", flat=True))
        return staying & set(made[home_model])

    def _made(self, model):
        entries = _entries(self.source, model).filter(act=Entry.Act.CREATE)
        return [int(key) for key in entries.values_list("object_id", flat=True)]

    def _touched(self, model, keys):
        """Those of some records that somebody has worked on since."""
        later = Entry.objects.filter(model=model._meta.label_lower, object_id__in=[str(key) for key in keys])
        later = later.exclude(part_of__in=[self.source.key, self.source.undo_key]).exclude(act=Entry.Act.LOOK)
        return {int(key) for key in later.values_list("object_id", flat=True)}

    def part(self, model, entries):
        """Put back what some entries of one model tell."""
        self.names = {entry.object_id: entry.object_name for entry in entries}
        records = {record.pk: record for record in self._locked(model, [int(key) for key in self.names])}
        restored, created, kept = [], [], {}
        self.earlier = self._withdrawn_before(model)
        for entry in entries:
            record = records.get(int(entry.object_id))
            if record is None:
                kept[entry.object_id] = _("已经被删除。")
            elif entry.act == Entry.Act.CREATE:
                created.append(record)
            else:
                self._restore(entry, record, restored, kept)
        self._update(model, restored)
        self._delete(model, created, kept)
        self.undone += len(entries) - len(kept)
        self._tell(model, kept)

    @staticmethod
    def _locked(model, keys):
        """The records as they stand, with the area they lie at, in the order in which everybody locks them."""
        rows = model._base_manager.filter(pk__in=keys).select_for_update(of=("self",)).order_by("pk")
        return rows.select_related(model._meta.default_manager.all().area_lookup)

    def _restore(self, entry, record, restored, kept):
        """Take back the fields that nobody has touched since."""
        was, now = snapshot(record), {}
        for name, value in entry.after.items():
            if was.get(name) == value:
                field = record._meta.get_field(name)
                now[field.attname] = field.to_python(self._before(entry, name))
        old = copy.copy(record)
        for name, value in now.items():
            setattr(record, name, value)
        try:
            ensure_writable(old, record, (), self.closed)
        except ValidationError as refused:
            kept[entry.object_id] = together(refused.messages)
            return
        if len(now) < len(entry.after):
            kept[entry.object_id] = _("后来又改过，改过的没有动。")
        if now:
            restored.append((record, was))

    def _withdrawn_before(self, model):
        """{key: entries} of other imports, undone already, that once wrote these records: the newest first."""
        found = defaultdict(list)
        written = Entry.objects.filter(model=model._meta.label_lower, object_id__in=list(self.names), part_of__in=self.withdrawn)
        for entry in written.order_by("-pk"):
            found[entry.object_id].append(entry)
        return found

    def _before(self, entry, name):
        """What stood in a field before; a value that was itself withdrawn meanwhile does not come back."""
        value = entry.before.get(name)
        for other in self.earlier[entry.object_id]:
            if other.pk < entry.pk and name in other.after and other.after[name] == value:
                value = other.before.get(name)
        return value

    def _update(self, model, restored):
        names = [field.name for field in model._meta.concrete_fields if not field.primary_key]
        fields = [model._meta.get_field(name) for name in names]
        rows = [(record.pk, *[ready(field.value_from_object(record)) for field in fields]) for record, _was in restored]
        update_rows(model, names, rows)
        self._put_down(Entry.Act.CHANGE, [(record, was, snapshot(record)) for record, was in restored])

    def _delete(self, model, created, kept):
        """Delete what the act made, unless somebody has worked on it since or built upon it."""
        keys = [record.pk for record in created]
        touched = self._touched(model, keys)
        used = self._used(model, keys)
        gone = []
        for record in created:
            fault = self._fault(record, touched, used)
            if fault:
                kept[str(record.pk)] = fault
            else:
                gone.append(record)
        self._put_down(Entry.Act.DELETE, [(record, snapshot(record), {}) for record in gone])
        model._base_manager.filter(pk__in=[record.pk for record in gone]).delete()

    def _fault(self, record, touched, used):
        """Why a record stays; "" where it may go."""
        if record.pk in touched:
            return _("后来有人改过，保留。")
        if self.book.home_of(record) in self.staying:
            return _("这一户后来有人改过或用到，整户保留。")
        if record.pk in used:
            return _("已有%(what)s，保留。") % {"what": used[record.pk]}
        try:
            ensure_writable(record, None, (), self.closed)
        except ValidationError as refused:
            return together(refused.messages)
        return ""

    @staticmethod
    def _used(model, keys):
        """{key: what hangs on it} of the records that others point at and would not go with."""
        found = {}
        for relation in model._meta.related_objects:
            if relation.on_delete is not CASCADE:
                name = relation.field.name
                pointing = relation.related_model._base_manager.filter(**{f"{name}__in": keys})
                for key in pointing.order_by().values_list(f"{name}_id", flat=True).distinct():
                    found.setdefault(key, relation.related_model._meta.verbose_name)
        return found

    def _put_down(self, act, changes):
        reason = _("撤销导入“%(name)s”：%(reason)s") % {"name": self.source.name, "reason": self.source.undo_reason}
        parts = []
        for record, before, after in changes:
            self.homes.add(self.book.home_of(record))
            parts.append((act, record, self.names.get(str(record.pk), ""), path_of(record), before, after, reason))
        record_parts(self.source.undo_key, parts, by=self.by)

    def _tell(self, model, kept):
        """Say at the rows of the import what stayed, and why."""
        title = next(sheet.title for sheet in self.book.sheets if sheet.model is model)
        told = defaultdict(list)
        for key, sentence in kept.items():
            told[sentence].append(int(key))
        for sentence, keys in told.items():
            self.source.outcomes.filter(sheet=title, record__in=keys).update(kept=sentence)

    def forget_homes(self):
        """Let no row of the import lead to a household that is gone with it."""
        homes = self.book.sheets[0].model._base_manager.filter(pk__in=self.source.outcomes.values("home"))
        self.source.outcomes.exclude(home__in=homes.values("pk")).update(home=None)


def put_back(source, book, *, by, beat=lambda: None):
    """Put back what an import wrote, within the caller's transaction: (how many records, the households' keys)."""
    undoing = Undoing(source, book, by)
    for model in undoing.models():
        last = 0
        while entries := list(_entries(source, model).filter(pk__gt=last)[:BATCH]):
            beat()
            undoing.part(model, entries)
            last = entries[-1].pk
    undoing.forget_homes()
    return undoing.undone, sorted(undoing.homes)


def _entries(source, model):
    return Entry.objects.parts_of(source.key).filter(model=model._meta.label_lower)
