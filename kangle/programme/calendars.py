"""Entering a year's days off and make-up days: one audited act, refused where the list cannot be whole."""

import datetime
import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kangle.areas.models import Area
from kangle.audit.actions import ensure_within, save
from kangle.common.fields import fitting
from kangle.common.texts import half_width
from kangle.programme.calendar_models import WorkCalendar
from kangle.programme.workdays import DAY, is_published

LEAST_DAYS_OFF = 11  # the statutory days off of a year until 2024; thirteen since
FIXED = ((1, 1), (5, 1), (10, 1))  # of which every arrangement has these, whatever else it moves
LONGEST_HOLIDAY = 15
_DAY = r"(?:(?P<{0}y>\d{{4}})\s*[-./年]\s*)?(?:(?P<{0}m>\d{{1,2}})\s*[-./月]\s*)?(?P<{0}d>\d{{1,2}})\s*(?P<{0}word>[日号])?"
_LINE = re.compile(_DAY.format("a") + r"(?:\s*(?:至|到|to|—+|–|~|--)\s*" + _DAY.format("b") + ")?")
# A hyphen stands between two days where it cannot stand within one: after 日, among stops or strokes, between blanks.
_HYPHEN = re.compile(r"(?<=[日号])\s*-+|(?<=\d)\s+-\s+(?=\d)|(?<=^)(?P<first>\d+(?:[./]\d+)+)-(?=\d+(?:[./]\d+)*$)")
_WEEKDAY = re.compile(r"[(（](?:星期|周|礼拜)[一二三四五六日天][)）]|(?:星期|周|礼拜)[一二三四五六日天]")
_HALF = str.maketrans("－．／～", "-./~")
_HOLIDAY = re.compile(r"^[^\d:：]{1,12}[:：]")  # 一、元旦：
_SAID = re.compile(r"(?P<off>放假(?:调休)?|调休|休息|公休)?(?P<working>(?:正常)?上班|补班)?(?:共?\d+天)?$")
_BESIDE = re.compile(r"(?:共|总计)\s*\d+\s*天|与周末连休|[一二三四五六七八九十]+")  # what a notice says beside the days
OFF, WORKING = "off", "working"


def days_in(text, year):
    """The days off that a text names, in order: one or a range a line, or separated by 、，；, with or without the year; or the
    sentences as they were published, whose days to work on (…上班) are left to `make_up_days_in`.

    Raises ValidationError naming what cannot be read.
    """
    return _sorted(_named(text, year), besides=WORKING)


def make_up_days_in(text, year, beside=""):
    """The days to work on that a text names, as `days_in`; and those that the text of the days off, `beside`, says to be such."""
    found = [each for each in _named(beside, year) if each[1] == WORKING]
    return _sorted(_named(text, year) + found, besides=OFF)


def _sorted(named, besides):
    return sorted({day for days, said in named if said != besides for day in days})


def _named(text, year):
    """[(days, OFF, WORKING or "" for what is said of them)] of a text, sentence by sentence."""
    found = []
    for sentence in re.split(r"[\n;；。]+", _WEEKDAY.sub("", half_width(text).translate(_HALF))):
        parts = [(part.strip(), "") for part in re.split(r"[、,，]+", sentence)]
        found += _of_sentence([part for part, _said in parts if part and not _BESIDE.fullmatch(part)], year)
    return found


def _of_sentence(parts, year):
    """A word said after the last of some days is said of all of them: 1月4日、10日上班."""
    found, before, word = [], None, ""
    for part in parts:
        part = _HOLIDAY.sub("", part).strip()
        said = _SAID.search(part)
        days = _days_of(_hyphens(part[: said.start()].strip()) if said[0] else _hyphens(part), part, year, before)
        before = days[-1]
        found.append((days, OFF if said["off"] else WORKING if said["working"] else ""))
    for place in reversed(range(len(found))):
        word = found[place][1] or word
        found[place] = (found[place][0], word)
    return found


def _hyphens(part):
    return _HYPHEN.sub(lambda match: f"{match['first'] or ''}~", part)


def _days_of(days, part, year, before):
    """The days of one part, whose text without the words is `days`; of 2日 after 1月1日 (`before`) the month is known."""
    match = _LINE.fullmatch(days)
    if match is None or (match["am"] is None and not (before and match["aword"])):
        raise ValidationError(_("看不懂“%(part)s”：请每行写一天或者起止两天，例如 %(year)d-10-01 至 10-07。") % _told(part, year))
    try:
        first, last = _ends_of(match, year, before)
    except ValueError:
        raise ValidationError(_("“%(part)s”里有日历上没有的日子，请核对。") % _told(part, year)) from None
    if not 0 <= (last - first).days < LONGEST_HOLIDAY:
        raise ValidationError(_("“%(part)s”的起止不对：止在起之后，一次放假不会超过半个月，请核对。") % _told(part, year))
    return [first + number * DAY for number in range((last - first).days + 1)]


def _ends_of(match, year, before):
    """(first, last) of what `_LINE` found; ValueError for a day that no calendar has."""
    of = {key: int(value) for key, value in match.groupdict().items() if value and value.isdigit()}
    month = of.get("am") or before.month
    last_month = of.get("bm", month)
    over = (month, last_month) == (12, 1)  # 12月31日至1月2日: the holiday of the year it ends in
    own = year if "am" in of or before is None else before.year
    first_year = of.get("ay") or (of.get("by", own) - 1 if over else own)
    first = datetime.date(first_year, month, of["ad"])
    if "bd" not in of:
        return first, first
    return first, datetime.date(of.get("by") or first_year + over, last_month, of["bd"])


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
    made.source = fitting(made, "source", source.strip())
    return save(made, by=by, reason=made.source)
