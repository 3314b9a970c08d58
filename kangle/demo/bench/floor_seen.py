"""The floor's own word on what of the year was looked at for an item, where (see floor_counts): nothing else is scored."""

from kangle.demo.bench.floor_sheet import SHEET

HOME = "JOIN households_household h ON h.id = r.household_id"
POST = "JOIN villages_post p ON p.id = r.post_id"
THIS_YEAR = "BETWEEN %(start)s AND %(as_of)s"
OF_THE_YEAR = 'r.year = %(year)s AND r."{}" <= %(as_of)s'.format
TASK = f"villages_target r WHERE {OF_THE_YEAR('set_on')} AND r.set_on > %(start)s AND r.kind IN ({{}})".format

RECORDS = ("h.village_id", f"households_yearrecord r {HOME} WHERE {OF_THE_YEAR('recorded_on')}")
EVENTS = ("r.area_id", "floor_event r")
LOOK_BACKS = ("h.village_id", f'households_lookback r {HOME} WHERE r."on" {THIS_YEAR}')
VISITS = ("h.village_id", f'households_visit r {HOME} WHERE r."on" {THIS_YEAR}')
EXIT_TASKS = ("r.area_id", TASK("'exit-persons', 'exit-households', 'exit-villages'"))
LEFT = ("r.village_id", f'villages_villageevent r WHERE r."on" {THIS_YEAR}')
PROJECTS = (
    "r.area_id",
    "projects_project r WHERE r.year = %(year)s AND r.id NOT IN (SELECT project_id FROM floor_withdrawn)",
)
DONATIONS = ("r.area_id", f"funds_donation r WHERE r.pledged_on {THIS_YEAR}")
DELIVERIES = ("n.area_id", f'funds_delivery r JOIN funds_donation n ON n.id = r.donation_id WHERE r."on" {THIS_YEAR}')
MONTHS = ("p.area_id", f"villages_attendance r {POST} WHERE r.month {THIS_YEAR}")
BEGUN = ("r.area_id", f"villages_post r WHERE r.since {THIS_YEAR}")
AT_HOME = (RECORDS, EVENTS, LOOK_BACKS, VISITS)


def alone(scan, condition):
    """A scan of those rows alone that meet a condition."""
    return scan[0], f"{scan[1]} AND {condition}"


SEEN = {
    "planning": (
        EXIT_TASKS,
        ("h.village_id", f"households_paper r {HOME} WHERE {OF_THE_YEAR('issued_on')}"),
        PROJECTS,
        ("r.area_id", f"scorecard_manualscore r WHERE {OF_THE_YEAR('on')}"),
    ),
    "methods": (
        (
            "r.village_id",
            f"villages_tier r WHERE {OF_THE_YEAR('assigned_on')} AND (r.superseded_on IS NULL OR r.superseded_on > %(as_of)s)"
            " AND (r.carried_from_id IS NULL OR r.rank IS NOT NULL)",
        ),
    ),
    "outreach": (
        ("r.area_id", TASK("'train-cadres', 'train-households'")),
        ("r.area_id", f"villages_training r WHERE r.held_on {THIS_YEAR}"),
        ("r.village_id", f'supervision_policysurvey r WHERE r."on" {THIS_YEAR}'),
    ),
    "acceptance": (
        EXIT_TASKS,
        EVENTS,
        LEFT,
        ("r.area_id", f"supervision_acceptanceteam r WHERE {OF_THE_YEAR('formed_on')}"),
        ("h.village_id", f'supervision_householdacceptance r {HOME} WHERE r."on" {THIS_YEAR}'),
        ("r.village_id", f'supervision_villageacceptance r WHERE r."on" {THIS_YEAR}'),
    ),
    "social-aid": (("r.area_id", TASK("'enterprises'")), DONATIONS, DELIVERIES, RECORDS, LOOK_BACKS),
    "supervision": (
        ("r.area_id", TASK("'rounds'")),
        ("r.area_id", f"supervision_round r WHERE r.started_on {THIS_YEAR}"),
        (
            "r.area_id",
            "supervision_inspection r JOIN supervision_round t ON t.id = r.round_id"
            f' WHERE t.started_on {THIS_YEAR} AND r."on" <= %(as_of)s',
        ),
        ("r.area_id", f"supervision_finding r WHERE r.found_on {THIS_YEAR}"),
        ("r.area_id", f"supervision_interview r WHERE r.required_on {THIS_YEAR}"),
    ),
    "targeting": (
        RECORDS,
        EVENTS,
        LOOK_BACKS,
        ("k.area_id", f'supervision_discipline r JOIN villages_cadre k ON k.id = r.cadre_id WHERE r."on" {THIS_YEAR}'),
    ),
    "projects": (
        PROJECTS,
        ("t.area_id", f'projects_progress r JOIN projects_site t ON t.id = r.site_id WHERE r."on" {THIS_YEAR}'),
        ("r.village_id", f'villages_facility r WHERE r."on" {THIS_YEAR}'),
        ("r.village_id", f"projects_gap r WHERE r.found_on {THIS_YEAR}"),
    ),
    "funds": (
        ("r.area_id", f'funds_allotment r WHERE r."on" {THIS_YEAR}'),
        ("r.area_id", f"funds_budget r WHERE {OF_THE_YEAR('on')}"),
        ("h.village_id", f'funds_recovery r {HOME} WHERE r."on" {THIS_YEAR}'),
        (
            "a.area_id",
            "funds_expenditure r JOIN funds_appropriation p ON p.id = r.appropriation_id"
            f' JOIN funds_allotment a ON a.id = p.allotment_id WHERE r."on" {THIS_YEAR}',
        ),
    ),
    "measures": (("h.village_id", f"households_measure r {HOME} WHERE r.done_on {THIS_YEAR}"), RECORDS),
    "staffing": (
        MONTHS,
        VISITS,
        ("h.village_id", f"households_pairing r {HOME} WHERE r.since {THIS_YEAR}"),
        BEGUN,
        ("r.area_id", f"villages_organisation r WHERE r.since {THIS_YEAR}"),
        ("g.village_id", f"villages_groupduty r JOIN areas_group g ON g.id = r.group_id WHERE r.since {THIS_YEAR}"),
    ),
    "outcomes": (EXIT_TASKS, EVENTS, LEFT, RECORDS),
    "first-secretaries": (alone(MONTHS, "p.kind = 'first-secretary'"), alone(BEGUN, "r.kind = 'first-secretary'")),
    "technicians": (
        ("r.area_id", TASK("'technicians'")),
        ("r.area_id", f'villages_technicalvisit r WHERE r."on" {THIS_YEAR}'),
        alone(BEGUN, "r.kind = 'technician'"),
    ),
    "helpers": (DONATIONS, DELIVERIES),
    "outcomes.returned": AT_HOME,
    "targeting.households-returned": AT_HOME,
}
KEPT_AS_LISTS = "('staffing', 'first-secretaries', 'technicians')"

# Where each thing was looked at, with all areas above; "" stands for anything at all.
SEEN_AT = [
    """
CREATE TEMP TABLE floor_seen AS
WITH own (thing, area_id) AS ({own}), known AS (SELECT thing, area_id FROM own UNION SELECT '', area_id FROM own)
SELECT DISTINCT k.thing, t.id AS area_id FROM known k JOIN areas_area a ON a.id = k.area_id
JOIN areas_area t ON t.path = a.path OR (t.path = substr(a.path, 1, 9) AND length(a.path) > 9)
  OR (t.path = substr(a.path, 1, 6) AND length(a.path) > 6)
WHERE a.path >= %(county)s AND a.path < %(after)s
""".format(
        own=" UNION ".join(f"SELECT '{thing}', {place} FROM {rest}" for thing, scans in SEEN.items() for place, rest in scans)
    ),
    "CREATE UNIQUE INDEX floor_seen_key ON floor_seen (thing, area_id)",
]
OF_ITEMS = ", ".join(f"('{code}', '{code.split('.')[0]}')" for code in SHEET)
# Added to what was not looked at (floor.UNSEEN): the indicators of an item, or by themselves, of which nothing of the year was.
UNSEEN_ITEMS = f"""
SELECT h.id, i.code, 0 FROM here h CROSS JOIN of_item i WHERE (i.item NOT IN {KEPT_AS_LISTS}
    AND NOT EXISTS (SELECT 1 FROM floor_seen s WHERE s.area_id = h.id AND s.thing = i.item))
  OR (i.item IN {KEPT_AS_LISTS} AND (NOT EXISTS (SELECT 1 FROM floor_seen s WHERE s.area_id = h.id AND s.thing = '')
    OR NOT EXISTS (SELECT 1 FROM floor_seen s JOIN here c ON c.id = s.area_id WHERE c.path = %(county)s AND s.thing = i.item)))
  OR (i.code IN ({", ".join(f"'{code}'" for code in SEEN if "." in code)})
    AND NOT EXISTS (SELECT 1 FROM floor_seen s WHERE s.area_id = h.id AND s.thing = i.code))
"""
