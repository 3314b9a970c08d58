"""Whoever chose a year stays in it: every link and form of a page that leads to another page of figures says the year it is of.

The session keeps the choice, too, but one session may have two windows open, and an address is handed on. So it is said here, of
every page at once, and by no template: an address without a year gets the one that was chosen; one that names a year keeps it.
"""

import re
from functools import lru_cache

from django.urls import Resolver404, get_script_prefix, get_urlconf, resolve

from kangle.programme.chosen import CHOSEN, chosen_year

# The pages that read a year; a list, which shows what stands now, is none of them but where it says of a year how it was.
OF_A_YEAR = {
    *("pages:overview", "pages:area", "pages:area-numbers", "pages:plan", "pages:zones", "pages:zone", "pages:reconciliation"),
    *("pages:reconciliation-rows", "pages:classing", "pages:classing-decide", "pages:my-village", "pages:village-at-work"),
    *("pages:village-charts", "pages:village-charts-pdf", "pages:booklets", "pages:booklets-pdf", "pages:booklet"),
    *("pages:booklet-pdf", "scorecard:item", "scorecard:indicator", "scorecard:rows"),
    *("villages:list", "rankings:ranking", "rankings:unit", "rankings:compare", "rankings:publish"),
}
LINK = re.compile(r'(\s(?:href|hx-get)=")([^"#]*)')
FORM = re.compile(r"(<form\b[^>]*>)(.*?)(?=</form>)", re.DOTALL)
ACTION = re.compile(r'\saction="([^"]*)"')
NAMED = re.compile(rf"[?&;]{CHOSEN}=")


class YearKeptMiddleware:
    """Adds the chosen year to the links and forms of every page that is answered, and to where one is led instead."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        year = chosen_year(request)
        if not (year.isascii() and year.isdecimal()):
            return response
        if "Location" in response:  # whoever is led on from here chose the year all the same
            response["Location"] = _with(response["Location"], request.path, year, "&")
        is_page = not response.streaming and response.get("Content-Type", "").startswith("text/html")
        if is_page:
            response.content = with_year(response.content.decode(response.charset), request.path, year).encode(response.charset)
        return response


def with_year(page, here, year):
    """The text of a page at the address `here`, its ways to other pages of figures with the year."""

    def link(found):
        return found[1] + _with(found[2], here, year)

    def form(found):
        head, inside = found.groups()
        action = ACTION.search(head)
        leads = (action and action[1].partition("?")[0]) or here
        if 'method="post"' in head.lower() or f'name="{CHOSEN}"' in inside or not _is_of_a_year(leads):
            return found[0]
        return f'{head}<input type="hidden" name="{CHOSEN}" value="{year}">{inside}'

    return FORM.sub(form, LINK.sub(link, page))


def _with(address, here, year, joined="&amp;"):
    path, question, query = address.partition("?")
    if NAMED.search(f"?{query}") or not _is_of_a_year(path or (here if question else "")):
        return address
    return f"{path}?{query}{joined}{CHOSEN}={year}" if query else f"{path}?{CHOSEN}={year}"


def _is_of_a_year(path):
    return bool(path) and _reads_a_year(path, get_script_prefix(), get_urlconf())


@lru_cache(maxsize=4096)
def _reads_a_year(path, prefix, urls):
    """Whether an address on this site opens a page that reads a year."""
    if not path.startswith(prefix):
        return False
    try:
        return resolve("/" + path.removeprefix(prefix), urls).view_name in OF_A_YEAR
    except Resolver404:
        return False
