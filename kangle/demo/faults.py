"""The small known share of records with faults, so that work on the quality of records has something to find."""

import datetime

from households.codes import Cause, Health, Labour
from kangle.demo.contradictions import BY_KIND
from kangle.demo.drawing import stream

# How many records carry each fault; the tests count them again in the database.
FAULTS = {
    "check-digit": 24,
    "birth-date": 20,
    "sex": 16,
    "no-phone": 160,
    "illness-all-healthy": 45,
    "place-without-months": 30,
    "healthy-unable": 25,
    "farmland": 10,
    "distance": 8,
    # numbers and persons
    "length": 3,
    "letters": 2,
    "twice-in-household": 1,
    "twice-in-county": 3,
    "no-ethnicity": 2,
    "relation-sex": 6,
    "relation-age": 3,
    "pupil-too-old": 6,
    "no-reason": 5,
    "grown-preschooler": 3,
    "months-without-place": 5,
    "two-allowances": 2,
    "able-in-extreme-poverty": 2,
    # the household
    "no-head": 2,
    "two-heads": 2,
    "spouses": 3,
    "empty": 2,
    "cause-twice": 3,
    "dibao-nobody": 3,
    "dibao-somebody": 4,
    "helper": 2,
    "exit-food": 4,
    # the yearly record of 2015
    "blank-record": 14,
    "loss": 3,
    "high-income": 2,
    "no-expenses": 6,
    "wages": 5,
    "irrigated": 4,
    "extreme-money": 2,
    # put last, so that every other keeps its household
    "split-listed": 3,
    "head-child": 1,
    "people-moved": 2,
    "young-party": 3,
    "recorded-early": 2,
    "born-late": 3,
    "unfinished": 3,
}
NO_RECORD = 2  # of those who left in 2014


def spoil(county):
    """Put each fault into that many records, never two into one household."""
    rng = stream("faults")
    houses = rng.sample([house for house in county.houses if house.stays or house.exit_on], 4_000)
    spoilers = {
        "check-digit": _check_digit, "birth-date": _birth_date, "sex": _sex, "no-phone": _mark("no-phone"),
        "illness-all-healthy": _illness, "place-without-months": _months, "healthy-unable": _unable,
        "farmland": _mark("farmland"), "distance": _mark("distance"), **BY_KIND,
    }  # fmt: skip
    for kind, count in FAULTS.items():
        for house in list(houses):
            if not count:
                break
            if spoilers[kind](house):
                houses.remove(house)
                count -= 1
    for house in [house for house in county.houses if house.exited_2014_on and not house.returned_on][:NO_RECORD]:
        house.faults.add("no-record")


def _mark(kind):
    def mark(house):
        house.faults.add(kind)
        return True

    return mark


def _check_digit(house):
    number = house.head.identity_number
    house.head.identity_number = number[:-1] + ("1" if number[-1] != "1" else "2")
    return True


def _birth_date(house):
    born = house.head.born_on
    house.head.born_on = datetime.date(born.year - 1, born.month, born.day)
    return True


def _sex(house):
    """Registered as the other sex than the number says: a sister-in-law's slip, kept off couples and children."""
    other = next((p for p in house.members if p.relation == "99"), None)
    if other is None:
        return False
    other.sex = "female" if other.sex == "male" else "male"
    return True


def _illness(house):
    if any(person.health != Health.HEALTHY for person in house.members):
        return False
    house.causes = [Cause.ILLNESS, *[cause for cause in house.causes if cause != Cause.ILLNESS]][:3]
    return True


def _months(house):
    worker = next((person for person in house.members if person.months_worked), None)
    if worker is None:
        return False
    worker.months_worked = 0
    return True


def _unable(house):
    able = [p for p in house.members if p.health == Health.HEALTHY and p.is_able and 25 <= p.age <= 50 and not p.months_worked]
    if len(able) < 2:
        return False
    able[-1].labour = Labour.LOST
    return True
