"""Which year a person reads, by one rule: the one chosen by `?period=`, here or on an earlier page, else the year in hand;
and which day of it, where `?as_of=` names one.

What was chosen holds on every page that follows, until another year is chosen or the person signs out; that the addresses of
those pages say so themselves is seen to in kangle.pages.year_kept.
"""

import datetime

from django.http import Http404
from django.utils import timezone

from kangle.areas.models import Area
from kangle.common import prepared
from kangle.common.sayings import said as _
from kangle.programme.models import Period

# In the address, and in the session.
CHOSEN = "period"
DAY = "as_of"  # in the address alone


def chosen_year(request):
    """The year chosen, as a text; "" where none was."""
    return request.GET.get(CHOSEN, "") or str(getattr(request, "session", {}).get(CHOSEN, ""))


def chosen_among(request, periods):
    """The Period chosen among a county's; None where none was. Http404 for a year asked for that was not opened."""
    wanted, year = request.GET.get(CHOSEN, ""), chosen_year(request)
    found = next((each for each in periods if str(each.year) == year), None) if year else None
    if wanted and found is None:
        raise Http404(_("没有“%(year)s”这个年度。") % {"year": wanted[:10]})
    session = getattr(request, "session", None)
    if wanted and session is not None and session.get(CHOSEN) != found.year:
        session[CHOSEN] = found.year
    return found


def read_among(request, periods):
    """The Period that a page reads: the one chosen among a county's, newest first, else the first; None before the first year."""
    return chosen_among(request, periods) or next(iter(periods), None)


def periods_of(area):
    """The years of the county an area lies in (or, above the county, of the counties below), newest first."""
    if area is None:
        return Period.objects.none()
    periods = Period.objects.within(area) if area.level < Area.Level.COUNTY else Period.objects.filter(area__path=area.county)
    return periods.select_related("area").order_by("-year", "pk")


def chosen_day(request):
    """The day that an address asks for; None where it names none. Http404 for what is no day."""
    wanted = request.GET.get(DAY, "") if request is not None else ""
    try:
        return datetime.date.fromisoformat(wanted) if wanted else None
    except ValueError as error:
        raise Http404(_("“%(day)s”不是日期，请写成 2015-06-30 的样子。") % {"day": wanted[:20]}) from error


def read_of_day(request, area):
    """(the Period that a page of an area reads, the day of it that the address asks for or None).

    A day lies in its own year, whichever was chosen before. Http404 for one of a year that was not opened, that another year
    stands beside in the same address, or that has not come.
    """
    day = chosen_day(request)
    if day is None:
        return period_asked(request, area), None
    found = next((each for each in periods_of(area) if each.year == day.year), None)
    if found is None or day > timezone.localdate() or request.GET.get(CHOSEN, "") not in ("", str(day.year)):
        raise Http404(_("%(day)s 不在所选的年度里，或者还没有到。") % {"day": day})
    request.period_shown = found
    return found, day


def period_asked(request, area):
    """The year that a page of an area reads, with its place in the head: the one the person chose, else the year in hand."""
    if request is None or not chosen_year(request):
        return newest_period(area)
    periods = prepared.records(("periods of", area.path), Period, lambda: periods_of(area)) if area else []
    request.period_shown = found = read_among(request, periods)
    return found


def newest_period(area):
    """The year in hand of the county an area lies in, or None; its area is not read with it."""
    if area is None:
        return None
    found = prepared.records(("period", area.path), Period, lambda: periods_of(area).select_related(None)[:1])
    return found[0] if found else None
