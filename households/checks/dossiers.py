"""A household with everything that is judged of it, read in batches by a fixed number of queries."""

from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from households.models import Household, Measure, Member, Pairing, Revocation, StatusEvent, YearRecord
from households.unasked import is_told, steps_left, tell

BATCH = 500


@dataclass
class Dossier:
    """One household and its records: members (also those who left), years, events (also those undone), measures, pairings.

    An event knows when it was undone, a pairing its cadre.
    """

    household: Any
    members: list = field(default_factory=list)
    year_records: list = field(default_factory=list)
    events: list = field(default_factory=list)
    measures: list = field(default_factory=list)
    pairings: list = field(default_factory=list)
    # The members that were put in by `replacing`: their numbers may not be those stored.
    typed: list = field(default_factory=list)

    def stored(self, record):
        """The part of the dossier (a Household, Member or YearRecord) that a record is a copy of; None where it is none."""
        parts = (each for each in (self.household, *self.members, *self.year_records) if type(each) is type(record))
        return next((each for each in parts if each.pk and each.pk == record.pk), None)

    def replacing(self, record):
        """A copy in which `record` (a Household, Member or YearRecord, perhaps unsaved) takes the place of the one of its key.

        A record without a key, or of a key that is not there, is added. Raises TypeError for a record of another model.
        """
        made = copy(self)
        if not is_told(record):
            stored = self.stored(record)
            record.steps_left = None if stored is None else steps_left(stored)
        if isinstance(record, Household):
            made.household = record
        elif isinstance(record, Member):
            made.members = _with(self.members, record)
            made.typed = [*self.typed, record]
        elif isinstance(record, YearRecord):
            made.year_records = _with(self.year_records, record)
        else:
            raise TypeError(f"{type(record).__name__} is no part of a dossier that is typed")
        return made


def _with(records, record):
    if record.pk is None or all(each.pk != record.pk for each in records):
        return [*records, record]
    return [record if each.pk == record.pk else each for each in records]


# part of a dossier → its rows, in an order that the key ends
PARTS = {
    "members": Member.objects.with_steps_left().order_by("relation", "pk"),
    "year_records": YearRecord.objects.with_steps_left().order_by("year", "pk"),
    "events": StatusEvent.objects.with_revocation().with_put_down().order_by("on", "pk"),
    "measures": Measure.objects.order_by("planned_on", "pk"),
    "pairings": Pairing.objects.select_related("cadre").order_by("since", "pk"),
}
QUERIES = 1 + len(PARTS)  # a batch
HELD = {Household, Revocation, *(rows.model for rows in PARTS.values())}  # what is judged with a household


def dossiers(queryset, batch=BATCH):
    """The Dossiers of a queryset of households, in the order of their keys: six queries for every `batch` of them."""
    rows, last = queryset.with_steps_left().select_related("village").order_by("pk"), 0
    while households := list(rows.filter(pk__gt=last)[:batch]):
        last = households[-1].pk
        yield from gather(households)
        if len(households) < batch:
            return


def gather(households):
    """The Dossiers of some households already read, in their order."""
    tell(households)
    found = {household.pk: Dossier(household) for household in households}
    for part, rows in PARTS.items():
        for row in rows.filter(household__in=list(found)):
            dossier = found[row.household_id]
            row.household = dossier.household
            getattr(dossier, part).append(row)
    return list(found.values())


def dossier_of(household):
    """The Dossier of one household; of one that is not yet stored, an empty one. Raises ValueError for one without a village."""
    if household.village_id is None:
        raise ValueError(_("这一户还没有选村，不能校验。"))
    return gather([household])[0] if household.pk else Dossier(household)
