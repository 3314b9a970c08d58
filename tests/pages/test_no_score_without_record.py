"""Where nothing is on record nothing is scored, on no page: of an empty county, a blank year, a village without a record."""

import datetime
import re

import pytest
from django.core.cache import cache

from funds.models import Allotment, Channel, Document
from households.models import YearRecord
from kangle.programme.items import ITEMS
from kangle.programme.models import Period
from kangle.rankings.kinds import reading, score
from kangle.scorecard.actions import recompute
from kangle.scorecard.indicators import CATALOGUE
from kangle.scorecard.models import Score, Value
from kangle.supervision.models import Finding
from tests import county as facts
from villages.models import Cadre, Facility, Organisation, Target, Training

pytestmark = pytest.mark.django_db

YEAR_END = datetime.date(2015, 12, 31)
JUDGED = re.compile(r'<span class="badge (?:good|fair|poor)"><i aria-hidden="true">[●◐○]</i>')
FIGURES = [*(f"/scorecard/items/{item.code}/" for item in ITEMS), *(f"/scorecard/indicators/{code}/" for code in CATALOGUE)]
RANKINGS = ["/rankings/", "/rankings/?level=village", "/rankings/?level=village&what=supervision"]


@pytest.fixture(autouse=True)
def cold():
    cache.clear()


def pages_of(area, *, above=True):
    """The addresses of every page that prints a score of one area."""
    own = [f"/areas/{area.short_code}/", *(f"{path}?area={area.short_code}" for path in [*FIGURES, "/plan/"])]
    return [*own, "/", *RANKINGS] if above else own


def scores_on(client, paths):
    """{address: the first score's badge} of the pages that print any."""
    found = {}
    for path in paths:
        response = client.get(path, follow=True)
        assert response.status_code == 200, path
        badge = JUDGED.search(response.content.decode())
        found |= {path: badge[0]} if badge else {}
    return found


def stored_scores(snapshot, area=None):
    of = {"snapshot": snapshot, "score__isnull": False} | ({"area": area} if area else {})
    return [
        *Value.objects.filter(**of).values_list("indicator", flat=True),
        *Score.objects.filter(**of).values_list("code", flat=True),
    ]


def test_a_county_of_which_only_the_places_are_known_has_no_score_on_any_page(small_county, people, as_person):
    snapshot = recompute(small_county.county, year=2015, as_of=YEAR_END)
    assert stored_scores(snapshot) == []
    client = as_person(people.county_officer)
    assert scores_on(client, pages_of(small_county.county)) == {}
    assert scores_on(client, pages_of(small_county.banpo, above=False)) == {}
    assert "没有一条属于这一年的记录" in client.get("/").content.decode()
    assert "不评分" in client.get("/areas/622922/", follow=True).content.decode()
    exported = b"".join(client.get("/rankings/?level=village&export=csv")).decode("utf-8-sig")
    assert "100" not in exported.replace("622922100", "")
    assert client.get("/rankings/publish/?level=village").status_code == 404


def test_what_stands_from_before_scores_nobody_in_a_year_of_which_nothing_is_on_record(small_county, people, as_person):
    facts.household(small_county.gaolinwan, 1, persons=5, exited_on=datetime.date(2015, 11, 20))
    Facility.objects.create(village=small_county.gaolinwan, kind="clinic", on=datetime.date(2015, 3, 1), have=1, of=1)
    Organisation.objects.create(area=small_county.gaolinwan, kind="task-force", name="工作队", since=datetime.date(2015, 3, 1))
    Period.objects.create(area=small_county.county, year=2016)
    snapshot = recompute(small_county.county, year=2016, as_of=datetime.date(2016, 1, 31))
    assert stored_scores(snapshot) == []
    client = as_person(people.county_officer)
    client.get("/?period=2016")
    assert scores_on(client, pages_of(small_county.county)) == {}


@pytest.fixture
def one_at_work(small_county):
    """A county in which 高林湾村 is at work and of 半坡村 nothing is on record."""
    facts.household(small_county.gaolinwan, 1, persons=5, exited_on=datetime.date(2015, 11, 20))
    Organisation.objects.create(area=small_county.gaolinwan, kind="task-force", name="工作队", since=datetime.date(2015, 3, 1))
    return small_county


def test_a_village_without_any_record_has_no_score_beside_one_at_work(one_at_work, people, as_person):
    snapshot = recompute(one_at_work.county, year=2015, as_of=YEAR_END)
    assert stored_scores(snapshot, one_at_work.banpo) == []
    assert stored_scores(snapshot, one_at_work.gaolinwan)
    client = as_person(people.county_officer)
    assert scores_on(client, pages_of(one_at_work.banpo, above=False)) == {}
    assert scores_on(client, [f"/areas/{one_at_work.gaolinwan.short_code}/"])


def test_a_whole_of_few_items_is_no_verdict_on_the_county(small_county, people, as_person):
    """A plan and a household whose record begins: one item of fifteen applies, and nobody can say that the county falls short."""
    household = facts.household(small_county.gaolinwan, 1)
    YearRecord.objects.create(household=household, year=2015, recorded_on=datetime.date(2015, 3, 1))
    Target.objects.create(
        area=small_county.county, year=2015, kind="exit-persons", quantity=3000, set_on=datetime.date(2015, 1, 9)
    )
    recompute(small_county.county, year=2015, as_of=YEAR_END)
    client, county = as_person(people.county_officer), small_county.county
    for path in ("/", f"/areas/{county.short_code}/"):
        assert re.search(r'663总评 <span class="badge"><i[^>]*>–</i>适用事项不足一半', client.get(path).content.decode()), path


def test_where_nobody_inspected_nothing_found_is_no_merit(one_at_work):
    snapshot = recompute(one_at_work.county, year=2015, as_of=YEAR_END)
    assert not Value.objects.filter(snapshot=snapshot, indicator="supervision.overdue", score__isnull=False).exists()
    assert not Score.objects.filter(snapshot=snapshot, code="supervision", score__isnull=False).exists()


def test_a_county_that_keeps_no_list_is_not_held_against_it_and_one_that_does_is(one_at_work):
    snapshot = recompute(one_at_work.county, year=2015, as_of=YEAR_END)
    scored = dict(Value.objects.filter(snapshot=snapshot, area=one_at_work.county).values_list("indicator", "score"))
    assert scored["technicians.villages"] is None and scored["staffing.stations"] is None
    assert scored["staffing.task-forces"] == 3333  # one village of three


def test_what_nobody_looked_at_is_unknown_and_no_nought(small_county, people, as_person):
    """0 % of the villages with a task force is a statement; of a county that keeps no list of them nobody can make it."""
    recompute(small_county.county, year=2015, as_of=YEAR_END)
    client = as_person(people.county_officer)
    for code in ("staffing.task-forces", "planning.targets-broken-down", "planning.appraisal", "supervision.overdue"):
        page = client.get(f"/scorecard/indicators/{code}/").content.decode()
        assert re.search(r'<div class="figure"><b>未采集 <small></small></b>数值', page), code
        item = client.get(f"/scorecard/items/{code.split('.')[0]}/").content.decode()
        row = re.search(rf"indicators/{code}/.*?</tr>", item, re.DOTALL)[0]
        assert "<b>未采集</b>" in row and "0%" not in row and "0 / 0" not in row, code


def test_a_list_that_is_kept_is_counted_also_where_it_is_empty(one_at_work, people, as_person):
    household = facts.household(one_at_work.banpo, 9)
    YearRecord.objects.create(household=household, year=2015, recorded_on=datetime.date(2015, 3, 1))
    recompute(one_at_work.county, year=2015, as_of=YEAR_END)
    page = as_person(people.county_officer).get("/scorecard/indicators/staffing.task-forces/?area=622922101208")
    assert "<b>0% <small></small></b>0 / 1 个村" in page.content.decode()


@pytest.fixture
def next_year(one_at_work):
    """The county a year later, with a household of 半坡村 out of poverty in 2015 and money of 2013 that nobody has spent."""
    facts.household(one_at_work.banpo, 8, exited_on=datetime.date(2015, 6, 1))
    allot(one_at_work.gaolinwan, datetime.date(2013, 3, 1))
    Facility.objects.create(village=one_at_work.banpo, kind="clinic", on=datetime.date(2015, 3, 1), have=1, of=1)
    Target.objects.create(area=one_at_work.banpo, year=2016, kind="exit-persons", quantity=9, set_on=datetime.date(2016, 1, 1))
    Period.objects.create(area=one_at_work.county, year=2016)
    return one_at_work


def allot(area, on):
    document = Document.objects.create(area=area, number=str(on), title="专项资金", issuer="县财政局", on=on)
    channel, _made = Channel.objects.get_or_create(code="central", defaults={"name": "中央财政专项", "group": "fiscal"})
    return Allotment.objects.create(document=document, channel=channel, area=area, on=on, amount_fen=100_00)


def january(county):
    return recompute(county.county, year=2016, as_of=datetime.date(2016, 1, 31))


def test_one_record_of_a_new_year_scores_what_it_is_a_record_of_and_nothing_else(next_year):
    """A training says nothing of the money that old years left, and nothing of who fell back."""
    Training.objects.create(area=next_year.gaolinwan, audience="cadres", held_on=datetime.date(2016, 1, 5), persons=30)
    Target.objects.create(area=next_year.gaolinwan, year=2016, kind="train-cadres", quantity=2, set_on=datetime.date(2016, 1, 1))
    snapshot = january(next_year)
    scored = set(stored_scores(snapshot, next_year.county))
    assert scored == {"outreach", "outreach.cadre-sessions", "in-place", "663"}
    assert stored_scores(snapshot, next_year.banpo) == []


def test_what_was_looked_at_in_one_village_scores_no_other(next_year):
    household = facts.household(next_year.gaolinwan, 7)
    YearRecord.objects.create(household=household, year=2016, recorded_on=datetime.date(2016, 1, 6))
    allot(next_year.gaolinwan, datetime.date(2016, 1, 7))
    snapshot = january(next_year)
    assert {"funds", "targeting", "outcomes.returned"} <= set(stored_scores(snapshot, next_year.gaolinwan))
    assert stored_scores(snapshot, next_year.banpo) == []


def test_a_ranking_scores_nobody_anew_whom_the_snapshot_did_not(next_year):
    YearRecord.objects.create(household=facts.household(next_year.gaolinwan, 7), year=2016, recorded_on=datetime.date(2016, 1, 6))
    snapshot = january(next_year)
    rule, inputs = reading.freeze(snapshot, "outcomes", "village")
    placed = {row["code"]: row["score"] for row in score.compute(rule, inputs)}
    assert placed["622922101208"] is None and placed["622922100200"] is not None


def test_what_the_old_year_left_unrectified_is_overdue_in_the_new_one(next_year, people, as_person):
    """The same page counts it among what is to be decided this week; a year's end rectifies nothing."""
    village = next_year.gaolinwan
    cadre = Cadre.objects.create(area=village, name="马正明", sex="male", unit="县扶贫办", phone="19912345678")
    days = {"found_on": datetime.date(2015, 5, 4), "due_on": datetime.date(2015, 6, 1)}
    Finding.objects.create(area=village, item="funds", content="拨付偏慢", responsible=cadre, **days)
    Finding.objects.create(area=village, item="funds", content="已改", rectified_on=datetime.date(2015, 7, 1), **days)
    overdue = january(next_year).values.get(area=next_year.county, indicator="supervision.overdue")
    assert (overdue.numerator, overdue.score) == (1, None)  # nobody was inspected this year yet
    client = as_person(people.county_officer)
    rows = client.get("/scorecard/indicators/supervision.overdue/numerator/?period=2016").content.decode()
    assert "拨付偏慢" in rows and "已改" not in rows
    new = {"found_on": datetime.date(2016, 1, 5), "due_on": datetime.date(2016, 3, 1)}
    Finding.objects.create(area=village, item="funds", content="新的", responsible=cadre, **new)
    assert january(next_year).values.get(area=next_year.county, indicator="supervision.overdue").score == 9800
