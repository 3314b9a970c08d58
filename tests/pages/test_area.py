"""The page of an area: who may open it, what it says, how many questions it asks of the database."""

import html
import re

import pytest

from households.models import Household, Measure
from kangle.audit.models import Entry
from projects.models import Site
from tests.pages.conftest import DAY, project
from villages.models import Cadre

LINK = re.compile(r'<a\b[^>]*?href="(/[^"#]*)[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
TAG = re.compile(r"<[^>]+>")


def text_of(answer):
    return answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["622922100200", "622922100", "622922", "622922100000", "622922000000"])
def test_every_area_within_ones_own_answers_to_its_code_in_full_or_short(code, scored, people, as_person):
    assert as_person(people.county_officer).get(f"/areas/{code}/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "code", ["622922101", "622922101200", "622922", "6229", "62", "622922199", "62292210", "abc", "６２２９２２"]
)
def test_other_areas_those_above_and_what_is_no_code_are_404(code, scored, people, as_person):
    assert as_person(people.township_officer).get(f"/areas/{code}/").status_code == 404


@pytest.mark.django_db
def test_a_county_says_its_scores_its_day_and_its_townships_worst_first(scored, people, as_person):
    page = as_person(people.county_officer).get("/areas/622922/")
    children = page.context["children"]
    scores = [child.whole.score for child in children if child.whole.score is not None]
    assert scores == sorted(scores)
    assert {child.area.name for child in children} == {"附城镇", "苏集镇"}
    assert "截至 2015年12月31日" in text_of(page)
    assert 'href="/areas/622922100/"' in text_of(page)


@pytest.mark.django_db
def test_the_worst_item_of_a_child_is_the_one_with_its_lowest_score(scored, people, as_person):
    for child in as_person(people.county_officer).get("/areas/622922/").context["children"]:
        marks = scored.scores.filter(area=child.area, score__isnull=False).exclude(
            code__in=["663", "in-place", "precise", "focus"]
        )
        assert (child.worst and child.worst.score) == min((mark.score for mark in marks), default=None)


@pytest.mark.django_db
def test_every_unit_may_read_its_own_rank(scored, people, as_person):
    mark = scored.scores.get(area=people.village_worker.area, code="663")
    assert mark.of
    assert f"全县第 {mark.rank} 名（共 {mark.of} 个村、社区）" in text_of(
        as_person(people.village_worker).get("/areas/622922100200/")
    )


@pytest.mark.django_db
def test_before_the_first_snapshot_the_page_says_what_to_do(furnished, people, as_person):
    page = text_of(as_person(people.township_officer).get("/areas/622922100/"))
    assert "还没有这个地区的评分" in page
    assert "高林湾村" in page


@pytest.mark.django_db
def test_a_village_sheet_tells_what_is_there_now(scored, furnished, people, as_person):
    page = as_person(people.village_worker).get("/areas/622922100200/")
    words = text_of(page)
    for said in (
        "300 户 1,200 人",
        "浅山",
        "3,210元",
        "2015-03-01",
        "包干揽底村",
        "2015年倒排序第 1 位，共 1 个贫困村",
        "牛羊养殖",
    ):
        assert said in words
    for said in (
        "高林湾村安全饮水",
        "开工建设",
        "40 / 100",
        "100万元",
        "80万元",
        "20万元",
        "线永林",
        "石片长",
        "到户资金拨付偏慢",
        "2015-04-01",
    ):
        assert said in words


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["village_worker", "township_officer", "county_officer"])
def test_every_link_of_a_village_sheet_opens_for_who_reads_it(person, scored, furnished, small_county, people, as_person):
    shared = project(small_county.fucheng, "622922-2015-090", "附城镇危房改造")
    Site.objects.create(project=shared, area=furnished.village, planned=9)
    client = as_person(getattr(people, person))
    words = text_of(client.get("/areas/622922100200/"))
    links = set(re.findall(r'href="(/(?:projects|villages)/[^"#]+)"', words))
    assert f"/projects/{shared.pk}/" in links
    assert all(client.get(html.unescape(link)).status_code == 200 for link in links)


@pytest.mark.django_db
def test_a_zone_cadre_is_opened_only_from_where_he_may_be_seen(scored, furnished, people, as_person):
    watcher = Cadre.objects.get(name="石片长")
    for person, opens in (("village_worker", False), ("township_officer", True), ("county_officer", True)):
        words = text_of(as_person(getattr(people, person)).get("/areas/622922100200/"))
        assert "石片长" in words
        assert (f'href="/villages/cadres/{watcher.pk}/"' in words) == opens


@pytest.mark.django_db
def test_works_shine_by_what_was_found_and_what_nobody_looked_at_is_not_lacking(scored, furnished, people, as_person):
    lights = as_person(people.village_worker).get("/areas/622922100200/").context["village"]["lights"]
    found = {str(light.name): (light.word, light.grade) for light in lights}
    assert found["路"] == ("有", "good")
    assert found["卫生室"] == ("没有", "poor")
    assert found["水"] == ("90%", "fair")
    assert found["宽带"] == ("未采集", "none")
    assert found["旅游"] == ("未采集", "none")  # no measure of any kind is on record yet


@pytest.mark.django_db
def test_tourism_is_missing_only_where_measures_are_on_record(furnished, people, as_person):
    def told():
        lights = as_person(people.village_worker).get("/areas/622922100200/").context["village"]["lights"]
        return {str(light.name): str(light.word) for light in lights}["旅游"]

    home = Household.objects.filter(village=people.village_worker.area).first()
    given = Measure.objects.create(household=home, kind="industry", industry="livestock", planned_on=DAY, done_on=DAY)
    assert told() == "没有"
    Measure.objects.filter(pk=given.pk).update(industry="tourism")
    assert told() == "1 户"


@pytest.mark.django_db
def test_the_poor_are_counted_and_each_count_leads_to_its_rows(scored, furnished, people, as_person):
    client = as_person(people.village_worker)
    homes = client.get("/areas/622922100200/").context["village"]["households"]
    assert (homes["poor"], homes["poor_persons"]) == (2, 8)
    for _word, _tone, number, _persons, url in homes["standings"]:
        assert client.get(url).context["total"] == number


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/areas/622922100200/", "/areas/622922100/", "/tasks/622922100200/"])
def test_what_a_numbered_link_leads_to_is_as_many_as_it_says(address, scored, furnished, people, as_person):
    client = as_person(people.county_officer)
    said = [(html.unescape(url), TAG.sub(" ", words)) for url, words in LINK.findall(text_of(client.get(address)))]
    lists = [(url, words, client.get(url).context) for url, words in said if re.search(r"\d", words)]
    counted = [
        (words, context["total"]) for _url, words, context in lists if context and "total" in context and "table" in context
    ]
    assert [words for words, total in counted if str(total) not in re.findall(r"\d+", words)] == []
    assert counted or address == "/areas/622922100/"


@pytest.mark.django_db
def test_telephones_are_masked_and_each_full_look_is_on_record(scored, furnished, people, as_person):
    client = as_person(people.village_worker)
    masked = text_of(client.get("/areas/622922100200/"))
    assert "199****5678" in masked
    assert "19912345678" not in masked
    shown = client.post("/areas/622922100200/numbers/")
    assert "19912345678" in text_of(shown)
    assert shown["Cache-Control"] == "no-store"
    assert Entry.objects.get(act=Entry.Act.LOOK).object_id == str(furnished.village.pk)


@pytest.mark.django_db
def test_who_may_not_see_numbers_is_not_offered_them(scored, furnished, people, as_person):
    client = as_person(people.inspector)
    assert "numbers/" not in text_of(client.get("/areas/622922100200/"))
    assert client.post("/areas/622922100200/numbers/").status_code == 403


@pytest.mark.django_db
def test_the_numbers_of_another_village_are_404_and_not_on_record(scored, furnished, people, as_person):
    assert as_person(people.other_worker).post("/areas/622922100200/numbers/").status_code == 404
    assert not Entry.objects.filter(act=Entry.Act.LOOK).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "most"), [("622922100200", 20), ("622922", 16)])
def test_a_page_asks_few_questions_whatever_the_size_of_the_area(
    code, most, scored, furnished, people, as_person, django_assert_max_num_queries
):
    client = as_person(people.county_officer)
    client.get(f"/areas/{code}/")
    with django_assert_max_num_queries(most):
        client.get(f"/areas/{code}/")
