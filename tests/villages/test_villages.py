"""Villages as they are used, and the card of a cadre."""

import datetime

import pytest
from django.urls import reverse

from households.models import StatusEvent
from kangle.areas.models import Area
from kangle.pages.cards.village import with_poverty
from kangle.programme.models import Period
from tests import county as small
from tests.facts import day, facts
from villages.models import Facility, Post
from villages.querysets import villages_with_facts

TODAY = datetime.date(2026, 1, 1)


@pytest.fixture
def here(small_county):
    return facts(small_county.gaolinwan)


def village(county, on=TODAY):
    rows = with_poverty(villages_with_facts(Area.objects.all(), on), on)
    return rows.get(pk=county.gaolinwan.pk)


def test_a_village_counts_the_poor_of_the_day_and_not_those_out_or_removed(small_county):
    small.household(small_county.gaolinwan, 1, persons=3)
    out = small.household(small_county.gaolinwan, 2, persons=5, exited_on=day(6))
    found = village(small_county)
    assert (found.poor_now, found.poor_persons) == (1, 3)
    assert (village(small_county, day(5)).poor_now, village(small_county, day(5)).poor_persons) == (2, 8)
    StatusEvent.objects.create(household=out, kind="returned", on=day(9))
    assert village(small_county).poor_persons == 8
    StatusEvent.objects.create(household=out, kind="removed", on=day(10))
    assert village(small_county).poor_persons == 3


def test_a_village_lacks_what_its_latest_look_found_missing(small_county, here):
    assert village(small_county).lacking == 1
    Facility.objects.create(village=small_county.gaolinwan, kind="clinic", on=day(9), have=1, of=1)
    assert village(small_county).lacking == 0
    assert village(small_county, day(8)).lacking == 1


def test_of_a_village_where_nobody_looked_it_is_not_known_what_it_lacks(small_county, people, as_person):
    client, listed = as_person(people.county_officer), reverse("villages:list")
    assert village(small_county).lacking is None
    assert client.get(listed).context["table"].sums["lacking"] is None
    unlooked, full = small_county.fengtai, small_county.gaolinwan
    Facility.objects.create(village=full, kind="clinic", on=day(1), have=1, of=1)
    Facility.objects.create(village=small_county.banpo, kind="clinic", on=day(1), have=0, of=1)
    assert village(small_county).lacking == 0
    assert village(small_county, datetime.date(2014, 1, 1)).lacking is None
    page = client.get(listed, {"sort": "-lacking"})
    assert page.context["table"].sums["lacking"] == 1
    assert [row["lacking"] for row in page.context["table"].page_rows(0, 3)] == [1, 0, None]
    assert client.get(listed, {"sort": "lacking"}).context["table"].page_rows(0, 3)[-1]["lacking"] is None
    lines = client.get(listed, {"export": "csv"}).getvalue().decode("utf-8-sig").splitlines()
    place = lines[0].split(",").index("未达标设施")
    kept = {line.split(",")[0]: line.split(",")[place] for line in lines[1:] if line.count(",") >= place}
    assert (kept[unlooked.short_name], kept[full.short_name]) == ("", "0")


def test_of_a_post_without_a_month_on_record_the_days_are_not_known(small_county, here):
    here.post.attendances.all().delete()
    assert Post.objects.with_days().get(pk=here.post.pk).days is None
    here.post.attendances.create(month=day(3), days=0)
    assert Post.objects.with_days().get(pk=here.post.pk).days == 0


def test_a_village_names_the_first_secretary_in_office(small_county, here):
    assert village(small_county).first_secretary == here.cadre.name
    Post.objects.update(until=day(3))
    assert village(small_county).first_secretary is None


def test_a_cadre_is_told_by_his_posts_and_the_households_he_answers_for(here, people, as_person):
    page = as_person(people.county_officer).get(reverse("villages:cadre", args=[here.cadre.pk])).content.decode()
    for told in ("第一书记", here.organisation.name, here.head.name, here.finding.content, "199****1111"):
        assert told in page
    assert here.cadre.phone not in page


def test_a_county_cadre_is_known_to_the_village_he_helps_and_only_by_its_part(small_county, here, people, as_person):
    there = facts(small_county.fengtai)
    cadre = here.cadre
    cadre.area = small_county.county
    cadre.save()
    there.pairing.cadre = cadre
    there.pairing.save()
    page = as_person(people.other_worker).get(reverse("villages:cadre", args=[cadre.pk])).content.decode()
    assert there.head.name in page
    assert here.head.name not in page
    assert here.finding.content not in page


def test_the_menu_of_a_room_keeps_the_chosen_area(small_county, people, as_person):
    page = as_person(people.county_officer).get(reverse("villages:list"), {"area": small_county.suji.code}).content.decode()
    assert f"{reverse('villages:facilities')}?area={small_county.suji.code}" in page


@pytest.mark.parametrize(
    ("name", "query", "found"),
    [
        ("villages:list", {"lacking": "1"}, True),
        ("villages:list", {"lacking": "2"}, False),
        ("villages:list", {"tier": "guaranteed"}, True),
        ("villages:list", {"has_secretary": "no"}, False),
        ("villages:facilities", {"met": "no"}, True),
        ("villages:facilities", {"met": "yes"}, False),
        ("villages:attendances", {"enough": "no"}, True),
        ("villages:attendances", {"enough": "yes"}, False),
        ("villages:cadres", {"in_post": "yes"}, True),
        ("villages:cadres", {"post": "technician"}, False),
        ("villages:groups", {"has_responsible": "yes"}, True),
    ],
)
def test_a_condition_finds_its_rows(name, query, found, here, people, as_person):
    page = as_person(people.village_worker).get(reverse(name), query).content.decode()
    assert ("<tbody" in page) == found


def test_cadres_are_narrowed_by_the_organisation_they_serve_in_now(small_county, here, people, as_person):
    force = here.organisation
    Post.objects.create(cadre=here.cadre, area=small_county.gaolinwan, organisation=force, kind="task-force-member", since=day(1))
    client = as_person(people.county_officer)
    path = reverse("villages:cadres")
    assert client.get(path, {"organisation": force.kind}).context["total"] == 1
    Post.objects.filter(organisation=force).update(until=day(2))
    assert client.get(path, {"organisation": force.kind}).context["total"] == 0


@pytest.fixture
def two_years(small_county, here):
    """高林湾 is a guaranteed village in first place in 2015, and another one in 2016, not yet ranked."""
    Period.objects.create(area=small_county.county, year=2016)
    here.tier.__class__.objects.create(
        village=small_county.gaolinwan, year=2016, tier="whole-village", assigned_on=datetime.date(2016, 2, 1)
    )
    return here


def test_a_list_of_villages_tells_the_tier_of_the_year_chosen(two_years, people, as_person):
    client = as_person(people.county_officer)
    page = client.get(reverse("villages:list")).content.decode()
    assert "整村推进村" in page and "类别和倒排序位是 2016 年度的" in page
    page = client.get(reverse("villages:list"), {"period": "2015"}).content.decode()
    assert "包干揽底村" in page and "类别和倒排序位是 2015 年度的" in page
    assert client.get(reverse("villages:list"), {"tier": "whole-village"}).context["total"] == 0
    answer = client.get(reverse("villages:list"), {"export": "csv"})  # as chosen before
    assert "2015%E5%B9%B4" in answer["Content-Disposition"]
    told = answer.getvalue().decode()
    assert "包干揽底村" in told and "整村推进村" not in told


def test_a_village_has_on_its_page_the_tier_of_the_year_chosen(two_years, people, as_person):
    client = as_person(people.village_worker)
    address = reverse("pages:area", args=[two_years.village.code])
    page = client.get(address, {"period": "2015"}).content.decode()
    assert '<span class="badge">包干揽底村</span>' in page
    assert reverse("pages:undertaking", args=[two_years.village.code, 2015]) in page
    assert '<span class="badge">整村推进村</span>' in client.get(address, {"period": "2016"}).content.decode()
