"""Which years a record bears on, and the refusal to write into a closed one.

A record belongs to a year in one of three ways, and its fields tell which:

- it has a `year`: a profile, a target, a project;
- it is something that happened, and has a day it cannot be without: a visit, an exit, an allotment. Its years are those of its
  days. What was blank may be filled in later (a measure planned in a closed year is done in an open one), and then only the
  days filled in count; changing what already stood there touches every year the record bore on;
  What a new year took over unfinished (`carried_to`) is that year's from then on: its older days close nothing.
- it stands from a day on (`since`, `joined_on`) or has no such day at all: a post, a member, a household. It is described as it
  is now, so a new telephone number touches no year; moving its first or last day touches all years between the old and the new.

A record with neither (a site of a project, a mark of an inspection) bears on the years of what it is part of.
"""

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import ExtractYear, Substr
from django.utils import timezone

from kangle.areas.models import county_of
from kangle.audit.actions import path_of
from kangle.common.sayings import said as _
from kangle.programme.days import changed, day_fields
from kangle.programme.models import Period

BEGINNINGS = ("since", "joined_on")
# Days that say nothing of when something took place: a birthday, a plan, a limit.
NO_EVENTS = {"born_on", "due_on", "planned_start_on", "planned_finish_on"}
WHOLES = ("project", "round", "inspection")


def years_touched(old, new):
    """The years (a set of int) that a write bears on: `old` None for a new record, `new` None for one deleted."""
    record = new if new is not None else old
    if _has(record, "year"):
        return {each.year for each in (old, new) if each is not None and each.year is not None}
    days = _days(record)
    if not days and (wholes := [whole for whole in map(_whole, (old, new)) if whole is not None]):
        return set().union(*(years_touched(None, whole) for whole in wholes))
    if any(name in BEGINNINGS for name in days):
        return _years_of_standing(old, new)
    if all(record._meta.get_field(name).null for name in days):
        return _years_of_days(changed(days, old, new), old, new)
    return _years_of_event(days, old, new)


def day_in_hand(periods):
    """The day on which a county's records are looked at: today, or the end of its last year where that is past already.

    `periods` are the county's; ages and delays of a year that was not followed by another are counted at its end.
    """
    today = timezone.localdate()
    last = max(periods, key=lambda period: period.year, default=None)
    return min(today, last.ends_on) if last else today


def day_in_hand_of(area):
    """The day in hand of the county an area lies in; today for no area."""
    return day_in_hand(Period.objects.filter(area__path=area.county)) if area is not None else timezone.localdate()


def year_has_come(field, area="area"):
    """The condition that the day in `field` of a row lies before the end of a year that its county has opened.

    Delays are counted up to the end of the county's last year: what is due in a year nobody has opened is not late yet, and
    what the last year left is late in the next one. `area` is the way from the row to its area.
    """
    opened = Period.objects.alias(due=ExtractYear(OuterRef(field))).filter(area__path=Substr(OuterRef(f"{area}__path"), 1, 6))
    last_day = Q(**{f"{field}__month": 12, f"{field}__day": 31})
    return Exists(opened.filter(year__gt=F("due"))) | (~last_day & Exists(opened.filter(year=F("due"))))


def year_in_hand(area):
    """The last year of the county an area lies in, or of those below it; None where none was opened."""
    if area is None:
        return None
    above = area.level < area.Level.COUNTY
    periods = Period.objects.within(area) if above else Period.objects.filter(area__path=area.county)
    return periods.order_by("-year").values_list("year", flat=True).first()


def closed_years():
    """{path of a county: the set of its closed years}, for `ensure_record_open` asked about many records at one moment."""
    found = {}
    for path, year in Period.objects.filter(state=Period.State.CLOSED).values_list("area__path", "year"):
        found.setdefault(path, set()).add(year)
    return found


def ensure_record_open(old, new, closed=None):
    """Refuse a write that bears on a closed year of the record's county.

    `old` is the record as stored (None for a new one), `new` as it would be (None for a deletion); `closed` as `closed_years`
    gives it, where it was asked for once already. Raises ValidationError.
    """
    closed = closed_years() if closed is None else closed
    if not closed:
        return
    counties = {county_of(path_of(record)) for record in (old, new) if record is not None}
    years = sorted(years_touched(old, new).intersection(set().union(*(closed.get(county, ()) for county in counties))))
    if years:
        raise ValidationError(
            _("%(year)s 年度已关闭，不能再改。请县扶贫办说明原因后重新打开该年度。") % {"year": "、".join(map(str, years))}
        )


def _has(record, name):
    return any(field.name == name for field in record._meta.concrete_fields)


def _days(record):
    """The names of the record's day fields that place it in time."""
    return [field.name for field in day_fields(record) if field.name not in NO_EVENTS]


def _whole(record):
    """What a record is part of; None for one that stands by itself."""
    for name in WHOLES if record is not None else ():
        if _has(record, name):
            try:
                return getattr(record, name)
            except ObjectDoesNotExist:
                return None
    return None


def _years_of_days(names, *records):
    days = [getattr(record, name, None) for record in records if record is not None for name in names]
    return {day.year for day in days if day is not None}


def _years_borne_on(days, *records):
    """The years a record's days place it in, none of them before the year that took it over."""
    return {max(year, getattr(record, "carried_to", None) or year) for record in records for year in _years_of_days(days, record)}


def _years_of_event(days, old, new):
    if old is None or new is None:
        return _years_of_days(days, old, new)
    others = [field.attname for field in new._meta.concrete_fields if field.name not in days]
    altered = [name for name in changed(others, old, new) if getattr(old, name) not in (None, "")]
    moved = _years_of_days(changed(days, old, new), old, new)
    return moved | _years_borne_on(days, old, new) if altered else moved


def _years_of_standing(old, new):
    """The years between the days moved; every year the record stood in where it is new or deleted."""
    beginning = next(name for name in BEGINNINGS if _has(new if new is not None else old, name))
    end = "until" if beginning == "since" else "left_on"
    today = timezone.localdate()

    def span(record):
        last = getattr(record, end, None) or max(today, getattr(record, beginning))
        return set(range(getattr(record, beginning).year, last.year + 1))

    if old is None or new is None:
        return span(old or new)
    touched = _years_of_days(changed([beginning, end], old, new), old, new)
    return span(old) ^ span(new) | touched
