"""The households' own records: household, members, status events, look-back, papers."""

import datetime

from households.codes import HouseholdKind, Relation
from households.models import Household, LookBack, Member, Paper, StatusEvent
from kangle.demo.drawing import YEAR, before, between, day, stream
from kangle.demo.fates import RETURN_REASONS

LOOK_BACKS_FROM = datetime.date(YEAR, 2, 20)


def write(county, book, numbers):
    """Put every household and what is dated about it into the book; each house learns its key and number."""
    rng = stream("records")
    for village in county.villages:
        for serial, house in enumerate(village.houses, 1):
            house.number = f"{village.code}{serial:04d}"
            house.pk = _household(book, rng, house, numbers)
            for person in house.members:
                person.pk = _member(book, house, person)
            _events(book, house)
            if house.was_registered:
                _look_back(book, rng, house)
                _papers(book, rng, house)


def _household(book, rng, house, numbers):
    village = house.village
    causes = [*house.causes, "", ""]
    group, group_name = house.group
    has_phone = "no-phone" not in house.faults
    return book.add(
        Household,
        village=village.pk,
        group=group,
        number=house.number,
        address=f"{village.township.name}{village.name}{group_name}{int(house.number[-4:])}号",
        phone=numbers.phone() if has_phone else "",
        bank=f"农村信用社{village.township.name[:-1]}分社",
        account=numbers.account(),
        kind=house.kind,
        standard="national",
        main_cause=causes[0],
        second_cause=causes[1],
        third_cause=causes[2],
        martyr_family=rng.random() < 0.004,
        **_offspring(house),
        cannot_build=house.cannot_build,
        planned_exit_year=house.planned_exit_year,
        wants_relocation=house.relocated or rng.random() < 0.02,
        relocation_mode="concentrated" if house.relocated else "",
        relocation_place=f"{village.township.name}集中安置点" if house.relocated else "",
        in_national_system_on=_entered_on(rng, house),
    )


def _offspring(house):
    sons = sum(person.relation == Relation.SON for person in house.members)
    daughters = sum(person.relation == Relation.DAUGHTER for person in house.members)
    return {
        "only_child_family": sons + daughters == 1 and len(house.members) == 3,
        "two_daughter_family": daughters == 2 and not sons,
    }


def _entered_on(rng, house):
    """The day it was entered in the national system: late 2014 for most, during 2015 for some, not yet for a few."""
    chance = rng.random()
    if chance < 0.955:
        return between(rng, max(house.identified_on, day(10, 20, 2014)), day(12, 30, 2014))
    return between(rng, day(1, 10), day(11, 30)) if chance < 0.993 else None


def _member(book, house, person):
    insured = person.age > 0 and hash_share(house.number, person.age) < (0.999 if house.exit_on else 0.985)
    return book.add(
        Member,
        household=house.pk,
        name=person.name,
        sex=person.sex,
        born_on=person.born_on,
        document=person.document,
        identity_number=person.identity_number,
        relation=person.relation,
        ethnicity=person.ethnicity,
        political=_political(house, person),
        education=person.education,
        schooling=person.schooling,
        out_of_school_reason=person.out_of_school_reason,
        health=person.health,
        labour=person.labour,
        work_place=person.work_place,
        months_worked=person.months_worked,
        medical_insurance=insured or person.age == 0,
        critical_insurance=insured,
        pension=person.age >= 16 and not person.is_student and hash_share(house.number, person.age + 100) < 0.93,
        **_allowances(house, person),
        public_post=person.is_able and person.age > 45 and hash_share(house.number, 7) < 0.02,
        joined_on=person.joined_on,
        joined_by=person.joined_by,
        left_on=person.left_on,
        left_by=person.left_by,
    )


def _allowances(house, person):
    """By the household's kind, but for the few whose record contradicts it."""
    is_head, faults = person is house.head, house.faults
    return {
        "dibao": house.kind == HouseholdKind.DIBAO and "dibao-nobody" not in faults or is_head and "dibao-somebody" in faults,
        "extreme_poverty": house.kind == HouseholdKind.WUBAO
        or is_head
        and not faults.isdisjoint({"two-allowances", "able-in-extreme-poverty"}),
    }


def hash_share(number, salt):
    """A number from 0 to 1 that depends on nothing but its arguments: for what is decided record by record."""
    return (int(number) * 2654435761 + salt * 40503) % 999_983 / 999_983


def _political(house, person):
    share = hash_share(house.number, person.age + 300)
    if "young-party" in house.faults and person.age < 14 and not person.left_on:
        return "party"
    if person.age >= 25 and share < 0.022:
        return "party"
    return "league" if 15 <= person.age <= 27 and share < 0.25 else "masses"


def _events(book, house):
    """The household's standing, in the order of days: its last event on a day is where it stands."""
    add = book.table(StatusEvent).add
    happened = [("identified", house.identified_on, "建档立卡识别", "9771识别程序")]
    if house.exited_2014_on:
        happened.append(("exited", house.exited_2014_on, "达到脱贫标准", "12345退出程序"))
    if house.returned_on:
        happened.append(("returned", house.returned_on, RETURN_REASONS[int(house.number) % 3], "返贫挂号"))
    if house.removed_on:
        happened.append(("removed", house.removed_on, house.removed_for, "回头看清理"))
    if house.exit_on:
        happened.append(("exited", house.exit_on, "达到脱贫标准", "12345退出程序"))
    if house.deregistered_on:
        happened.append(("deregistered", house.deregistered_on, "整户自然消亡", ""))
    for kind, on, reason, procedure in happened:
        add({"household": house.pk, "kind": kind, "on": on, "reason": reason, "procedure": procedure})


def _look_back(book, rng, house):
    on = before(house.removed_on, rng.randint(3, 16)) if house.removed_on else between(rng, LOOK_BACKS_FROM, day(6, 30))
    if house.deregistered_on and on > house.deregistered_on:
        on = before(house.deregistered_on, 1) if house.deregistered_on > LOOK_BACKS_FROM else None
    if on:
        checker = f"{house.village.township.name}核查{rng.randint(1, 4)}组"
        book.add(LookBack, household=house.pk, on=on, conforms=not house.removed_on, reason=house.removed_for, checked_by=checker)


def _papers(book, rng, house):
    for kind, share, first, last in (("exit-plan", 0.964, day(1, 20), day(5, 31)), ("booklet", 0.975, day(3, 1), day(9, 15))):
        on = between(rng, first, last)
        gone = house.removed_on or house.deregistered_on or house.exit_on
        if rng.random() < share - house.village.township.slackness and not (gone and on > gone):
            book.add(Paper, household=house.pk, kind=kind, year=YEAR, issued_on=on)
