"""The demo county's places: its townships and villages, and what was decided about each before its people are drawn."""

import csv
from pathlib import Path

from kangle.demo.drawing import apportion, stream
from villages.models import Profile, Tier

DIVISIONS = Path(__file__).with_name("divisions.csv")
EDITION = 2018
COUNTY = "622922000000"
COMMUNITY = "622922100004"
# Named in the article: two of the twelve guaranteed villages, and the three that are shown as examples without being poor.
GUARANTEED = {"622922205204", "622922201209"}
DEMONSTRATION = {COMMUNITY, "622922201205", "622922201202"}
SOUTH = {"622922103", "622922104", "622922208", "622922211", "622922212"}
# The towns of the south are mostly Han, the rest mostly Hui, with Dongxiang in the hills of the north.
MOSTLY_HAN = {"622922103", "622922104", "622922212", "622922206"}
BANDS = {"guaranteed": (50, 56), "whole-village": (43, 48), "other": (31, 41), "better-off": (13, 25), "community": (5, 7)}

HOUSEHOLDS = 17_600
PERSONS = 76_500
RURAL_PERSONS = 262_000
GROUPS = 1_614


class Place:
    """An area of the demo: its key in the database, its published code and the name people say."""

    def __init__(self, pk, code, name):
        self.pk = pk
        self.code = code
        self.name = name


class Village(Place):
    """A village (or the one community) with its band of poverty, its shares of the county, and later its people and works."""

    def __init__(self, pk, code, name, township):
        super().__init__(pk, code, name)
        self.township = township
        self.is_community = code == COMMUNITY
        self.groups = []
        self.houses = []
        self.facilities = {}

    @property
    def is_poor(self):
        return self.band in ("guaranteed", "whole-village", "other")


class Township(Place):
    def __init__(self, pk, code, name):
        super().__init__(pk, code, name)
        self.villages = []
        # How much is left undone where nobody presses: from nothing to a sixth.
        self.slackness = stream(f"slackness {code}").random() ** 2 / 6
        self.is_south = code[:9] in SOUTH


class County(Place):
    """The whole demo county; `townships` and `villages` in the order of their codes."""

    def __init__(self, pk, code, name):
        super().__init__(pk, code, name)
        self.townships = []
        self.villages = []

    @property
    def poor_villages(self):
        return [village for village in self.villages if village.is_poor]

    @property
    def houses(self):
        return [house for village in self.villages for house in village.houses]


def divisions():
    """The rows of the shipped list: code, name, parent_code, level (all text)."""
    with DIVISIONS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def lay_out(keys):
    """The county with its places. `keys` gives the database key of each 12-digit code."""
    county = None
    for row in divisions():
        code, name = row["code"], spoken(row["name"])
        if row["level"] == "3":
            county = County(keys[code], code, name)
        elif row["level"] == "4":
            county.townships.append(Township(keys[code], code, name))
        elif row["level"] == "5":
            township = county.townships[-1]
            village = Village(keys[code], code, name, township)
            township.villages.append(village)
            county.villages.append(village)
    _set_bands(county)
    _set_sizes(county)
    return county


def spoken(name):
    for official, said in (("社区居委会", "社区"), ("村委会", "村")):
        if name.endswith(official):
            return name.removesuffix(official) + said
    return name


def _set_bands(county):
    """Twelve, fifteen and forty-nine poor villages, the named ones where the article has them."""
    rng = stream("bands")
    free = [v for v in county.villages if v.code not in GUARANTEED | DEMONSTRATION]
    # Villages with 沟, 山 or 湾 in their names lie higher and are poorer more often.
    free.sort(key=lambda v: rng.random() - 0.35 * any(sign in v.name for sign in "沟山湾坡掌洼"))
    bands = ["guaranteed"] * 10 + ["whole-village"] * 15 + ["other"] * 49 + ["better-off"] * (len(free) - 74)
    for village, band in zip(free, bands, strict=True):
        village.band = band
    for village in county.villages:
        if village.code in GUARANTEED:
            village.band = "guaranteed"
        elif village.code in DEMONSTRATION:
            village.band = "community" if village.is_community else "better-off"
        low, high = BANDS[village.band]
        village.intended_incidence = rng.uniform(low, high) / 100
        village.terrain = _terrain(rng, village)
        village.hui_share = rng.uniform(0.0, 0.12) if village.code[:9] in MOSTLY_HAN else rng.uniform(0.55, 0.98)


def _terrain(rng, village):
    if not village.is_poor:
        return rng.choice([Profile.Terrain.PLAIN, Profile.Terrain.PLAIN, Profile.Terrain.HILL])
    return rng.choice([Profile.Terrain.HILL, Profile.Terrain.MOUNTAIN, Profile.Terrain.MOUNTAIN, Profile.Terrain.ALPINE])


def _set_sizes(county):
    """How many rural persons, poor households and groups each village has."""
    rng = stream("sizes")
    weights = [rng.uniform(0.55, 1.5) * (0.6 if v.is_community else 1) for v in county.villages]
    for village, rural in zip(county.villages, apportion(RURAL_PERSONS, weights), strict=True):
        village.intended_rural = rural
    poor = [v.intended_rural * v.intended_incidence for v in county.villages]
    for village in county.villages:
        village.intended_incidence *= PERSONS / sum(poor)
    for village, households in zip(county.villages, apportion(HOUSEHOLDS, poor), strict=True):
        village.poor_households = households
    with_groups = [v for v in county.villages if not v.is_community]
    counts = apportion(GROUPS, [v.intended_rural + 400 for v in with_groups])
    for village in county.villages:
        village.group_count = 0
    for village, count in zip(with_groups, counts, strict=True):
        village.group_count = count


def rank_from_the_poorest(county):
    """Villages (without the community) by share of registered persons at the start, poorest first: tiers follow it."""
    ranked = sorted(
        (v for v in county.villages if not v.is_community),
        key=lambda v: (-v.persons_at_start / v.rural_persons, v.code),
    )
    for position, village in enumerate(ranked, 1):
        village.rank = position
        village.tier = (
            Tier.Kind.GUARANTEED
            if position <= 12
            else Tier.Kind.WHOLE_VILLAGE
            if position <= 27
            else Tier.Kind.OTHER
            if position <= 76
            else None
        )
        if (village.tier or "better-off") != village.band:
            raise ValueError(f"{village.name} was drawn as {village.band} but ranks {position}")
        if village.code in DEMONSTRATION:
            village.tier = Tier.Kind.DEMONSTRATION
    for village in county.villages:
        if village.is_community:
            village.rank, village.tier = None, Tier.Kind.DEMONSTRATION
