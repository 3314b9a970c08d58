"""六个精准, what concerns works and money: 项目安排, 资金使用; counted slowly."""

from tests.oracle.scoring import all_or_nothing, bands, falling, linear, steps
from tests.oracle.sheet import ratio, share, total

# --- 项目安排 ---------------------------------------------------------------------------------------------------------


def facility(view, kind, villages):
    """(how many have it, of how many) by the last observation in each village."""
    have, of = 0, 0
    for village in villages:
        seen = [each for each in village.its("facilities") if each.kind == kind and view.by_now(each.on)]
        if seen:
            last = max(seen, key=lambda each: each.on)
            have, of = have + last.have, of + last.of
    return have, of


def observed_villages(view):
    """行政村, those of an older list too where something was observed; without communities."""
    return [area for area in view.areas if area.kind == "village"]


@share("projects.tap-water", 98, linear)
def tap_water(view):
    return facility(view, "tap-water", view.areas)


@share("projects.paved-road", 100, linear)
def paved_road(view):
    return facility(view, "paved-road", observed_villages(view))


@share("projects.power", 100, linear)
def power(view):
    return facility(view, "power", view.poor_villages)


@share("projects.preschool", 80, linear)
def preschool(view):
    return facility(view, "preschool", view.areas)


@share("projects.compulsory-retention", 85, linear)
def compulsory_retention(view):
    return facility(view, "compulsory-retention", view.areas)


@share("projects.clinic", 100, linear)
def clinic(view):
    return facility(view, "clinic", view.areas)


@share("projects.stage", 80, steps(step=5, points=10))
def stage(view):
    return facility(view, "stage", observed_villages(view))


@share("projects.broadband", 95, linear)
def broadband(view):
    return facility(view, "broadband", observed_villages(view))


@share("projects.village-office", 80, linear)
def village_office(view):
    return facility(view, "village-office", observed_villages(view))


@share("projects.safe-housing", 95, linear)
def safe_housing(view):
    return facility(view, "safe-housing", view.areas)


@share("projects.industry", 90, linear)
def industry(view):
    return facility(view, "industry", view.areas)


@share("projects.insurance", 95, linear)
def insurance(view):
    return facility(view, "insurance", view.areas)


def done_and_planned(view, works):
    """What was built this year, against what the year's projects that should have begun plan to build."""
    done = sum(each.quantity for each in view.progress if each.site.project.works == works and view.this_year(each.on))
    planned = 0
    for site in view.sites:
        project = site.project
        begun = project.works == works and project.year == view.year and view.by_now(project.planned_start_on)
        if begun and not view.is_withdrawn(project):
            planned += site.planned
    return done, planned


@total("projects.water-households", "planned", linear)
def water_households(view):
    return done_and_planned(view, "water")


@total("projects.road-km", "planned", linear)
def road_km(view):
    return done_and_planned(view, "road")


@total("projects.kindergartens", "planned", linear)
def kindergartens(view):
    return done_and_planned(view, "kindergarten")


@total("projects.primary-schools", "planned", linear)
def primary_schools(view):
    return done_and_planned(view, "primary-school")


@total("projects.village-offices", "planned", linear)
def village_offices(view):
    return done_and_planned(view, "village-office")


@total("projects.clinics", "planned", linear)
def clinics(view):
    return done_and_planned(view, "clinic")


@total("projects.stages", "planned", linear)
def stages(view):
    return done_and_planned(view, "stage")


@total("projects.power-villages", "planned", linear)
def power_villages(view):
    return done_and_planned(view, "power")


@share("projects.gaps-matched", 100, linear)
def gaps_matched(view):
    found = [gap for gap in view.gaps if view.by_now(gap.found_on)]
    matched = [gap for gap in found if view.by_now(gap.matched_on) and not view.is_withdrawn(gap.project)]
    return len(matched), len(found)


@share("projects.on-time", 95, linear)
def on_time(view):
    due, in_time = 0, 0
    for project in view.projects:
        if project.year == view.year and view.by_now(project.planned_finish_on) and not view.is_withdrawn(project):
            due += 1
            accepted = [step.on for step in project.its("steps") if step.stage == "10-accepted"]
            in_time += bool(accepted) and accepted[0] <= project.planned_finish_on
    return in_time, due


def is_public(allotment):
    """Money of the treasury or of a sector's department."""
    return allotment.channel.group in ("fiscal", "sector")


def passed_down(view):
    """What was passed down by the day of this year's allotments."""
    return [each for each in view.appropriations if view.this_year(each.allotment.on) and view.by_now(each.on)]


@total("projects.integrated-money")
def integrated_money(view):
    return sum(each.amount_fen for each in passed_down(view) if each.project.integrated and is_public(each.allotment))


# --- 资金使用 ---------------------------------------------------------------------------------------------------------


def allotted(view, *groups):
    return [each for each in view.allotments if each.channel.group in groups and view.this_year(each.on)]


def fen(rows):
    return sum(row.amount_fen for row in rows)


def to_poor_villages(view, group):
    rows = allotted(view, group)
    return fen(row for row in rows if view.is_poor_village(row.area)), fen(rows)


@total("funds.fiscal")
def fiscal(view):
    return fen(allotted(view, "fiscal"))


@share("funds.fiscal-to-poor-villages", 60, linear, only_county=True)
def fiscal_to_poor_villages(view):
    return to_poor_villages(view, "fiscal")


@total("funds.sector")
def sector(view):
    return fen(allotted(view, "sector"))


@share("funds.sector-to-poor-villages", 50, linear, only_county=True)
def sector_to_poor_villages(view):
    return to_poor_villages(view, "sector")


@total("funds.cooperation")
def cooperation(view):
    return fen(allotted(view, "cooperation"))


def of_the_budget(view, channel, column):
    """(what a channel allotted, what the year's budgets by the day have in a column)"""
    used = fen(each for each in view.allotments if each.channel.code == channel and view.this_year(each.on))
    budgets = [each for each in view.budgets if each.year == view.year and view.by_now(each.on)]
    return used, sum(getattr(each, column) for each in budgets)


@share("funds.revenue-increment", 20, all_or_nothing)
def revenue_increment(view):
    return of_the_budget(view, "county-revenue-increment", "revenue_increment_fen")


@share("funds.recovered-stock", 50, all_or_nothing)
def recovered_stock(view):
    return of_the_budget(view, "county-recovered-stock", "recovered_stock_fen")


@share("funds.appropriated", 95, linear)
def appropriated(view):
    return fen(each for each in passed_down(view) if is_public(each.allotment)), fen(allotted(view, "fiscal", "sector"))


@share("funds.spent", 92, bands((92, 100), (85, 90), (80, 80), (70, 60), (60, 40), (30, 20)))
def spent(view):
    paid = 0
    for allotment in allotted(view, "fiscal", "sector"):
        for appropriation in allotment.its("appropriations"):
            paid += fen(each for each in appropriation.its("expenditures") if view.by_now(each.on))
    return paid, fen(allotted(view, "fiscal", "sector"))


@ratio("funds.days-to-appropriation", 30, falling(to=90), less=True)
def days_to_appropriation(view):
    rows = passed_down(view)
    return sum((row.on - row.allotment.on).days for row in rows), len(rows)


def full_years(since, day):
    """How many years have passed in full, as one counts birthdays."""
    return day.year - since.year - ((day.month, day.day) < (since.month, since.day))


def unspent(view, *, at_least=0, less_than=1000):
    """What the day leaves unspent of the money whose age in full years lies in a range."""
    left = 0
    for allotment in view.allotments:
        if view.by_now(allotment.on) and at_least <= full_years(allotment.on, view.day) < less_than:
            left += allotment.amount_fen
            for appropriation in allotment.its("appropriations"):
                left -= fen(each for each in appropriation.its("expenditures") if view.by_now(each.on))
    return left


@total("funds.carry-over-first-year")
def carry_over_first_year(view):
    return unspent(view, less_than=1)


@total("funds.carry-over-second-year")
def carry_over_second_year(view):
    return unspent(view, at_least=1, less_than=2)


@total("funds.carry-over-older", 0, all_or_nothing, less=True)
def carry_over_older(view):
    return unspent(view, at_least=2)


@total("funds.recovered")
def recovered(view):
    return fen(each for each in view.recoveries if view.this_year(each.on))
