"""What was looked at: a year of which nothing is on record, and an area of which nothing is, are not judged."""

# Held against the bare lists of villages, townships and groups.
LISTED = ("planning.targets-broken-down", "staffing.stations", "staffing.task-forces", "staffing.groups-paired")
LISTED += ("technicians.villages",)


def something_this_year(view):
    """Whether anything that happened in the year is on record of the county by the day."""
    dated = [each.on for each in view.allotments + view.recoveries + view.deliveries + view.progress + view.look_backs]
    dated += [each.on for each in view.technical_visits + view.surveys + view.disciplines]
    dated += [each.on for each in view.household_checks + view.village_checks + view.village_events]
    dated += [each.on for each in view.events if each.carried_from is None]
    dated += [each.done_on for each in view.measures] + [each.pledged_on for each in view.donations]
    dated += [each.started_on for each in view.rounds] + [each.found_on for each in view.findings]
    dated += [each.required_on for each in view.interviews] + [each.held_on for each in view.trainings]
    dated += [each.month for each in view.attendances]
    of_the_year = [each.recorded_on for each in view.records if each.year == view.year]
    of_the_year += [each.issued_on for each in view.papers if each.year == view.year]
    of_the_year += [each.on for each in view.budgets + view.manual_scores if each.year == view.year]
    of_the_year += [each.formed_on for each in view.teams if each.year == view.year]
    planned = [each for each in view.projects if each.year == view.year and not view.is_withdrawn(each)]
    return any(map(view.this_year, dated)) or any(map(view.by_now, of_the_year)) or planned != []


def is_on_record(area, figures):
    """Whether anything but its place in the lists is on record of an area; `figures` {(area, code): Figure}."""
    for (place, code), found in figures.items():
        if place is not area:
            continue
        if found.numerator or (found.plan and found.target):
            return True
        if found.denominator and code not in LISTED and code != "supervision.townships-inspected":
            return True
    return False


def was_looked_at(area, county, figures, code):
    """Whether what an indicator judges by absence, or by a list, was looked at in the area."""

    def number(name, part="numerator"):
        return getattr(figures[area, name], part)

    if code in LISTED:
        return figures[county, code].numerator != 0 and is_on_record(area, figures)
    looked = {
        "supervision.overdue": lambda: (
            number("supervision.townships-inspected") or number("supervision.findings-rectified", "denominator")
        ),
        "targeting.incidence": lambda: number("targeting.households") or number("outcomes.returned", "denominator"),
        "targeting.households-returned": lambda: number("outcomes.returned", "denominator"),
        "measures.industries": lambda: number("measures.covered", "denominator"),
        "outcomes.exits-unaccepted": lambda: number("outcomes.households-exited"),
        "funds.carry-over-older": lambda: (
            number("funds.spent", "denominator")
            or number("funds.carry-over-first-year")
            or number("funds.carry-over-second-year")
        ),
    }
    return code not in looked or bool(number(code) or looked[code]())
