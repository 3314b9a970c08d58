"""The pages of figures: item, indicator, rows. Every number opens its rows, and only within one's own area."""

import datetime
import json
import re
from html import unescape
from io import StringIO

import pytest
from django.core.management import call_command

from funds.models import Delivery, Donation, Donor
from households.models import Household, Paper
from kangle.audit.actions import save
from kangle.programme.items import ITEMS
from kangle.scorecard.actions import recompute
from kangle.scorecard.indicators import CATALOGUE
from kangle.scorecard.models import Reported, Value
from tests import county as facts
from tests.conftest import kept_county

pytestmark = pytest.mark.django_db


small_county = kept_county


@pytest.fixture(scope="module")
def people(small_county):
    return facts.five_people(small_county)


@pytest.fixture(scope="module")
def published(small_county):
    facts.household(small_county.gaolinwan, 1, persons=5, exited_on=datetime.date(2015, 11, 20))
    facts.household(small_county.gaolinwan, 2, persons=2)
    facts.household(small_county.fengtai, 1, persons=3)
    recompute(small_county.county, year=2015, as_of=datetime.date(2015, 12, 31))
    return small_county


def body(response):
    assert response.status_code == 200, response.content.decode()[:300]
    return response.content.decode()


@pytest.mark.parametrize("item", [item.code for item in ITEMS])
def test_every_item_opens(people, published, as_person, item):
    html = body(as_person(people.county_officer).get(f"/scorecard/items/{item}/"))
    for indicator in CATALOGUE.values():
        assert (f"/scorecard/indicators/{indicator.code}/" in html) == (indicator.item == item)


def test_a_vetoed_item_names_the_figure_that_set_it_to_nothing(people, published, as_person):
    html = body(as_person(people.county_officer).get("/scorecard/items/outcomes/"))
    assert "一票否决</b>未经验收的脱贫户<" in html


def test_a_rule_that_does_not_follow_the_value_is_said_beside_the_figure(people, published, as_person):
    html = body(as_person(people.county_officer).get("/scorecard/items/outcomes/"))
    assert "一票否决：不达标则整个事项为 0 分" in html
    assert "按目标完成比例得分" not in html


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_indicator_and_every_part_of_it_opens(people, published, as_person, code):
    client = as_person(people.county_officer)
    html = body(client.get(f"/scorecard/indicators/{code}/"))
    assert str(CATALOGUE[code].sentence) in html
    for part in CATALOGUE[code].measures:
        assert f"/scorecard/indicators/{code}/{part}/" in html
        rows = body(client.get(f"/scorecard/indicators/{code}/{part}/"))
        assert "两个数不同" not in rows


def test_the_sum_in_the_footer_is_the_figure(people, published, as_person):
    html = body(as_person(people.county_officer).get("/scorecard/indicators/outcomes.persons-exited/numerator/"))
    assert "共 1 条" in html
    assert re.search(r"<tfoot.*>5</td>", html, re.S)


def test_after_a_change_both_numbers_are_shown_and_what_changed(people, published, as_person):
    home = facts.household(published.fengtai, 2, persons=4)
    event = home.events.get()
    event.reason = "补充识别"
    save(event, by=people.county_officer, reason="补录")
    html = body(as_person(people.county_officer).get("/scorecard/indicators/targeting.households/numerator/"))
    assert "两个数不同" in html
    assert "马志明" in html and "补录" in html
    shown = re.findall(r'<div class="figure"><b>([\d,]+)</b>', html)
    assert shown == ["2", "3"]


def reported(area, indicator, *values):
    """What documents state of an indicator in 2015."""
    told = {"area": area, "year": 2015, "indicator": indicator, "field": "value", "document": "总结"}
    told["as_of"] = datetime.date(2015, 12, 31)
    for value in values:
        Reported.objects.create(**told, value=value, phrase=f"总结 {value}")


def test_a_figure_that_differs_from_what_was_reported_is_flagged(people, published, as_person):
    reported(published.county, "outcomes.households-exited", "1", "2")
    html = body(as_person(people.county_officer).get("/scorecard/indicators/outcomes.households-exited/"))
    assert "✓ 一致" in html and "≠ 不一致" in html


def test_a_share_that_differs_is_written_with_as_many_digits_as_the_document_printed(people, published, as_person):
    Paper.objects.create(household=Household.objects.first(), kind="booklet", year=2015, issued_on=datetime.date(2015, 5, 1))
    recompute(published.county, year=2015, as_of=datetime.date(2015, 12, 31))
    reported(published.county, "planning.booklets", "0.9577", "0.96", "0.33")
    html = body(as_person(people.county_officer).get("/scorecard/indicators/planning.booklets/"))
    assert sorted(each.strip() for each in re.findall(r"按记录为 ([^<]+)", html)) == ["33%", "33.33%"]


@pytest.mark.parametrize("page", ["items/targeting/", "indicators/targeting.persons/", "indicators/targeting.persons/numerator/"])
def test_the_breadcrumb_of_a_figure_leads_to_the_same_figure_elsewhere(people, published, as_person, page):
    client = as_person(people.county_officer)
    html = body(client.get(f"/scorecard/{page}?area=622922100"))
    trail = re.search(r'<nav class="trail".*?</nav>', html, re.S).group()
    links = [unescape(link) for link in re.findall(r'href="([^"]+)"', trail)]
    assert len(links) >= 5  # the county, the townships, the villages
    for link in links:
        assert link.startswith(f"/scorecard/{page}"), link
        body(client.get(link))


def test_a_snapshot_older_than_an_indicator_still_opens(people, published, as_person):
    kept = "targeting.persons"
    Value.objects.exclude(indicator=kept).delete()
    client = as_person(people.county_officer)
    for page in ("/", "/plan/", "/areas/622922100/", "/areas/622922100200/", f"/scorecard/indicators/{kept}/numerator/"):
        assert client.get(page).status_code == 200, page
    for item in ITEMS:
        body(client.get(f"/scorecard/items/{item.code}/"))
    for code in CATALOGUE:
        body(client.get(f"/scorecard/indicators/{code}/"))
    assert client.get("/scorecard/indicators/funds.spent/numerator/").status_code == 404
    out = StringIO()
    call_command("scorecard", "622922", "--period", "2015", "--json", stdout=out)
    said = json.loads(out.getvalue())["indicators"]
    assert said["funds.spent"]["value"] is None and said[kept]["value"] == 5


def test_the_changes_behind_a_figure_are_those_of_its_own_records(people, published, as_person):
    home = facts.household(published.fengtai, 2, persons=4)
    save(home.events.get(), by=people.county_officer, reason="补录")
    worker = people.village_worker
    worker.phone = "19900000000"
    save(worker, by=people.county_officer, reason="换了电话")
    html = body(as_person(people.inspector).get("/scorecard/indicators/targeting.households/numerator/"))
    assert "补录" in html
    assert "换了电话" not in html


def test_a_township_sees_of_a_donor_what_it_gave_there(people, published, as_person):
    donor = Donor.objects.create(name="兰州爱心企业", kind="enterprise")
    for village, fen in ((published.gaolinwan, 300_000_00), (published.fengtai, 700_000_00)):
        given = Donation.objects.create(
            donor=donor, area=village, form="money", pledged_on=datetime.date(2015, 5, 1), pledged_fen=fen
        )
        Delivery.objects.create(donation=given, on=datetime.date(2015, 6, 1), amount_fen=fen)
    recompute(published.county, year=2015, as_of=datetime.date(2015, 12, 31))
    page = "/scorecard/indicators/social-aid.enterprises/numerator/"
    here = body(as_person(people.township_officer).get(page))
    assert "300,000.00" in here and "1,000,000.00" not in here
    assert "1,000,000.00" in body(as_person(people.county_officer).get(page))


def test_nobody_opens_a_figure_of_another_township(people, published, as_person):
    client = as_person(people.other_worker)
    for page in ("items/targeting/", "indicators/targeting.persons/", "indicators/targeting.persons/numerator/"):
        assert client.get(f"/scorecard/{page}?area=622922100200").status_code == 404
        assert client.get(f"/scorecard/{page}?area=622922").status_code == 404
        assert "高林湾" not in body(client.get(f"/scorecard/{page}"))


def test_the_rows_are_exported_as_they_are_shown(people, published, as_person):
    response = as_person(people.county_officer).get("/scorecard/indicators/outcomes.persons-exited/numerator/?export=csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert len(text.strip().splitlines()) == 2
    assert text.splitlines()[0].split(",")[-1] == "计入"


@pytest.mark.parametrize(
    "page",
    ["items/nothing/", "indicators/no.such/", "indicators/targeting.persons/denominator/", "indicators/targeting.persons/x/"],
)
def test_an_unknown_figure_is_not_found(people, published, as_person, page):
    assert as_person(people.county_officer).get(f"/scorecard/{page}").status_code == 404
