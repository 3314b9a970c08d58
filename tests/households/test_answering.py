"""Who answers for what, on a household's card: a sign, a word, a person, a state."""

import datetime
import re

import pytest
from django.urls import reverse

from households.answering import MOST_SHOWN
from households.codes import Industry, MeasureKind
from households.icons import PATHS, icon
from households.models import Measure, Pairing
from tests import county as small
from tests.crowded import crowded
from tests.facts import facts
from villages.models import Cadre

pytestmark = pytest.mark.django_db


def tiles(client, home):
    """The card's tiles as texts: what is read aloud of each."""
    page = client.get(reverse("households:detail", args=[home.pk])).content.decode()
    found = re.search(r'<ul class="tasks-by-icon">(.*?)</ul>', page, re.S)
    rows = re.findall(r"<li>(.*?)</li>", found.group(1), re.S) if found else []
    return [re.sub(r"\s+", " ", re.sub(r"<.*?>", " ", row)).strip() for row in rows], page


def test_every_kind_and_industry_has_a_sign_of_its_own():
    codes = [*MeasureKind.values, *Industry.values]
    assert len({icon(code) for code in codes}) == len(codes) == len(PATHS) - 1
    assert icon("unknown") == ""


def test_a_tile_says_what_who_and_how_far(small_county, people, as_person):
    here = facts(small_county.gaolinwan)
    told, page = tiles(as_person(people.village_worker), here.household)
    loan = f"精准扶贫贷款 ● 已落实 {here.measure.content} {here.cadre.name}"
    project = f"项目 ◐ 开工建设 {here.project.name} {here.cadre.name}"
    assert told == [project, loan]
    assert page.count('class="icon"') >= 2


def test_what_nobody_carries_is_said(small_county, people, as_person):
    home = small.household(small_county.gaolinwan, 1)
    Measure.objects.create(household=home, kind="medical", planned_on=datetime.date(2015, 3, 1), content="大病救助")
    client = as_person(people.village_worker)
    assert tiles(client, home)[0] == ["医疗救助 ◐ 已安排 大病救助 还没有责任人"]
    cadre = Cadre.objects.create(area=small_county.county, name="线平安", sex="male", unit="县农牧局")
    Pairing.objects.create(household=home, cadre=cadre, since=datetime.date(2015, 1, 8))
    assert tiles(client, home)[0] == ["医疗救助 ◐ 已安排 大病救助 线平安 本户帮扶责任人"]


def test_what_was_stopped_is_left_out_and_a_full_card_says_how_much_it_leaves_out(small_county, people, as_person):
    home = crowded(small_county.gaolinwan)
    client = as_person(people.village_worker)
    told, page = tiles(client, home)
    assert len(told) == MOST_SHOWN
    assert "另有 30 项" in page  # 30 measures and 12 projects
    Measure.objects.filter(household=home).update(stopped_on=datetime.date(2015, 7, 1))
    assert all(each.startswith("项目") for each in tiles(client, home)[0])
