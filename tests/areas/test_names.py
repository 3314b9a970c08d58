"""A village is known by every name that a loaded edition gave its code, wherever somebody looks for it or reads of it."""

import pytest
from django.urls import reverse

from households.models import Household
from kangle.accounts.roles import Role
from kangle.areas.models import Area
from kangle.areas.naming import formerly, spoken, villages_called
from kangle.audit.actions import save
from kangle.exchange.filters import SearchFilter
from kangle.programme.models import Period
from tests import county as small
from tests.areas.lists import ROWS, renamed
from tests.areas.test_loading import GAOFENG, GAOLINWAN, the

pytestmark = pytest.mark.django_db


@pytest.fixture
def village(load):
    """吓庄村, which two lists before had as 下庄村 and once as 大下庄村; and an office that looks for it."""
    load(renamed(ROWS, c622922100200="大下庄村委会"), "2018")
    load(renamed(ROWS, c622922100200="下庄村委会"), "2020")
    load(renamed(ROWS, c622922100200="吓庄村委会"), "2023")
    county = Area.objects.get(code="622922000000")
    Period.objects.create(area=county, year=2015)
    return the(GAOLINWAN)


@pytest.fixture
def client(village, as_person):
    return as_person(small.person("ma.zhiming", "马志明", Role.POVERTY_OFFICE, Area.objects.get(code="622922000000")))


def test_a_place_knows_what_people_called_it_before(village):
    assert village.former_names == ["下庄村", "大下庄村"]
    annotated = {area.code: formerly(area) for area in Area.objects.with_borne()}
    assert annotated[GAOLINWAN] == ["下庄村", "大下庄村"]
    assert annotated[GAOFENG] == []


def test_a_new_ending_alone_is_no_other_name(load):
    load(ROWS, "2018")
    load(renamed(ROWS, c622922100200="高林湾村村民委员会"), "2023")
    assert the(GAOLINWAN).former_names == []


@pytest.mark.parametrize("typed", ["下庄", "下庄村", "吓庄", "xz", "xiazhuang", "大下庄"])
def test_the_search_finds_it_by_each_name_and_says_what_it_was_called(client, typed):
    page = client.get(reverse("pages:search"), {"q": typed}).content.decode()
    assert "吓庄村" in page and "曾用名 下庄村、大下庄村" in page


def test_the_switcher_names_it_by_both(client, village):
    for code in (village.code, GAOFENG):  # as what one stands in, and as one of the places beside it
        assert "曾用名 下庄村" in client.get(reverse("pages:area", args=[code])).content.decode()


@pytest.mark.parametrize("typed", ["下庄", "吓庄", "xiaz"])
def test_every_list_finds_what_lies_in_it(client, village, typed):
    household = small.household(village, 1)
    found = client.get(reverse("households:list"), {"q": typed}).content.decode()
    assert household.number in found
    rows = SearchFilter("village__name", names=["village__name"]).filter(Household.objects.all(), typed)
    assert list(rows) == [household]


def test_the_records_find_it_too(client, village):
    village.groups.create(number=1, name="一社")
    assert "一社" in client.get(reverse("admin:areas_group_changelist"), {"q": "下庄"}).content.decode()


@pytest.mark.parametrize("typed", ["下庄", "吓庄", "下庄村"])
def test_the_record_of_what_was_done_finds_what_was_done_there(client, village, typed):
    save(small.household(village, 1), by=None, reason="补登")
    save(small.household(the(GAOFENG), 2), by=None, reason="外村")
    found = client.get(reverse("accounts:history"), {"q": f"{typed} 补"}).content.decode()
    assert "补登" in found and "外村" not in found


def test_names_are_compared_without_the_ending_of_their_kind(village):
    assert {spoken(name) for name in ("下庄", "下庄村", "下庄村委会", "下庄村民委员会", " 下 庄 村 ")} == {"下庄"}
    called = villages_called(Area.objects.get(code="622922000000"))
    assert called["下庄"] == called["吓庄"] == [village]
    assert called["没有"] == []
