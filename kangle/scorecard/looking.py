"""Where nothing was looked at, nothing is scored: what is not on record is unknown, and no score is got by its absence.

One rule in three parts, for every page alike since it stands where scores are made:

- A county of whose year nothing is on record has no scores at all: they would be those of an empty page.
- What is judged by what is lacking (no fault found, nobody fallen back) names what must have been `looked` at for it.
- What is judged by a list (villages with a task force, of all villages) is judged where such a list is kept at all: in a county
  that has one entry of it, and there in an area of which anything is on record.
"""

from kangle.scorecard.counting import COLUMNS
from kangle.scorecard.sheet.wholes import LISTED, ROUNDS_DUE
from kangle.scorecard.sources import YEARLY

# What tells that something of an area is on record: every measure but the bare lists of villages, townships and groups.
RECORDED = [column for measure, column in COLUMNS.items() if measure not in LISTED | {ROUNDS_DUE}]


def is_blank(at, county):
    """Whether nothing that happened in the year is on record of a county by the day. As many queries as it takes to find one."""
    return not any(source.rows(at).within(county).exists() for source in YEARLY)


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
