"""Putting back what one act wrote, as one act: later edits stay, and what was built upon stays with them.

It works from the history alone: every entry that is a part of the act says what was before and after. What every other way of
writing is refused by stands in its way, too (`hindering`), and what may not be of a household as a whole (`Book.broken`): that
record, or that household, stays as it is, and its rows say why.
"""

import copy
from collections import defaultdict

from django.apps import apps
from django.db import transaction
from django.db.models import CASCADE

from kangle.audit.actions import put, snapshot
from kangle.audit.many import Many
from kangle.audit.models import Entry
from kangle.common.bulk import portions
from kangle.common.sayings import said as _
from kangle.exchange.intake.hindering import Hindrances
from kangle.exchange.models import Attachment, Import

BATCH = 500


class Undoing:
    """The undoing of one import: what is put back and deleted, a part at a time.

    `barred`: what stays as it is, with the reason: {(model's label, key) of a record, or the key of a home: sentence}.
    """

    def __init__(self, source, book, by, barred):
        self.source, self.book, self.by, self.barred = source, book, by, barred
        self.hindrances = Hindrances(source, book, by)
        self.homes, self.restored, self.undone = set(), set(), 0
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
        staying = self._touched(home_model, made[home_model]) | _attached(home_model, made[home_model])
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
        """Those of some records that somebody has worked on since, or on what would be deleted with them."""
        found = self._worked_on(model, {str(key): key for key in keys})
        for relation in model._meta.related_objects:
            if relation.on_delete is CASCADE:
                rows = relation.related_model._base_manager.order_by()
                for some in portions(keys):
                    parts = rows.filter(**{f"{relation.field.name}__in": some}).values_list("pk", f"{relation.field.name}_id")
                    found |= self._worked_on(relation.related_model, {str(part): key for part, key in parts})
        return found

    def _worked_on(self, model, whose):
        """Those `whose` records ({key as a text: whose}) of a model have entries of their own since."""
        found = set()
        for some in portions(list(whose)):
            later = Entry.objects.filter(model=model._meta.label_lower, object_id__in=some).exclude(act=Entry.Act.LOOK)
            later = later.exclude(part_of__in=[self.source.key, self.source.undo_key])
            found |= {whose[key] for key in later.values_list("object_id", flat=True)}
        return found

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
            elif barred := self.barred.get(_place(record)) or self.barred.get(self.book.home_of(record)):
                kept[entry.object_id] = barred
            elif entry.act == Entry.Act.CREATE:
                created.append(record)
            else:
                self._restore(entry, record, restored, kept)
        gone = self._erasable(model, created, kept)
        self._put_down(restored, gone)
        self.undone += len(entries) - len(kept)
        self._tell(model, kept)

    @staticmethod
    def _locked(model, keys):
        """The records as they stand, with the area they lie at, in the order in which everybody locks them."""
        rows = model._base_manager.filter(pk__in=keys).select_for_update(of=("self",)).order_by("pk")
        return rows.select_related(model._meta.default_manager.all().area_lookup)

    def _restore(self, entry, record, restored, kept):
        """Take back the fields that nobody has touched since."""
        was = snapshot(record)
        untouched = [name for name, value in entry.after.items() if name in was and was[name] == value]
        now = {name: self._before(entry, name) for name in untouched}
        old = copy.copy(record)
        put(record, now)
        if refused := self.hindrances.of_writing(old, record, now):
            kept[entry.object_id] = refused
            return
        if len(now) < len(entry.after):
            kept[entry.object_id] = _("后来又改过，改过的没有动。")
        if now:
            restored.append((record, was))
            self.restored.add(_place(record))

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

    def _erasable(self, model, created, kept):
        """Those of what the act made upon which nobody has worked or built since; of the others it is said why they are kept."""
        keys = [record.pk for record in created]
        touched = self._touched(model, keys)
        used = self._used(model, keys)
        relied = self.book.relied_upon({self.book.home_of(record) for record in created}, self.hindrances.last)
        gone = []
        for record in created:
            fault = self._fault(record, touched, used) or relied.get(self.book.home_of(record), "")
            if fault:
                kept[str(record.pk)] = fault
            else:
                gone.append(record)
        return gone

    def _fault(self, record, touched, used):
        """Why a record stays; "" where it may go."""
        if record.pk in touched:
            return _("后来有人改过，保留。")
        if self.book.home_of(record) in self.staying:
            return _("这一户后来有人改过或用到，整户保留。")
        if record.pk in used:
            return _("已有%(what)s，保留。") % {"what": used[record.pk]}
        return self.hindrances.of_erasing(record)

    @staticmethod
    def _used(model, keys):
        """{key: what hangs on it} of the records that others point at and would not go with, photos and papers among them."""
        found = dict.fromkeys(_attached(model, keys), Attachment._meta.verbose_name)
        for relation in model._meta.related_objects:
            if relation.on_delete is not CASCADE:
                name = relation.field.name
                pointing = relation.related_model._base_manager.filter(**{f"{name}__in": keys})
                for key in pointing.order_by().values_list(f"{name}_id", flat=True).distinct():
                    found.setdefault(key, relation.related_model._meta.verbose_name)
        return found

    def _put_down(self, restored, gone):
        reason = _("撤销导入“%(name)s”：%(reason)s") % {"name": self.source.name, "reason": self.source.undo_reason}
        many = Many(self.source.undo_key, by=self.by, reason=reason)
        for record, was in restored:
            many.change(record, was, called=self.names.get(str(record.pk), ""))
        for record in gone:
            many.erase(record, called=self.names.get(str(record.pk), ""))
        self.homes |= {self.book.home_of(record) for record in (*(record for record, _was in restored), *gone)}
        many.write()

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

    def go(self, beat):
        """Put everything back that may be."""
        for model in self.models():
            last = 0
            while entries := list(_entries(self.source, model).filter(pk__gt=last)[:BATCH]):
                beat()
                self.part(model, entries)
                last = entries[-1].pk
        self.forget_homes()

    def broken(self, beat):
        """What may not be and came of it, as `barred` names it: the record that was put back, else its whole home."""
        found = {}
        for home, record, sentence in self.book.broken(sorted(self.homes), self.hindrances.first, beat=beat):
            place = _place(record) if _place(record) in self.restored else home
            found.setdefault(place, _("撤销会留下必须改正的问题，保留：%(fault)s") % {"fault": sentence})
        return found


def put_back(source, book, *, by, beat=lambda: None):
    """Put back what an import wrote, within the caller's transaction: (how many records, the households' keys).

    Where it makes of a home what may not be, all is put back anew without what made it so.
    """
    _lock(source, book)
    barred = {}
    while True:
        undoing, mark = Undoing(source, book, by, barred), transaction.savepoint()
        undoing.go(beat)
        broken = undoing.broken(beat)
        if barred.keys() >= broken.keys():
            break
        transaction.savepoint_rollback(mark)
        barred = broken | barred
    transaction.savepoint_commit(mark)
    return undoing.undone, sorted(undoing.homes)


def _lock(source, book):
    """Nobody else writes these homes until the undoing has, nor opens a case about them: homes are locked first, by all."""
    homes = source.outcomes.exclude(home=None).order_by("home").values_list("home", flat=True).distinct()
    for some in portions(list(homes)):
        rows = book.sheets[0].model._base_manager.select_for_update().filter(pk__in=some)
        list(rows.order_by("pk").values_list("pk"))


def _place(record):
    return record._meta.label_lower, record.pk


def _attached(model, keys):
    """Those of some records that have photos or papers: they would lie about unseen."""
    found = set()
    for some in portions(list(keys)):
        rows = Attachment.objects.present().of_model(model).filter(record_id__in=some)
        found |= set(rows.order_by().values_list("record_id", flat=True))
    return found


def _entries(source, model):
    return Entry.objects.parts_of(source.key).filter(model=model._meta.label_lower)
