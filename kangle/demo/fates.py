"""What happens to the households in 2015: who leaves poverty, who is removed, who falls back, who is born, marries and dies."""

from households.codes import HouseholdKind, Joined, Left, Relation, Sex
from kangle.demo import names
from kangle.demo.drawing import FIRST_DAY, LAST_DAY, apportion, before, between, capped, day, stream, weighted
from kangle.demo.people import fertile
from kangle.demo.persons import Person

EXITED_HOUSEHOLDS = 4_335
EXITED_PERSONS = 18_858
REMOVED_HOUSEHOLDS = 1_587
REMOVED_PERSONS = 6_899
RETURNED_HOUSEHOLDS = 12
DEREGISTERED_HOUSEHOLDS = 16
EXITED_VILLAGES = 22
PLANNED_HOUSEHOLDS = 3_240

# How many are born, die and marry in households that leave, always before they leave (the persons who leave poverty are
# those living in the household on that day), and in the others.
CHANGES_BEFORE_EXIT = {"birth": 120, "death": 60, "bride": 30, "wedding": 40}
CHANGES_ELSEWHERE = {"birth": 430, "death": 250, "bride": 150, "wedding": 180, "move": 36}
EXIT_MONTHS = {4: 3, 5: 4, 6: 7, 7: 5, 8: 6, 9: 8, 10: 17, 11: 24, 12: 26}
REMOVAL_REASONS = {
    "家有小轿车": 24, "城镇购有楼房": 18, "家庭成员由财政供养": 14, "户口整户迁出": 9, "经商办企业": 12, "为评低保分户、拆户": 10,
    "长期举家外出": 8, "家有大型机械": 5,
}  # fmt: skip
RETURN_REASONS = ("因病返贫", "因灾返贫", "因学返贫")


def decide(county, numbers):
    """Set every household's fate and every member's coming and going; dates only, nothing is written here."""
    rng = stream("fates")
    _exit_villages(county)
    _remove(rng, county)
    _exit(rng, county)
    _fall_back(rng, county)
    _deregister(rng, county)
    _plan(rng, county)
    touched = set()
    leaving = [house for house in county.houses if house.exit_on]
    _change(rng, leaving, CHANGES_BEFORE_EXIT, numbers, touched)
    _change(rng, [house for house in county.houses if house.stays], CHANGES_ELSEWHERE, numbers, touched)


def _exit_villages(county):
    """Twenty-two of the least poor among the poor villages leave, twenty as planned and two beyond the plan."""
    rng = stream("village exits")
    other = sorted((v for v in county.villages if v.tier == "other"), key=lambda v: -v.rank)
    whole = sorted((v for v in county.villages if v.tier == "whole-village"), key=lambda v: -v.rank)
    chosen = rng.sample(other[:28], EXITED_VILLAGES - 2) + rng.sample(whole[:6], 2)
    for village in county.villages:
        village.exit_on, village.exit_planned = None, False
    for position, village in enumerate(chosen):
        village.exit_on = between(rng, day(11, 16), day(12, 24))
        village.exit_planned = position >= 2


def _choose(rng, pools, quotas, persons):
    """Households drawn from each village's pool by its quota, exchanged until their sizes add up to exactly `persons`."""
    chosen, left = [], []
    for pool, quota in zip(pools, quotas, strict=True):
        drawn = rng.sample(pool, len(pool))
        chosen.append(drawn[:quota])
        left.append(drawn[quota:])
    missing = persons - sum(house.size for houses in chosen for house in houses)
    villages = [i for i in range(len(pools)) if chosen[i] and left[i]]
    while missing:
        i = rng.choice(villages)
        a, b = rng.randrange(len(chosen[i])), rng.randrange(len(left[i]))
        gain = left[i][b].size - chosen[i][a].size
        if gain and (gain > 0) == (missing > 0) and abs(gain) <= abs(missing):
            chosen[i][a], left[i][b] = left[i][b], chosen[i][a]
            missing -= gain
    return [house for houses in chosen for house in houses]


def _remove(rng, county):
    """The look-back of March to June finds those who do not conform."""
    pools = [[h for h in v.houses if h.was_registered and h.kind == HouseholdKind.GENERAL] for v in county.villages]
    quotas = capped(REMOVED_HOUSEHOLDS, [len(p) * rng.uniform(0.4, 1.6) for p in pools], [len(p) // 2 for p in pools])
    for house in _choose(rng, pools, quotas, REMOVED_PERSONS):
        house.removed_on = between(rng, day(3, 10), day(6, 26))
        house.removed_for = weighted(rng, REMOVAL_REASONS)[0]


def _exit(rng, county):
    """Those with somebody able to work leave first; the villages that leave as a whole have twice their share."""
    pools = [
        [h for h in v.houses if h.was_registered and not h.removed_on and h.kind != HouseholdKind.WUBAO and _can_leave(h)]
        for v in county.villages
    ]
    pulls = [(2.3 if v.exit_on else 0.7 if v.tier == "guaranteed" else 1) * rng.uniform(0.7, 1.3) for v in county.villages]
    weights = [len(pool) * pull for pool, pull in zip(pools, pulls, strict=True)]
    quotas = capped(EXITED_HOUSEHOLDS, weights, [len(pool) * 9 // 10 for pool in pools])
    net = sum({"birth": 1, "bride": 1}.get(kind, -1) * count for kind, count in CHANGES_BEFORE_EXIT.items())
    for house in _choose(rng, pools, quotas, EXITED_PERSONS - net):
        last = house.village.exit_on
        house.exit_on = day(weighted(rng, EXIT_MONTHS)[0], rng.randint(4, 28))
        # A village leaves once its households have.
        if last and house.exit_on > last:
            house.exit_on = between(rng, day(10, 8), last)


def _can_leave(house):
    return house.size > 1 and any(person.is_able for person in house.members)


def _fall_back(rng, county):
    gone = [house for house in county.houses if house.exited_2014_on]
    for house in rng.sample(gone, RETURNED_HOUSEHOLDS):
        house.returned_on = between(rng, day(2, 9), day(11, 20))


def _deregister(rng, county):
    """Old people who lived alone and died: the household ends with them."""
    alone = [house for house in county.houses if house.stays and house.size == 1 and house.head.age >= 66]
    for house in rng.sample(alone, DEREGISTERED_HOUSEHOLDS):
        house.deregistered_on = house.head.left_on = between(rng, day(1, 15), day(12, 20))
        house.head.left_by = Left.DEATH


def _plan(rng, county):
    """The year each household is planned to leave: most that leave in 2015 were planned, some came sooner, a few failed."""
    leaving = [house for house in county.houses if house.exit_on]
    staying = [house for house in county.houses if house.stays]
    on_time = set(rng.sample(leaving, PLANNED_HOUSEHOLDS - 240))
    late = set(rng.sample([house for house in staying if _can_leave(house)], 240))
    for house in leaving:
        house.planned_exit_year = 2015 if house in on_time else 2016
    for house in staying:
        house.planned_exit_year = 2015 if house in late else rng.choice((2016, 2016, 2017, 2017, 2018))
    persons = [sum(h.size for h in v.houses if h.exit_on) for v in county.villages]
    village_targets = apportion(14_100, [count * rng.uniform(0.82, 1.18) for count in persons])
    households = [sum(h.planned_exit_year == 2015 for h in v.houses) for v in county.villages]
    for village, count, planned in zip(county.villages, village_targets, households, strict=True):
        village.target_persons, village.target_households = count, planned


def _change(rng, houses, counts, numbers, touched):
    """Births, deaths, brides coming in, daughters marrying out, moves: at most one a household, in exactly these numbers."""
    happen = {"birth": _birth, "death": _death, "bride": _bride, "wedding": _wedding, "move": _move}
    for kind, count in counts.items():
        order = rng.sample(houses, len(houses))
        for house in order:
            if not count:
                break
            if house not in touched and happen[kind](rng, house, numbers):
                touched.add(house)
                count -= 1
        if count:
            raise ValueError(f"no household left for {count} more of {kind}")


def _when(rng, house):
    """A day of the year; in a household that leaves, well before its record for leaving is written."""
    return between(rng, FIRST_DAY.replace(day=4), before(house.exit_on, 36) if house.exit_on else before(LAST_DAY, 12))


def _birth(rng, house, numbers):
    mother = next((person for person in house.members if fertile(person)), None)
    if mother is None or any(person.age == 0 for person in house.members):
        return False
    sex = Sex.MALE if rng.random() < 0.52 else Sex.FEMALE
    own, grand = (Relation.SON, Relation.GRANDSON) if sex == Sex.MALE else (Relation.DAUGHTER, Relation.GRANDDAUGHTER)
    relation = own if mother.relation == Relation.SPOUSE else grand
    name = house.head.name[0] + names.given_name(rng, house.head.ethnicity, sex)
    _join(house, Person(rng, numbers, relation, sex, 0, house.head.ethnicity, name, _when(rng, house)), None, Joined.BIRTH)
    return True


def _death(rng, house, _numbers):
    old = [person for person in house.members[1:] if person.age >= 58]
    return bool(old) and _leave(rng.choice(old), _when(rng, house), Left.DEATH)


def _wedding(rng, house, _numbers):
    """A daughter marries out."""
    of_age = (p for p in house.members[1:] if p.is_single and p.sex == Sex.FEMALE and 20 <= p.age <= 27 and not p.is_student)
    bride = next(of_age, None)
    return bride is not None and _leave(bride, _when(rng, house), Left.MARRIAGE)


def _bride(rng, house, numbers):
    """A son brings a wife home."""
    sons = [p for p in house.members if p.relation == Relation.SON and 22 <= p.age <= 30 and not p.is_student]
    if not sons or any(person.relation == Relation.DAUGHTER_IN_LAW for person in house.members):
        return False
    ethnicity = house.head.ethnicity
    name = names.full_name(rng, ethnicity, Sex.FEMALE)
    wife = Person(rng, numbers, Relation.DAUGHTER_IN_LAW, Sex.FEMALE, rng.randint(20, 25), ethnicity, name)
    _join(house, wife, _when(rng, house), Joined.MARRIAGE)
    return True


def _move(rng, house, _numbers):
    grown = [person for person in house.members[1:] if 19 <= person.age <= 45]
    return bool(grown) and _leave(rng.choice(grown), _when(rng, house), Left.MOVE)


def _join(house, person, on, by):
    person.joined_on, person.joined_by = on or person.born_on, by
    house.members.append(person)


def _leave(person, on, by):
    person.left_on, person.left_by = on, by
    return True
