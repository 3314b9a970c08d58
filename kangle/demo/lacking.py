"""What each village lacks at the start of the year, what of it is built, and what is still lacking at the end."""

from kangle.demo.drawing import apportion, stream

# kind: (units that count, have it at the end, built during the year). Clinics count all 153 units, the others the 152
# villages; power counts every unit, and is complete in the 76 poor villages.
VILLAGE_WORKS = {
    "clinic": (153, 145, 6),
    "stage": (152, 87, 23),
    "village-office": (152, 98, 28),
    "broadband": (152, 146, 18),
    "paved-road": (152, 152, 5),
}
POWER_BUILT = 8
POWER_LACKING = 6
WATER_HOUSEHOLDS = 2_504
ROAD_METRES = 165_900
KINDERGARTENS = 25
PRIMARY_SCHOOLS = 7


def plan(county):
    """Each village learns `has`, `gets`, `lacks` (sets of kinds) and its water households and road metres of the year."""
    rng = stream("lacking")
    for village in county.villages:
        village.has, village.gets, village.lacks = set(), set(), set()
    for kind, (units, have, built) in VILLAGE_WORKS.items():
        counted = [v for v in county.villages if units == 153 or not v.is_community]
        order = _neediest_first(rng, counted)
        # What is built goes to the neediest but for those that must wait: they lie between.
        lacking = units - have
        waiting = rng.sample(order[: built + 2 * lacking], lacking)
        rest = [village for village in order if village not in waiting]
        _note(kind, rest[built:], rest[:built], waiting)
    _plan_power(rng, county)
    _plan_water(rng, county)
    _plan_roads(rng, county)
    _plan_schools(rng, county)


def _neediest_first(rng, villages):
    return sorted(villages, key=lambda v: rng.random() + (0 if v.is_poor else 0.45) + (2 if v.is_community else 0))


def _note(kind, has, gets, lacks):
    for village in has:
        village.has.add(kind)
    for village in gets:
        village.gets.add(kind)
    for village in lacks:
        village.lacks.add(kind)


def _plan_power(rng, county):
    poor = rng.sample(county.poor_villages, 76)
    others = [v for v in county.villages if not v.is_poor and not v.is_community]
    lacking = rng.sample(others, POWER_LACKING)
    has = [v for v in county.villages if v not in poor[:POWER_BUILT] and v not in lacking]
    _note("power", has, poor[:POWER_BUILT], lacking)


def _plan_water(rng, county):
    """Households to be joined to the water main in some sixty villages; two thirds of them at most are on the register."""
    chosen = _neediest_first(rng, [v for v in county.villages if not v.is_community])[:64]
    weights = [len(v.houses) * rng.uniform(0.5, 1.5) for v in chosen]
    for village in county.villages:
        village.water_done = 0
    for village, count in zip(chosen, apportion(WATER_HOUSEHOLDS, weights), strict=True):
        village.water_done = count
    for village in county.villages:
        village.water_for_poor = village.water_done * 2 // 3


def _plan_roads(rng, county):
    """Metres of hardened road, in hundreds; the villages without a paved road first."""
    villages = [v for v in county.villages if not v.is_community]
    first = [v for v in villages if "paved-road" in v.gets]
    chosen = first + [v for v in _neediest_first(rng, villages) if v not in first][: 96 - len(first)]
    weights = [rng.uniform(0.6, 1.8) * (2.2 if v in first else 1) for v in chosen]
    for village in county.villages:
        village.road_done = 0
    for village, hundreds in zip(chosen, apportion(ROAD_METRES // 100, weights), strict=True):
        village.road_done = hundreds * 100


def _plan_schools(rng, county):
    villages = _neediest_first(rng, [v for v in county.villages if not v.is_community])
    for village in villages[:KINDERGARTENS]:
        village.gets.add("kindergarten")
    for village in rng.sample(villages[:110], PRIMARY_SCHOOLS):
        village.gets.add("primary-school")
