"""六个精准, whom it is for and what is done for them: 扶贫对象, 措施到户; counted slowly."""

from tests.oracle.scoring import deduct, falling, linear
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


def lacks_a_rural_population(view):
    """Poor people live in a village whose 村情 nobody has entered: of how many they are a part is not known."""
    poor = poor_now(view)
    for village in view.areas:
        its_poor = sum(view.persons(household, view.day) for household in poor if household.village is village)
        its_profiles = [profile for profile in village.its("profiles") if view.by_now(profile.recorded_on)]
        if its_poor and not (its_profiles and max(its_profiles, key=lambda profile: profile.year).rural_persons):
            return True
    return False


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
    return sum(is_complete(view, household) for household in view.served), len(view.served)


def is_in_doubt(view, household):
    """Something was found in its records by the day, neither gone nor explained by then, that may not stay as it is."""
    for doubt in household.its("doubts"):
        stands = view.by_now(doubt.found_on) and not view.by_now(doubt.cleared_on)
        if stands and not view.by_now(doubt.explained_on) and doubt.severity in ("blocks", "explain"):
            return True
    return False


@share("targeting.quality", 100, linear)
def quality(view):
    return sum(not is_in_doubt(view, household) for household in view.served), len(view.served)


@share("targeting.national-system", 100, linear)
def national_system(view):
    return sum(view.by_now(household.in_national_system_on) for household in view.served), len(view.served)


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
    return sum(household in helped for household in view.served), len(view.served)


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
