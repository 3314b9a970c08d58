"""What this room knows of many households at once: a fixed number of questions, however many households are asked about."""

from collections import defaultdict
from dataclasses import dataclass, field

from households.models import LookBack, Measure, Member, Pairing, Paper, StatusEvent, Visit, YearRecord


@dataclass
class Life:
    """One household with its records: yearly records oldest first, everything else newest first.

    `household` has `head_name`, `status`, `status_on`, `decided_on` and `size`; `members` are all who ever belonged to it;
    `pairing` is the one in force (or None), with its cadre.
    """

    household: object
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
    rows = households.with_head().with_status(on).with_decided_on(on).with_size(on).select_related("village__parent", "group")
    lives = {household.pk: Life(household) for household in rows}
    mine = {"household__in": list(lives)}
    parts = {
        "members": Member.objects.filter(**mine).order_by("relation", "pk"),
        "records": YearRecord.objects.filter(**mine).with_income_per_head().order_by("year"),
        "events": StatusEvent.objects.filter(**mine).with_revocation().order_by("-on", "-pk"),
        "measures": Measure.objects.filter(**mine).select_related("member", "responsible", "item").order_by("-planned_on", "pk"),
        "visits": Visit.objects.filter(**mine).select_related("cadre").order_by("-on", "-pk"),
        "look_backs": LookBack.objects.filter(**mine).order_by("-on", "-pk"),
        "papers": Paper.objects.filter(**mine).order_by("-issued_on", "-pk"),
    }
    for name, records in parts.items():
        for key, own in by_household(records).items():
            setattr(lives[key], name, own)
    for pairing in Pairing.objects.held(on).filter(**mine).select_related("cadre").order_by("since", "pk"):
        lives[pairing.household_id].pairing = pairing
    return list(lives.values())


def by_household(records):
    """{household key: its records, in their order}."""
    found = defaultdict(list)
    for record in records:
        found[record.household_id].append(record)
    return found
