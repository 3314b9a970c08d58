"""Loading an edition of the list of divisions: what is new, renamed, re-used, closed or open again, in one transaction."""

from collections import defaultdict
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from kangle.areas.codes import path_for
from kangle.areas.editions import refuse_older, scope_of
from kangle.areas.imports import in_batches
from kangle.areas.kinds import kind_of
from kangle.areas.models import Area, Name
from kangle.audit.actions import record
from kangle.audit.models import Entry
from kangle.common.querysets import path_range

BATCH = 500
MANY = 20  # closing fewer areas than this needs no second word, unless they are most of what stands


class Notes:
    """Sentences kept on disk beyond a megabyte: an edition may rename a hundred thousand villages."""

    def __init__(self):
        self._file = SpooledTemporaryFile(max_size=2**20, mode="w+", encoding="utf-8")  # noqa: SIM115 - lives as long as self

    def add(self, sentence):
        self._file.write(sentence + "\n")

    def __iter__(self):
        self._file.seek(0)
        return (line.rstrip("\n") for line in self._file)

    def close(self):
        self._file.close()


@dataclass
class Outcome:
    """What a load did, in numbers of areas; `notes` says every rename, re-use and re-opening in a sentence."""

    added: int = 0
    renamed: int = 0
    closed: int = 0
    reopened: int = 0
    reused: int = 0
    unchanged: int = 0
    scope: list = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)

    def counts(self):
        return {name: getattr(self, name) for name in ("added", "renamed", "closed", "reopened", "reused", "unchanged")}


class ManyClosed(Exception):
    """A list would close more areas than a year's reform does: it may be a part of one, cut off; str() is a sentence."""


@transaction.atomic
def load_list(listing, *, edition, reused=frozenset(), by, accept=False):
    """Write a checked DivisionList as `edition` and put the load on record; returns the Outcome.

    `reused` are the codes that another area bears from this edition on. Raises WrongEdition where a newer edition stands,
    CodeExhausted where a code was re-used too often, ManyClosed where over a tenth of what stands would be closed and nobody
    stands by it (`accept`); nothing is written then.
    """
    scope = scope_of(listing)
    paths = _paths_of(scope) or listing.codes.provinces()
    refuse_older(edition, paths)
    load = _Load(edition, reused)
    for level in range(1, 5):
        for batch in in_batches((row for row in listing.upper if row.level == level), BATCH):
            load.place(batch)
    for batch in in_batches(listing.villages(), BATCH):
        load.place(batch)
    outcome = load.outcome
    outcome.scope = list(Area.objects.filter(pk__in=[load.placed[row.code].pk for row in scope]))
    paths = [area.path for area in outcome.scope] or paths
    _close_missing(listing, edition, outcome, accept)
    on = outcome.scope[0] if len(outcome.scope) == 1 else Area(name=_("行政区划清单"))
    after = {"file": listing.path.name, "edition": edition, "scope": paths}
    record(by=by, act=Entry.Act.LOAD, on=on, after=after | outcome.counts())
    return outcome


class Place(NamedTuple):
    """Where a possible parent lies: whole areas in their tens of thousands would take a county machine's memory."""

    pk: int
    code: str
    path: str


class _Load:
    """One edition on its way into the tree: each row finds the area it speaks of, or makes it."""

    def __init__(self, edition, reused):
        self.edition, self.reused = edition, reused
        self.placed = {}  # code → Place, for every possible parent met so far
        self.names = []
        self.outcome = Outcome()

    def place(self, rows):
        """Write a batch of rows of one level, whose parents are all written."""
        self._find_parents(rows)
        bearers = defaultdict(list)
        for area in Area.objects.filter(code__in=[row.code for row in rows]).order_by("edition"):
            bearers[area.code].append(area)
        areas, new, changed = [], [], []
        for row in rows:
            parent = self.placed.get(row.parent_code)
            here = [area for area in bearers[row.code] if parent is None or area.path.startswith(parent.path)]
            area = here[-1] if here else None
            if area is None or self._is_another(area, row):
                if area is not None:
                    self._close(area, row)
                area = self._new(row, parent, len(here))
                new.append(area)
            elif self._update(area, row, parent):
                changed.append(area)
            areas.append(area)
        Area.objects.bulk_create(new)
        # An upsert: bulk_update's CASE over every row takes five times as long.
        Area.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["name", "kind", "closed_in", "parent"],
        )
        self._write_names()
        if rows[0].level < Area.Level.VILLAGE:
            self.placed.update((area.code, Place(area.pk, area.code, area.path)) for area in areas)

    def _find_parents(self, rows):
        """Look up the parents that this list does not hold itself."""
        missing = {row.parent_code for row in rows if row.parent_code and row.parent_code not in self.placed}
        for area in Area.objects.current().filter(code__in=missing):
            self.placed[area.code] = Place(area.pk, area.code, area.path)

    def _is_another(self, area, row):
        """Whether the row speaks of a new area under an old code: only where the load says so."""
        return row.code in self.reused and area.name != row.name and area.edition < self.edition

    def _new(self, row, parent, earlier):
        path = path_for(row.code, parent and (parent.code, parent.path), earlier)
        self.outcome.added += 1
        return Area(
            code=row.code,
            edition=self.edition,
            path=path,
            name=row.name,
            level=row.level,
            kind=kind_of(row.name, row.level),
            parent_id=parent and parent.pk,
        )

    def _close(self, area, row):
        """Close the former bearer of a code and all that lies below it."""
        self.outcome.reused += 1
        self.outcome.closed += Area.objects.current().within(area).update(closed_in=self.edition)
        self.outcome.notes.add(
            _("代码重用 %(code)s：%(old)s（撤销）→ %(new)s（新设）") % {"code": row.code, "old": area.name, "new": row.name}
        )

    def _update(self, area, row, parent):
        """Bring a known area up to this edition; whether anything changed."""
        before = (area.name, area.kind, area.closed_in, area.parent_id)
        if area.closed_in is not None:
            self.outcome.reopened += 1
            self.outcome.notes.add(_("恢复 %(code)s %(name)s") % {"code": row.code, "name": row.name})
            area.closed_in = None
        if area.name != row.name:
            self._rename(area, row.name)
        area.kind, area.parent_id = kind_of(row.name, row.level), parent and parent.pk
        if (area.name, area.closed_in) == (before[0], before[2]):
            self.outcome.unchanged += 1
        return before != (area.name, area.kind, area.closed_in, area.parent_id)

    def _rename(self, area, name):
        """Give the area its new name from this edition on, keeping the name it bore until now."""
        self.outcome.renamed += 1
        self.outcome.notes.add(_("更名 %(code)s：%(old)s → %(new)s") % {"code": area.code, "old": area.name, "new": name})
        if area.edition < self.edition:
            self.names += [
                Name(area=area, edition=area.edition, name=area.name),
                Name(area=area, edition=self.edition, name=name),
            ]
        area.name = name

    def _write_names(self):
        """Write the names of a batch: the first name only where none is kept yet, the new one in any case."""
        first = [name for name in self.names if name.edition < self.edition]
        Name.objects.bulk_create(first, ignore_conflicts=True)
        Name.objects.bulk_create(
            [name for name in self.names if name.edition == self.edition],
            update_conflicts=True,
            unique_fields=["area", "edition"],
            update_fields=["name"],
        )
        self.names = []


def _paths_of(rows):
    """The paths at which the rows lie, or will lie."""
    bearers = {area.code: area.path for area in Area.objects.current().filter(code__in=[row.code for row in rows])}
    return [bearers.get(row.code) or path_for(row.code, None, 0) for row in rows]


def _close_missing(listing, edition, outcome, accept):
    """Close what the list no longer holds of what stands in its scope; levels deeper than the list goes stay."""
    deepest = Area.Level.VILLAGE if next(listing.villages(), None) else max((row.level for row in listing.upper), default=0)
    missing, standing = [], 0
    for top in outcome.scope:
        # Also what an earlier list of the same edition held by mistake.
        areas = Area.objects.current().filter(**path_range("", top.path), edition__lte=edition, level__lte=deepest)
        for area in areas.order_by("path").values_list("pk", "code", "name").iterator():
            standing += 1
            if not listing.holds(area[1]):
                missing.append(area)
    many = len(missing) > MANY and len(missing) * 10 > standing
    if not accept and (many or len(missing) * 2 > standing):
        raise ManyClosed(
            _(
                "清单里没有 %(top)s 现有的 %(missing)d 个地区（共 %(standing)d 个），它们会被撤销。清单可能不完整；"
                "核对后确要撤销，请加 --accept。"
            )
            % {"top": "、".join(top.name for top in outcome.scope[:3]), "missing": len(missing), "standing": standing}
        )
    for batch in in_batches(missing, BATCH):
        outcome.closed += Area.objects.filter(pk__in=[pk for pk, _code, _name in batch]).update(closed_in=edition)
        for _pk, code, name in batch:
            outcome.notes.add(_("撤销 %(code)s %(name)s") % {"code": code, "name": name})
