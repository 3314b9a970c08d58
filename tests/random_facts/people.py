"""Random households: who lives in them, what befell them, what they have and what was done for them."""

import datetime

from households.codes import Cause, HouseGrade, Industry, MeasureKind, Severity
from households.models import (
    Doubt,
    Household,
    LookBack,
    Measure,
    Member,
    Pairing,
    Paper,
    StatusEvent,
    YearRecord,
)
from households.models.begun import Begun
from kangle.areas.models import Area
from tests.random_facts import only_last_open, unique

LINE_FEN = 2855_00


def households(county, count):
    outside = Area.objects.get(path="622923100200")
    rows = []
    for number in range(count):
        where = outside if county.chance(0.05) else county.rng.choice(county.villages)
        rows.append(
            Household(
                village=where,
                number=f"{number:06d}",
                kind="general",
                main_cause=Cause.ILLNESS,
                address=county.rng.choice(["", "一社", "二社"]),
                phone=county.rng.choice(["", "19900000000", "19900000001"]),
                cannot_build=county.chance(),
                planned_exit_year=county.rng.choice([None, county.shape.year, county.shape.year, county.shape.year + 1]),
                in_national_system_on=county.maybe_day(),
            )
        )
    return rows


def each(county, count):
    """`count` households, some of them several times; none where there are none."""
    homes = county.made["households"]
    return [county.rng.choice(homes) for _ in range(count)] if homes else []


def members(county, count):
    """Some join or leave on the very day of an event or of the count; some homes stand empty."""
    rows = []
    for number, home in enumerate(each(county, count * 3)):
        joined, left = county.days(2)
        left = left if county.chance(0.3) else None
        born = county.rng.choice([(1, 1), (2, 28), (6, 15), (12, 31)])
        rows.append(
            Member(
                household=home,
                name=f"马{number}",
                sex="male",
                born_on=datetime.date(county.rng.choice([1980, 1999, 2000, 2008, 2009, county.shape.year - 5]), *born),
                schooling=county.rng.choice(["none", "primary", "primary"]),
                identity_number=f"622999{number:012d}",
                relation="99",
                ethnicity="03",
                education="02",
                labour="ordinary",
                out_of_school_reason="" if county.chance(0.95) else "厌学",
                medical_insurance=county.chance(0.95),
                joined_on=joined,
                left_on=left,
                left_by="move" if left else "",
            )
        )
    return rows


LIVES = [
    ["identified"],
    ["identified", "exited"],
    ["identified", "exited"],
    ["identified", "exited", "returned"],
    ["identified", "exited", "returned", "exited"],
    ["identified", "exited", "returned", "exited", "returned", "exited"],
    ["identified", "removed"],
    ["identified", "removed", "identified", "removed"],
    ["identified", "exited", "deregistered"],
    ["returned"],
    [],
]


def events(county, count):
    """Whole lives, with several events on one day now and then (the one entered last decides), and homes without any."""
    rows = []
    for home in county.made["households"] if count else []:
        life = county.rng.choice(LIVES)
        days = county.days(len(life)) if county.chance(0.8) else [county.day()] * len(life)
        rows += [StatusEvent(household=home, kind=kind, on=day) for kind, day in zip(life, days, strict=True)]
    return unique(rows, "household", "on", "kind")


def brought(county, count):
    """Events that a household which split off brought along from another: they tell where it stands, and happened there."""
    rows = []
    for home in county.made["households"] if count else []:
        first = county.rng.choice(county.made["events"]) if county.made["events"] and county.chance(0.2) else None
        if first is not None and first.household_id != home.pk:
            rows.append(StatusEvent(household=home, kind=first.kind, on=county.day(), carried_from=first))
    there = {(event.household_id, event.on, event.kind) for event in county.made["events"]}
    return [row for row in rows if (row.household_id, row.on, row.kind) not in there]


def measures(county, count):
    rows = []
    for home in each(county, count * 4):
        kind = county.rng.choice(MeasureKind.values)
        planned, done = county.days(2)
        rows.append(
            Measure(
                household=home,
                member=_one_of(county, home) if kind in ("student-loan", "training") else None,
                kind=kind,
                industry=county.rng.choice(Industry.values) if kind == "industry" else "",
                planned_on=planned,
                done_on=done if county.chance(0.8) else None,
                amount_fen=county.rng.choice([0, 1, 570_000, 5_000_000]),
            )
        )
    return rows


def _one_of(county, home):
    living = [member for member in county.made["members"] if member.household_id == home.pk]
    return county.rng.choice(living) if living and county.chance(0.9) else None


def records(county, count):
    """Incomes below, at and above the line, losses too; blanks in the required fields."""
    rows = []
    for home in each(county, count * 4):
        rng = county.rng
        rows.append(
            YearRecord(
                household=home,
                year=county.shape.year - rng.choice([0, 0, 1, 1, 2]),
                recorded_on=county.day(),
                # Whole multiples of the line, so that a home of so many lies exactly on it.
                wages_fen=rng.choice([LINE_FEN * persons for persons in range(5)] + [LINE_FEN + 1, 4_000_000]),
                business_fen=rng.choice([0, 0, LINE_FEN]),
                pension_fen=rng.choice([0, 0, 0, 66_000]),
                business_expenses_fen=rng.choice([0, 0, 0, LINE_FEN, 2_000_000]),
                water_safe=county.chance(0.9),
                road=rng.choice(["", "cement", "cement", "earth"]),
                house_grade=rng.choice(["", *HouseGrade.values, "A", "A", "A", "B", "B"]),
                fuel=rng.choice(["", "coal", "coal"]),
                floor_area_m2=rng.choice([0, 60, 80]),
                enough_food=county.chance(0.9),
                enough_clothing=county.chance(0.9),
            )
        )
    return unique(rows, "household", "year")


def begun(county, count):
    """Records begun on a phone: some filled in since, some with screens left."""
    rows, left = [], ([], [], ["transfers"], ["land", "living"])
    for record in county.made["records"]:
        if county.chance(0.3):
            rows.append(Begun(household=record.household, year_record=record, steps_left=county.rng.choice(left)))
    return rows


def pairings(county, count):
    rows = []
    for home in each(county, count):
        since, until = county.span()
        rows.append(Pairing(household=home, cadre=county.rng.choice(county.made["cadres"]), since=since, until=until))
    return only_last_open(rows, "household")


def papers(county, count):
    rows = []
    for home in each(county, count * 2):
        year = county.shape.year - county.rng.choice([0, 0, 1])
        rows.append(Paper(household=home, kind=county.rng.choice(Paper.Kind.values), year=year, issued_on=county.day()))
    return unique(rows, "household", "kind", "year")


def look_backs(county, count):
    rows = []
    for home in each(county, count):
        conforms = county.chance(0.7)
        rows.append(
            LookBack(household=home, on=county.day(), conforms=conforms, reason="" if conforms else "有车", checked_by="马")
        )
    return unique(rows, "household", "on")


def doubts(county, count):
    """Found, explained and cleared on telling days in any order that can be; some are a village's alone."""
    rows = []
    for number, home in enumerate(each(county, count)):
        found, explained, cleared = county.days(3)
        explained = explained if county.chance(0.3) else None
        rows.append(
            Doubt(
                village=home.village,
                household=home if county.chance(0.85) else None,
                rule="household.blank",
                subject=f"household:{number}:phone",
                severity=county.rng.choice(Severity.values),
                found_on=found,
                explained_on=explained,
                reason="核实过" if explained else "",
                cleared_on=cleared if county.chance(0.4) else None,
            )
        )
    return rows


FACTS = {
    "households": households,
    "members": members,
    "events": events,
    "brought": brought,
    "measures": measures,
    "records": records,
    "begun": begun,
    "pairings": pairings,
    "papers": papers,
    "look_backs": look_backs,
    "doubts": doubts,
}
