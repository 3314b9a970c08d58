"""Questions put into SQL once: the answer is always today's, and nobody is given the question of another."""

import re

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from households.models import Household
from kangle.accounts.models import User
from kangle.areas.models import Area
from kangle.common import prepared
from tests.county import household

URL = "/households/"


def numbers(response):
    """The keys of the households a page lists, in order."""
    return [int(pk) for pk in re.findall(r'<th scope="row"[^>]*>.*?</th>.*?href="/households/(\d+)/"', response.content.decode())]


@pytest.fixture
def homes(small_county):
    return [household(village, number) for village in (small_county.gaolinwan, small_county.fengtai) for number in (1, 2)]


def test_rows_are_read_anew_each_time(homes):
    def ask():
        return prepared.rows("test-rows", lambda: Household.objects.order_by("pk").values_list("pk", "cannot_build"))

    assert ask() == [(home.pk, False) for home in homes]
    Household.objects.filter(pk=homes[0].pk).update(cannot_build=True)
    # A stored flag comes back as True, on SQLite too, where it is a 1.
    assert ask()[0] == (homes[0].pk, True)
    assert ask()[0][1] is True


def test_a_count_is_made_anew_each_time(small_county, homes):
    def ask():
        return prepared.count("test-count", Household.objects.all)

    assert (ask(), ask()) == (4, 4)
    household(small_county.fengtai, 3)
    assert ask() == 5


def test_a_question_asked_before_is_not_built_again(homes):
    prepared.rows("test-built", lambda: Household.objects.values_list("pk"))
    assert len(prepared.rows("test-built", lambda: pytest.fail("built twice"))) == 4


def test_a_question_made_from_an_answer_is_made_anew(small_county, homes):
    def ask():
        return prepared.rows("test-answer", lambda: Area.objects.filter(pk=Household.objects.last().village_id).values_list("pk"))

    assert ask() == [(small_county.fengtai.pk,)]
    homes[-1].village = small_county.gaolinwan
    homes[-1].save()
    assert ask() == [(small_county.gaolinwan.pk,)]


def test_a_question_nothing_can_answer_asks_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert prepared.rows("test-none", lambda: Household.objects.none().values_list("pk")) == []
        assert prepared.rows("test-none", lambda: Household.objects.none().values_list("pk")) == []
        assert prepared.count("test-no-count", Household.objects.none) == 0


def test_records_come_whole(small_county):
    found = prepared.records("test-records", Area, lambda: Area.objects.filter(pk=small_county.fengtai.pk))
    assert [area.short_name for area in found] == [small_county.fengtai.short_name]
    assert not found[0].get_deferred_fields()


def test_one_question_finds_the_one_of_each_value(small_county, people, django_assert_num_queries):
    nowhere = User.objects.create(username="nowhere", role="official")
    wanted = [people.county_officer, people.village_worker, nowhere]
    with django_assert_num_queries(3):
        found = [prepared.only(User, "username", each.username, related="area") for each in wanted]
        assert found == wanted
        assert [each.area for each in found] == [small_county.county, small_county.gaolinwan, None]
    assert not found[0].area.get_deferred_fields()
    assert prepared.only(User, "username", "nobody", related="area") is None
    User.objects.filter(pk=nowhere.pk).update(name="张三")
    assert prepared.only(User, "username", "nowhere").name == "张三"


@pytest.mark.parametrize("nobodys", [None, 10**30])
def test_a_value_that_nobody_has_is_not_the_question_for_the_others(nobodys, people, monkeypatch):
    monkeypatch.setattr(prepared, "_questions", prepared.Kept())
    assert prepared.only(User, "id", nobodys, related="area") is None
    assert prepared.only(User, "id", people.village_worker.pk, related="area") == people.village_worker


def test_counts_made_from_an_answer_are_made_anew(small_county, homes):
    def ask():
        return prepared.counts(
            "test-counts", lambda: [Area.objects.filter(pk__gt=Household.objects.count() + 10**9), Area.objects.all()]
        )

    seen = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as captured:
            ask()
        seen.append(len(captured))
    assert seen == [2, 2]


def test_grouped_rows_are_counted_as_django_counts_them(homes):
    grouped = Area.objects.annotate(n=Count("poor_households")).filter(n__gt=0)
    assert prepared.count("test-grouped", grouped.all) == prepared.count("test-grouped", grouped.all) == grouped.count() == 2


def test_no_more_is_kept_than_said():
    kept = prepared.Kept(2)
    for key in "ab":
        kept.put(key, key.upper())
    kept.get("a")
    kept.put("c", "C")
    assert [kept.get(key) for key in "abc"] == ["A", None, "C"]


def test_a_list_is_of_the_person_who_asks(people, as_person, homes):
    assert numbers(as_person(people.county_officer).get(URL)) == [home.pk for home in homes]
    assert numbers(as_person(people.township_officer).get(URL)) == [homes[0].pk, homes[1].pk]
    # A person who is sent elsewhere sees that place from then on.
    people.township_officer.area = people.other_worker.area
    people.township_officer.save()
    assert not set(numbers(as_person(people.township_officer).get(URL))) & {homes[0].pk, homes[1].pk}


def test_a_list_shows_what_was_written_a_moment_ago(small_county, people, as_person, homes):
    client = as_person(people.county_officer)
    assert "共 4 条" in client.get(URL).content.decode()
    new = household(small_county.gaolinwan, 9)
    page = client.get(URL)
    assert "共 5 条" in page.content.decode()
    assert new.pk in numbers(page)


def test_every_condition_is_a_question_of_its_own(people, as_person, homes):
    Household.objects.filter(pk=homes[1].pk).update(cannot_build=True)
    client = as_person(people.county_officer)
    for _twice in range(2):
        assert len(numbers(client.get(URL))) == 4
        assert numbers(client.get(URL, {"cannot_build": "yes"})) == [homes[1].pk]
        page = client.get(URL, {"exit_year": "x"})
        assert numbers(page) == []
        assert "条件有误" in page.content.decode()
        assert numbers(client.get(URL, {"sort": "-number"})) == [home.pk for home in reversed(homes)]


def test_each_language_keeps_its_own_form_and_headings(people, as_person, homes):
    client = as_person(people.county_officer)
    chinese = client.get(URL).content.decode()
    client.post(reverse("set_language"), {"language": "en"})
    english = client.get(URL).content.decode()
    client.post(reverse("set_language"), {"language": "zh-hans"})
    assert "查询" in chinese
    assert "查询" not in english
    plain = re.compile(
        r'<(meta name="csrf-token"|input type="hidden" name="csrf)[^>]*>|<span class="now">[^<]*</span>|打印于 [^<]*'
    )
    assert plain.sub("", client.get(URL).content.decode()) == plain.sub("", chinese)


def test_pages_of_a_computed_order_neither_repeat_nor_skip(small_county, people, as_person):
    homes = {household(small_county.fengtai, number).pk for number in range(1, 31)}
    client = as_person(people.county_officer)
    query = {"sort": "-responsible", "per_page": "25"}
    pages = [numbers(client.get(URL, {**query, "page": page})) for page in (1, 2)]
    assert [len(page) for page in pages] == [25, 5]
    assert set(pages[0]) | set(pages[1]) == homes


def test_what_is_computed_for_a_row_is_computed_for_the_page_alone(people, as_person, homes):
    with CaptureQueriesContext(connection) as captured:
        as_person(people.county_officer).get(URL, {"sort": "-number"})
    (listing,) = [each["sql"] for each in captured if "head_name" in each["sql"] and "LIMIT 50" in each["sql"]]
    assert re.search(r"IN \(SELECT .* LIMIT 50\)", listing)
