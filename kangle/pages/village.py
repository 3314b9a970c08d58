"""What a leader reads of a village in the car: its people and land, its works, its poor, its projects, its money.

Everything here is as it stands now; only the tier is that of the year or the day chosen, and scores are as of a snapshot. Each
part is one query.
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, F, Max, OuterRef, Q, Subquery, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funds.models import Allotment
from households.codes import Cause
from households.models import Household, Measure
from households.standing import POOR, STANDINGS
from kangle.common.querysets import path_range
from kangle.exchange.facts import with_query
from kangle.supervision.models import Finding
from projects.models import UNITS, Progress, Project, Site, Step, Works
from projects.querysets import WITHDRAWN, reported
from villages.models import Facility, Profile, Tier
from villages.querysets import count_of

PROJECTS_SHOWN = 6
FINDINGS_SHOWN = 4
CAUSES_SHOWN = 5
# The ten works in the order of the method, with the sign a row of lights has room for; tourism is counted by its households.
TOURISM = "tourism"
KIND = Facility.Kind
WORKS = [
    (KIND.PAVED_ROAD, gettext_lazy("路")),
    (KIND.TAP_WATER, gettext_lazy("水")),
    (KIND.POWER, gettext_lazy("电")),
    (KIND.SAFE_HOUSING, gettext_lazy("房")),
    (KIND.INDUSTRY, gettext_lazy("产业")),
    (TOURISM, gettext_lazy("旅游")),
    (KIND.CLINIC, gettext_lazy("卫生室")),
    (KIND.STAGE, gettext_lazy("舞台")),
    (KIND.BROADBAND, gettext_lazy("宽带")),
    (KIND.INSURANCE, gettext_lazy("社保")),
    (KIND.VILLAGE_OFFICE, gettext_lazy("村办公场所")),
    (KIND.PRESCHOOL, gettext_lazy("入园")),
    (KIND.COMPULSORY_RETENTION, gettext_lazy("义务教育")),
]


@dataclass(frozen=True)
class Light:
    """One of the works: its sign, what was found in a word, the fraction behind it, how good it is, and the day it was seen."""

    name: str | Promise
    word: str
    grade: str
    have: int | None = None
    of: int | None = None
    on: object = None


def sheet_of(village, *, year, on, tier_on=None):
    """The parts of the sheet by name, as of the day `on`; money is that of `year`, so is the tier, as of `tier_on` (None: the
    year's own day).
    """
    return {
        "profile": Profile.objects.filter(village=village, recorded_on__lte=on).order_by("-year").first(),
        "tier": tier_of(village, year, on, tier_on),
        "lights": lights_of(village, on),
        "households": households_of(village, on),
        "projects": projects_of(village, on),
        "money": money_of(village, year, on),
        "findings": findings_of(village, on),
        "year": year,
    }


def tier_of(village, year, on, tier_on=None):
    """The village's classing for a year as of `tier_on` (None: the year's own day, see `TierQuerySet.in_force`), with what was
    undertaken by `on` and `of`, how many villages of the county were ranked with it; None without one.
    """
    county = path_range("village", village.county)
    ranked = Tier.objects.in_force(year, tier_on).filter(year=OuterRef("year"), rank__isnull=False, **county)
    held = Tier.objects.filter(village=village).in_force(year, tier_on)
    return held.annotate(of=count_of(ranked, "year")).with_undertakings(on).select_related("village").first()


def lights_of(village, on):
    """The works as lights (two queries): a work nobody looked at is not the same as one that is lacking."""
    seen = {facility.kind: facility for facility in Facility.objects.filter(village=village).as_of(on)}
    guests = Q(industry=TOURISM, stopped_on__isnull=True)
    hosts = Measure.objects.filter(household__village=village, done_on__lte=on).aggregate(
        known=Count("pk"), households=Count("household", distinct=True, filter=guests), last=Max("done_on", filter=guests)
    )
    return [_tourism(name, hosts) if kind == TOURISM else _light(name, seen.get(kind)) for kind, name in WORKS]


def _light(name, facility):
    if facility is None or not facility.of:
        return Light(name, _("未采集"), "none")
    have, of = facility.have, facility.of
    there = _("有") if have else _("没有")
    word = there if of == 1 else f"{have * 100 // of}%"
    grade = "good" if have >= of else "poor" if have * 2 < of else "fair"
    return Light(name, word, grade, have, of, facility.on)


def _tourism(name, hosts):
    if not hosts["known"]:
        return Light(name, _("未采集"), "none")  # of a village without any measure on record nobody knows
    if not hosts["households"]:
        return Light(name, _("没有"), "none")
    return Light(name, _("%(number)d 户") % {"number": hosts["households"]}, "good", on=hosts["last"])


def households_of(village, on):
    """The village's registered households: how many stand where (with their persons), and why those still poor are poor."""
    rows = Household.objects.filter(village=village).with_status(on).with_size(on).order_by()
    counted, persons, causes = Counter(), Counter(), Counter()
    for status, cause, size in rows.values_list("status", "main_cause", "size"):
        counted[status] += 1
        persons[status] += size
        if status in POOR:
            causes[cause] += 1

    def listed(**conditions):
        return with_query("households:list", area=village.code, **conditions)

    return {
        "poor": sum(counted[status] for status in POOR),
        "poor_persons": sum(persons[status] for status in POOR),
        "standings": [
            (each.word, each.tone, counted[each.code], persons[each.code], listed(status=each.code))
            for each in STANDINGS
            if counted[each.code]
        ],
        "causes": [
            (Cause(cause).label, number, listed(status="poor", main_cause=cause))
            for cause, number in causes.most_common(CAUSES_SHOWN)
        ],
        "all": listed(),
    }


def projects_of(village, on):
    """The projects with a site here, not withdrawn: (those to show, how many there are). Unfinished and late ones come first.

    They are of the day's year or an earlier one. Each has `stage`, `stage_on`, `schedule`, and the quantities `planned_here` and
    `done_here` (None: nothing reported) in its works' unit.
    """
    here = Site.objects.filter(project=OuterRef("pk"), area=village)
    done = Progress.objects.filter(site__project=OuterRef("pk"), site__area=village, on__lte=on)
    found = (
        Project.objects.filter(sites__area=village, year__lte=on.year)
        .with_stage(on)
        .with_schedule(on)
        .annotate(planned_here=Subquery(here.values("planned")[:1]), done_here=reported(done, "site__project", "quantity"))
        .exclude(stage=WITHDRAWN)
        .order_by("planned_finish_on", "pk")
    )
    rank = {"late": 0, "due-later": 1, "finished-late": 2, "finished": 3}
    rows = sorted(found, key=lambda project: rank.get(project.schedule, 1))
    for project in rows[:PROJECTS_SHOWN]:
        project.stage_word = Step.Stage(project.stage).label if project.stage else _("未开始")
        project.unit = UNITS[Works(project.works)]
        known = project.planned_here and project.done_here is not None
        project.share_done = project.done_here / project.planned_here if known else None
    return {"shown": rows[:PROJECTS_SHOWN], "total": len(rows), "hidden": max(len(rows) - PROJECTS_SHOWN, 0)}


def money_of(village, year, on):
    """The money allotted to the village in a year, in fen: how much of it was passed down to projects and how much spent."""
    allotments = Allotment.objects.filter(area=village, on__year=year, on__lte=on).with_appropriated(on).with_spent(on)
    names = {"allotted": F("amount_fen"), "appropriated": F("appropriated_fen"), "spent": F("spent_by_fen")}
    sums = {name: value or 0 for name, value in allotments.aggregate(**{name: Sum(part) for name, part in names.items()}).items()}
    whole = sums["allotted"]
    return {
        "allotted": whole,
        "lines": [(word, sums[name], sums[name] / whole if whole else None) for name, word in STAGES],
    }


STAGES = [
    ("allotted", gettext_lazy("下达指标")),
    ("appropriated", gettext_lazy("下拨项目")),
    ("spent", gettext_lazy("已支出")),
]


def findings_of(village, on):
    """The faults found here and not yet put right, the nearest deadline first."""
    rows = list(
        Finding.objects.filter(area=village, rectified_on__isnull=True)
        .with_state(on)
        .select_related("responsible")
        .order_by("due_on", "pk")
    )
    return {"shown": rows[:FINDINGS_SHOWN], "total": len(rows), "hidden": max(len(rows) - FINDINGS_SHOWN, 0)}
