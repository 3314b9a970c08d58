"""The ranking's pages: what they show to whom, what they refuse, what they give away."""

import hashlib
import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from kangle.exchange.models import Export
from kangle.rankings.models import Publication
from kangle.scorecard.actions import recompute
from kangle.scorecard.models import Score
from kangle.supervision.models import Inspection, Mark, Round, SheetItem
from tests import county as small
from tests.conftest import kept_county
from tests.facts import day, facts
from tests.rankings.publications import published

pytestmark = pytest.mark.django_db


small_county = kept_county


@pytest.fixture(scope="module")
def snapshot(small_county):
    for village in (small_county.gaolinwan, small_county.fengtai, small_county.chengnan):
        facts(village)
    return recompute(small_county.county, year=small.YEAR, as_of=small_county.period.ends_on)


RANKING = reverse("rankings:ranking")


def text_of(response):
    return response.content.decode()


def test_the_page_lists_every_unit_with_the_place_the_snapshot_gives(snapshot, people, as_person, small_county):
    response = as_person(people.inspector).get(RANKING, {"level": "village"})
    lines = response.context["placed"] + response.context["unplaced"]
    stored = Score.objects.filter(snapshot=snapshot, code="663", area__level=5)
    assert {line.code: line.place for line in lines} == {each.area.path: each.rank for each in stored.select_related("area")}
    for line in response.context["placed"]:
        assert line.lost_in_all == 10000 - line.score


def test_worst_first_turns_the_order_and_keeps_the_places(snapshot, people, as_person):
    client = as_person(people.inspector)
    best = [(line.code, line.place) for line in client.get(RANKING, {"level": "village"}).context["placed"]]
    worst = [(line.code, line.place) for line in client.get(RANKING, {"level": "village", "order": "worst"}).context["placed"]]
    assert sorted(worst) == sorted(best)
    assert [place for _code, place in worst] == sorted((place for _code, place in best), reverse=True)


def test_a_township_sees_its_own_units_with_the_countys_places(snapshot, people, as_person):
    response = as_person(people.township_officer).get(RANKING, {"level": "village"})
    codes = {line.code for line in response.context["placed"] + response.context["unplaced"]}
    assert codes == {"622922100004", "622922100200"}
    assert "名次是全县的" in text_of(response)
    assert response.context["shown"].of == len(response.context["shown"].board.placed)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"what": "nonsense"}, "没有“nonsense”这个排名依据"),
        ({"what": "round-99"}, "没有这个督查轮次"),
        ({"what": "round-x"}, "没有这个督查轮次"),
        ({"level": "county"}, "没有“county”这个级别"),
        ({"what": "targeting.incidence", "least": "many"}, "不是整数"),
        ({"period": "1999"}, "没有“1999”这个年度"),
    ],
)
def test_what_cannot_be_ranked_is_told_in_a_sentence(snapshot, people, as_person, query, words):
    response = as_person(people.inspector).get(RANKING, query)
    assert response.status_code == 404
    assert words in text_of(response)


def test_an_indicators_ranking_shows_value_and_n(snapshot, people, as_person):
    response = as_person(people.inspector).get(RANKING, {"what": "targeting.incidence", "level": "village", "least": "0"})
    assert all("/" in line.n and line.value for line in response.context["placed"])


def test_a_units_page_says_what_would_change_its_place(snapshot, people, as_person):
    response = as_person(people.inspector).get(reverse("rankings:unit", args=["622922100200"]))
    line, gains = response.context["line"], response.context["gains"]
    assert line.lost_in_all == 10000 - line.score
    assert gains and all(gain.score == line.score + gain.points for gain in gains)
    assert [gain.points for gain in gains] == sorted((gain.points for gain in gains), reverse=True)
    assert response.context["over_time"][-1][1] == line.place


def test_two_to_four_units_stand_side_by_side(snapshot, people, as_person):
    client, address = as_person(people.inspector), reverse("rankings:compare")
    codes = ["622922100200", "622922101200"]
    response = client.get(address, {"level": "village", "unit": codes})
    assert [line.code for line in response.context["lines"]] == codes
    one = client.get(address, {"level": "village", "unit": codes[:1]})
    assert one.status_code == 422 and "选了 1 个单位" in text_of(one)
    outside = as_person(people.village_worker).get(address, {"level": "village", "unit": codes})
    assert outside.status_code == 404


@pytest.mark.parametrize("what", ["663", "precise", "targeting", "targeting.incidence"])
def test_the_files_say_what_the_page_says(snapshot, people, as_person, what):
    client = as_person(people.inspector)
    page = client.get(RANKING, {"level": "village", "what": what})
    lines = page.context["placed"] + page.context["unplaced"]
    response = client.get(RANKING, {"level": "village", "what": what, "export": "xlsx"})
    content = b"".join(response)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    head = next(number for number, row in enumerate(rows) if row[0] == "名次")
    listed = rows[head + 1 : head + 1 + len(lines)]
    assert [(row[0] or None, row[1], row[3] if row[3] != "" else None) for row in listed] == [
        (line.place, line.unit["name"], None if line.score is None else line.score / 100) for line in lines
    ]
    again = b"".join(client.get(RANKING, {"level": "village", "what": what, "export": "xlsx"}))
    assert content == again  # the same data give the same bytes
    assert client.get(RANKING, {"what": what, "export": "pdf"}).getvalue().startswith(b"%PDF")
    assert client.get(RANKING, {"what": what, "export": "doc"}).status_code == 404


def test_the_receipt_of_a_ranking_says_what_was_chosen(snapshot, people, as_person):
    client = as_person(people.inspector)
    client.get(
        RANKING, {"level": "village", "without": "communities", "least": "7", "order": "worst", "export": "csv"}
    ).getvalue()
    told = Export.objects.get().conditions
    assert all(word in told for word in ("按：", "级别：村", "社区不参加", "最少 7 户", "次序：从末位起"))
    made = published(snapshot, by=people.inspector)
    client.get(reverse("rankings:file", args=[made.pk, "csv"])).getvalue()
    assert made.reference in Export.objects.latest("pk").conditions


def test_publishing_freezes_what_the_page_showed(snapshot, people, as_person):
    client = as_person(people.inspector)
    shown = client.get(RANKING, {"level": "village"}).context["placed"]
    address = reverse("rankings:publish") + "?level=village"
    assert client.post(address, {"title": ""}).status_code == 422
    response = client.post(address, {"title": "二〇一五年村级排名", "basis": "县领导小组会议"}, follow=True)
    read = response.context["read"]
    assert [(line.code, line.place, line.score) for line in read.placed] == [
        (line.code, line.place, line.score) for line in shown
    ]
    assert response.context["publication"].sha256 in text_of(response)
    again = client.post(address, {"title": "再来一次"})
    assert again.status_code == 422 and "已经发布" in text_of(again)


def test_who_only_reads_cannot_publish(snapshot, people, as_person):
    client = as_person(people.township_officer)
    assert "发布</a>" not in text_of(client.get(RANKING))
    assert client.get(reverse("rankings:publish")).status_code == 403


def test_a_published_ranking_shows_the_movement_since_the_one_before(snapshot, people, small_county, as_person):
    earlier = recompute(small_county.county, year=small.YEAR, as_of=day(6, 30))
    first = published(earlier, by=people.inspector)
    second = published(snapshot, by=people.inspector)
    client = as_person(people.village_worker)  # every unit ranked may read what is published
    response = client.get(reverse("rankings:publication", args=[second.pk]))
    then = {row["code"]: row["place"] for row in first.document["result"]}
    for line in response.context["read"].placed:
        assert line.moved == (then[line.code] - line.place if then[line.code] else None)
    live = as_person(people.inspector).get(RANKING, {"level": "village"})
    assert live.context["shown"].before == first  # of the same day is no movement


def test_withdrawn_says_so_and_leads_to_what_stands_in_its_place(snapshot, people, as_person):
    made = published(snapshot, by=people.inspector)
    client = as_person(people.inspector)
    page = client.get(reverse("rankings:reissue", args=[made.pk]))
    assert "数据没有变" in text_of(page)
    response = client.post(reverse("rankings:reissue", args=[made.pk]), {"reason": "标题写错", "title": "更正"}, follow=True)
    new = response.context["publication"]
    old = client.get(reverse("rankings:publication", args=[made.pk]))
    assert "标题写错" in text_of(old) and reverse("rankings:publication", args=[new.pk]) in text_of(old)
    client.post(reverse("rankings:withdraw", args=[new.pk]), {"reason": "会议未通过"})
    assert Publication.objects.in_force().count() == 0


def test_a_level_that_cannot_be_ranked_is_told(snapshot, people, as_person, small_county):
    closed = Round.objects.create(area=small_county.county, year=small.YEAR, number=1, started_on=day(3), finished_on=day(4))
    client = as_person(people.inspector)
    asked = {"what": f"round-{closed.pk}"}
    assert "只能按乡镇排" in text_of(client.get(reverse("rankings:ranking"), asked | {"level": "village"}))
    assert "只能按乡镇排" not in text_of(client.get(reverse("rankings:ranking"), asked))


def test_the_files_of_a_publication_are_its_own(snapshot, people, as_person, small_county):
    made = published(snapshot, by=people.inspector)
    client = as_person(people.village_worker)
    carried = client.get(reverse("rankings:file", args=[made.pk, "json"])).getvalue()
    assert Export.objects.get().file_digest == hashlib.sha256(carried).hexdigest()
    assert carried.decode() == made.text
    before = client.get(reverse("rankings:file", args=[made.pk, "xlsx"])).getvalue()
    small.household(small_county.gaolinwan, 900)
    recompute(small_county.county, year=small.YEAR, as_of=small_county.period.ends_on)
    assert client.get(reverse("rankings:file", args=[made.pk, "xlsx"])).getvalue() == before
    assert client.get(reverse("rankings:file", args=[made.pk, "pdf"])).getvalue().startswith(b"%PDF")


def test_a_carried_file_is_verified_on_a_page(snapshot, people, as_person):
    made, client, address = published(snapshot, by=people.inspector), as_person(people.village_worker), reverse("rankings:verify")

    def sent(content, **more):
        return client.post(address, {"file": io.BytesIO(content), **more})

    assert sent(made.text.encode()).context["outcome"].is_identical
    assert not sent(made.text.replace("高林湾村", "高林湾庄").encode()).context["outcome"].is_identical
    assert not sent(made.text.encode(), printed="0000").context["outcome"].is_identical
    refused = sent(b"\xff\xfe")
    assert refused.status_code == 422 and "不是 UTF-8" in text_of(refused)


def test_two_rounds_that_ended_on_one_day_are_published_each_for_itself(snapshot, people, as_person, small_county):
    client, titles = as_person(people.inspector), {1: "第一轮排名", 2: "第二轮排名"}
    for number, title in titles.items():
        made = Round.objects.create(area=small_county.county, year=2015, number=number, started_on=day(3), finished_on=day(3, 20))
        item = SheetItem.objects.create(round=made, number=1, content="到户", weight=100)
        visit = Inspection.objects.create(round=made, area=small_county.fucheng, on=day(3, 9), team="一组", households_sampled=20)
        Mark.objects.create(inspection=visit, item=item, points=9000)
        query = f"?what=round-{made.pk}"
        client.post(reverse("rankings:publish") + query, {"title": title})
        assert "截至这一天的已经发布" in text_of(client.get(reverse("rankings:ranking") + query))
    assert set(Publication.objects.values_list("title", flat=True)) == set(titles.values())


def test_a_closed_round_is_ranked_and_published_the_same_way(snapshot, people, as_person, small_county):
    made = Round.objects.create(
        area=small_county.county, year=2015, number=9, basis="方案", started_on=day(3), finished_on=day(3, 20)
    )
    item = SheetItem.objects.create(round=made, number=1, content="到户", weight=100)
    for area, points in ((small_county.fucheng, 8000), (small_county.suji, 9000)):
        visit = Inspection.objects.create(round=made, area=area, on=day(3, 9), team="一组", households_sampled=20)
        Mark.objects.create(inspection=visit, item=item, points=points)
    client, query = as_person(people.inspector), f"?what=round-{made.pk}"
    response = client.get(RANKING + query)
    assert [(line.place, line.unit["name"]) for line in response.context["placed"]] == [(1, "苏集镇"), (2, "附城镇")]
    published_ = client.post(reverse("rankings:publish") + query, {"title": "第一轮督查排名"}, follow=True).context["publication"]
    assert published_.kind == "round"
    assert client.get(reverse("rankings:reissue", args=[published_.pk])).status_code == 200


@pytest.mark.parametrize(
    ("address", "meant", "other"),
    [
        ("/rankings/?level=village", ">Unit</th>", ">Organisation</th>"),
        ("/rankings/published/{pk}/", "<dt>Published</dt>", "<dt>Publish</dt>"),
        ("/reconciliation/", ">Line</th>", ">Project</th>"),
    ],
)
def test_english_headings_are_meant_as_they_are_here(address, meant, other, snapshot, people, as_person):
    """One Chinese word heads a ranking's villages and a person's agency, an act and its day, a project and a line."""
    client, found = as_person(people.inspector), published(snapshot, by=people.county_officer)
    client.cookies["django_language"] = "en"
    page = text_of(client.get(address.format(pk=found.pk)))
    assert meant in page and other not in page
