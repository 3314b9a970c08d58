"""Days of a method turned into days of the calendar: how long a notice hangs, by when a level should have acted.

Both are kept with the record, so that lists sort and filter by them; where a year's days off are not on record they are blank,
and procedures.restating puts them once the list is there.
"""

from django.utils.translation import gettext as _

from kangle.procedures.codes import ItemKind
from kangle.programme.workdays import DAY, Calendar, Counts, NotOnRecord, Span

USUAL_NOTICE = Span(7)  # where the method names none
USUAL_STEP = Span(10)  # to act at a level, where the method names none


def spans_asked(items, level, kind):
    """The Spans that items of a kind ask at a level: of calendar and of working days the longest each; empty where none."""
    asked = [item.span for item in items if item.level == level and item.kind == kind and item.span]
    longest = {span.counts: span for span in sorted(asked)}
    return [longest[counts] for counts in Counts if counts in longest]


def in_words(spans):
    """Several Spans that must all be over, as one text."""
    return _("、").join(map(str, spans))


def last_day(starts_on, span, calendar):
    """The last day of a notice that hangs for a Span from a day: calendar days count the first day, working days begin with the
    next one. Raises NotOnRecord.
    """
    return calendar.after(starts_on - DAY if span.counts == Counts.CALENDAR else starts_on, span)


def hanging(starts_on, spans, calendar):
    """{"ends_on", "working_days"} of a notice that hangs until all its Spans are over; `ends_on` None where nobody can tell."""
    working = max((span.days for span in spans if span.counts == Counts.WORKING), default=None)
    try:
        ends = {last_day(starts_on, span, calendar): span for span in spans}
    except NotOnRecord:
        return {"ends_on": None, "working_days": working}
    last = max(ends)
    return {"ends_on": last, "working_days": working if ends[last].counts == Counts.WORKING else None}


def lacking(starts_on, spans, calendar):
    """The year (NotOnRecord) that keeps one from telling when Spans from a day are over; None where all are told."""
    try:
        [last_day(starts_on, span, calendar) for span in spans]
    except NotOnRecord as unknown:
        return unknown
    return None


def limit_of(case, items, calendar=None):
    """The day by which the level where a case lies should have acted; None where it has ended or nobody can tell."""
    if not case.is_pending:
        return None
    calendar = calendar or Calendar(case.area)
    try:
        return max(calendar.after(case.arrived_on, span) for span in steps_asked(case, items))
    except NotOnRecord:
        return None


def steps_asked(case, items):
    """The Spans that the level where a case lies may take."""
    return spans_asked(items, case.level, ItemKind.STEP) or [USUAL_STEP]
