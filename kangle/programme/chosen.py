"""Which year a person reads, by one rule: the one chosen by `?period=`, here or on an earlier page, else the year in hand.

What was chosen holds on every page that follows, until another year is chosen or the person signs out; that the addresses of
those pages say so themselves is seen to in kangle.pages.year_kept.
"""

from django.http import Http404

from kangle.common.sayings import said as _

# In the address, and in the session.
CHOSEN = "period"


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
