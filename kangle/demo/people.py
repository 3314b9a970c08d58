"""The registered poor: seventeen thousand six hundred households, seventy-six thousand five hundred persons at the start."""

import datetime

from households.codes import Cause, Ethnicity, Health, HouseholdKind, Joined, Relation, Schooling, Sex
from kangle.areas.models import Group
from kangle.demo import names
from kangle.demo.county import HOUSEHOLDS, PERSONS
from kangle.demo.drawing import between, fit, stream, weighted
from kangle.demo.families import family
from kangle.demo.persons import Numbers, Person

SIZES = {1: 4, 2: 8, 3: 14, 4: 27, 5: 25, 6: 14, 7: 5, 8: 2, 9: 1}
EXITED_IN_2014 = 300
_WITHOUT_CAUSE = {
    Cause.MONEY: 34,
    Cause.SKILL: 27,
    Cause.MOTIVATION: 5,
    Cause.TRANSPORT: 9,
    Cause.LAND: 6,
    Cause.WATER: 4,
    Cause.DISASTER: 6,
}


class House:
    """One poor household as drawn: its members, why it is poor, and (set by its fate) when it comes and goes."""

    def __init__(self, village, group, members, kind, identified_on):
        self.village, self.group, self.members, self.kind = village, group, members, kind
        self.identified_on = identified_on
        self.size = len(members)
        self.causes = []
        self.exit_on = self.removed_on = self.returned_on = self.deregistered_on = self.exited_2014_on = None
        self.removed_for = ""
        self.planned_exit_year = None
        self.cannot_build = self.renovated = self.relocated = False
        self.cadre = None
        self.faults, self.recorded_on = set(), None  # the day of its record of 2015 where a fault asks for one
        self.pk = self.number = None

    @property
    def head(self):
        return self.members[0]

    @property
    def was_registered(self):
        """Whether it was on the register at the start of the year."""
        return self.exited_2014_on is None

    @property
    def stays(self):
        """Whether it is on the register from the start to the end of the year."""
        return self.was_registered and not (self.exit_on or self.removed_on or self.deregistered_on)

    @property
    def is_poor_at_end(self):
        return self.stays or self.returned_on is not None

    def living(self, on):
        return [p for p in self.members if p.joined_on <= on and (p.left_on is None or p.left_on > on)]


def settle(county, book):
    """Draw every village's groups and households; returns the number source, which later births need too."""
    rng, numbers = stream("people"), Numbers()
    sizes = fit(rng, weighted(rng, SIZES, HOUSEHOLDS), PERSONS, low=1, high=9)
    drawn = iter(sizes)
    total = sum(v.poor_households for v in county.villages)
    for village in county.villages:
        _found_groups(book, rng, village)
        village.houses = [_house(rng, numbers, village, next(drawn)) for _ in range(village.poor_households)]
        village.persons_at_start = sum(house.size for house in village.houses)
        village.rural_persons = round(village.persons_at_start / village.intended_incidence)
        gone = round(EXITED_IN_2014 * village.poor_households / total)
        for size in weighted(rng, SIZES, gone):
            house = _house(rng, numbers, village, size)
            house.exited_2014_on = between(rng, datetime.date(2014, 11, 20), datetime.date(2014, 12, 26))
            village.houses.append(house)
    return numbers


def _found_groups(book, rng, village):
    for number, name in enumerate(names.group_names(rng, village.name, village.group_count), 1):
        village.groups.append((book.add(Group, village=village.pk, number=number, name=name), name))


def _house(rng, numbers, village, size):
    """A household of `size` members, all of one people, under the surname of its head."""
    ethnicity = Ethnicity.HAN
    if rng.random() < village.hui_share:
        ethnicity = Ethnicity.DONGXIANG if rng.random() < 0.07 else Ethnicity.HUI
    identified_on = _identified_on(rng)
    surname = names.surname(rng, ethnicity)
    members = []
    for relation, sex, age in family(rng, size):
        family_name = surname if _bears_the_name(relation) else names.surname(rng, ethnicity)
        name = family_name + names.given_name(rng, ethnicity, sex)
        person = Person(rng, numbers, relation, sex, age, ethnicity, name)
        person.joined_on = max(identified_on, person.born_on)
        person.joined_by = Joined.BIRTH if person.joined_on > identified_on else Joined.REGISTERED
        members.append(person)
    group = rng.choice(village.groups) if village.groups else (None, "")
    house = House(village, group, members, _kind(rng, members), identified_on)
    house.causes = _causes(rng, members)
    return house


def _identified_on(rng):
    if rng.random() < 0.25:
        return between(rng, datetime.date(2013, 12, 9), datetime.date(2013, 12, 31))
    return between(rng, datetime.date(2014, 4, 15), datetime.date(2014, 10, 31))


def _bears_the_name(relation):
    return relation in (
        Relation.HEAD, Relation.SON, Relation.DAUGHTER, Relation.GRANDSON, Relation.GRANDDAUGHTER, Relation.FATHER,
        Relation.OTHER,
    )  # fmt: skip


def _kind(rng, members):
    """Extreme poverty where nobody can work and the house is old and small; else subsistence allowance for the weaker half."""
    able = sum(person.is_able for person in members)
    if len(members) <= 2 and not able and members[0].age >= 60 and rng.random() < 0.45:
        return HouseholdKind.WUBAO
    weak = able * 3 <= len(members)
    return HouseholdKind.DIBAO if rng.random() < (0.55 if weak else 0.2) else HouseholdKind.GENERAL


def _causes(rng, members):
    """The main cause and up to two others, each borne out by the members' own records."""
    health = {person.health for person in members}
    schooling = {person.schooling for person in members}
    possible = dict(_WITHOUT_CAUSE)
    if Health.CRITICAL in health:
        possible[Cause.ILLNESS] = 160
    elif Health.CHRONIC in health:
        possible[Cause.ILLNESS] = 55
    if Health.DISABLED in health:
        possible[Cause.DISABILITY] = 90
    if schooling & {Schooling.COLLEGE, Schooling.HIGHER_VOCATIONAL, Schooling.SENIOR, Schooling.VOCATIONAL}:
        possible[Cause.SCHOOLING] = 110
    if not any(person.is_able for person in members):
        possible[Cause.LABOUR] = 150
    causes = []
    for _ in range(rng.choice((1, 2, 2, 3))):
        causes.append(weighted(rng, possible)[0])
        del possible[causes[-1]]
    return causes


def fertile(person):
    return person.sex == Sex.FEMALE and 20 <= person.age <= 37 and person.relation in (Relation.SPOUSE, Relation.DAUGHTER_IN_LAW)
