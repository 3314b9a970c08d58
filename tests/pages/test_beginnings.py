"""A village that has nothing on record yet: its pages lead whoever enters it to the first records."""

import html
import re

import pytest
from django.urls import reverse

from tests import county as small
from tests.facts import day
from villages.models import Facility, Profile

pytestmark = pytest.mark.django_db


def buttons(page):
    """{label: address} of the buttons of a page."""
    found = re.findall(r'<a class="button[^"]*" href="([^"]*)">([^<]*)</a>', page)
    return {label.strip(): html.unescape(address) for address, label in found}


def test_my_village_leads_to_what_is_entered_first_and_not_to_an_idle_day(small_county, people, as_person):
    client, village = as_person(people.village_worker), small_county.gaolinwan
    at_work = reverse("pages:village-at-work", args=[village.short_code])
    page = client.get(at_work).content.decode()
    assert "今天没有要做的事" not in page
    led = buttons(page)
    for label in ("增加村情", "增加基础设施"):
        form = client.get(led[label]).context["adminform"].form
        assert str(form["village"].value()) == str(village.pk)
    assert led["登记新户"] == f"{reverse('households:new')}?village={village.code}"

    Profile.objects.create(
        village=village, year=2015, recorded_on=day(3, 1), terrain="hill", households=1, persons=4, rural_persons=4
    )
    Facility.objects.create(village=village, kind="tap-water", on=day(3, 1), have=1, of=1)
    small.household(village, 1, kind="general")
    page = client.get(at_work).content.decode()
    assert not {"增加村情", "增加基础设施", "登记新户"} & buttons(page).keys()


def test_the_page_of_a_village_leads_its_task_force_to_the_profile_and_nobody_else(small_county, people, as_person):
    address = reverse("pages:area", args=[small_county.gaolinwan.short_code])
    page = as_person(people.village_worker).get(address).content.decode()
    assert "还没有村情登记" in page and "增加村情" in buttons(page)
    page = as_person(people.inspector).get(address).content.decode()
    assert "还没有村情登记" in page and "增加村情" not in buttons(page)
