"""总览: the county at a glance, whose it is, what it costs."""

import datetime
import re

import pytest
from django.core.cache import cache

from kangle.audit.actions import save
from kangle.audit.models import Entry
from kangle.programme.items import TOTAL
from kangle.scorecard.actions import recompute
from kangle.scorecard.models import Score
from kangle.supervision.models import Finding
from tests import county as facts
from tests.conftest import kept_county

pytestmark = pytest.mark.django_db
DECEMBER = datetime.date(2015, 12, 31)


@pytest.fixture(autouse=True)
def cold():
    cache.clear()


small_county = kept_county


@pytest.fixture(scope="module")
def published(small_county):
    facts.household(small_county.gaolinwan, 1, persons=5, exited_on=datetime.date(2015, 11, 20))
    facts.household(small_county.fengtai, 1, persons=3)
    for month, day in ((10, 31), (11, 30), (12, 31)):
        recompute(small_county.county, year=2015, as_of=datetime.date(2015, month, day))
    return small_county


def test_it_says_who_left_poverty_and_as_of_when(people, published, as_person):
    html = as_person(people.county_officer).get("/").content.decode()
    assert "截至 2015年12月31日" in html
    assert re.search(r"<b>1</b> 户 <b>5</b> 人脱贫", html)
    assert html.count('class="cell ') == 15
    assert "附城镇" in html and "苏集镇" in html


def test_the_whole_is_worded_as_on_the_countys_own_page(people, published, as_person):
    """What all items together deserve, by score and place: the overview said of every county that too few of them apply."""
    client, county = as_person(people.county_officer), published.county
    whole = Score.objects.filter(snapshot__as_of=DECEMBER, area=county, code=TOTAL)
    for number, (told, word) in enumerate([
        ({"score": 9420, "rank": 1, "of": 1}, "到位"),
        ({"score": 7210, "rank": 1, "of": 1}, "基本到位"),
        ({"score": 9420, "rank": None, "of": None}, "适用事项不足一半"),
    ]):  # fmt: skip
        whole.update(**told)
        pages = [client.get(f"{path}?x={number}").content.decode() for path in ("/", f"/areas/{county.short_code}/")]
        said = [re.search(r'663总评 <span class="badge[^>]*><i[^>]*>.</i>([^<]+)</span>', page) for page in pages]
        assert [each and each[1] for each in said] == [word, word]


def test_a_person_of_a_village_is_led_to_the_village(people, published, as_person):
    response = as_person(people.village_worker).get("/")
    assert response.status_code == 302
    assert "622922100200" in response["Location"]


def test_an_overdue_finding_is_there_at_once_though_the_board_is_cached(people, published, as_person):
    client = as_person(people.county_officer)
    assert "逾期未整改问题 0 个" in client.get("/").content.decode()
    june, july = datetime.date(2015, 6, 1), datetime.date(2015, 7, 1)
    finding = Finding(area=published.fengtai, item="funds", content="账目不清", found_on=june, due_on=july)
    save(finding, by=people.inspector)
    assert "逾期未整改问题 1 个" in client.get("/").content.decode()


def test_an_act_that_becomes_visible_after_a_later_one_is_shown(people, published, as_person):
    """A slow transaction on PostgreSQL has the lower number and ends after the one with the higher number."""
    client = as_person(people.county_officer)
    Entry.objects.create(pk=9_000_001, actor_name="马志明", act="change", model="villages.training")
    client.get("/")
    june, july = datetime.date(2015, 6, 1), datetime.date(2015, 7, 1)
    Finding.objects.create(area=published.fengtai, item="funds", content="账目不清", found_on=june, due_on=july)
    Entry.objects.create(pk=9_000_000, actor_name="石建国", act="create", model="supervision.finding")
    assert "逾期未整改问题 1 个" in client.get("/").content.decode()


def test_a_new_snapshot_is_shown_at_once_though_the_old_page_was_cached(people, published, as_person):
    client = as_person(people.county_officer)
    client.get("/")
    facts.household(published.banpo, 1, persons=2, exited_on=datetime.date(2015, 12, 1))
    recompute(published.county, year=2015, as_of=DECEMBER)
    assert re.search(r"<b>2</b> 户 <b>7</b> 人脱贫", client.get("/").content.decode())


def test_an_older_day_can_be_read(people, published, as_person):
    html = as_person(people.county_officer).get("/?as_of=2015-10-31").content.decode()
    assert "截至 2015年10月31日" in html
    assert "年度还没有数据" in html, "the one household left poverty in November"


@pytest.mark.parametrize(
    "query", ["?as_of=2015-02-30", "?as_of=x", "?as_of=2015-05-31", "?period=1999", "?area=620102", "?area=康"]
)
def test_what_is_not_there_is_not_found(people, published, as_person, query):
    assert as_person(people.county_officer).get(f"/{query}").status_code == 404


def test_queries_stay_within_twelve_whatever_the_data(people, published, as_person, django_assert_max_num_queries):
    client = as_person(people.county_officer)
    with django_assert_max_num_queries(12):
        client.get("/")
    for number in range(2, 8):
        facts.household(published.banpo, number, persons=2)
    recompute(published.county, year=2015, as_of=DECEMBER)
    with django_assert_max_num_queries(12):
        client.get("/")


def test_a_kept_page_is_nobody_elses(people, published, as_person):
    from django.test import Client

    officer, inspector = as_person(people.county_officer), Client()
    inspector.force_login(people.inspector, backend="kangle.accounts.backends.PostBackend")
    officer.get("/")
    html = inspector.get("/").content.decode()
    assert "石建国" in html and "马志明" not in html


def test_a_kept_page_carries_a_token_that_is_accepted(people, published):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(people.county_officer, backend="kangle.accounts.backends.PostBackend")
    for _visit in range(2):
        token = re.search(r'name="csrf-token" content="(\w{64})"', client.get("/").content.decode())[1]
        answer = client.post("/i18n/setlang/", {"language": "zh-hans", "next": "/"}, headers={"x-csrftoken": token})
        assert answer.status_code == 302
    assert client.post("/i18n/setlang/", {"language": "zh-hans"}).status_code == 403


def test_a_day_without_a_snapshot_is_named(people, published, as_person):
    page = as_person(people.county_officer).get("/?as_of=2015-05-31").content.decode()
    assert "没有截至 2015-05-31 的评分数据" in page
    assert "matches the given query" not in as_person(people.county_officer).get("/scorecard/runs/9999/").content.decode()


def test_the_menu_marks_where_one_is_and_leads_to_the_history(people, published, as_person):
    client = as_person(people.county_officer)
    here = {
        "/": "总览",
        "/scorecard/items/targeting/": "总览",
        "/scorecard/indicators/targeting.persons/": "总览",
        "/scorecard/runs/": "运行记录",
        "/accounts/history/": "操作记录",
        "/search/?q=高林湾": None,
        "/years/": None,
    }
    for path, label in here.items():
        marked = re.findall(
            r'<a href="[^"]*" aria-current="page">([^<]+)</a>', client.get(path).content.decode().split("</nav>")[0]
        )
        assert marked == ([label] if label else []), path
    assert "操作记录" not in as_person(people.village_worker).get("/areas/622922100200/").content.decode().split("</nav>")[0]


def test_what_is_attained_does_not_lag(people, published, as_person):
    """The three lowest were named, one of them with 100.0."""
    client, marks = as_person(people.county_officer), Score.objects.filter(snapshot__as_of=DECEMBER, area=published.county)
    marks.filter(score__isnull=False).update(score=9000)
    cache.clear()
    assert "落后的事项" not in client.get("/").content.decode()
    marks.filter(code="targeting").update(score=8990)
    cache.clear()
    page = client.get("/").content.decode()
    assert re.findall(r"落后的事项：<a [^>]*>([^<]*)</a> ([0-9.]+)", page) == [("扶贫对象", "89.9")]
