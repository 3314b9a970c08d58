"""A list with nothing to choose from says why it is empty and who fills it, with the way there for whoever may."""

import datetime

import pytest
from django.urls import reverse

from tests.households.entry.typing import Paper, fresh
from villages.models import Cadre

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("part", "name"), [("visit", "cadre"), ("pairing", "cadre")])
def test_a_village_without_cadres_is_told_who_enters_them_and_led_there(worker, home, part, name):
    page = Paper(worker, reverse(f"households:{part}-step", args=[home.pk, fresh(), part])).page.content.decode()
    assert "没有可选的干部" in page and "“干部”由扶贫办、驻村工作队在“记录维护”里登记。" in page and "请系统管理员" in page
    assert f'href="{reverse("admin:villages_cadre_add")}"' in page and f'href="{reverse("admin:villages_post_add")}"' in page


def test_a_cadre_entered_as_the_villages_own_is_offered_without_any_post(worker, home, small_county):
    own = Cadre.objects.create(area=home.village, name="马福", sex="male", unit="高林湾村委会")
    Cadre.objects.create(area=small_county.county, name="线平安", sex="male", unit="县农牧局")
    paper = Paper(worker, reverse("households:visit-step", args=[home.pk, fresh(), "visit"]))
    assert list(paper.form.fields["cadre"].queryset) == [own]
    assert "没有可选的干部" not in paper.page.content.decode()
    assert paper.send(go="card", cadre=own.pk, on=datetime.date(2015, 12, 1)).status_code == 302


def test_a_village_without_groups_is_told_that_the_county_enters_them(worker, people, as_person, small_county, home):
    address = reverse("households:step", args=[fresh(), "cause"]) + f"?village={home.village.code}"
    home.village.groups.all().delete()
    page = worker.get(address).content.decode()
    assert "本村还没有登记社" in page and "由扶贫办在“记录维护”里登记" in page
    assert reverse("admin:areas_group_add") not in page
    assert reverse("admin:areas_group_add") in as_person(people.county_officer).get(address).content.decode()


def test_an_empty_list_of_what_is_entered_by_hand_says_by_whom(worker, people, as_person):
    address = reverse("villages:cadres")
    told = worker.get(address).content.decode()
    assert "由扶贫办、驻村工作队录入。" in told and reverse("admin:villages_cadre_add") in told
    told = as_person(people.township_officer).get(address).content.decode()
    assert "由扶贫办、驻村工作队录入。" in told and reverse("admin:villages_cadre_add") not in told


def test_what_is_owed_and_not_entered_is_not_said_to_be_entered(people, as_person):
    assert "由财政" not in as_person(people.county_officer).get(reverse("funds:due")).content.decode()
