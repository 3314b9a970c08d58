"""Random works and money."""

import datetime

from funds.models import (
    Allotment,
    Appropriation,
    Budget,
    Channel,
    Delivery,
    Document,
    Donation,
    Donor,
    Expenditure,
    Recovery,
)
from projects.models import Beneficiary, Gap, Progress, Project, Site, Step, Works
from tests.random_facts import unique
from tests.random_facts.people import each

FIRST = datetime.date(2012, 1, 1)  # before anything of any county happened


def projects(county, count):
    """Always one, for money must be passed down to something; some of another year, some serving several villages."""
    rows = []
    for number in range(max(1, count)):
        start, finish = county.days(2)
        year = county.shape.year - county.rng.choice([0, 0, 0, 1])
        rows.append(
            Project(
                area=county.place(),
                number=f"P{number}",
                name=f"项目{number}",
                year=year,
                works=county.rng.choice(Works.values),
                authority="县扶贫办",
                integrated=county.chance(),
                planned_start_on=start,
                planned_finish_on=finish,
            )
        )
    return rows


def some_project(county):
    return county.rng.choice(county.made["projects"])


def steps(county, count):
    stages = ["09-works", "10-accepted", "10-accepted", "11-settled", "99-withdrawn"]
    rows = []
    for _ in range(count):
        project, stage = some_project(county), county.rng.choice(stages)
        # Accepted on the last day allowed, and on the one after.
        on = project.planned_finish_on if county.chance(0.4) else county.day()
        rows.append(Step(project=project, stage=stage, on=on))
    return unique(rows, "project", "stage")


def sites(county, count):
    rows = [
        Site(project=some_project(county), area=county.place(), planned=county.rng.choice([0, 1, 5, 2300]))
        for _ in range(count * 3)
    ]
    return unique(rows, "project", "area")


def progress(county, count):
    rows, left = [], {site: site.planned for site in county.made["sites"]}
    for _ in range(count * 3 if county.made["sites"] else 0):
        site = county.rng.choice(county.made["sites"])
        rows.append(Progress(site=site, on=county.day(), quantity=min(left[site], county.rng.choice([0, 1, 5, 1200]))))
        left[site] -= rows[-1].quantity
    return unique(rows, "site", "on")


def gaps(county, count):
    rows = []
    for _ in range(count):
        found, matched = county.days(2)
        project = some_project(county) if county.chance(0.7) else None
        rows.append(
            Gap(
                village=county.rng.choice(county.villages),
                works=county.rng.choice(Works.values),
                found_on=found,
                project=project,
                matched_on=matched if project else None,
            )
        )
    return unique(rows, "village", "works", "found_on")


def beneficiaries(county, count):
    rows = [Beneficiary(project=some_project(county), household=home, since=county.day()) for home in each(county, count * 2)]
    return unique(rows, "project", "household")


CHANNELS = [
    ("central", "fiscal"),
    ("county-revenue-increment", "fiscal"),
    ("county-recovered-stock", "fiscal"),
    ("water", "sector"),
    ("xiamen", "cooperation"),
    ("social", "social"),
]


def channels(county, count):
    return [Channel(code=code, name=code, group=group) for code, group in CHANNELS]


def documents(county, count):
    return [Document(area=county.top, number="临财〔2015〕1号", title="下达资金", issuer="州财政局", on=FIRST)]


def allotments(county, count):
    rows = []
    for _ in range(count * 3):
        on, channel = county.day(), county.rng.choice(county.made["channels"])
        amount = county.rng.choice([1, 999_99, 5_000_000_00])
        rows.append(
            Allotment(document=county.made["documents"][0], channel=channel, area=county.place(), on=on, amount_fen=amount)
        )
    return rows


def appropriations(county, count):
    """Part or the whole of an allotment passed down; some in a later year."""
    rows = []
    for allotment in county.rng.sample(county.made["allotments"], min(count * 2, len(county.made["allotments"]))):
        on = max(allotment.on, county.day())
        amount = county.rng.choice([allotment.amount_fen, (allotment.amount_fen + 1) // 2])
        rows.append(Appropriation(allotment=allotment, project=some_project(county), on=on, amount_fen=amount))
    return rows


def expenditures(county, count):
    rows = []
    for source in county.rng.sample(county.made["appropriations"], min(count * 2, len(county.made["appropriations"]))):
        parts = [source.amount_fen] if source.amount_fen < 3 else [source.amount_fen // 3] * county.rng.randint(1, 3)
        for part in parts:
            on = max(source.on, county.day())
            rows.append(Expenditure(appropriation=source, on=on, amount_fen=part, payee="某公司"))
    return rows


def recoveries(county, count):
    return [
        Recovery(household=home, on=county.day(), amount_fen=county.rng.randint(1, 900_00), reason="清退")
        for home in each(county, count)
    ]


def budgets(county, count):
    rows = []
    for _ in range(count):
        where = county.top if county.chance(0.7) else county.place()
        year = county.shape.year - county.rng.choice([0, 0, 1])
        increment, stock = (county.rng.choice([0, 25_000_000_00, 90_000_000_00]) for _ in range(2))
        rows.append(
            Budget(
                area=where, year=year, on=county.day(), revenue_increment_fen=increment, recovered_stock_fen=stock, source="决算"
            )
        )
    return unique(rows, "area", "year")


def donors(county, count):
    """Few donors, so that one gives to several villages."""
    return [Donor(name=f"{kind}{number}", kind=kind) for kind in Donor.Kind.values for number in range(2 if count else 0)]


def donations(county, count):
    return [
        Donation(
            donor=county.rng.choice(county.made["donors"]),
            area=county.place(),
            form=county.rng.choice(Donation.Form.values),
            content="建房",
            pledged_on=county.day(),
            pledged_fen=county.rng.choice([1, 35_000_00, 200_000_00]),
        )
        for _ in range(count * 2 if county.made["donors"] else 0)
    ]


def deliveries(county, count):
    rows = []
    for _ in range(count * 2 if county.made["donations"] else 0):
        donation = county.rng.choice(county.made["donations"])
        on = max(donation.pledged_on, county.day())
        rows.append(Delivery(donation=donation, on=on, amount_fen=county.rng.choice([1, donation.pledged_fen])))
    return rows


FACTS = {
    "projects": projects,
    "steps": steps,
    "sites": sites,
    "progress": progress,
    "gaps": gaps,
    "beneficiaries": beneficiaries,
    "channels": channels,
    "documents": documents,
    "allotments": allotments,
    "appropriations": appropriations,
    "expenditures": expenditures,
    "recoveries": recoveries,
    "budgets": budgets,
    "donors": donors,
    "donations": donations,
    "deliveries": deliveries,
}
