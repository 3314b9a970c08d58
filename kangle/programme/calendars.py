"""Entering a year's days off and make-up days: one audited act, refused where the list cannot be whole."""

import datetime
import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kangle.areas.models import Area
from kangle.audit.actions import ensure_within, save
from kangle.common.texts import half_width
from kangle.programme.calendar_models import WorkCalendar
from kangle.programme.workdays import DAY, is_published

LEAST_DAYS_OFF = 11  # the statutory days off of a year until 2024; thirteen since
FIXED = ((1, 1), (5, 1), (10, 1))  # of which every arrangement has these, whatever else it moves
LONGEST_HOLIDAY = 15
_DAY = r"(?:(?P<{0}y>\d{{4}})\s*[-./年]\s*)?(?:(?P<{0}m>\d{{1,2}})\s*[-./月]\s*)?(?P<{0}d>\d{{1,2}})\s*[日号]?"
_LINE = re.compile(_DAY.format("a") + r"(?:\s*(?:至|到|to|—+|–|~|--)\s*" + _DAY.format("b") + ")?")
_WEEKDAY = re.compile(r"[(（](?:星期|周|礼拜)[一二三四五六日天][)）]|(?:星期|周|礼拜)[一二三四五六日天]")
_HALF = str.maketrans("－．／～", "-./~")


def days_in(text, year):
    """The days that a text names, in order: one or a range a line, or separated by 、，；, with or without the year.

    Raises ValidationError naming what cannot be read.
    """
    found = set()
    for part in re.split(r"[\n、,，;；。]+", _WEEKDAY.sub("", half_width(text).translate(_HALF))):
        if part.strip():
            found |= _days_of(part.strip(), year)
    return sorted(found)


def _days_of(part, year):
    match = _LINE.fullmatch(part)
    if match is None or match["am"] is None:
        raise ValidationError(_("看不懂“%(part)s”：请每行写一天或者起止两天，例如 %(year)d-10-01 至 10-07。") % _told(part, year))
    try:
        first = datetime.date(int(match["ay"] or year), int(match["am"]), int(match["ad"]))
        last = first
        if match["bd"]:
            last = datetime.date(int(match["by"] or first.year), int(match["bm"] or first.month), int(match["bd"]))
    except ValueError:
        raise ValidationError(_("“%(part)s”里有日历上没有的日子，请核对。") % _told(part, year)) from None
    if not 0 <= (last - first).days < LONGEST_HOLIDAY:
        raise ValidationError(_("“%(part)s”的起止不对：止在起之后，一次放假不会超过半个月，请核对。") % _told(part, year))
    return {first + number * DAY for number in range((last - first).days + 1)}


def _told(part, year):
    return {"part": part[:40], "year": year}


def ensure_whole(year, days_off, make_up_days):
    """Refuse lists that cannot be a year's whole arrangement; raises ValidationError by field."""
    faults = {"days_off": _faults_of(year, days_off), "make_up_days": _faults_of(year, make_up_days)}
    if lacking := [_("%(month)d 月 %(day)d 日") % {"month": m, "day": d} for m, d in FIXED if not _has(days_off, year, m, d)]:
        faults["days_off"].append(_("放假的日子里没有%(days)s：请按公布的安排录全。") % {"days": _("、").join(lacking)})
    elif len(days_off) < LEAST_DAYS_OFF:
        told = {"count": len(days_off), "least": LEAST_DAYS_OFF}
        faults["days_off"].append(_("放假的日子只有 %(count)d 天，一年至少 %(least)d 天：请连同周末一起录全。") % told)
    if both := sorted(set(days_off) & set(make_up_days)):
        faults["make_up_days"].append(_("%(days)s 又放假又上班，请核对。") % {"days": _listed(both)})
    if weekdays := [day for day in make_up_days if day.weekday() < 5]:
        faults["make_up_days"].append(_("%(days)s 不是周末，本来就上班，请核对。") % {"days": _listed(weekdays)})
    if found := {name: sentences for name, sentences in faults.items() if sentences}:
        raise ValidationError(found)


def _has(days, year, month, day):
    return datetime.date(year, month, day) in days


def _faults_of(year, days):
    beyond = [day for day in days if day.year != year and (day.year, day.month) != (year - 1, 12)]
    return [_("%(days)s 不在 %(year)d 年，请核对。") % {"days": _listed(beyond), "year": year}] if beyond else []


def _listed(days):
    return _("、").join(day.isoformat() for day in days[:3]) + ("……" if len(days) > 3 else "")


@transaction.atomic
def put_calendar(county, *, year, days_off, make_up_days, source, by):
    """Put a county's arrangement of a year on record, or correct it; returns the WorkCalendar.

    `days_off` and `make_up_days` are dates. Raises ValidationError by field, also for a year that needs none.
    """
    ensure_within(by, county)
    if is_published(year):
        raise ValidationError({"year": _("%(year)d 年的放假安排系统里已经有了，不用录入。") % {"year": year}})
    ensure_whole(year, days_off, make_up_days)
    if not source.strip():
        raise ValidationError({"source": _("请写明依据：公布放假安排的文件名称和文号。")})
    Area.objects.select_for_update(no_key=True).get(pk=county.pk)  # two at once: the second corrects the first
    made = WorkCalendar.objects.filter(area=county, year=year).first() or WorkCalendar(area=county, year=year)
    made.days_off = [day.isoformat() for day in days_off]
    made.make_up_days = [day.isoformat() for day in make_up_days]
    made.source = source.strip()[:120]
    return save(made, by=by, reason=made.source)
