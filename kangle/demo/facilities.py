"""What was found of each village's works: at the end of 2014, and again on the day something was built."""

from kangle.demo.drawing import between, capped, day, stream
from villages.models import Facility

FIRST = day(12, 31, 2014)
# A share of the county's units that have it at the end of 2015, and at the end of 2014.
SHARES = {
    "preschool": (0.797, 0.704),
    "compulsory-retention": (0.728, 0.713),
    "safe-housing": (0.883, 0.846),
    "industry": (0.614, 0.522),
    "insurance": (0.983, 0.962),
}
TAP_WATER = 0.98
# Works a project builds, and the facility they make.
BUILT_BY = {"paved-road": "road"}


def write(county, book):
    rng = stream("facilities")
    for village in county.villages:
        for kind in ("clinic", "stage", "village-office", "broadband", "paved-road", "power"):
            _one_of_one(book, village, kind)
    _tap_water(county, book)
    of = {
        "preschool": [max(6, round(v.rural_persons * 0.041)) for v in county.villages],
        "compulsory-retention": [max(12, round(v.rural_persons * 0.112)) for v in county.villages],
        "safe-housing": [v.total_households for v in county.villages],
        "industry": [v.total_households for v in county.villages],
        "insurance": [v.rural_persons for v in county.villages],
    }
    for kind, counts in of.items():
        _shares(county, book, rng, kind, counts)


def _one_of_one(book, village, kind):
    """A work of the village itself; the community is counted for clinics and power only."""
    if village.is_community and kind not in ("clinic", "power"):
        return
    book.add(Facility, village=village.pk, kind=kind, on=FIRST, have=int(kind in village.has), of=1)
    if kind in village.gets:
        on = village.completed[BUILT_BY.get(kind, kind)]
        book.add(Facility, village=village.pk, kind=kind, on=on, have=1, of=1, note="2015年新建")


def _tap_water(county, book):
    """Households with tap water: 98 of a hundred at the end, and before it those fewer that the year's works joined."""
    households = [v.total_households for v in county.villages]
    wanted = round(sum(households) * TAP_WATER)
    # A village needs room for what was built in it.
    floors = [v.water_done for v in county.villages]
    rooms = [count - floor for count, floor in zip(households, floors, strict=True)]
    weights = [room * (0.9 if v.is_poor else 1) for room, v in zip(rooms, county.villages, strict=True)]
    have = [f + r for f, r in zip(floors, capped(wanted - sum(floors), weights, rooms), strict=True)]
    for village, end, of in zip(county.villages, have, households, strict=True):
        book.add(Facility, village=village.pk, kind="tap-water", on=FIRST, have=end - village.water_done, of=of)
        if village.water_done:
            book.add(Facility, village=village.pk, kind="tap-water", on=village.completed["water"], have=end, of=of)


def _shares(county, book, rng, kind, of):
    end, start = SHARES[kind]
    total = sum(of)
    weights = [count * rng.uniform(0.8, 1.05) * (0.93 if v.is_poor else 1) for count, v in zip(of, county.villages, strict=True)]
    at_end = capped(round(total * end), weights, of)
    at_start = capped(round(total * start), at_end, at_end)
    for village, first, last, count in zip(county.villages, at_start, at_end, of, strict=True):
        book.add(Facility, village=village.pk, kind=kind, on=FIRST, have=first, of=count)
        if last != first:
            on = between(rng, day(9, 1), day(9, 25)) if "pre" in kind or "comp" in kind else between(rng, day(6, 1), day(12, 10))
            book.add(Facility, village=village.pk, kind=kind, on=on, have=last, of=count)
