"""口径: every number opens as many rows, names compare without a rest, and the same thing has the same number everywhere."""

import datetime
import io
import re
import zipfile
from html import unescape

import pytest
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from households.models import StatusEvent
from kangle.areas.models import Area
from kangle.pages.reconciliation.counting import counted, difference
from kangle.pages.reconciliation.names import NAMES
from kangle.pages.reconciliation.people import PEOPLE, people_counted
from kangle.scorecard.indicators import CATALOGUE
from kangle.scorecard.measures import At
from kangle.scorecard.measures import Sum as SumOf
from kangle.scorecard.models import Value
from tests import county as small
from tests.oracle.book import Book, View
from tests.pages.test_statement import a_county
from tests.random_county import dense, shapes
from tests.scorecard.test_oracle import a_county as a_plain_county
from tests.scorecard.test_oracle import published

pytestmark = pytest.mark.django_db
on_random_counties = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
YEAR_END = datetime.date(2015, 12, 31)
AT = At(2015, YEAR_END)


def unlike_their_rows(at, area):
    """The names whose number, or whose difference from their base, is not that of the rows it opens."""
    found, numbers = {}, {}
    for each in counted(at, area):
        name = each.name
        numbers[name.code] = each.households
        told = {"rows": (each.households, name.homes(at, area).count())}
        if each.base:
            told |= {way: (getattr(each, way), difference(name, way, at, area).count()) for way in ("less", "more")}
            base = numbers.get(each.base.code, each.base.homes(at, area).count())
            told["sum"] = (base - each.less + each.more, each.households)
        found |= {(area.code, name.code, what): pair for what, pair in told.items() if pair[0] != pair[1]}
    for people, number, base, rest in people_counted(at, area):
        told = {"rest": (rest, people.rest(at, area).count() if base else 0)}
        if not people.of:
            told["rows"] = (number, people.rows(at, area).count())
        found |= {(area.code, people.code, what): pair for what, pair in told.items() if pair[0] != pair[1]}
    return found


@given(shape=shapes(), choice=st.integers(0, 9))
@settings(on_random_counties, max_examples=max(5, settings.default.max_examples // 4))
def test_names_equal_their_rows_and_compare_without_a_rest(shape, choice):
    with a_county(shape) as county:
        areas = [county.top, *county.townships, *county.villages]

        assert unlike_their_rows(At(shape.year, shape.days[-1]), areas[choice % len(areas)]) == {}


def told_by_twin(view):
    """What the names are by their sentences, counted slowly."""
    return {
        "files": view.households,
        "registered": [home for home in view.households if kind(view, home) in ("identified", "returned", "exited")],
        "served": view.served,
        "poor": [home for home in view.households if view.is_poor(home, view.day)],
        "start": [home for home in view.households if view.is_poor(home, view.start)],
        "out": [home for home in view.households if kind(view, home) == "exited"],
        "exited": view.with_event("exited"),
        "returned": view.with_event("returned"),
        "removed": view.with_event("removed"),
        "struck": view.with_event("deregistered"),
        "looked-back": [home for home in view.households if any(view.this_year(each.on) for each in home.its("look_backs"))],
        "helped": [home for home in view.households if any(view.this_year(each.done_on) for each in home.its("measures"))],
        "national-all": [home for home in view.households if view.by_now(home.in_national_system_on)],
        "recorded": [
            home
            for home in view.households
            if any(each.year == view.year and view.by_now(each.recorded_on) for each in home.its("records"))
        ],
    }


def kind(view, household):
    last = view.last_event(household, view.day)
    return last.kind if last else None


@given(shape=shapes())
@settings(on_random_counties, max_examples=max(5, settings.default.max_examples // 4))
def test_names_equal_their_slow_twin(shape):
    with a_plain_county(shape) as county:
        day, book = shape.days[-1], Book()
        for area in (county.top, county.villages[0]):
            twin = told_by_twin(View(book, area, day))
            found = {each.name.code: each.households for each in counted(At(shape.year, day), area)}

            assert {code: found[code] for code in twin} == {code: len(homes) for code, homes in twin.items()}


def test_a_name_says_what_the_scorecard_prints_wherever_it_says_it_stands():
    with a_plain_county(dense()) as county:
        snapshot, _publishable = published(county, YEAR_END)
        for area in Area.objects.within(county.top):
            stored = {value.indicator: value for value in Value.objects.filter(snapshot=snapshot, area=area)}
            for each in counted(AT, area):
                for code, part in each.name.parts:
                    persons = isinstance(CATALOGUE[code].measures[part], SumOf)
                    told = (each.name.code, code, each.persons if persons else each.households)
                    assert told == (each.name.code, code, getattr(stored[code], part))
            for people, number, _base, _rest in people_counted(AT, area):
                for code, part in people.parts:
                    assert (people.code, code, number) == (people.code, code, getattr(stored[code], part))


# --- the pages ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def told(small_county):
    """Households in every state: poor, out this year and last, returned, removed; one person born, one dead."""
    village = small_county.gaolinwan
    homes = [small.household(village, 1), small.household(village, 2, exited_on=datetime.date(2015, 11, 20))]
    homes += [small.household(village, 3, exited_on=datetime.date(2014, 12, 1))]
    homes += [small.household(small_county.fengtai, 1, persons=3), small.household(village, 4)]
    StatusEvent.objects.create(household=homes[4], kind="removed", on=datetime.date(2015, 5, 1))
    one, other = homes[0].members.order_by("-pk")[:2]
    one.joined_on, one.joined_by = datetime.date(2015, 4, 1), "birth"
    other.left_on, other.left_by = datetime.date(2015, 6, 1), "death"
    one.save()
    other.save()
    return homes


def body(response, status=200):
    assert response.status_code == status, response.content.decode()[:400]
    return response.content.decode()


def links(html):
    """{name of the line or name: (address, number)} of the rows of every table on the page."""
    found = {}
    for row in re.findall(r'<tr role="row"[^>]*><th role="rowheader".*?</tr>', html, re.S):
        address, name = re.search(r'<a href="([^"]+)">(.*?)</a>', row).groups()
        numbers = [int(n.replace(",", "").replace("−", "-")) for n in re.findall(r'data-label="[户人]">(−?[\d,]+)<', row)]
        found[unescape(address)] = (name, numbers)
    return found


def test_the_page_adds_up_and_every_number_opens_as_many_rows(told, people, as_person):
    client = as_person(people.county_officer)
    html = body(client.get("/reconciliation/?as_of=2015-12-31"))

    assert html.count("✓ 加平") == 2
    assert "年初有贫困户 4 户 14 人，到 2015年12月31日 有 2 户 6 人" in html
    opened = links(html)
    assert opened["/reconciliation/poor/exited/?as_of=2015-12-31"] == ("减：脱贫", [-1, -4])
    assert opened["/reconciliation/poor/came-birth/?as_of=2015-12-31"] == ("加：出生", [1])
    for address, (name, numbers) in opened.items():
        rows = body(client.get(address))
        total = int(re.search(r"共 ([\d,]+) 条", rows)[1].replace(",", "")) if "共 " in rows else 0
        if "/people/rural/" not in address:  # a sum over the villages' profiles
            assert total == abs(numbers[0]), name


def test_every_difference_between_two_names_opens_its_rows(told, people, as_person):
    client = as_person(people.county_officer)
    html = body(client.get("/reconciliation/?as_of=2015-12-31"))
    differences = re.findall(r'<a href="(/reconciliation/(?:less|more|rest)/[^"]+)">[−+]([\d,]+)</a>', html)

    assert len(differences) > 5
    for address, number in differences:
        assert f"共 {number} 条" in body(client.get(unescape(address)))


def test_a_village_worker_reads_his_village_and_another_village_is_not_found(told, people, as_person):
    client = as_person(people.village_worker)

    assert "年初有贫困户 3 户" in body(client.get("/reconciliation/?as_of=2015-12-31"))
    assert client.get("/reconciliation/?area=622922101200").status_code == 404
    assert client.get("/reconciliation/poor/start/?area=622922101200").status_code == 404


@pytest.mark.parametrize("typed", ["2015-02-30", "x", "2014-12-31", "2016-01-01"])
def test_a_day_that_is_none_or_of_another_year_is_said(told, people, as_person, typed):
    html = body(as_person(people.county_officer).get("/reconciliation/", {"as_of": typed, "period": 2015}), 422)

    assert "2015-01-01 至 2015-12-31 里的一天" in html
    assert as_person(people.county_officer).get(f"/reconciliation/poor/start/?as_of={typed}").status_code == 404


@pytest.mark.parametrize(
    "line", ["poor/nothing", "nothing/exited", "names/nothing", "less/files", "rest/members", "more/poor-persons"]
)
def test_what_is_no_line_and_no_name_is_not_found(told, people, as_person, line):
    assert as_person(people.county_officer).get(f"/reconciliation/{line}/").status_code == 404


def test_rows_stay_of_the_day_when_they_are_narrowed(told, people, as_person):
    html = body(as_person(people.county_officer).get("/reconciliation/names/poor/?as_of=2015-01-31"))

    assert '<input type="hidden" name="as_of" value="2015-01-31">' in html
    assert "共 4 条" in html and "未脱贫" in html


def test_the_rows_of_a_name_of_its_own_day_add_up_to_its_persons(told, people, as_person):
    home = told[0]
    small.member(home, 9, joined_on=datetime.date(2015, 6, 1))  # nobody of the year's beginning
    client = as_person(people.county_officer)
    for each in counted(AT, home.village.parent.parent):
        if each.name.own_day:
            table = client.get(f"/reconciliation/names/{each.name.code}/?as_of=2015-12-31").context["table"]
            assert (table.total, table.sums["size"] or 0) == (each.households, each.persons), each.name.code


def test_a_file_of_rows_is_of_the_day_and_says_what_is_counted(told, people, as_person):
    response = as_person(people.county_officer).get("/reconciliation/names/poor/?as_of=2015-01-31&export=xlsx")
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as book:
        text = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))

    assert "2015-01-31" in text and "最后一条身份变化是识别或返贫的户。" in text


def test_contradicting_events_stand_in_a_line_of_their_own(told, people, as_person):
    stranger = small.household(told[0].village, 9, persons=2)
    stranger.events.all().delete()
    StatusEvent.objects.create(household=stranger, kind="returned", on=datetime.date(2015, 7, 1))
    html = body(as_person(people.county_officer).get("/reconciliation/?as_of=2015-12-31"))

    assert links(html)["/reconciliation/poor/odd-in/?as_of=2015-12-31"] == ("加：先后矛盾的变动（计入）", [1, 2])
    assert html.count("加平，但有先后矛盾的记录") == 2


def test_the_questions_do_not_grow_with_the_data(told, people, as_person, django_assert_max_num_queries):
    client = as_person(people.county_officer)
    with django_assert_max_num_queries(45):
        client.get("/reconciliation/?as_of=2015-12-30")
    for number in range(20, 30):
        small.household(told[0].village, number)
    with django_assert_max_num_queries(45):
        client.get("/reconciliation/?as_of=2015-12-30")


def test_no_name_stands_twice():
    names = [str(name.name) for name in (*NAMES.values(), *PEOPLE.values())]
    assert len(names) == len(set(names))


def test_persons_of_the_names_are_those_of_the_rows(told, small_county):
    sizes = {each.name.code: each.persons for each in counted(AT, small_county.county)}
    homes = NAMES["registered"].homes(AT, small_county.county).with_size(YEAR_END)

    assert sizes["registered"] == homes.aggregate(n=Sum("size"))["n"]
    assert sizes["exited"] == 4
