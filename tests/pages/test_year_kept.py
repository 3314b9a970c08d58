"""Whoever chose a year or a day stays in it: no link, form or page of figures leaves it, but where it names another."""

import datetime
import re
from html import unescape

import pytest
from django.core.cache import cache
from django.http import HttpResponseRedirect

from kangle.accounts.roles import Role
from kangle.pages.year_kept import OF_A_DAY, OF_A_YEAR, YearKeptMiddleware, _resolved, with_year
from kangle.programme.models import Period
from kangle.scorecard.actions import recompute
from tests import county as facts
from tests.conftest import kept_county

pytestmark = pytest.mark.django_db

HEAD = re.compile(r'class="period[^>]*>(?:<span>)?(\d{4})')
HREF = re.compile(r'\s(?:href|hx-get)="([^"#]*)')
PAGES = ("/", "/scorecard/items/outcomes/", "/scorecard/indicators/outcomes.persons-exited/", "/areas/622922100/", "/plan/")
PAGES += ("/rankings/", "/rankings/?level=village", "/reconciliation/", "/zones/?all=1", "/classing/", "/tasks/", "/search/?q=1")
# Leads to another year by its own word.
ELSEWHERE = re.compile(r"[?&;](?:period|year)=2016")


small_county = kept_county


@pytest.fixture(autouse=True)
def cold():
    cache.clear()


@pytest.fixture(scope="module")
def two_years(small_county):
    facts.household(small_county.gaolinwan, 1, persons=5, exited_on=datetime.date(2015, 11, 20))
    for month, day in ((11, 30), (12, 31)):
        recompute(small_county.county, year=2015, as_of=datetime.date(2015, month, day))
    Period.objects.create(area=small_county.county, year=2016)
    facts.household(small_county.banpo, 7, exited_on=datetime.date(2016, 1, 20))
    recompute(small_county.county, year=2016, as_of=datetime.date(2016, 1, 31))
    return small_county


def links_of(client, path):
    """The addresses on this site that a page leads to, with those of its own that only alter the query."""
    page = client.get(path, follow=True)
    here = page.request["PATH_INFO"]
    found = {unescape(each) for each in HREF.findall(page.content.decode())}
    return {here + each if each.startswith("?") else each for each in found if each.startswith(("/", "?"))}


def of_figures(link):
    return _resolved(link.partition("?")[0], "/", "kangle.urls") in OF_A_YEAR


@pytest.mark.parametrize("path", PAGES)
def test_every_way_from_a_page_to_figures_says_the_year_that_was_chosen(two_years, people, as_person, path):
    client = as_person(people.county_officer)
    client.get("/?period=2015")
    silent = [link for link in links_of(client, path) if of_figures(link) and "period=" not in link]
    assert silent == []


def test_no_page_leads_out_of_the_chosen_year(two_years, people, as_person):
    client, left, seen = as_person(people.county_officer), {}, set()
    client.get("/?period=2015")
    for start in PAGES:
        for link in sorted(links_of(client, start) - seen):
            seen.add(link)
            if not of_figures(link) or ELSEWHERE.search(link):
                continue
            page = client.get(link, follow=True)
            head = HEAD.search(page.content.decode()) if page.get("Content-Type", "").startswith("text/html") else None
            if head and head[1] != "2015":
                left[link] = head[1]
    assert left == {} and len(seen) > 80


@pytest.mark.parametrize("who", ["county_officer", "township_officer", "village_worker"])
def test_who_is_led_on_to_his_own_area_reads_the_year_he_chose(two_years, people, as_person, who):
    client = as_person(getattr(people, who))
    for path in ("/?period=2015", "/", "/tasks/"):
        page = client.get(path, follow=True)
        assert HEAD.search(page.content.decode())[1] == "2015", path


def test_where_one_is_led_is_kept_to_the_letter_but_for_the_year(rf):
    request = rf.get("/", {"period": "2015"})
    for to, kept in (("/rankings/?a=1&section=2", "/rankings/?a=1&section=2&period=2015"), ("/households/?a=1&copy=2", None)):
        led = YearKeptMiddleware(lambda _request, to=to: HttpResponseRedirect(to))(request)
        assert led["Location"] == (kept or to)


def test_another_window_may_read_another_year_meanwhile(two_years, people, as_person):
    client = as_person(people.county_officer)
    mine = links_of(client, "/scorecard/items/outcomes/?period=2015")
    client.get("/?period=2016")
    onward = next(link for link in mine if link.startswith("/scorecard/indicators/outcomes.persons-exited/"))
    assert HEAD.search(client.get(onward).content.decode())[1] == "2015"


def test_the_classes_of_villages_are_read_of_the_chosen_year(two_years, people, as_person):
    client = as_person(people.county_officer)
    client.get("/?period=2015")
    assert "2015" in HEAD.search(client.get("/classing/").content.decode())[0]


DAY = "as_of=2015-11-30"
# Leads to another year or day by its own word.
OF_ITS_OWN = re.compile(r"[?&;](?:period|as_of)=")
OF_THE_DAY = (*PAGES[:8], "/reconciliation/", "/zones/?all=1", "/rankings/unit/622922100/")


@pytest.mark.parametrize("path", OF_THE_DAY)
def test_every_way_from_a_page_of_a_day_to_figures_says_the_day(two_years, people, as_person, path):
    """上湾乡 209 beside a link that tells 2,039: a figure that changes by a click is of another day."""
    client = as_person(people.county_officer)
    asked = f"{path}{'&' if '?' in path else '?'}period=2015&{DAY}"
    ways = [link for link in links_of(client, asked) if _resolved(link.partition("?")[0], "/", "kangle.urls") in OF_A_DAY]
    assert [link for link in ways if not OF_ITS_OWN.search(link)] == []
    by_hand = [link for link in ways if "area=" in link and not ELSEWHERE.search(link) and not link.endswith("as_of=")]
    assert [link for link in by_hand if DAY not in link] == []
    assert ways


def test_the_figures_below_are_those_of_the_day_one_came_from(two_years, people, as_person):
    client = as_person(people.county_officer)
    here = links_of(client, f"/scorecard/items/outcomes/?period=2015&{DAY}")
    below = [link for link in here if link.startswith("/scorecard/items/outcomes/?area=622922100")]
    assert below
    for link in below:
        assert "截至 2015年11月30日" in client.get(link).content.decode(), link


def test_whoever_reads_an_earlier_day_is_told_so_and_led_back_to_the_newest(two_years, people, as_person):
    client = as_person(people.county_officer)
    page = client.get(f"/areas/622922100/?period=2015&{DAY}").content.decode()
    back = re.search(r'各页都按这一天[^<]*<a href="([^"]*)">', page)[1]
    newest = client.get(f"/areas/622922100/{unescape(back)}").content.decode()
    assert "截至 2015年12月31日" in newest and "各页都按这一天" not in newest


def test_a_day_without_figures_and_a_list_of_records_lead_nobody_to_that_day(two_years, people, as_person):
    client = as_person(people.county_officer)
    for path in ("/?as_of=2015-06-15", "/?as_of=x", "/reconciliation/?as_of=2015-06-15", "/households/?as_of=2015-11-30"):
        led = {link for link in links_of(client, path) if _resolved(link.partition("?")[0], "/", "kangle.urls") in OF_A_DAY}
        assert led and not [link for link in led if "as_of=" in link and "reconciliation" not in link], path


def test_what_lies_above_the_county_has_no_day_and_is_no_dead_end(two_years, as_person):
    above = facts.person("above", "马主任", Role.INSPECTOR, two_years.county.parent)
    assert as_person(above).get(f"/areas/{two_years.county.parent.short_code}/?{DAY}").status_code == 200


def test_forms_that_ask_for_figures_of_a_day_carry_it():
    asks = '<form class="filters" action="/rankings/"><input name="what"></form>'
    assert '<input type="hidden" name="as_of" value="2015-11-30">' in with_year(asks, "/", "", "2015-11-30")
    itself = '<form action="/rankings/"><select name="as_of"></select></form>'
    assert with_year(itself, "/", "", "2015-11-30") == itself
    numbers = with_year('<form method="post" action="/areas/622922100/numbers/"></form>', "/", "2015", "2015-11-30")
    assert 'action="/areas/622922100/numbers/?as_of=2015-11-30"' in numbers


def test_forms_that_ask_for_figures_carry_the_year_and_others_are_left_alone():
    asks = '<form class="filters" action="/rankings/"><input name="what"></form>'
    assert '<input type="hidden" name="period" value="2015">' in with_year(asks, "/", "2015")
    for other in (
        '<form method="post" action="/rankings/publish/"></form>',
        '<form action="/households/"></form>',
        '<form action="/rankings/"><select name="period"></select></form>',
    ):
        assert with_year(other, "/", "2015") == other


def test_an_address_keeps_what_it_says_itself():
    page = '<a href="/rankings/?period=2016"> <a href="/households/"> <a href="#top"> <a href="/?a=1&amp;b=2">'
    assert with_year(page, "/", "2015") == page.replace("b=2", "b=2&amp;period=2015")


def test_the_pages_of_figures_exist():
    from django.urls import get_resolver

    known = {
        f"{space}:{name}" for space in ("pages", "scorecard", "rankings", "villages") for name in _names(get_resolver(), space)
    }
    assert known >= OF_A_YEAR


def _names(resolver, space):
    return [name for name in resolver.namespace_dict[space][1].reverse_dict if isinstance(name, str)]
