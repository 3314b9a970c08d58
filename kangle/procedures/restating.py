"""Ends of notices and limits of cases put again where the days off of a year come on record or are corrected."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kangle.areas.models import Area
from kangle.audit.actions import save
from kangle.procedures.codes import ItemKind
from kangle.procedures.limits import hanging, limit_of
from kangle.procedures.models import Case, Item, Notice
from kangle.procedures.readiness import items_of
from kangle.programme.calendars import put_calendar
from kangle.programme.workdays import Calendar, Counts


@transaction.atomic
def enter_calendar(county, *, by, **arrangement):
    """Put a year's arrangement on record (programme.calendars.put_calendar) and with it every end and limit it tells or moves."""
    made = put_calendar(county, by=by, **arrangement)
    restate(county, by=by)
    return made


@transaction.atomic
def restate(county, *, by):
    """Put the ends and limits of a county that working days decide and that are not over; returns how many were put or moved."""
    calendar, today = Calendar(county), timezone.localdate()
    why = _("按放假安排重新推算")
    open_ended = Notice.objects.filter(area__path__startswith=county.path, working_days__isnull=False)
    found = [*_of_notices(open_ended.filter(_open("ends_on", today)), calendar)]
    counted = Item.objects.filter(kind=ItemKind.STEP, counts=Counts.WORKING, days__isnull=False).values("group__method")
    pending = Case.objects.within(county).pending().filter(method__in=counted).filter(_open("due_on", today))
    found += _of_cases(pending.select_related("method", "area"), calendar)
    for record in found:
        save(record, by=by, reason=why)
    return len(found)


def _open(name, today):
    return Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": today})


def _of_notices(notices, calendar):
    """The notices whose last day is another by the calendar, with it."""
    for notice in notices.order_by("pk"):
        told = hanging(notice.starts_on, [notice.span], calendar)["ends_on"]
        if told != notice.ends_on:
            notice.ends_on = told
            yield notice


def _of_cases(cases, calendar):
    """The cases whose limit is another by the calendar, with it."""
    items = {}
    for case in cases.order_by("pk"):
        if case.method_id not in items:
            items[case.method_id] = items_of(case.method)
        told = limit_of(case, items[case.method_id], calendar)
        if told != case.due_on:
            case.due_on = told
            yield case


def restate_all(*, by):
    """`restate` of every county: a newer library may know a year that nobody had on record."""
    return sum(restate(county, by=by) for county in Area.objects.current().at_level(Area.Level.COUNTY).order_by("path"))
