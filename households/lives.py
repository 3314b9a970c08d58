"""What this room knows of many households at once: a fixed number of questions, however many households are asked about."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from households.models import LookBack, Measure, Member, Pairing, Paper, StatusEvent, Visit, YearRecord


@dataclass
class Life:
    """One household with its records: yearly records oldest first, everything else newest first.

    All of it as it stood on the day `on`. `household` has `head_name`, `status`, `status_on`, `decided_on` and `size`; `members`
    are all who had ever belonged to it; `pairing` is the one in force (or None), with its cadre. Of the papers those of later
    years alone are left out: the booklet of a year is handed out in the next one, too.
    """

    household: object
    on: datetime.date
    members: list = field(default_factory=list)
    records: list = field(default_factory=list)
    events: list = field(default_factory=list)
    measures: list = field(default_factory=list)
    visits: list = field(default_factory=list)
    look_backs: list = field(default_factory=list)
    papers: list = field(default_factory=list)
    pairing: object = None

    def living(self, on):
        """The members who belong to the household on a day, as its card lists them."""
        return [member for member in self.members if not member.has_left(on)]


def lives_of(households, on):
    """The Lives of the households of a queryset, in its order, as of the day `on`. Nine queries."""
    rows = households.with_head().with_status(on).with_decided_on(on).with_size(on).with_steps_left()
    lives = {household.pk: Life(household, on) for household in rows.select_related("village__parent", "group")}
    mine = {"household__in": list(lives)}
    records = YearRecord.objects.filter(**mine, year__lte=on.year).with_income_per_head().with_steps_left()
    parts = {
        "members": Member.objects.filter(**mine).exclude(joined_on__gt=on).with_steps_left().order_by("relation", "pk"),
        "records": records.order_by("year"),
        "events": StatusEvent.objects.filter(**mine, on__lte=on).with_revocation().order_by("-on", "-pk"),
        "measures": Measure.objects.filter(**mine, planned_on__lte=on)
        .select_related("member", "responsible", "item")
        .order_by("-planned_on", "pk"),
        "visits": Visit.objects.filter(**mine, on__lte=on).select_related("cadre").order_by("-on", "-pk"),
        "look_backs": LookBack.objects.filter(**mine, on__lte=on).order_by("-on", "-pk"),
        "papers": Paper.objects.filter(**mine, year__lte=on.year).order_by("-issued_on", "-pk"),
    }
    for name, records in parts.items():
        for key, own in by_household(records).items():
            setattr(lives[key], name, [_as_of(record, on) for record in own])
    for pairing in Pairing.objects.held(on).filter(**mine).select_related("cadre").order_by("since", "pk"):
        lives[pairing.household_id].pairing = pairing
    return list(lives.values())


def _as_of(record, on):
    """A record without the days on it that had not come yet: a measure done in the next year was planned in this one."""
    if isinstance(record, Measure):
        if record.done_on and record.done_on > on:
            record.done_on, record.result = None, ""
        if record.stopped_on and record.stopped_on > on:
            record.stopped_on = None
    if isinstance(record, StatusEvent) and record.revoked_on and record.revoked_on > on:
        record.revoked_on = None
    return record


def by_household(records):
    """{household key: its records, in their order}."""
    found = defaultdict(list)
    for record in records:
        found[record.household_id].append(record)
    return found
