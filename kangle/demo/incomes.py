"""The yearly records of 2014 and 2015: what a household earned and how it lived."""

from households.codes import Fuel, HouseholdKind, Road
from households.models import YearRecord
from kangle.demo import begun
from kangle.demo.drawing import before, between, day, stream, tenths

LINE_2015 = 2_855
# A few left although one condition was not met: work for whoever checks exits against their year's standard.
WRONG_EXITS = {"income": 31, "water": 22, "house": 18}
PENSION_YEAR = {2014: 720, 2015: 1_020}


def write(county, book):
    """Two records for each household that was on the register in both years, one for each that was in only one."""
    rng = stream("incomes")
    wrong = _wrong_exits(rng, county)
    for house in county.houses:
        land = _land(rng, house)
        first = _first_income(rng, house)
        on = between(rng, day(12, 1, 2014), day(12, 30, 2014))
        house.conditions = _conditions_2014(rng, house)
        _record(book, rng, house, 2014, on, first, land)
        if house.removed_on or house.deregistered_on:
            continue
        on = before(house.exit_on, rng.randint(8, 24)) if house.exit_on else between(rng, day(11, 5), day(12, 28))
        fault = wrong.get(house)
        _conditions_2015(rng, house, fault)
        _record(book, rng, house, 2015, house.recorded_on or on, _second_income(rng, house, first, fault), land)


def _wrong_exits(rng, county):
    leaving = [house for house in county.houses if house.exit_on]
    kinds = [kind for kind, count in WRONG_EXITS.items() for _ in range(count)]
    return dict(zip(rng.sample(leaving, len(kinds)), kinds, strict=True))


def _first_income(rng, house):
    """Net income a head in 2014, in yuan: under that year's line of 2 800 for those who stayed on the register."""
    if house.exited_2014_on:
        return rng.randint(2_860, 3_350)
    if house.exit_on:
        return rng.randint(2_430, 2_790)
    return int(rng.triangular(1_380, 2_760, 2_280))


def _second_income(rng, house, first, fault):
    """Net income a head in 2015: over the line for those who left, and for a few who stay for want of something else."""
    if house.exited_2014_on:
        return rng.randint(1_500, 2_400) if house.returned_on else int(first * rng.uniform(1.08, 1.16))
    grown = int(first * rng.uniform(1.07, 1.19))
    if house.exit_on:
        return min(grown, LINE_2015 - 40) if fault == "income" else max(grown, LINE_2015 + rng.randint(35, 420))
    return grown if rng.random() < 0.03 else min(grown, LINE_2015 - rng.randint(10, 160))


def _record(book, rng, house, year, on, per_head, land):
    living = house.living(on)
    parts = _parts(rng, house, year, living, per_head * len(living))
    if year == 2014 and "no-record" in house.faults:
        return
    stated = {**parts, **land, **house.conditions}
    if year == 2015:
        _spoil(house.faults, stated)
    if year == 2015 and "recorded-early" in house.faults:
        on = on.replace(year=2013)  # the year mistyped: nobody was registered yet
    key = book.add(YearRecord, household=house.pk, year=year, recorded_on=on, **stated)
    if year == 2015 and "unfinished" in house.faults:
        begun.write(book, house, record=key, on=on)


def _spoil(faults, stated):
    """What a few records say wrongly: kangle.demo.contradictions."""
    if "blank-record" in faults:
        stated["fuel"] = ""
    if "loss" in faults:
        stated["business_expenses_fen"] += 40_000_00
    if "high-income" in faults:
        stated["wages_fen"] = 300_000_00  # a zero too many
    if "no-expenses" in faults:
        stated["business_fen"] = max(stated["business_fen"] - stated["business_expenses_fen"], 500_00)
        stated["business_expenses_fen"] = 0
    if "wages" in faults:
        stated["wages_fen"], stated["business_fen"] = (
            stated["business_fen"] // 2,
            stated["business_fen"] - stated["business_fen"] // 2,
        )
    if "irrigated" in faults:
        stated["irrigated_mu"] = stated["farmland_mu"] + 3
    if "extreme-money" in faults:
        stated["extreme_poverty_fen"] = 1_200_00
    if "exit-food" in faults:
        stated["enough_food"] = False


def _parts(rng, house, year, living, total):
    """The parts of `total` yuan: transfers first, then wages where somebody works, the rest from the farm with its costs."""
    old = sum(person.age >= 60 for person in living)
    parts = {
        "pension_fen": min(old * PENSION_YEAR[year], total * 4 // 10),
        "family_planning_fen": 960 if rng.random() < 0.02 and total > 9_000 else 0,
        "ecological_fen": rng.choice((0, 0, 0, 125, 250, 375)) if total > 5_000 and house.kind != HouseholdKind.WUBAO else 0,
        "other_transfers_fen": min(rng.randint(20, 60) * 10, total // 10) if house.kind != HouseholdKind.WUBAO else 0,
    }
    if house.kind == HouseholdKind.DIBAO:
        parts["dibao_fen"] = int(total * rng.uniform(0.16, 0.3))
    if house.kind == HouseholdKind.WUBAO:
        parts["extreme_poverty_fen"] = int(total * rng.uniform(0.5, 0.56))
    rest = max(0, total - sum(parts.values()))
    if any(person.months_worked for person in living):
        parts["wages_fen"] = int(rest * rng.uniform(0.4, 0.72))
        rest -= parts["wages_fen"]
    if not any(person.is_able for person in living):
        parts["property_fen"] = rest // 3
        rest -= rest // 3
    parts["business_expenses_fen"] = int(rest * rng.uniform(0.25, 0.6)) + 30
    parts["business_fen"] = rest + parts["business_expenses_fen"]
    parts["other_transfers_fen"] += total - (sum(parts.values()) - 2 * parts["business_expenses_fen"])
    return {name: yuan * 100 for name, yuan in parts.items()}


def _land(rng, house):
    mu = 530 if "farmland" in house.faults else rng.randint(9, 21)
    farmland = mu * house.size
    return {
        "farmland_mu": tenths(farmland),
        "irrigated_mu": tenths(int(farmland * rng.choice((0, 0, 0.1, 0.3)))),
        "forest_mu": tenths(rng.randint(0, 40)),
        "returned_forest_mu": tenths(rng.choice((0, 0, 5, 10, 15, 20))),
        "pasture_mu": tenths(rng.choice((0, 0, 0, 12, 30, 45))),
    }


def _conditions_2014(rng, house):
    chance = rng.random
    leaving = bool(house.exit_on)
    distant = 5_200 if "distance" in house.faults else rng.randint(0, 34)
    return {
        "in_cooperative": chance() < 0.14,
        "with_enterprise": chance() < 0.05,
        "production_power": chance() < (0.93 if house.village.is_poor else 0.98),
        "domestic_power": chance() < 0.995,
        "broadcast_tv": chance() < 0.94,
        "water_hard_to_get": chance() < 0.09,
        "water_safe": chance() < (0.93 if leaving else 0.86),
        "toilet": chance() < 0.31,
        "km_to_road": tenths(distant) / 10 if distant > 100 else tenths(distant),
        "road": rng.choices((Road.EARTH, Road.GRAVEL, Road.CEMENT, Road.ASPHALT), (42, 27, 28, 3))[0],
        "floor_area_m2": 18 * house.size + rng.randint(0, 40),
        "house_grade": _grade_2014(rng, house),
        "fuel": rng.choices((Fuel.FIREWOOD, Fuel.COAL, Fuel.DUNG, Fuel.CLEAN), (46, 45, 2, 7))[0],
        "enough_food": leaving or chance() < 0.93,
        "enough_clothing": leaving or chance() < 0.92,
    }


def _grade_2014(rng, house):
    if house.renovated or house.relocated or house.cannot_build:
        return "D" if rng.random() < 0.55 else "C"
    return rng.choices("ABCD", (38, 56, 0, 0) if house.exit_on else (30, 54, 12, 4))[0]


def _conditions_2015(rng, house, fault):
    """What a year of works changed; `fault` names the one condition in which a wrong exit fell short."""
    found = house.conditions
    leaving = bool(house.exit_on)
    found["water_safe"] = fault != "water" and (leaving or found["water_safe"] or rng.random() < 0.45)
    found["water_hard_to_get"] = not found["water_safe"] and rng.random() < 0.4
    if house.renovated or house.relocated or house.cannot_build:
        found["house_grade"] = "A"
    if fault == "house":
        found["house_grade"] = "C"
    found["production_power"] = found["production_power"] or rng.random() < 0.6
    found["in_cooperative"] = found["in_cooperative"] or rng.random() < 0.12
    found["enough_food"] = found["enough_food"] or rng.random() < 0.6
    found["enough_clothing"] = found["enough_clothing"] or rng.random() < 0.6
    if rng.random() < 0.3 and found["road"] != Road.ASPHALT:
        found["road"] = Road.CEMENT
