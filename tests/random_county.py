"""Small random counties with nasty cases on purpose, driven by hypothesis.

A `Shape` is what hypothesis draws and shrinks: the year, the days to compute, how large the county is, and how many rows of
each kind of fact. Everything else follows from its seed, every kind of fact from a generator of its own, so that a failing
county shrinks to the few kinds of fact that matter. The days a fact may bear crowd around those that decide whether it
counts: the day computed, the day after, New Year, the day before, exactly one and two years earlier.
"""

import datetime
import random
from dataclasses import dataclass, field

from hypothesis import strategies as st

from kangle.areas.models import Area, Group
from kangle.programme.items import GROUPS, ITEMS
from kangle.programme.models import Period, PovertyLine
from kangle.scorecard.indicators import CATALOGUE
from kangle.scorecard.models import Scheme, Weight
from tests.random_facts import money, people, villages, visits
from tests.random_facts.people import LINE_FEN

EDITION = 2018
KINDS_OF_FACT = {**villages.FACTS, **people.FACTS, **money.FACTS, **visits.FACTS}
ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Shape:
    """What hypothesis chooses; `rows` says how many of each kind of fact are tried for each village."""

    seed: int
    year: int
    days: tuple[datetime.date, ...]
    townships: int
    villages: int
    rows: dict


@dataclass
class County:
    """The county being made: its areas, and every row made so far by the name of its kind."""

    shape: Shape
    top: Area
    townships: list
    villages: list
    # The county, its townships and villages, and a neighbour's village, whose facts must never be counted here.
    everywhere: list
    made: dict = field(default_factory=dict)
    rng: random.Random = None

    def day(self):
        """A day that is likely to be one that decides something."""
        return self.rng.choice(self._telling if self.rng.random() < 0.6 else self._plain)

    def maybe_day(self, chance=0.6):
        return self.day() if self.rng.random() < chance else None

    def days(self, count):
        """Some days, earliest first; two may be the same."""
        return sorted(self.day() for _ in range(count))

    def span(self):
        """The first and the last day of something (None: it goes on)."""
        since, until = self.days(2)
        return since, until if self.rng.random() < 0.5 else None

    def place(self):
        """An area of any level: mostly a village, sometimes a township, the county itself, or the neighbour."""
        return self.rng.choice(self.villages) if self.rng.random() < 0.6 else self.rng.choice(self.everywhere)

    def chance(self, share=0.5):
        return self.rng.random() < share

    def __post_init__(self):
        year, self._telling = self.shape.year, []
        for day in self.shape.days:
            self._telling += [day, day, day + ONE_DAY, day - ONE_DAY, a_year_before(day, 1), a_year_before(day, 2)]
        self._telling += [datetime.date(year, 1, 1), datetime.date(year, 1, 2), datetime.date(year - 1, 12, 31)]
        self._plain = [datetime.date(year - 2, 1, 1) + ONE_DAY * number for number in range(0, 3 * 365 + 30, 5)]


def a_year_before(day, years):
    return datetime.date(day.year - years, day.month, min(day.day, 28) if day.month == 2 else day.day)


@st.composite
def shapes(draw):
    """Shapes of counties, the simplest first: few areas, no facts."""
    year = draw(st.sampled_from([2015, 2016]))
    telling = [(1, 1), (2, 28), (6, 15), (11, 30), (12, 1), (12, 31)] + ([(2, 29)] if year == 2016 else [])
    days = st.sampled_from(telling).map(lambda day: datetime.date(year, *day))
    townships = draw(st.integers(2, 3))
    return Shape(
        seed=draw(st.integers(0, 10**6)),
        year=year,
        days=tuple(sorted(draw(st.sets(days, min_size=1, max_size=2)))),
        townships=townships,
        villages=draw(st.integers(townships + 1, 6)),
        rows=draw(st.fixed_dictionaries({kind: st.integers(0, 3) for kind in KINDS_OF_FACT})),
    )


def dense(seed=0, year=2015, days=(datetime.date(2015, 12, 31),)):
    """A county with plenty of every kind of fact."""
    return Shape(seed, year, tuple(days), 2, 5, dict.fromkeys(KINDS_OF_FACT, 3))


def build(shape):
    """Write the county of a shape into the database; returns it as a County."""
    county = _areas(shape)
    _programme(county)
    for kind, make in KINDS_OF_FACT.items():
        county.rng = random.Random(f"{shape.seed} {kind}")
        rows = make(county, shape.rows[kind] * len(county.villages))
        county.made[kind] = rows[0]._meta.model._default_manager.bulk_create(rows) if rows else []
    return county


def _areas(shape):
    """Gansu, Linxia, the county with its townships and villages, and a neighbouring county with one village."""
    rng = random.Random(f"{shape.seed} areas")
    province, prefecture = _area("62", "province", None), _area("6229", "prefecture", None)
    Area.objects.bulk_create([province])
    prefecture.parent = province
    Area.objects.bulk_create([prefecture])
    top, beside = _area("622922", "county", prefecture), _area("622923", "county", prefecture)
    Area.objects.bulk_create([top, beside])
    townships = [_area(f"622922{100 + number}", "town", top) for number in range(shape.townships)]
    other_township = _area("622923100", "town", beside)
    Area.objects.bulk_create([*townships, other_township])
    villages = []
    for number in range(shape.villages):
        township = townships[number % len(townships)]
        kind = "community" if number == shape.townships else "village"
        village = _area(f"{township.code}{200 + number}", kind, township)
        # A village that the list of some year no longer holds: from that year on its facts count, it does not.
        village.closed_in = rng.choice((2014, 2015, 2019, None)) if number == shape.villages - 1 else None
        villages.append(village)
    other_village = _area("622923100200", "village", other_township)
    Area.objects.bulk_create([*villages, other_village])
    everywhere = [top, *townships, *villages, other_village]
    county = County(shape, top, townships, villages, everywhere)
    county.rng = rng
    county.made["groups"] = Group.objects.bulk_create(_groups(county, [*villages, other_village]))
    return county


def _area(code, kind, parent):
    level = {2: 1, 4: 2, 6: 3, 9: 4, 12: 5}[len(code)]
    return Area(code=code, edition=EDITION, path=code, name=f"{kind} {code}", level=level, kind=kind, parent=parent)


def _groups(county, villages):
    groups = []
    for village in villages:
        for number in range(county.rng.randrange(3)):
            opened, closed = county.span()
            opened = opened if county.chance(0.3) else None
            groups.append(Group(village=village, number=number, name=f"{number}社", opened_on=opened, closed_on=closed))
    return groups


def _programme(county):
    """The open year, the poverty lines (sometimes none), and a scheme with odd weights beside one that is not yet in force."""
    rng, year = county.rng, county.shape.year
    Period.objects.create(area=county.top, year=year)
    if rng.random() < 0.9:
        PovertyLine.objects.create(year=year, kind="national", amount_fen=LINE_FEN)
        if rng.random() < 0.5:
            PovertyLine.objects.create(year=year, kind="provincial", amount_fen=rng.choice([2800_00, 3500_00]))
    schemes = [
        Scheme.objects.create(
            version=1, name="第一版", in_force_from=datetime.date(year - 1, 1, 1), formula=rng.choice([1, 2, 2])
        )
    ]
    if rng.random() < 0.5:
        schemes.append(Scheme.objects.create(version=2, name="第二版", in_force_from=datetime.date(year, 12, 1), formula=1))
    codes = [*CATALOGUE, *(item.code for item in ITEMS), *(group.code for group in GROUPS)]
    Weight.objects.bulk_create(
        Weight(scheme=scheme, code=code, weight=rng.randrange(4)) for scheme in schemes for code in rng.sample(codes, 40)
    )
