"""What was looked at: an item of which nothing of the year is on record, and an area of which nothing is, are not judged."""

from tests.oracle.in_place import inspections

# Held against the bare lists of villages, townships and groups.
LISTED = ("planning.targets-broken-down", "staffing.stations", "staffing.task-forces", "staffing.groups-paired")
LISTED += ("technicians.villages",)


def what_was_seen(view):
    """{item or indicator: whether any record of the year itself says that it was looked at in the view's area}."""

    def on(day, rows):
        return [each for each in rows if view.this_year(getattr(each, day))]

    def of_the_year(day, rows):
        return [each for each in rows if each.year == view.year and view.by_now(getattr(each, day))]

    tiers = [view.tier_of(area) for area in view.areas]
    ranked = [tier for tier in tiers if tier and (tier.carried_from_id is None or tier.rank is not None)]
    projects = [each for each in view.projects if each.year == view.year and not view.is_withdrawn(each)]
    events = on("on", [each for each in view.events if each.carried_from is None])
    records, papers = of_the_year("recorded_on", view.records), of_the_year("issued_on", view.papers)
    look_backs, visits = on("on", view.look_backs), on("on", view.visits)
    months, posts = on("month", view.attendances), on("since", view.posts)
    exits = view.were_set("exit-persons", "exit-households", "exit-villages")
    left, given = on("on", view.village_events), on("pledged_on", view.donations) + on("on", view.deliveries)
    checks = on("on", view.household_checks) + on("on", view.village_checks) + of_the_year("formed_on", view.teams)
    inspected = inspections(view)
    begun = posts + on("since", view.pairings) + on("since", view.organisations) + on("since", view.group_duties)
    at_home = records + events + look_backs + visits
    found = {
        "planning": exits + papers + projects + of_the_year("on", view.manual_scores),
        "methods": ranked,
        "outreach": view.were_set("train-cadres", "train-households") + on("held_on", view.trainings) + on("on", view.surveys),
        "acceptance": exits + events + left + checks,
        "social-aid": view.were_set("enterprises") + given + records + look_backs,
        "supervision": view.were_set("rounds") + on("started_on", view.rounds) + inspected + on("found_on", view.findings),
        "targeting": records + events + look_backs + on("on", view.disciplines),
        "projects": projects + on("on", view.progress) + on("on", view.facilities) + on("found_on", view.gaps),
        "funds": on("on", view.allotments) + of_the_year("on", view.budgets) + on("on", view.recoveries),
        "measures": on("done_on", view.measures) + records,
        "staffing": months + visits + begun,
        "outcomes": exits + events + left + records,
        "first-secretaries": [each for each in months if each.post.kind == "first-secretary"],
        "technicians": view.were_set("technicians") + on("on", view.technical_visits),
        "helpers": given,
        "outcomes.returned": at_home,
        "targeting.households-returned": at_home,
    }
    found["supervision"] += on("required_on", view.interviews)
    found["funds"] += on("on", view.expenditures)
    found["first-secretaries"] += [each for each in posts if each.kind == "first-secretary"]
    found["technicians"] += [each for each in posts if each.kind == "technician"]
    return {code: rows != [] for code, rows in found.items()}


def was_seen(seen, in_the_county, code):
    """Whether an indicator may be scored in an area where this was `seen`: what is held against a list that its county kept this
    year also where the list names nobody, if only anything of the year is on record there."""
    item = code.split(".")[0]
    if item in ("staffing", "first-secretaries", "technicians"):
        return in_the_county[item] and any(seen.values())
    return seen[item] and seen.get(code, True)


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
