"""六个精准, what concerns people: 扶贫对象, 措施到户, 因村派人, 脱贫成效; counted slowly."""

from tests.oracle.in_place import was_accepted
from tests.oracle.scoring import by_rank, deduct, falling, linear, veto
from tests.oracle.sheet import ratio, share, total

# --- 扶贫对象 ---------------------------------------------------------------------------------------------------------


@total("targeting.registered-at-start")
def registered_at_start(view):
    number = 0
    for household in view.households:
        if view.is_poor(household, view.start):
            number += view.persons(household, view.start)
    return number


def poor_now(view):
    return [household for household in view.households if view.is_poor(household, view.day)]


@total("targeting.households")
def poor_households(view):
    return len(poor_now(view))


@total("targeting.persons")
def poor_persons(view):
    return sum(view.persons(household, view.day) for household in poor_now(view))


@share("targeting.incidence", 3, falling(to=30), less=True)
def incidence(view):
    rural = 0
    for village in view.areas:
        known = [profile for profile in village.its("profiles") if view.by_now(profile.recorded_on)]
        if known:
            rural += max(known, key=lambda profile: profile.year).rural_persons
    return poor_persons(view), rural


@share("targeting.conforming", 98, linear)
def conforming(view):
    last_checks = [view.last_this_year(household.its("look_backs")) for household in view.households]
    last_checks = [check for check in last_checks if check is not None]
    return sum(check.conforms for check in last_checks), len(last_checks)


def persons_on_the_day(view, kind):
    """The members of the households with an event this year, counted on the day of it."""
    number = 0
    for household in view.with_event(kind):
        number += view.persons(household, view.last_event_of_the_year(household, kind).on)
    return number


@total("targeting.persons-removed")
def persons_removed(view):
    return persons_on_the_day(view, "removed")


def is_complete(view, household):
    """The record that is due (this year's from December on, till then last year's) was taken, and nothing required is blank."""
    due = view.year if view.day.month == 12 else view.year - 1
    for record in household.its("records"):
        if record.year == due and view.by_now(record.recorded_on):
            filled = record.road != "" and record.house_grade != "" and record.fuel != "" and record.floor_area_m2 > 0
            return filled and household.phone != "" and household.address != ""
    return False


@share("targeting.complete-records", 100, linear)
def complete_records(view):
    return sum(is_complete(view, household) for household in view.register), len(view.register)


@share("targeting.national-system", 100, linear)
def national_system(view):
    return sum(view.by_now(household.in_national_system_on) for household in view.register), len(view.register)


@total("targeting.households-returned", 0, deduct(points="0.5"), less=True)
def households_returned(view):
    return len(view.with_event("returned"))


@total("targeting.cadres-disciplined")
def cadres_disciplined(view):
    return len({each.cadre for each in view.disciplines if view.this_year(each.on)})


# --- 措施到户 ---------------------------------------------------------------------------------------------------------


@share("measures.covered", 100, linear)
def covered(view):
    helped = {each.household for each in view.helps()}
    return sum(household in helped for household in view.register), len(view.register)


def households_helped(view, kind):
    return len({each.household for each in view.helps(kind)})


def persons_helped(view, kind):
    return len({each.member for each in view.helps(kind) if each.member is not None})


@total("measures.renovation")
def renovation(view):
    return households_helped(view, "renovation")


@total("measures.relocation")
def relocation(view):
    return households_helped(view, "relocation")


@total("measures.student-loans")
def student_loans(view):
    return persons_helped(view, "student-loan")


@total("measures.student-loan-money")
def student_loan_money(view):
    return sum(each.amount_fen for each in view.helps("student-loan"))


@total("measures.training")
def training(view):
    return persons_helped(view, "training")


@total("measures.loans")
def loans(view):
    return households_helped(view, "loan")


@total("measures.loan-money")
def loan_money(view):
    return sum(each.amount_fen for each in view.helps("loan"))


@total("measures.safe-water")
def safe_water(view):
    return households_helped(view, "safe-water")


@total("measures.medical")
def medical(view):
    return households_helped(view, "medical")


@total("measures.relief")
def relief(view):
    return households_helped(view, "relief")


@total("measures.industries", 5, linear)
def industries(view):
    return len({each.industry for each in view.helps("industry")})


def households_in(view, industry):
    return len({each.household for each in view.helps("industry") if each.industry == industry})


@total("measures.livestock")
def livestock(view):
    return households_in(view, "livestock")


@total("measures.seedlings")
def seedlings(view):
    return households_in(view, "seedlings")


@total("measures.herbs")
def herbs(view):
    return households_in(view, "herbs")


@total("measures.labour")
def labour(view):
    return households_in(view, "labour")


@total("measures.tourism")
def tourism(view):
    return households_in(view, "tourism")


@ratio("measures.money-per-household")
def money_per_household(view):
    given = sum(each.amount_fen for each in view.helps() if each.kind not in ("loan", "student-loan"))
    return given, len({each.household for each in view.helps()})


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
    paired = [home for home in view.register if any(view.in_force(pairing) for pairing in home.its("pairings"))]
    return len(paired), len(view.register)


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
    """The household's record of a year, if it was taken by the day."""
    for record in household.its("records"):
        if record.year == year and view.by_now(record.recorded_on):
            return record
    return None


def net_income(record):
    came_in = record.wages_fen + record.business_fen + record.property_fen
    transfers = record.family_planning_fen + record.dibao_fen + record.extreme_poverty_fen + record.pension_fen
    return came_in + transfers + record.ecological_fen + record.other_transfers_fen - record.business_expenses_fen


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
        and net_income(record) > max(lines) * len(living)
        and record.enough_food
        and record.enough_clothing
        and record.water_safe
        and record.house_grade in ("A", "B")
        and all(member.out_of_school_reason == "" for member in living)
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
