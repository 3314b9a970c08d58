"""片区: a zone's townships side by side, for the county, its leader and its cadres."""

import datetime
import html as markup
import re

import pytest

from kangle.accounts.roles import Role
from kangle.scorecard.actions import recompute
from kangle.supervision.models import Finding, Zone, ZoneDuty
from tests import county as small
from tests.facts import facts
from tests.pages.test_decisions import rows_of
from villages.actions import tie
from villages.models import Cadre

pytestmark = pytest.mark.django_db
DAY = datetime.date(2015, 3, 1)


@pytest.fixture
def zone(small_county):
    """北片 of both townships, each with a cadre of its own, under one leader; everything of tests.facts in each."""
    for village in (small_county.gaolinwan, small_county.fengtai):
        facts(village)
    ZoneDuty.objects.all().delete()
    leader, first, second = (
        Cadre.objects.create(area=small_county.county, name=name, sex="male", unit="县上")
        for name in ("牟领导", "蔡片长", "马片长")
    )
    made = Zone.objects.create(area=small_county.county, name="北片", leader=leader)
    ZoneDuty.objects.create(zone=made, cadre=first, township=small_county.fucheng, since=DAY)
    ZoneDuty.objects.create(zone=made, cadre=second, township=small_county.suji, since=DAY)
    recompute(small_county.county, year=2015, as_of=datetime.date(2015, 12, 31))
    return made


def test_every_number_opens_its_rows_and_adds_up(zone, people, as_person):
    client = as_person(people.county_officer)
    page = client.get(f"/zones/{zone.pk}/").content.decode()
    assert "附城镇" in page and "苏集镇" in page and "牟领导" in page
    body = page.split("<tbody")[1].split("</tbody>")[0]
    links = [(url, int(number)) for url, number in re.findall(r'<a href="([^"]+)">(\d+)</a>', body)]
    assert len(links) >= 6
    for url, number in links:
        assert rows_of(client, markup.unescape(url)) == number, url
    Finding.objects.filter(area__path__startswith="622922101").update(rectified_on=datetime.date(2015, 5, 1))
    foot = client.get(f"/zones/{zone.pk}/").content.decode().split("<tfoot")[1]
    assert re.search(r'data-label="逾期问题">1<', foot)


def test_a_leader_and_a_cadre_are_led_to_their_own(zone, small_county, as_person, people):
    leader = small.person("leader", "牟领导", Role.OFFICIAL, small_county.county)
    cadre = small.person("cadre", "马片长", Role.DEPARTMENT, small_county.county)
    tie(zone.leader, leader, by=people.county_officer)
    tie(Cadre.objects.get(name="马片长"), cadre, by=people.county_officer)
    assert as_person(leader).get("/zones/").url == f"/zones/{zone.pk}/"
    page = as_person(cadre).get("/zones/", follow=True).content.decode()
    assert "苏集镇</a>" in page and "附城镇</a>" not in page.split("<table")[1]
    assert "北片" in as_person(cadre).get("/zones/?all=1").content.decode()


def test_the_county_is_shown_all_zones_and_others_none(zone, people, as_person):
    page = as_person(people.county_officer).get("/zones/").content.decode()
    assert "北片" in page and "蔡片长" in page and "附城镇" in page
    assert "北片" not in as_person(people.township_officer).get("/zones/").content.decode()
    assert as_person(people.township_officer).get(f"/zones/{zone.pk}/").status_code == 404
    assert "/zones/" in as_person(people.county_officer).get("/").content.decode()


def test_a_zone_without_scores_or_townships_says_so(small_county, people, as_person):
    leader = Cadre.objects.create(area=small_county.county, name="牟领导", sex="male", unit="县上")
    made = Zone.objects.create(area=small_county.county, name="北片", leader=leader)
    page = as_person(people.county_officer).get(f"/zones/{made.pk}/").content.decode()
    assert "还没有发布过评分" in page
    assert "还没有片区干部" in as_person(people.county_officer).get("/zones/").content.decode()
