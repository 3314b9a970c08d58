"""Further faults, a few of each: what every rule of the checks (households.checks) has to find in the demo county.

Each function spoils one household and says whether it could; those that stay on the register are chosen, so that no published
figure (who left, who was removed) moves.
"""

import datetime

from households.codes import Document, Education, HouseholdKind, Joined, Left, Relation, Schooling, Sex
from kangle.demo.drawing import day

CHILDREN = (Relation.SON, Relation.DAUGHTER)
OPPOSITE = {
    Relation.SON: Relation.DAUGHTER,
    Relation.DAUGHTER: Relation.SON,
    Relation.GRANDSON: Relation.GRANDDAUGHTER,
    Relation.GRANDDAUGHTER: Relation.GRANDSON,
}


def _mark(kind, *, fits=lambda house: True):
    """What is spoiled where the records are written: the house only learns of it."""

    def mark(house):
        if house.stays and fits(house):
            house.faults.add(kind)
            return True
        return False

    return mark


def _person(fits, spoil):
    """Spoils the first living person (the head aside) who fits."""

    def found(house):
        person = next((p for p in house.members[1:] if not p.left_on and fits(p)), None) if house.stays else None
        if person is None:
            return False
        spoil(person)
        return True

    return found


def _length(house):
    return _renumber(house, lambda number: number[:9] + number[10:])


def _letters(house):
    return _renumber(house, lambda number: number[:6] + number[6:].replace("0", "O", 1))


def _renumber(house, write):
    if not house.stays:
        return False
    house.members[-1].identity_number = write(house.members[-1].identity_number)
    return True


def _bear(person, number):
    """Registered by the disability card: the identity number and two digits more."""
    person.identity_number, person.document = number + "43", Document.DISABILITY_CARD
    person.born_on, person.sex = day(int(number[10:12]), int(number[12:14]), int(number[6:10])), _sex_of(number)


def _sex_of(number):
    return Sex.MALE if int(number[16]) % 2 else Sex.FEMALE


def _twice_here(house):
    return _person(lambda p: p.relation == Relation.OTHER, lambda p: _bear(p, house.head.identity_number))(house)


def _twice_there(house):
    """Registered again in another household of the village."""
    there = next((other for other in house.village.houses if other.stays and other is not house and not other.faults), None)
    if there is None:
        return False
    return _person(lambda p: p.relation == Relation.OTHER, lambda p: _bear(p, there.head.identity_number))(house)


def _no_head(house):
    if not house.stays or len(house.members) < 2:
        return False
    house.head.relation = Relation.OTHER
    return True


def _two_heads(house):
    grown = _person(lambda p: p.relation == Relation.SON and p.age >= 22, lambda p: setattr(p, "relation", Relation.HEAD))
    return grown(house)


def _spouses(house):
    """A sister registered as the wife."""
    return _person(
        lambda p: p.relation == Relation.OTHER and p.sex == house.head.sex and p.age >= 20 and not _has_spouse(house),
        lambda p: setattr(p, "relation", Relation.SPOUSE),
    )(house)


def _has_spouse(house):
    return any(person.relation == Relation.SPOUSE for person in house.members)


def _empty(house):
    """Who lived alone has moved away, and nobody has closed the household."""
    if not house.stays or len(house.members) != 1 or house.head.left_on:
        return False
    house.head.left_on, house.head.left_by = day(7, 15), Left.MOVE
    return True


def _head_child(house):
    """A child registered as the head, the parent it lives alone with as the parent."""
    if not house.stays or len(house.members) != 2 or house.members[1].age >= 16 or house.members[1].relation not in CHILDREN:
        return False
    house.head.relation = Relation.FATHER if house.head.sex == Sex.MALE else Relation.MOTHER
    house.members[1].relation = Relation.HEAD
    return True


def _people_moved(house):
    """Somebody set up house on his own after the yearly record was taken."""
    gone = next((p for p in house.members[1:] if p.left_by in (Left.MOVE, Left.MARRIAGE) and p.left_on.month >= 6), None)
    if not house.stays or gone is None:
        return False
    gone.left_by = Left.SPLIT
    house.recorded_on = gone.left_on - datetime.timedelta(days=6)
    return True


def _cause_twice(house):
    if not house.stays or len(house.causes) < 2:
        return False
    house.causes = [house.causes[0], house.causes[1], house.causes[1]]
    return True


def _pupil(person):
    person.schooling, person.education = Schooling.PRIMARY, Education.PRIMARY


def _working(person):
    return person.months_worked and person.work_place


def _no_workers(house):
    return not any(person.months_worked for person in house.members)


def _is_dibao(house):
    return house.kind == HouseholdKind.DIBAO


def _is_general(house):
    return house.kind == HouseholdKind.GENERAL


BY_KIND = {
    "length": _length,
    "letters": _letters,
    "twice-in-household": _twice_here,
    "twice-in-county": _twice_there,
    "no-ethnicity": _person(lambda p: p.age < 10, lambda p: setattr(p, "ethnicity", "")),
    "relation-sex": _person(lambda p: p.relation in OPPOSITE, lambda p: setattr(p, "relation", OPPOSITE[p.relation])),
    "relation-age": _person(
        lambda p: p.relation == Relation.OTHER and p.sex == Sex.FEMALE and p.age < 25,
        lambda p: setattr(p, "relation", Relation.MOTHER),
    ),
    "pupil-too-old": _person(lambda p: 17 <= p.age <= 24 and p.schooling == Schooling.NONE, _pupil),
    "no-reason": _person(lambda p: p.out_of_school_reason, lambda p: setattr(p, "out_of_school_reason", "")),
    "grown-preschooler": _person(
        lambda p: 16 < p.age < 25 and not p.is_student, lambda p: setattr(p, "education", Education.PRESCHOOL)
    ),
    "months-without-place": _person(_working, lambda p: setattr(p, "work_place", "")),
    "two-allowances": _mark("two-allowances", fits=_is_dibao),
    "able-in-extreme-poverty": _mark(
        "able-in-extreme-poverty", fits=lambda house: _is_general(house) and house.head.is_able and house.head.age <= 55
    ),
    "no-head": _no_head,
    "two-heads": _two_heads,
    "spouses": _spouses,
    "empty": _empty,
    "cause-twice": _cause_twice,
    "dibao-nobody": _mark("dibao-nobody", fits=_is_dibao),
    "dibao-somebody": _mark("dibao-somebody", fits=_is_general),
    "helper": _mark("helper", fits=lambda house: len(house.village.houses) > 2),
    "exit-food": lambda house: bool(house.exit_on) and (house.faults.add("exit-food") or True),
    "split-listed": _person(lambda p: p.joined_by == Joined.REGISTERED, lambda p: setattr(p, "joined_by", Joined.SPLIT)),
    "born-late": _person(
        lambda p: p.joined_by == Joined.REGISTERED and 6 <= p.age <= 10, lambda p: setattr(p, "joined_by", Joined.BIRTH)
    ),
    "head-child": _head_child,
    "people-moved": _people_moved,
    "recorded-early": _mark("recorded-early"),
    "young-party": _mark("young-party", fits=lambda house: sum(p.age < 14 and not p.left_on for p in house.members) == 1),
    "blank-record": _mark("blank-record"),
    "unfinished": _mark("unfinished"),
    "loss": _mark("loss", fits=lambda house: not house.renovated),
    "high-income": _mark("high-income", fits=lambda house: len(house.members) <= 2),
    "no-expenses": _mark("no-expenses"),
    "wages": _mark("wages", fits=_no_workers),
    "irrigated": _mark("irrigated"),
    "extreme-money": _mark("extreme-money", fits=_is_general),
}
