"""Where nothing was looked at, nothing is scored: what is not on record is unknown, and no score is got by its absence.

One rule in four parts, for every page alike since it stands where scores are made:

- An item is scored in an area only where something of the year itself was looked at for it there (`SEEN`): what only stands from
  before (money of old years, who left poverty long ago, a list that last year closed with) is shown, and scores nobody.
- What is judged by what is lacking (no fault found, nobody fallen back) names what must have been `looked` at for it.
- What is judged by a list (villages with a task force, of all villages) is judged where such a list is kept at all: in a county
  that has one entry of it, and there in an area of which anything is on record.
- So a county of whose year nothing is on record has no scores at all: they would be those of an empty page.
"""

from kangle.common import prepared
from kangle.scorecard import sources as s
from kangle.scorecard import yearly as y
from kangle.scorecard.counting import COLUMNS
from kangle.scorecard.sheet.wholes import LISTED, ROUNDS_DUE

# What tells that something of an area is on record: every measure but the bare lists of villages, townships and groups.
RECORDED = [column for measure, column in COLUMNS.items() if measure not in LISTED | {ROUNDS_DUE}]

# By item: the records of the year itself, any of which says that the item was looked at where it lies. What the opening of a year
# brings along (targets, tiers) is no work of its own.
SEEN = {
    "planning": (y.TASKS_OF_EXITS, y.PAPERS, s.PROJECTS, s.MANUAL_SCORES),
    "methods": (y.CLASSINGS,),
    "outreach": (y.TASKS_OF_TRAINING, s.TRAININGS, s.SURVEYS),
    "acceptance": (y.TASKS_OF_EXITS, s.EVENTS, s.VILLAGE_EVENTS, s.TEAMS, s.HOUSEHOLD_CHECKS, s.VILLAGE_CHECKS),
    "social-aid": (y.TASKS_OF_ENTERPRISES, s.DONATIONS, s.DELIVERIES, y.RECORDS_OF_THE_YEAR, s.LOOK_BACKS),
    "supervision": (y.TASKS_OF_ROUNDS, s.ROUNDS, s.INSPECTIONS, s.FINDINGS, s.INTERVIEWS),
    "targeting": (y.RECORDS_OF_THE_YEAR, s.EVENTS, s.LOOK_BACKS, s.DISCIPLINES),
    "projects": (s.PROJECTS, s.PROGRESS, y.FACILITIES_SEEN, y.GAPS_FOUND),
    "funds": (s.ALLOTMENTS, s.BUDGETS, s.RECOVERIES, y.PAYMENTS),
    "measures": (s.MEASURES, y.RECORDS_OF_THE_YEAR),
    "staffing": (s.ATTENDANCES, y.VISITS, y.PAIRINGS_BEGUN, y.POSTS_BEGUN, y.ORGANISATIONS_BEGUN, y.DUTIES_BEGUN),
    "outcomes": (y.TASKS_OF_EXITS, s.EVENTS, s.VILLAGE_EVENTS, y.RECORDS_OF_THE_YEAR),
    "first-secretaries": (y.SECRETARY_MONTHS, y.SECRETARIES_BEGUN),
    "technicians": (y.TASKS_OF_TECHNICIANS, s.TECHNICAL_VISITS, y.TECHNICIANS_BEGUN),
    "helpers": (s.DONATIONS, s.DELIVERIES),
}
# By indicator, where its item says too little: nobody fell back as far as those know who were with the households this year.
AT_HOME = (y.RECORDS_OF_THE_YEAR, s.EVENTS, s.LOOK_BACKS, y.VISITS)
SEEN_FOR = {"outcomes.returned": AT_HOME, "targeting.households-returned": AT_HOME}
# Held against lists of posts and teams: whom the list lacks, in a county that kept it this year, has none; no record says so.
KEPT_AS_LISTS = ("staffing", "first-secretaries", "technicians")
YEARLY = dict.fromkeys(source for sources in (*SEEN.values(), *SEEN_FOR.values()) for source in sources)


def is_blank(at, county):
    """Whether nothing that happened in the year is on record of a county by the day. As many queries as it takes to find one."""
    return not any(source.rows(at).within(county).exists() for source in YEARLY)


def seen(at, county, tree):
    """{item or indicator code: the keys of the areas in or below which something of the year was looked at for it}.

    One query for each source; `tree` is the county's.
    """
    where = {source: tree.with_those_above(_places(source, at, county)) for source in YEARLY}
    found = {code: set().union(*(where[each] for each in sources)) for code, sources in (SEEN | SEEN_FOR).items()}
    on_record = set().union(*where.values())
    return found | {item: on_record for item in KEPT_AS_LISTS if found[item]}


def _places(source, at, county):
    place = source.area_column(at)

    def asked():
        return source.rows(at).within(county).order_by().values_list(place).distinct()

    return {key for (key,) in prepared.rows(("seen", source, at, county.path), asked)}


def has_records(row):
    """Whether anything of an area is on record, by its totals."""
    return any(row[column] for column in RECORDED)


def was_looked_at(indicator, row, county):
    """Whether an indicator may be judged in an area, by the totals of the area and of its county."""
    if indicator.denominator in LISTED:
        return bool(county[COLUMNS[indicator.numerator]]) and has_records(row)
    if not indicator.looked:
        return True
    return any(row[COLUMNS[measure]] for measure in (indicator.numerator, *indicator.looked))


def was_seen(indicator, key, seen):
    """Whether something of the year was looked at for an indicator in an area, by `seen` (None: everything was)."""
    if seen is None:
        return True
    return key in seen[indicator.item] and (indicator.code not in seen or key in seen[indicator.code])
