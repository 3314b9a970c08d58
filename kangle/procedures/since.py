"""What was altered in the records of a case's subject since it was opened: the record, the change, the year's carry-over."""

from dataclasses import dataclass

from django.utils import timezone

from kangle.audit.changes import Names, in_words, model_name
from kangle.audit.models import Entry
from kangle.procedures.codes import Act
from kangle.programme.models import Period

WHOSE = {"village", "household", "case", "event"}
NEWEST = 5  # entries told; the history has them all


@dataclass(frozen=True)
class Altered:
    """One entry of the history: of what kind of record, what changed ("" where nothing is told), by which year's carry-over."""

    entry: Entry
    record: str
    changes: str
    carried_to: int | None = None


def altered_since(case, entries):
    """The newest of `entries` (a queryset of audit entries about the case's subject) since the case was opened, newest first."""
    found = list(entries.filter(**_since(case)).order_by("-at", "-pk")[:NEWEST])
    keys = {entry.part_of for entry in found if entry.part_of}
    years = dict(Period.objects.filter(carried_key__in=keys).values_list("carried_key", "year")) if keys else {}
    names = Names()
    return [Altered(entry, model_name(entry.model), _changes(entry, names), years.get(entry.part_of)) for entry in found]


def _since(case):
    """From the moment at which the case was opened on; of one put down later than its day, from that day on."""
    first = next((step for step in case.steps.all() if step.act == Act.OPENED), None)
    if first is not None and timezone.localdate(first.at) == case.opened_on:
        return {"at__gt": first.at}
    return {"at__date__gte": case.opened_on}


def _changes(entry, names):
    """What changed, but for whom it is about: that is what the page is about."""
    before, after = ({name: value for name, value in each.items() if name not in WHOSE} for each in (entry.before, entry.after))
    return in_words(entry.model, before, after, names)
