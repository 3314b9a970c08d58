"""Every published figure counted from the records by a plain query of its own: nothing here knows the scorecard."""

import datetime

from django.db.models import Q, Sum

from funds.models import Allotment, Appropriation, Budget, Delivery, Donation
from households.models import Measure, Member, StatusEvent
from kangle.supervision.models import AcceptanceTeam, Discipline, ZoneDuty
from projects.models import Progress
from villages.models import Facility, GroupDuty, Organisation, Post, Profile, Target, Tier, VillageEvent

START, END = datetime.date(2015, 1, 1), datetime.date(2015, 12, 31)
IN_YEAR = {"on__gte": START, "on__lte": END}


def total(rows, field):
    return rows.aggregate(total=Sum(field))["total"] or 0


def yuan(rows, field="amount_fen"):
    return total(rows, field) / 100


def persons_on(household_days):
    """Members living in each household on its day, for {household key: day}."""
    members = Member.objects.filter(household__in=household_days).values_list("household", "joined_on", "left_on")
    living = ((household_days[key], joined, left) for key, joined, left in members.iterator())
    return sum(joined <= on and (left is None or left > on) for on, joined, left in living)


def registered_at_start():
    """Members of the households whose last event on or before 1 January left them on the register."""
    last = {}
    for household, kind in StatusEvent.objects.filter(on__lte=START).order_by("on", "pk").values_list("household", "kind"):
        last[household] = kind
    return persons_on({key: START for key, kind in last.items() if kind in ("identified", "returned")})


def events(kind):
    return dict(StatusEvent.objects.filter(kind=kind, **IN_YEAR).values_list("household", "on"))


def measured(kind, what="household"):
    return Measure.objects.filter(kind=kind, done_on__gte=START, done_on__lte=END).values(what).distinct().count()


def measured_yuan(kind):
    return yuan(Measure.objects.filter(kind=kind, done_on__gte=START, done_on__lte=END))


def done(works):
    return total(Progress.objects.filter(site__project__works=works, site__project__year=2015, **IN_YEAR), "quantity")


def facility(kind, poor_only=False):
    """(have, of) summed over each village's last observation of the year."""
    last = {}
    for row in Facility.objects.filter(kind=kind, on__lte=END).order_by("on"):
        last[row.village_id] = row
    if poor_only:
        last = {key: row for key, row in last.items() if key in poor_villages()}
    return sum(row.have for row in last.values()), sum(row.of for row in last.values())


def share(kind, poor_only=False):
    have, of = facility(kind, poor_only)
    return have / of


def poor_villages():
    return set(Tier.objects.filter(year=2015).exclude(tier="demonstration").values_list("village", flat=True))


def tiers(*kinds):
    return Tier.objects.filter(year=2015, tier__in=kinds).count()


def allotted(group=None, channel=None, poor=False):
    rows = Allotment.objects.filter(**IN_YEAR)
    rows = rows.filter(channel__group=group) if group else rows.filter(channel__code=channel)
    return yuan(rows.filter(area__in=poor_villages()) if poor else rows)


def posts(kind):
    return Post.objects.filter(Q(until=None) | Q(until__gte=END), kind=kind, since__lte=END)


def organisations(kind):
    return Organisation.objects.filter(kind=kind, since__lte=END, until=None).values("area").distinct().count()


def villages():
    """The 152 villages: the units with a profile, but for the community."""
    return Profile.objects.filter(year=2015, village__kind="village").count()


def enterprise(model, prefix=""):
    return model.objects.filter(**{f"{prefix}donor__kind": "enterprise"})


def townships_each():
    """The townships each zone cadre answers for: [5, 5, 5]."""
    cadres = list(ZoneDuty.objects.values_list("cadre", flat=True))
    return sorted(cadres.count(cadre) for cadre in set(cadres))


# By the number of the line in the published list.
COUNTED = {
    1: lambda: organisations("station"),
    2: lambda: Post.objects.filter(kind="station-head").values("area").distinct().count(),
    3: lambda: organisations("task-force"),
    4: villages,
    5: lambda: GroupDuty.objects.filter(since__lte=END, until=None).values("group").distinct().count(),
    6: lambda: len(poor_villages()),
    7: lambda: tiers("guaranteed", "whole-village"),
    8: lambda: tiers("guaranteed"),
    9: lambda: tiers("whole-village"),
    10: lambda: tiers("other"),
    11: lambda: tiers("demonstration"),
    12: registered_at_start,
    13: lambda: total(Target.objects.filter(kind="exit-persons", year=2015), "quantity"),
    14: lambda: persons_on(events("exited")),
    15: lambda: len(events("exited")),
    16: lambda: VillageEvent.objects.filter(kind="exited", **IN_YEAR).count(),
    17: lambda: persons_on(events("removed")),
    18: lambda: Discipline.objects.filter(**IN_YEAR).values("cadre").distinct().count(),
    19: lambda: AcceptanceTeam.objects.filter(year=2015).count(),
    20: lambda: done("water"),
    21: lambda: done("road") / 1000,
    22: lambda: done("kindergarten"),
    23: lambda: done("primary-school"),
    24: lambda: done("village-office"),
    25: lambda: done("clinic"),
    26: lambda: done("stage"),
    27: lambda: done("power"),
    28: lambda: yuan(Appropriation.objects.filter(project__integrated=True, **IN_YEAR)),
    29: lambda: share("tap-water"),
    30: lambda: share("paved-road"),
    31: lambda: share("power", poor_only=True),
    32: lambda: share("preschool"),
    33: lambda: share("compulsory-retention"),
    34: lambda: share("clinic"),
    35: lambda: share("stage"),
    37: lambda: share("village-office"),
    38: lambda: allotted("fiscal"),
    39: lambda: allotted("fiscal", poor=True),
    40: lambda: allotted("sector"),
    41: lambda: allotted("sector", poor=True),
    42: lambda: yuan(Budget.objects.filter(year=2015), "revenue_increment_fen"),
    43: lambda: allotted(channel="county-revenue-increment"),
    44: lambda: yuan(Budget.objects.filter(year=2015), "recovered_stock_fen"),
    45: lambda: allotted(channel="county-recovered-stock"),
    46: lambda: measured("renovation"),
    47: lambda: measured("relocation"),
    48: lambda: measured("student-loan", "member"),
    49: lambda: measured_yuan("student-loan"),
    50: lambda: measured("training", "member"),
    51: lambda: measured("loan"),
    52: lambda: measured_yuan("loan"),
    53: lambda: Measure.objects.filter(kind="social-house", household__cannot_build=True, done_on__lte=END).count(),
    54: lambda: measured_yuan("social-house"),
    55: lambda: enterprise(Donation).filter(pledged_on__lte=END).values("donor").distinct().count(),
    56: lambda: yuan(enterprise(Delivery, "donation__").filter(on__lte=END)),
    57: lambda: posts("first-secretary").filter(area__in=poor_villages(), batch__in=(1, 2)).values("area").distinct().count(),
    58: lambda: posts("technician").values("cadre").distinct().count(),
    59: lambda: Donation.objects.filter(donor__kind="agency", form="project", pledged_on__lte=END).count(),
    60: lambda: yuan(Delivery.objects.filter(donation__donor__kind="agency", **IN_YEAR)),
    61: lambda: len(townships_each()) if set(townships_each()) == {5} else None,
    62: lambda: Measure.objects.exclude(industry="").filter(done_on__gte=START).values("industry").distinct().count(),
}
