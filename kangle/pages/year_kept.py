"""Whoever chose a year or a day stays in it: every link and form of a page that leads to other figures says what it is of.

The session keeps the chosen year, too, but one session may have two windows open, and an address is handed on; a day is kept by
addresses alone. So both are said here, of every page at once, and by no template: an address without a year gets the one that
was chosen, and on a page of a day's figures one without a day gets that day. One that names a year or a day keeps its own.
"""

import re
from functools import lru_cache

from django.urls import Resolver404, get_script_prefix, get_urlconf, resolve

from kangle.programme.chosen import CHOSEN, DAY, chosen_year
from kangle.rankings.asking import POVERTY, ROUND

# The pages that read a year; a list, which shows what stands now, is none of them but where it says of a year how it was.
OF_A_YEAR = {
    *("pages:overview", "pages:area", "pages:area-numbers", "pages:plan", "pages:zones", "pages:zone", "pages:reconciliation"),
    *("pages:reconciliation-rows", "pages:classing", "pages:classing-decide", "pages:my-village", "pages:village-at-work"),
    *("pages:village-charts", "pages:village-charts-pdf", "pages:booklets", "pages:booklets-pdf", "pages:booklet"),
    *("pages:booklet-pdf", "scorecard:item", "scorecard:indicator", "scorecard:rows"),
    *("villages:list", "rankings:ranking", "rankings:unit", "rankings:compare", "rankings:publish"),
}
# The lists and pages that say of villages which tier they were given, as of the day asked for.
OF_TIERS = {"villages:list", "villages:tiers", "villages:undertakings", "pages:undertaking", "pages:classing"}
# Those that read the figures of the day asked for, or lead on to them.
OF_A_DAY = {
    *("pages:overview", "pages:area", "pages:area-numbers", "pages:plan", "pages:zones", "pages:zone", "pages:reconciliation"),
    *("pages:reconciliation-rows", "scorecard:item", "scorecard:indicator", "scorecard:rows"),
    *("rankings:ranking", "rankings:unit", "rankings:compare", "rankings:publish"),
    *OF_TIERS,
}
# They read the records of any day, also of one that no figures were published of: such a day is no other page's.
OF_ANY_DAY = {"pages:reconciliation", "pages:reconciliation-rows", *OF_TIERS}
LINK = re.compile(r'(\s(?:href|hx-get)=")([^"#]*)')
FORM = re.compile(r"(<form\b[^>]*>)(.*?)(?=</form>)", re.DOTALL)
ACTION = re.compile(r'\saction="([^"]*)"')
NAMED = re.compile(rf"[?&;]{CHOSEN}=")
DAY_NAMED = re.compile(rf"[?&;](?:{CHOSEN}|{DAY})=")  # a day lies in a year: who leads to another year leads to its own day
IS_A_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class YearKeptMiddleware:
    """Adds the chosen year and day to the links and forms of every page that is answered, and to where one is led instead."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        year, day = chosen_year(request), _day_of(request)
        year = year if year.isascii() and year.isdecimal() else ""
        if not year and not day:
            return response
        if "Location" in response:  # whoever is led on from here chose the year all the same
            response["Location"] = _with(response["Location"], request.path, year, day, "&")
        is_page = not response.streaming and response.get("Content-Type", "").startswith("text/html")
        if is_page:
            day = day if response.status_code == 200 else ""  # a day without figures is answered by a sentence, and leads nowhere
            kept = with_year(response.content.decode(response.charset), request.path, year, day)
            response.content = kept.encode(response.charset)
        return response


def _day_of(request):
    """The day whose figures a page was asked for, as a text; "" where it was asked for none, or does not read any."""
    day, name, what = request.GET.get(DAY, ""), _name_of(request.path), request.GET.get("what", "")
    is_of_figures = name in OF_A_DAY - OF_ANY_DAY and what != POVERTY and not what.startswith(ROUND)
    return day if is_of_figures and IS_A_DAY.fullmatch(day) else ""


def with_year(page, here, year, day=""):
    """The text of a page at the address `here`, its ways to other pages of figures with the year and the day ("": none)."""

    def link(found):
        return found[1] + _with(found[2], here, year, day)

    def form(found):
        head, inside = found.groups()
        action = ACTION.search(head)
        leads = (action and action[1].partition("?")[0]) or here
        if 'method="post"' in head.lower():
            return (ACTION.sub(lambda at: f' action="{_with(at[1], here, "", day)}"', head) if day else head) + inside
        if f'name="{CHOSEN}"' in inside:
            return found[0]
        name, more = _name_of(leads), ""
        if year and name in OF_A_YEAR:
            more += f'<input type="hidden" name="{CHOSEN}" value="{year}">'
        if day and name in OF_A_DAY and f'name="{DAY}"' not in inside:
            more += f'<input type="hidden" name="{DAY}" value="{day}">'
        return f"{head}{more}{inside}"

    return FORM.sub(form, LINK.sub(link, page))


def _with(address, here, year, day="", joined="&amp;"):
    path, question, query = address.partition("?")
    name, more = _name_of(path or (here if question else "")), []
    if day and name in OF_A_DAY and not DAY_NAMED.search(f"?{query}"):
        more.append(f"{DAY}={day}")
    if year and name in OF_A_YEAR and not NAMED.search(f"?{query}"):
        more.append(f"{CHOSEN}={year}")
    return f"{path}?{joined.join([query, *more] if query else more)}" if more else address


def _name_of(path):
    """The name of the page that an address on this site opens; "" of any other."""
    return _resolved(path, get_script_prefix(), get_urlconf()) if path else ""


@lru_cache(maxsize=4096)
def _resolved(path, prefix, urls):
    if not path.startswith(prefix):
        return ""
    try:
        return resolve("/" + path.removeprefix(prefix), urls).view_name
    except Resolver404:
        return ""
