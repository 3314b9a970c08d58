"""Random facts found by visiting, and the scores persons give."""

from kangle.scorecard.models import ManualScore
from kangle.supervision.models import (
    AcceptanceTeam,
    Discipline,
    Finding,
    HouseholdAcceptance,
    Inspection,
    Interview,
    Mark,
    PolicySurvey,
    Round,
    SheetItem,
    VillageAcceptance,
    Zone,
    ZoneDuty,
)
from tests.random_facts import only_last_open, unique
from tests.random_facts.people import each


def some_cadre(county):
    return county.rng.choice(county.made["cadres"])


def zones(county, count):
    return [Zone(area=county.top, name="南片", leader=some_cadre(county))]


def zone_duties(county, count):
    rows = []
    for _ in range(count):
        since, until = county.span()
        township = county.rng.choice(county.townships)
        rows.append(ZoneDuty(zone=county.made["zones"][0], cadre=some_cadre(county), township=township, since=since, until=until))
    return only_last_open(rows, "township")


def rounds(county, count):
    """Rounds begun last year and finished in this one, and a township's own, which do not oblige the county's teams."""
    return [
        Round(
            area=county.top if county.chance(0.8) else county.place(),
            year=county.shape.year,
            number=number,
            basis="方案",
            started_on=county.day(),
        )
        for number in range(count // 2)
    ]


def sheet_items(county, count):
    return [
        SheetItem(round=each_round, number=number, content="对象", weight=50)
        for each_round in county.made["rounds"]
        for number in (1, 2)
    ]


def inspections(county, count):
    """Of townships, and now and then of a village, which is none of them."""
    rows, places = [], county.townships * 4 + county.villages[:2]
    for _ in range(count * 2 if county.made["rounds"] else 0):
        of_round = county.rng.choice(county.made["rounds"])
        on = max(of_round.started_on, county.day())
        rows.append(Inspection(round=of_round, area=county.rng.choice(places), on=on, team="一组"))
    return unique(rows, "round", "area")


def marks(county, count):
    """Inspections without any mark, with 0 points, and with halves to round."""
    rows = []
    for _ in range(count * 2 if county.made["inspections"] else 0):
        inspection = county.rng.choice(county.made["inspections"])
        items = [item for item in county.made["sheet_items"] if item.round_id == inspection.round_id]
        if items:
            rows.append(Mark(inspection=inspection, item=county.rng.choice(items), points=county.rng.choice([0, 1, 3333, 5000])))
    return unique(rows, "inspection", "item")


def findings(county, count):
    rows = []
    for _ in range(count * 3):
        found, due = county.days(2)
        rectified = county.maybe_day()
        rectified = max(found, rectified) if rectified else None
        rows.append(
            Finding(area=county.place(), item="targeting", content="问题", found_on=found, due_on=due, rectified_on=rectified)
        )
    return rows


def interviews(county, count):
    rows = []
    for _ in range(count if county.made["rounds"] else 0):
        required, held = county.days(2)
        rows.append(
            Interview(
                round=county.rng.choice(county.made["rounds"]),
                area=county.place(),
                cadre=some_cadre(county),
                required_on=required,
                held_on=held if county.chance(0.6) else None,
                reason="末位",
            )
        )
    return unique(rows, "round", "cadre")


def teams(county, count):
    """Always one: checks need it."""
    rows = []
    for number in range(max(1, count // 2)):
        year = county.shape.year - (county.rng.choice([0, 0, 1]) if number else 0)
        rows.append(AcceptanceTeam(area=county.top, year=year, number=number, leader=some_cadre(county), formed_on=county.day()))
    return rows


def household_checks(county, count):
    rows = []
    for home in each(county, count * 2):
        passed = county.chance(0.7)
        on_site = passed or county.chance(0.5)  # nobody passes unseen
        reason = "" if passed else "收入不实"
        team = county.made["teams"][0]
        on = max(team.formed_on, county.day())
        rows.append(HouseholdAcceptance(team=team, household=home, on=on, on_site=on_site, passed=passed, reason=reason))
    return unique(rows, "household", "on")


def village_checks(county, count):
    rows = []
    for _ in range(count):
        passed = county.chance(0.7)
        village = county.rng.choice(county.villages)
        reason = "" if passed else "无集体经济"
        team = county.made["teams"][0]
        on = max(team.formed_on, county.day())
        rows.append(VillageAcceptance(team=team, village=village, on=on, passed=passed, reason=reason))
    return unique(rows, "village", "on")


def surveys(county, count):
    rows = []
    for _ in range(count):
        surveyed = county.rng.choice([0, 1, 10])
        aware = county.rng.randint(0, surveyed)
        rows.append(PolicySurvey(village=county.rng.choice(county.villages), on=county.day(), surveyed=surveyed, aware=aware))
    return unique(rows, "village", "on")


def disciplines(county, count):
    """One cadre may be disciplined twice in a year."""
    return [Discipline(cadre=some_cadre(county), on=county.day(), sanction="warned", reason="优亲厚友") for _ in range(count)]


def manual_scores(county, count):
    rows = []
    for _ in range(count):
        year = county.shape.year - county.rng.choice([0, 0, 0, 1])
        indicator = county.rng.choice(["planning.appraisal", "planning.appraisal", "planning.booklets"])
        score = county.rng.choice([0, 1, 6667, 8850, 10000])
        rows.append(
            ManualScore(
                area=county.place(),
                indicator=indicator,
                year=year,
                on=county.day(),
                score=score,
                evidence="现场",
                given_by="马",
            )
        )
    return unique(rows, "area", "indicator", "on")


FACTS = {
    "zones": zones,
    "zone_duties": zone_duties,
    "rounds": rounds,
    "sheet_items": sheet_items,
    "inspections": inspections,
    "marks": marks,
    "findings": findings,
    "interviews": interviews,
    "teams": teams,
    "household_checks": household_checks,
    "village_checks": village_checks,
    "surveys": surveys,
    "disciplines": disciplines,
    "manual_scores": manual_scores,
}
