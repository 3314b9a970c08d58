"""What is on record about households that are to be put down, and what of it speaks against one."""

from dataclasses import dataclass, field

from django.utils import timezone

from households import standing
from households.models import Begun, StatusEvent
from households.models.cases import HouseholdCase
from kangle.common.bulk import portions
from kangle.common.sayings import said as _


@dataclass
class Histories:
    """What is on record about some households, by their keys."""

    events: dict = field(default_factory=dict)  # those in force, in the order they happened
    revoked: dict = field(default_factory=dict)
    pending: set = field(default_factory=set)
    unfinished: set = field(default_factory=set)

    def fault_of(self, home, asked):
        """Why a household (with `size`) is not put down as it is asked, in a sentence; "" where nothing speaks against it."""
        if home.pk in self.pending:
            return _("有办件在办，由办件决定")
        if fault := self._fault_of_standing(home, asked):
            return fault
        if not home.size:
            return _("现在户里没有人：请先登记家庭成员")
        return _("还没有填完：请先填完这一户") if home.pk in self.unfinished else ""

    def _fault_of_standing(self, home, asked):
        """What was decided here goes on by the procedure; what came before has its order."""
        if home.pk in self.revoked:
            return _("“%(event)s”（%(day)s）已在系统里撤销：要再办，请立件") % _named(self.revoked[home.pk][-1])
        events = self.events.get(home.pk, [])
        decided = next((event for event in events if event.case_id), None)
        if decided is not None:
            return _("“%(event)s”（%(day)s）是在系统里办件审定的：以后的变化也要办件") % _named(decided)
        if events and events[-1].on >= asked.on:
            return _("已有“%(event)s”（%(day)s），日期不在其后") % _named(events[-1])
        return standing.fault_among(asked.event(home), events)


def histories_of(homes):
    """The Histories of some households: three queries for each portion of them."""
    found, today = Histories(), timezone.localdate()
    for some in portions([home.pk for home in homes]):
        events = StatusEvent.objects.filter(household__in=some).with_revocation().order_by("on", "pk")
        for event in events:
            (found.revoked if event.is_undone(today) else found.events).setdefault(event.household_id, []).append(event)
        pending = HouseholdCase.objects.filter(household__in=some).pending()
        found.pending.update(pending.values_list("household", flat=True))
        begun = Begun.objects.filter(household__in=some).exclude(steps_left=[])
        found.unfinished.update(begun.values_list("household", flat=True))
    return found


def _named(event):
    return {"event": event.Kind(event.kind).label, "day": event.on}
