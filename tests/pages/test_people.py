"""Who answers for an area, and whom one may call: a press that is put on record, for those who may, of those within reach."""

import datetime
import re

import pytest

from kangle.accounts.roles import Role
from kangle.audit.models import Entry
from tests import county as small
from tests.pages.conftest import DAY, cadre
from villages.models import Cadre, Post

pytestmark = pytest.mark.django_db
NUMBER = "19912345678"


@pytest.fixture
def official(small_county):
    return small.person("zhang.xianzhang", "张县长", Role.OFFICIAL, small_county.county)


@pytest.fixture
def headed(furnished, small_county):
    """附城镇 with a leader of the county, its party secretary, the head of its government and a station head."""
    kinds = Post.Kind
    named = [("包片长", kinds.COUNTY_LEADER, ""), ("书记红", kinds.TOWNSHIP_LEADER, "党委书记")]
    named += [("镇长明", kinds.TOWNSHIP_LEADER, ""), ("站长青", kinds.STATION_HEAD, "站长")]
    for name, kind, rank in named:
        held = cadre(small_county.fucheng, name)
        Cadre.objects.filter(pk=held.pk).update(rank=rank)
        Post.objects.create(cadre=held, area=small_county.fucheng, kind=kind, since=DAY)
    return furnished


def said(page):
    """(post, name or None) of those a page names."""
    return [(str(person.post), person.cadre and person.cadre.name) for person in page.context["people"]]


def telephone(held):
    return f"/villages/cadres/{held.pk}/telephone/"


def test_a_township_names_its_leader_its_station_head_and_its_zone(headed, official, as_person):
    page = as_person(official).get("/areas/622922100/")
    assert said(page) == [
        ("县级包片领导", "包片长"),
        ("党委书记", "书记红"),
        ("乡镇党政主要负责人", "镇长明"),
        ("工作站站长", "站长青"),
        ("南片片区干部、南片牵头领导", "石片长"),
    ]


def test_a_township_says_whom_nobody_has_named(headed, official, as_person):
    page = as_person(official).get("/areas/622922101/")
    assert said(page) == [("县级包片领导", None), ("乡镇党政主要负责人", None), ("工作站站长", None), ("片区干部", None)]
    assert page.content.decode().count("还没有确定") == 4


def test_a_county_names_the_leaders_of_its_zones_and_who_watches_which_township(headed, official, as_person):
    page = as_person(official).get("/areas/622922/")
    assert said(page) == [("南片牵头领导、南片片区干部（附城镇）", "石片长")]


def test_a_village_names_its_own_cadres_beside_those_sent_there(headed, official, as_person):
    Cadre.objects.create(area=headed.village, name="马书记", sex="male", unit=headed.village.name, rank="村支部书记")
    past = cadre(headed.village, "离任人")
    Post.objects.create(
        cadre=past, area=headed.village, kind="first-secretary", since=DAY, until=DAY + datetime.timedelta(days=9)
    )
    page = as_person(official).get("/areas/622922100200/")
    assert said(page)[:3] == [("第一书记", "线永林"), ("村支部书记", "马书记"), ("县级包片领导", "包片长")]
    assert "没有登记电话" in page.content.decode()


def test_the_numbers_of_a_township_are_shown_once_and_that_is_on_record(headed, small_county, official, as_person):
    client = as_person(official)
    assert NUMBER not in client.get("/areas/622922100/").content.decode()
    page = client.post("/areas/622922100/numbers/")
    assert f'href="tel:{NUMBER}"' in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    entry = Entry.objects.get(act=Entry.Act.LOOK)
    assert (entry.object_id, entry.actor_name) == (str(small_county.fucheng.pk), "张县长")


@pytest.mark.parametrize("part", [{}, {"headers": {"X-Kangle-Part": "1"}}], ids=["page", "part"])
def test_a_press_shows_one_number_and_says_whose_in_the_history(part, headed, official, as_person):
    answer = as_person(official).post(telephone(headed.secretary), **part)
    assert f'<a class="tel" href="tel:{NUMBER}">{NUMBER}</a>' in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert ("<html" in answer.content.decode()) != bool(part)
    entry = Entry.objects.get(act=Entry.Act.LOOK)
    assert (entry.model, entry.object_name, entry.area_path) == ("villages.cadre", "线永林", headed.village.path)


def test_a_number_is_dialled_without_what_people_write_between_its_digits(headed, official, as_person):
    Cadre.objects.filter(pk=headed.secretary.pk).update(phone="0930-448 1234")
    assert 'href="tel:09304481234">0930-448 1234<' in as_person(official).post(telephone(headed.secretary)).content.decode()


def test_who_has_no_number_is_said_to_have_none_and_nothing_was_looked_at(headed, official, as_person):
    Cadre.objects.filter(pk=headed.secretary.pk).update(phone="")
    client = as_person(official)
    assert "没有登记电话" in client.get(f"/villages/cadres/{headed.secretary.pk}/").content.decode()
    assert "没有登记电话" in client.post(telephone(headed.secretary)).content.decode()
    assert not Entry.objects.filter(act=Entry.Act.LOOK).exists()


@pytest.mark.parametrize("role", [Role.DEPARTMENT, Role.FINANCE, Role.INSPECTOR])
def test_who_may_not_call_is_offered_nothing(role, headed, small_county, as_person):
    client = as_person(small.person("somebody", "某人", role, small_county.county))
    for path in (f"/villages/cadres/{headed.secretary.pk}/", "/areas/622922100/", "/supervision/findings/"):
        page = client.get(path).content.decode()
        assert 'id="call"' not in page
        assert "telephone/" not in page
    assert client.post(telephone(headed.secretary)).status_code == 403
    assert not Entry.objects.filter(act=Entry.Act.LOOK).exists()


def test_a_village_reaches_those_who_answer_for_it_from_above_and_nobody_elses(headed, small_county, people, as_person):
    watcher = Cadre.objects.get(name="石片长")
    head = Cadre.objects.get(name="站长青")
    mine = as_person(people.village_worker)
    assert [mine.post(telephone(held)).status_code for held in (watcher, head, headed.secretary)] == [200] * 3
    assert mine.post(telephone(cadre(small_county.county, "县里人"))).status_code == 404
    other = as_person(people.other_worker)
    assert [other.post(telephone(held)).status_code for held in (watcher, head, headed.secretary)] == [404] * 3
    assert Entry.objects.filter(act=Entry.Act.LOOK).count() == 3


def test_a_number_is_never_shown_by_an_address_alone(headed, official, as_person):
    assert as_person(official).get(telephone(headed.secretary)).status_code == 405


@pytest.mark.parametrize("path", ["/supervision/findings/", "/supervision/zones/", "/villages/cadres/", "/households/"])
def test_a_list_that_names_cadres_carries_what_the_presses_need(path, headed, official, as_person):
    page = as_person(official).get(path).content.decode()
    assert re.search(r'<form novalidate id="call" method="post" data-cards="/villages/cadres/"', page)
    assert "js/call.js" in page
