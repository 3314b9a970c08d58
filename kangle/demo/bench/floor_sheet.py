"""The floor's sheet: the slots each indicator is made of (figure, denominator, planned target), and its rule as a row."""

from kangle.programme.items import ITEM
from kangle.scorecard import rules
from kangle.scorecard.declarations import SHARE
from kangle.scorecard.indicators import CATALOGUE
from kangle.scorecard.measures import Measure

FACILITIES = (
    "tap-water paved-road power preschool compulsory-retention clinic"
    " stage broadband village-office safe-housing industry insurance"
)

SHEET = {
    "planning.targets-broken-down": ("targeted", "villages", ""),
    "planning.exit-plans": ("plans", "register", ""),
    "planning.due-with-projects": ("due_served", "due", ""),
    "planning.booklets": ("booklets", "register", ""),
    "planning.appraisal": ("appraised", "appraisals", ""),
    "methods.ranked": ("ranked", "poor_villages", ""),
    "methods.strategies": ("strategic", "poor_villages", ""),
    "methods.key-villages": ("key", "", ""),
    "methods.focus-villages": ("focus", "", ""),
    "methods.guaranteed-villages": ("guaranteed", "", ""),
    "methods.whole-village": ("whole_village", "", ""),
    "methods.other-poor-villages": ("other_poor", "", ""),
    "methods.demonstration-villages": ("demonstration", "", ""),
    "outreach.cadre-sessions": ("cadre_sessions", "target_train_cadres", ""),
    "outreach.household-sessions": ("household_sessions", "target_train_households", ""),
    "outreach.persons-trained": ("persons_trained", "", ""),
    "outreach.policy-aware": ("aware", "surveyed", ""),
    "acceptance.households-verified": ("verified", "exited", ""),
    "acceptance.villages-accepted": ("villages_passed", "target_exit_villages", ""),
    "acceptance.passed": ("passed", "checked", ""),
    "acceptance.teams": ("teams", "", ""),
    "social-aid.enterprises": ("enterprises", "", "target_enterprises"),
    "social-aid.money": ("delivered_enterprise", "", ""),
    "social-aid.delivered": ("kept_enterprise", "pledged_enterprise", ""),
    "social-aid.houses": ("social_house", "", ""),
    "social-aid.house-coverage": ("housed", "cannot_build", ""),
    "social-aid.house-subsidy": ("house_money", "", ""),
    "supervision.rounds": ("rounds", "target_rounds", ""),
    "supervision.townships-inspected": ("inspections", "rounds_due", ""),
    "supervision.findings-rectified": ("findings_rectified", "findings_due", ""),
    "supervision.overdue": ("findings_overdue", "", ""),
    "supervision.interviews": ("interviews_held", "interviews", ""),
    "supervision.zone-leaders": ("zone_leaders", "", ""),
    "supervision.marks": ("points", "marked", ""),
    "targeting.registered-at-start": ("persons_at_start", "", ""),
    "targeting.households": ("poor_households", "", ""),
    "targeting.persons": ("poor_persons", "", ""),
    "targeting.incidence": ("poor_persons", "rural_persons", ""),
    "targeting.conforming": ("conforming", "looked_back", ""),
    "targeting.persons-removed": ("removed_persons", "", ""),
    "targeting.complete-records": ("complete", "register", ""),
    "targeting.quality": ("sound", "register", ""),
    "targeting.national-system": ("national", "register", ""),
    "targeting.households-returned": ("returned", "", ""),
    "targeting.cadres-disciplined": ("disciplined", "", ""),
    **{
        f"projects.{kind}": (f"facility_{kind.replace('-', '_')}_have", f"facility_{kind.replace('-', '_')}_of", "")
        for kind in FACILITIES.split()
    },
    "projects.water-households": ("done_water", "", "planned_water"),
    "projects.road-km": ("done_road", "", "planned_road"),
    "projects.kindergartens": ("done_kindergarten", "", "planned_kindergarten"),
    "projects.primary-schools": ("done_primary_school", "", "planned_primary_school"),
    "projects.village-offices": ("done_village_office", "", "planned_village_office"),
    "projects.clinics": ("done_clinic", "", "planned_clinic"),
    "projects.stages": ("done_stage", "", "planned_stage"),
    "projects.power-villages": ("done_power", "", "planned_power"),
    "projects.gaps-matched": ("gaps_matched", "gaps", ""),
    "projects.on-time": ("on_time", "projects_due", ""),
    "projects.integrated-money": ("integrated", "", ""),
    "funds.fiscal": ("fiscal", "", ""),
    "funds.fiscal-to-poor-villages": ("fiscal_poor", "fiscal", ""),
    "funds.sector": ("sector", "", ""),
    "funds.sector-to-poor-villages": ("sector_poor", "sector", ""),
    "funds.cooperation": ("cooperation", "", ""),
    "funds.revenue-increment": ("from_increment", "increment", ""),
    "funds.recovered-stock": ("from_stock", "stock", ""),
    "funds.appropriated": ("appropriated", "allotted", ""),
    "funds.spent": ("spent", "allotted", ""),
    "funds.days-to-appropriation": ("days", "appropriations", ""),
    "funds.carry-over-first-year": ("unspent_young", "", ""),
    "funds.carry-over-second-year": ("unspent_second", "", ""),
    "funds.carry-over-older": ("unspent_old", "", ""),
    "funds.recovered": ("recovered", "", ""),
    "measures.covered": ("covered", "register", ""),
    "measures.renovation": ("renovation", "", ""),
    "measures.relocation": ("relocation", "", ""),
    "measures.student-loans": ("student_loans", "", ""),
    "measures.student-loan-money": ("student_loan_money", "", ""),
    "measures.training": ("training", "", ""),
    "measures.loans": ("loans", "", ""),
    "measures.loan-money": ("loan_money", "", ""),
    "measures.safe-water": ("safe_water", "", ""),
    "measures.medical": ("medical", "", ""),
    "measures.relief": ("relief", "", ""),
    "measures.industries": ("industries", "", ""),
    **{f"measures.{kind}": (kind, "", "") for kind in ("livestock", "seedlings", "herbs", "labour", "tourism")},
    "measures.money-per-household": ("help_money", "helped", ""),
    "staffing.stations": ("stationed", "townships", ""),
    "staffing.task-forces": ("forced", "villages", ""),
    "staffing.groups-paired": ("paired_groups", "all_groups", ""),
    "staffing.households-paired": ("paired", "register", ""),
    "staffing.days-in-village": ("leader_months_full", "leader_months", ""),
    "outcomes.persons-exited": ("exited_persons", "", "target_exit_persons"),
    "outcomes.households-exited": ("exited", "", "target_exit_households"),
    "outcomes.villages-exited": ("exited_villages", "", "target_exit_villages"),
    "outcomes.exit-standard": ("exit_standard", "exit_recorded", ""),
    "outcomes.exits-unaccepted": ("unaccepted", "", ""),
    "outcomes.returned": ("returned", "ever_exited", ""),
    "outcomes.income-growth": ("income_growth", "income_before", ""),
    "first-secretaries.posted": ("secretaried", "poor_villages", ""),
    "first-secretaries.first-batch": ("first_batch", "", ""),
    "first-secretaries.second-batch": ("second_batch", "", ""),
    "first-secretaries.days": ("secretary_months_full", "secretary_months", ""),
    "technicians.posted": ("technicians", "", "target_technicians"),
    "technicians.villages": ("served_villages", "villages", ""),
    "technicians.visits": ("technical_visits", "", ""),
    "technicians.guided": ("guided", "technical_visits", ""),
    "helpers.projects": ("agency_projects", "", ""),
    "helpers.money": ("delivered_agency", "", ""),
    "helpers.agencies": ("agencies", "", ""),
    "helpers.delivered": ("kept_agency", "pledged_agency", ""),
}


# What must have been looked at, where an absence is judged: any of these slots (the first is the figure itself).
LOOKED = {
    "supervision.overdue": ("findings_overdue", "inspections", "findings_due"),
    "targeting.incidence": ("poor_persons", "poor_households", "ever_exited"),
    "targeting.households-returned": ("returned", "ever_exited"),
    "measures.industries": ("industries", "register"),
    "outcomes.exits-unaccepted": ("unaccepted", "exited"),
    "funds.carry-over-older": ("unspent_old", "allotted", "unspent_young", "unspent_second"),
}
# Held against what every place tells of itself: where one has the first slot and not the second, nothing above it is a share.
FOUNDED = {"targeting.incidence": ("poor_persons", "rural_persons")}
# The bare lists of places, and what is held against one.
LISTS = ("villages", "townships", "all_groups")
LISTED = {code: slots[0] for code, slots in SHEET.items() if slots[1] in LISTS}


def _rule(indicator):
    """(name, three parameters) of an indicator's rule."""
    rule = indicator.rule
    if rule is None:
        return ("", 0, 0, 0)
    if isinstance(rule, rules.Bands):
        return ({"outreach.policy-aware": "aware", "funds.spent": "spent"}[indicator.code], 0, 0, 0)
    return {
        rules.Linear: lambda: ("linear", rule.worst or 0, 0, 0),
        rules.AllOrNothing: lambda: ("all", 0, 0, 0),
        rules.Veto: lambda: ("veto", 0, 0, 0),
        rules.Steps: lambda: ("steps", rule.step, rule.points, rule.floor),
        rules.DeductOnly: lambda: ("deduct", rule.points, 0, 0),
        rules.Manual: lambda: ("manual", 0, 0, 0),
        rules.RankDecrement: lambda: ("place", rule.points, rule.floor, 0),
    }[type(rule)]()


def _row(code):
    """An indicator as a row of the table floor_sheet."""
    indicator = CATALOGUE[code]
    target = None if isinstance(indicator.target, Measure) else indicator.target
    share = 10000 if indicator.unit is SHARE else 1
    placed = (code, indicator.item, ITEM[indicator.item].group)
    return (*placed, *SHEET[code], target, share, int(indicator.less), *_rule(indicator), int(indicator.judged_to))


RULES = {code: _row(code) for code in SHEET}
