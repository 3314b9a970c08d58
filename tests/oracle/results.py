"""六个精准, who answers and what came of it: 因村派人, 脱贫成效; counted slowly."""

from tests.oracle.in_place import was_accepted
from tests.oracle.precise import persons_on_the_day
from tests.oracle.scoring import by_rank, falling, linear, veto
from tests.oracle.sheet import share, total

# --- 因村派人 ---------------------------------------------------------------------------------------------------------


def has_organisation(view, area, kind):
    return any(each.kind == kind and view.in_force(each) for each in area.its("organisations"))


@share("staffing.stations", 100, linear)
def stations(view):
    townships = view.standing_townships
    return sum(has_organisation(view, township, "station") for township in townships), len(townships)


@share("staffing.task-forces", 100, linear)
def task_forces(view):
    villages = view.administrative_villages
    return sum(has_organisation(view, village, "task-force") for village in villages), len(villages)


@share("staffing.groups-paired", 100, linear)
def groups_paired(view):
    standing = []
    for group in view.groups:
        opened = group.opened_on is None or group.opened_on <= view.day
        closed = group.closed_on is not None and group.closed_on <= view.day
        if opened and not closed:
            standing.append(group)
    return sum(any(view.in_force(duty) for duty in group.its("group_duties")) for group in standing), len(standing)


@share("staffing.households-paired", 100, linear)
def households_paired(view):
    paired = [home for home in view.served if any(view.in_force(pairing) for pairing in home.its("pairings"))]
    return len(paired), len(view.served)


def months_in_village(view, kind):
    """(months with twenty days in the village, all months) of those who hold a kind of post."""
    months = [each for each in view.attendances if each.post.kind == kind and view.this_year(each.month)]
    return sum(month.days >= 20 for month in months), len(months)


@share("staffing.days-in-village", 90, linear)
def days_in_village(view):
    return months_in_village(view, "task-force-leader")


# --- 脱贫成效 ---------------------------------------------------------------------------------------------------------


@total("outcomes.persons-exited", "planned", linear)
def persons_exited(view):
    return persons_on_the_day(view, "exited"), view.planned("exit-persons")


@total("outcomes.households-exited", "planned", linear)
def households_exited(view):
    return len(view.with_event("exited")), view.planned("exit-households")


@total("outcomes.villages-exited", "planned", linear)
def villages_exited(view):
    exited = set()
    for event in view.village_events:
        if event.kind == "exited" and view.this_year(event.on):
            exited.add(event.village)
    return len(exited), view.planned("exit-villages")


def record_of_the_year(view, household, year):
    """The household's record of a year, if it was taken by the day and no screen of it is left to fill in."""
    for record in household.its("records"):
        is_left = any(begun.steps_left for begun in record.its("begun"))
        if record.year == year and view.by_now(record.recorded_on) and not is_left:
            return record
    return None


def net_income(record):
    came_in = record.wages_fen + record.business_fen + record.property_fen
    transfers = record.family_planning_fen + record.dibao_fen + record.extreme_poverty_fen + record.pension_fen
    return came_in + transfers + record.ecological_fen + record.other_transfers_fen - record.business_expenses_fen


def shared_by(household, record):
    """How many shared a year's income: those who belonged to the household on the day its record was taken."""
    there = 0
    for member in household.its("members"):
        if member.joined_on <= record.recorded_on and (member.left_on is None or member.left_on > record.recorded_on):
            there += 1
    return there


def is_out_of_school(view, member):
    """A reason is on record, or a child of seven to fifteen goes to no school."""
    birthday_has_come = (view.day.month, view.day.day) >= (member.born_on.month, member.born_on.day)
    age = view.day.year - member.born_on.year - (0 if birthday_has_come else 1)
    return member.out_of_school_reason != "" or (7 <= age <= 15 and member.schooling in ("none", ""))


def meets_the_standard(view, household):
    """一达标两不愁三保障 by this year's record; the higher of the year's poverty lines, and strictly over it."""
    record = record_of_the_year(view, household, view.year)
    lines = [line.amount_fen for line in view.book.lines if line.year == view.year]
    living = []
    for member in household.its("members"):
        if member.joined_on <= view.day and (member.left_on is None or member.left_on > view.day):
            living.append(member)
    return (
        lines != []
        and net_income(record) > max(lines) * shared_by(household, record) > 0
        and record.enough_food
        and record.enough_clothing
        and record.water_safe
        and record.house_grade in ("A", "B")
        and living != []
        and not any(is_out_of_school(view, member) for member in living)
        and all(member.medical_insurance for member in living)
    )


@share("outcomes.exit-standard", 98, linear)
def exit_standard(view):
    recorded = [home for home in view.with_event("exited") if record_of_the_year(view, home, view.year)]
    return sum(meets_the_standard(view, household) for household in recorded), len(recorded)


@total("outcomes.exits-unaccepted", 0, veto, less=True)
def exits_unaccepted(view):
    return sum(not was_accepted(view, household) for household in view.with_event("exited"))


@share("outcomes.returned", 1, falling(to=10), less=True)
def returned(view):
    ever = [
        home for home in view.households if any(each.kind == "exited" and view.by_now(each.on) for each in home.its("events"))
    ]
    return len(view.with_event("returned")), len(ever)


@share("outcomes.income-growth", 12, by_rank(points="0.25", floor=60), may_exceed_one=True)
def income_growth(view):
    growth, before = 0, 0
    for household in view.households:
        now = record_of_the_year(view, household, view.year)
        then = record_of_the_year(view, household, view.year - 1)
        if now is not None and then is not None:
            growth += net_income(now) - net_income(then)
            before += net_income(then)
    return growth, before
