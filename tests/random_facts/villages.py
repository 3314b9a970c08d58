"""Random facts about villages and about those who answer for them."""

import calendar

from tests.random_facts import only_last_open, unique
from villages.models import (
    Attendance,
    Cadre,
    Facility,
    GroupDuty,
    Organisation,
    Post,
    Profile,
    Target,
    TechnicalVisit,
    Tier,
    Training,
    VillageEvent,
)


def profiles(county, count):
    rows = []
    for _ in range(count):
        rural = county.rng.choice([0, 3, 40, 900])
        year = county.shape.year - county.rng.randrange(3)
        where, on = county.rng.choice(county.villages), county.day()
        numbers = {
            "income_per_head_fen": county.rng.choice([0, 2855_00, 3100_00]),
            "km_to_township": county.rng.choice([0, 3, 7]),
        }
        people = {"households": 9, "persons": rural + 5, "rural_persons": rural}
        rows.append(Profile(village=where, year=year, recorded_on=on, terrain="hill", **people, **numbers))
    return unique(rows, "village", "year")


def facilities(county, count):
    rows = []
    for village in county.villages:
        for _ in range(count // len(county.villages) * 12):
            whole = county.rng.choice([0, 1, 1, 30])
            kind = county.rng.choice(Facility.Kind.values)
            rows.append(Facility(village=village, kind=kind, on=county.day(), have=county.rng.randint(0, whole), of=whole))
    return unique(rows, "village", "kind", "on")


def tiers(county, count):
    """Some were superseded by the next decision, on the day it was made or long after."""
    rows = []
    for _ in range(count):
        tier = county.rng.choice(Tier.Kind.values)
        rank = county.rng.randint(1, 9) if tier != "demonstration" and county.chance() else None
        strategy = county.rng.choice(["", "整村推进"])
        year = county.shape.year - county.rng.choice([0, 0, 0, 1])
        rows.append(
            Tier(
                village=county.rng.choice(county.villages),
                year=year,
                tier=tier,
                rank=rank,
                strategy=strategy,
                assigned_on=county.day(),
            )
        )
    rows = unique(rows, "village", "year")
    return rows + [_superseded(county, tier) for tier in rows if county.chance(0.4)]


def _superseded(county, tier):
    """What a village was before the tier it has: until the day it got that one."""
    assigned_on = min(county.day(), tier.assigned_on)
    before = Tier(village=tier.village, year=tier.year, tier=county.rng.choice(Tier.Kind.values), strategy="产业到户")
    before.assigned_on, before.superseded_on = assigned_on, tier.assigned_on
    return before


def village_events(county, count):
    kinds, villages = VillageEvent.Kind.values, county.villages
    rows = [
        VillageEvent(village=county.rng.choice(villages), kind=county.rng.choice(kinds), on=county.day()) for _ in range(count)
    ]
    return unique(rows, "village", "kind", "on")


def targets(county, count):
    rows = []
    for _ in range(count * 3):
        kind, year = county.rng.choice(Target.Kind.values), county.shape.year - county.rng.choice([0, 0, 0, 1])
        quantity = county.rng.choice([0, 1, 2, 7, 30])
        rows.append(Target(area=county.place(), year=year, kind=kind, quantity=quantity, set_on=county.day()))
    return unique(rows, "area", "year", "kind")


def organisations(county, count):
    rows = []
    for number in range(count):
        since, until = county.span()
        kind = county.rng.choice(["station", "task-force", "cooperative"])
        where = county.rng.choice(county.townships) if kind == "station" and county.chance(0.8) else county.place()
        rows.append(Organisation(area=where, kind=kind, name=f"{number}", since=since, until=until))
    return rows


def cadres(county, count):
    """Always a few: most other facts name one."""
    return [Cadre(area=county.place(), name=f"马{number}", sex="male", unit="县扶贫办") for number in range(max(3, count // 2))]


def posts(county, count):
    """Cadres with posts in several villages, posts of the past, and several holders of one post."""
    rows = []
    for _ in range(count * 2):
        since, until = county.span()
        kind = county.rng.choice(["first-secretary", "task-force-leader", "technician", "station-head"])
        batch = county.rng.choice([None, 1, 2]) if kind == "first-secretary" else None
        cadre = county.rng.choice(county.made["cadres"])
        rows.append(Post(cadre=cadre, area=county.place(), kind=kind, batch=batch, since=since, until=until))
    return unique(rows, "cadre", "area", "kind", "since")


def attendances(county, count):
    rows = []
    for _ in range(count * 2 if county.made["posts"] else 0):
        month = county.day().replace(day=1)
        days = min(county.rng.choice([0, 19, 20, 31]), calendar.monthrange(month.year, month.month)[1])
        rows.append(Attendance(post=county.rng.choice(county.made["posts"]), month=month, days=days))
    return unique(rows, "post", "month")


def technical_visits(county, count):
    return [
        TechnicalVisit(
            post=county.rng.choice(county.made["posts"]),
            area=county.place(),
            on=county.day(),
            subject="育苗",
            persons=county.rng.randrange(25),
        )
        for _ in range(count if county.made["posts"] else 0)
    ]


def group_duties(county, count):
    rows = []
    for _ in range(count if county.made["groups"] else 0):
        since, until = county.span()
        group, cadre = county.rng.choice(county.made["groups"]), county.rng.choice(county.made["cadres"])
        rows.append(GroupDuty(group=group, cadre=cadre, since=since, until=until))
    return only_last_open(rows, "group")


def trainings(county, count):
    return [
        Training(
            area=county.place(),
            audience=county.rng.choice(Training.Audience.values),
            topic="政策",
            held_on=county.day(),
            persons=county.rng.randrange(90),
        )
        for _ in range(count)
    ]


FACTS = {
    "profiles": profiles,
    "facilities": facilities,
    "tiers": tiers,
    "village_events": village_events,
    "targets": targets,
    "organisations": organisations,
    "cadres": cadres,
    "posts": posts,
    "attendances": attendances,
    "technical_visits": technical_visits,
    "group_duties": group_duties,
    "trainings": trainings,
}
