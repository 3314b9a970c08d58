"""Judging villages: those that left the list of poor villages, by their own records."""

from dataclasses import dataclass
from typing import Any

from households.checks.declaring import Scope
from households.checks.judging import faults_of
from villages.models import Profile, VillageEvent


@dataclass
class VillageCase:
    """A village on the day it is judged: when it left the list (None where it did not, or came back), its profile since then."""

    village: Any
    exited_on: Any = None
    profile: Any = None
    limit: int | None = None


def judge_villages(area, frame):
    """The Faults of all villages within an area, two queries: {village: [Fault]}, of every village that left the list."""
    cases = _cases(area, frame.today)
    found = {case.village: [] for case in cases}
    for setting in frame.in_force[Scope.VILLAGE]:
        for case in cases:
            case.limit = setting.threshold
            values = setting.rule.judges(case.village, case)
            found[case.village] += faults_of(setting, case.village, values) if values else []
    return found


def _cases(area, on):
    last = {}
    for event in VillageEvent.objects.within(area).in_force(on).filter(on__lte=on).select_related("village").order_by("on", "pk"):
        last[event.village_id] = event
    cases = {key: VillageCase(event.village, event.on) for key, event in last.items() if event.kind == "exited"}
    # The newest profile: what was lacking in the year of the exit and is there now has been put right.
    for profile in Profile.objects.filter(village__in=list(cases), recorded_on__lte=on).order_by("year"):
        if profile.year >= cases[profile.village_id].exited_on.year:
            cases[profile.village_id].profile = profile
    return list(cases.values())
