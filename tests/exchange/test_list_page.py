"""What every list does: whose rows it shows, how it sorts, pages, narrows and refreshes, and what it says when it has nothing."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kangle.common.texts import half_width
from tests.county import household
from tests.exchange.lists import HouseholdList

pytestmark = pytest.mark.both

URL = "/look/households/"


def heads(response):
    """The first cell of every row, in order."""
    return re.findall(r'<th scope="row"[^>]*><a href="/look/households/(\d+)/">', response.content.decode())


def numbers(response):
    return [int(pk) for pk in heads(response)]


@pytest.fixture
def homes(small_county):
    """Two households in each of two villages of different townships."""
    return [household(village, number) for village in (small_county.gaolinwan, small_county.fengtai) for number in (1, 2)]


def test_a_township_officer_sees_only_the_own_township(lists, people, as_person, homes):
    found = as_person(people.township_officer).get(URL)
    assert sorted(numbers(found)) == [homes[0].pk, homes[1].pk]
    assert "共 2 条" in found.content.decode()


def test_the_chosen_area_narrows_the_list(officer, small_county, homes):
    assert sorted(numbers(officer.get(URL, {"area": small_county.suji.code}))) == [homes[2].pk, homes[3].pk]


@pytest.mark.parametrize("code", ["622922101000", "622900000000", "999", "6229%", "六二"])
def test_an_area_outside_ones_own_is_not_found(lists, people, as_person, homes, code):
    assert as_person(people.township_officer).get(URL, {"area": code}).status_code == 404


def test_an_area_outside_is_not_found_for_a_file_either(lists, people, as_person, homes):
    assert as_person(people.township_officer).get(URL, {"area": "622922101000", "export": "csv"}).status_code == 404


@pytest.mark.parametrize(
    ("sort", "expected"), [("in_national_system_on", [1, 2, 0, 3]), ("-in_national_system_on", [2, 1, 0, 3])]
)
def test_what_is_unknown_comes_last_in_both_directions(officer, homes, sort, expected):
    for home, on in ((homes[1], "2014-01-01"), (homes[2], "2015-01-01")):
        home.in_national_system_on = datetime.date.fromisoformat(on)
        home.save()
    assert numbers(officer.get(URL, {"sort": sort})) == [homes[place].pk for place in expected]


def test_villages_sort_by_their_place_in_the_tree(officer, small_county, homes):
    first = household(small_county.banpo, 1)
    assert numbers(officer.get(URL, {"sort": "-village"}))[0] == first.pk


@pytest.mark.parametrize("sort", ["nonsense", "account", "-pk", "village__path", "--size"])
def test_a_sort_that_is_not_offered_changes_nothing(officer, homes, sort):
    assert numbers(officer.get(URL, {"sort": sort})) == numbers(officer.get(URL))


def test_pages_neither_repeat_nor_skip_rows_that_sort_alike(officer, small_county):
    made = {household(small_county.gaolinwan, number, persons=1).pk for number in range(60)}
    pages = [numbers(officer.get(URL, {"sort": "kind", "per_page": 25, "page": page})) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [25, 25, 10]
    assert {pk for page in pages for pk in page} == made


@pytest.mark.parametrize(("page", "expected"), [("9", 3), ("-1", 3), ("x", 1), ("", 1)])
def test_a_page_that_is_not_there_gives_the_nearest(officer, small_county, page, expected):
    for number in range(60):
        household(small_county.gaolinwan, number, persons=1)
    found = officer.get(URL, {"per_page": 25, "page": page})
    assert f'aria-current="page">{expected}<' in found.content.decode()


def test_a_page_size_that_is_not_offered_is_not_taken(officer, homes):
    assert 'aria-current="true">50<' in officer.get(URL, {"per_page": "100000"}).content.decode()


def test_the_footer_sums_the_whole_list_not_the_page(officer, small_county):
    for number in range(30):
        household(small_county.gaolinwan, number, persons=2)
    assert 'data-label="人口">60<' in officer.get(URL, {"per_page": 25}).content.decode()


def test_a_long_list_gives_its_sums_when_the_footer_is_reached(officer, homes, monkeypatch):
    monkeypatch.setattr(HouseholdList, "sums_up_to", 3)
    page = officer.get(URL, {"q": "马"}).content.decode()
    assert 'data-label="人口">16<' not in page
    assert f'hx-get="{URL}?q=%E9%A9%AC&amp;sums=1"' in page
    part = officer.get(URL, {"q": "马", "sums": 1}, headers={"HX-Request": "true", "HX-Target": "sums"}).content.decode()
    assert part.startswith("<tfoot")
    assert 'data-label="人口">16<' in part
    assert 'data-label="人口">16<' in officer.get(URL, {"q": "马", "sums": 1}).content.decode()


def test_a_search_word_finds_a_household_once_however_many_members_match(officer, homes):
    found = officer.get(URL, {"q": "马"})
    assert sorted(numbers(found)) == sorted(home.pk for home in homes)
    assert "共 4 条" in found.content.decode()


def test_every_search_word_must_be_found(officer, homes):
    assert numbers(officer.get(URL, {"q": f"马 {homes[2].number}"})) == [homes[2].pk]


def test_conditions_narrow_together(officer, homes):
    homes[0].martyr_family, homes[0].in_national_system_on = True, datetime.date(2014, 6, 1)
    homes[0].save()
    within = {"martyr_family": "yes", "registered_after": "2014-06-01", "registered_before": "2014-06-01"}
    assert numbers(officer.get(URL, within)) == [homes[0].pk]
    assert numbers(officer.get(URL, {**within, "martyr_family": "no"})) == []


WRONG = [
    {"kind": "bogus"},
    {"registered_after": "2015-13-45"},
    {"planned_exit_year": "99999999999999999999"},
    {"planned_exit_year": "二"},
    {"q": "\0"},
    {"q": "长" * 61},
]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_condition_is_answered_with_a_sentence_and_no_rows(officer, homes, wrong):
    found = officer.get(URL, wrong)
    assert found.status_code == 200
    assert numbers(found) == []
    assert 'role="alert"' in found.content.decode()
    assert "有误" in found.content.decode()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_wrong_condition_gives_no_file_but_the_page_that_names_it(officer, homes, ending):
    found = officer.get(URL, {"kind": "bogus", "export": ending})
    assert (found.status_code, found["Location"]) == (302, f"{URL}?kind=bogus")


def test_an_empty_list_says_what_to_do(officer):
    assert "请导入全国表。" in officer.get(URL).content.decode()


def test_a_list_that_conditions_emptied_offers_to_clear_them(officer, small_county, homes):
    page = officer.get(URL, {"q": "没有这个人", "area": small_county.fucheng.code}).content.decode()
    assert "没有符合条件的记录" in page
    assert f'href="{URL}?area={small_county.fucheng.code}">清除条件' in page


def test_htmx_gets_the_part_that_the_page_includes(officer, homes):
    page = officer.get(URL).content.decode()
    part = officer.get(URL, headers={"HX-Request": "true", "HX-Target": "list"})
    assert part.content.decode().startswith('<section id="list"')
    at_now = re.compile(r"现在 [\d: -]+")
    assert at_now.sub("", part.content.decode().strip()) in at_now.sub("", page)
    assert {"HX-Request", "HX-Target"} <= {name.strip() for name in part["Vary"].split(",")}


def test_going_back_gets_the_whole_page(officer, homes):
    headers = {"HX-Request": "true", "HX-Target": "list", "HX-History-Restore-Request": "true"}
    assert officer.get(URL, headers=headers).content.decode().startswith("<!doctype html>")


def test_no_shared_cache_keeps_a_list(officer, homes):
    assert "private" in officer.get(URL)["Cache-Control"]


def test_every_list_says_now(officer, homes):
    assert re.search(r"现在 \d{4}-\d\d-\d\d \d\d:\d\d", officer.get(URL).content.decode())


def test_markup_in_a_record_is_text_on_the_page(officer, homes):
    homes[0].address = "<script>alert(1)</script>"
    homes[0].save()
    page = officer.get(URL).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_masked_number_is_nowhere_in_the_page(officer, homes):
    homes[0].account = "6217001234567890"
    homes[0].save()
    page = officer.get(URL).content.decode()
    assert "****7890" in page
    assert "6217001234567890" not in page


def test_a_long_list_takes_as_many_queries_as_a_short_one(officer, small_county, homes):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            officer.get(URL)
        return len(seen)

    queries()
    few = queries()
    for number in range(10, 60):
        household(small_county.banpo, number, persons=1)
    assert queries() == few <= 10


def test_money_is_shown_in_yuan_and_in_ten_thousands(officer, homes):
    homes[0].measures.create(kind="loan", amount_fen=50_000_00, planned_on=datetime.date(2015, 1, 1))
    page = officer.get("/look/measures/").content.decode()
    assert 'data-label="金额（元）">50,000.00<' in page
    assert 'data-label="金额（万元）">5.00<' in page


def test_a_share_without_a_denominator_is_unknown_and_sorts_last(officer, homes):
    homes[0].planned_exit_year = 2015
    homes[0].save()
    for home in homes[:2]:
        home.measures.create(kind="loan", amount_fen=1612, planned_on=datetime.date(2015, 1, 1))
    for sort in ("part", "-part"):
        page = officer.get("/look/measures/", {"sort": sort}).content.decode()
        assert re.findall(r'data-label="占上限">([^<]+)<', page) == ["80%", "—"]


def test_what_was_chosen_stays_chosen(officer, homes):
    page = officer.get(URL, {"kind": "general", "martyr_family": "no", "q": '"><b>'}).content.decode()
    assert '<option value="general" selected>一般贫困户</option>' in page
    assert '<option value="no" selected>否</option>' in page
    assert page.count(" selected>") == 2
    assert 'value="&quot;&gt;&lt;b&gt;"' in page


def test_what_is_typed_at_full_width_is_found_and_full_width_signs_stay(officer, homes):
    home = homes[0]
    wide = home.number.translate({ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789"})
    assert officer.get(URL, {"q": wide}).context["total"] == 1
    assert half_width("ＡＢ１２　（一期）：") == "AB12 （一期）："
