"""The same thing has the same number everywhere: overview, area page, plan, lists, a village's work, the scorecard of one day."""

import json
import re
from io import StringIO

import pytest
from django.core.management import call_command

from kangle.pages.reconciliation.counting import counted
from kangle.pages.reconciliation.people import people_counted
from kangle.programme.plan import ship_plan
from kangle.scorecard.actions import recompute
from kangle.scorecard.measures import At
from tests import county as small
from tests.pages.test_reconciliation import YEAR_END, body, told  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db


@pytest.fixture
def everywhere(told, small_county, people, as_person):  # noqa: F811
    """The client of a county officer, with a published snapshot of the year's last day and the county's plan."""
    small.household(small_county.banpo, 1, persons=6)
    ship_plan(small_county.county, 2015, by="测试")
    recompute(small_county.county, year=2015, as_of=YEAR_END)
    return as_person(people.county_officer)


def numbers(area):
    at = At(2015, YEAR_END)
    found = {each.name.code: (each.households, each.persons) for each in counted(at, area)}
    return found | {people.code: number for people, number, _base, _rest in people_counted(at, area)}


def first(pattern, html):
    return int(re.search(pattern, html, re.S)[1].replace(",", ""))


def total(client, address):
    return first(r"<b>共 ([\d,]+) 条</b>", body(client.get(address)))


def test_the_poor_of_a_county_are_as_many_on_every_page(everywhere, small_county):
    own = numbers(small_county.county)
    households, persons = own["poor"]
    assert (households, persons) == (3, 12) and own["poor-persons"] == persons

    assert first(r"targeting\.persons/[^>]*><b>([\d,]+)", body(everywhere.get("/"))) == persons
    assert f"<b>{persons}</b> 人" in body(everywhere.get("/plan/"))
    assert f"有 {households} 户 {persons} 人" in body(everywhere.get("/reconciliation/"))
    assert total(everywhere, "/households/?status=poor") == households
    assert total(everywhere, "/scorecard/indicators/targeting.households/numerator/") == households
    villages = body(everywhere.get("/villages/"))
    assert sums_of(villages, "现有贫困户") == households and sums_of(villages, "现有贫困人口") == persons
    assert sums_of(body(everywhere.get("/tasks/")), "现有贫困户") == households
    card = scorecard()
    assert (card["targeting.households"]["value"], card["targeting.persons"]["value"]) == (households, persons)


def sums_of(html, column):
    foot = re.search(r"<tfoot.*?</tfoot>", html, re.S)[0]
    return first(rf'data-label="{column}">([\d,]+)', foot)


def scorecard():
    out = StringIO()
    call_command("scorecard", "622922", "--period", "2015", "--json", stdout=out)
    return json.loads(out.getvalue())["indicators"]


def test_those_out_of_poverty_this_year_and_ever_are_two_names_with_two_numbers(everywhere, small_county):
    own = numbers(small_county.county)
    assert (own["exited"], own["out"][0]) == ((1, 4), 2)

    assert "<b>1</b> 户 <b>4</b> 人脱贫" in body(everywhere.get("/"))
    assert total(everywhere, "/households/?status=exited") == own["out"][0]
    card = scorecard()
    assert (card["outcomes.households-exited"]["value"], card["outcomes.persons-exited"]["value"]) == own["exited"]


def test_registered_served_and_all_on_file_are_three_names_with_three_numbers(everywhere, small_county):
    own = numbers(small_county.county)
    assert [own[code][0] for code in ("files", "registered", "served")] == [6, 5, 4]

    assert total(everywhere, "/households/") == own["files"][0]
    assert total(everywhere, "/households/?status=registered") == own["registered"][0]
    assert sums_of(body(everywhere.get("/tasks/")), "建档立卡户") == own["registered"][0]
    card = scorecard()
    for code in ("targeting.complete-records", "measures.covered", "staffing.households-paired", "planning.booklets"):
        assert card[code]["denominator"] == own["served"][0]


def test_a_village_has_the_same_poor_on_its_sheet_in_its_charts_and_in_its_list(everywhere, small_county):
    village = small_county.gaolinwan
    own = numbers(village)
    sheet = body(everywhere.get(f"/areas/{village.code}/"))

    assert first(r'class="score"><b>([\d,]+)</b>', sheet) == own["poor"][0]
    assert f"{own['poor'][1]} 人尚未脱贫" in sheet
    assert total(everywhere, f"/households/?status=poor&area={village.code}") == own["poor"][0]
    assert total(everywhere, f"/households/members/?living=yes&area={village.code}") == own["living"]
    charts = body(everywhere.get(f"/areas/{village.code}/charts/"))
    assert f"{own['registered'][0]} 户 {own['registered-persons']} 人" in re.sub(r"\s+", " ", charts)
