"""Before a year is closed: what is still open, each number with the list of exactly these."""

import re

import pytest
from django.urls import reverse

from households.models import Doubt, Measure
from kangle.jobs.models import Run
from kangle.programme.models import Period
from kangle.supervision.models import Finding
from tests import county as small
from tests.facts import day
from tests.procedures.walking import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def unfinished(small_county, people):
    """Of each kind something that is open and something that is at its end."""
    homes = [small.household(small_county.gaolinwan, number) for number in (1, 2)]
    cases = [opened(home, "exit-household", people.village_worker) for home in homes]
    cases[1].state = "withdrawn"
    cases[1].save()
    for more in ({"due_on": day(6)}, {"due_on": day(12, 31)}, {"due_on": day(6), "rectified_on": day(5, 20)}):
        Finding.objects.create(area=small_county.gaolinwan, item="targeting", content="台账不全", found_on=day(5), **more)
    for number, severity in enumerate(("explain", "blocks", "hint")):
        Doubt.objects.create(
            village=small_county.gaolinwan, household=homes[0], rule="household.no-helper", subject=str(number), severity=severity
        )
    for more in ({}, {"done_on": day(5)}):
        Measure.objects.create(household=homes[0], kind="relief", planned_on=day(3), **more)


@pytest.mark.usefixtures("unfinished")
def test_each_number_leads_to_the_list_of_exactly_what_it_counts(as_person, people):
    client = as_person(people.county_officer)
    page = client.get(reverse("pages:year-state", args=[2015])).text
    told = {
        what: (int(number), link) for what, link, number in re.findall(r"<li>([^<：]+)：<a href=\"([^\"]+)\">(\d+)</a>", page)
    }
    assert {what: number for what, (number, _link) in told.items()} == {
        "没有办完的办件": 1,
        "没有说明的疑点": 2,
        "没有落实的帮扶措施（可结转）": 1,
        "没有整改的督查问题": 2,
    }
    for what, (number, link) in told.items():
        assert client.get(link.replace("&amp;", "&")).context["total"] == number, what


def test_a_year_that_is_being_computed_is_not_called_out_of_date(as_person, people):
    client = as_person(people.county_officer)
    assert "已过期" in client.get(reverse("pages:years")).text
    client.post(reverse("scorecard:recompute"), {"year": "2015"})
    for name in ("pages:years", "scorecard:runs"):
        page = client.get(reverse(name)).text
        assert "正在计算" in page and "已过期" not in page
        assert reverse("scorecard:run", args=[Run.objects.get().pk]) in page
    assert "2015 年度的评分正在计算" in client.get(reverse("pages:overview")).text


def test_a_year_opened_by_mistake_is_undone_from_the_page_and_stays_on_record(as_person, people):
    client = as_person(people.county_officer)
    assert reverse("pages:year-withdraw", args=[2015]) not in client.get(reverse("pages:years")).text  # nobody opened it here
    client.post(reverse("pages:open-year"), {"year": "2016", "reason": "县扶贫办〔2016〕1号"})
    where = reverse("pages:year-withdraw", args=[2016])
    assert where in client.get(reverse("pages:years")).text
    refused = client.post(where, {"reason": " "})
    assert refused.status_code == 422 and Period.objects.count() == 2
    page = client.post(where, {"reason": "年度看错了"}, follow=True).text
    assert "2016 年度不再存在" in page and "撤销开启 2016 年度：年度看错了" in page
    assert "年度看错了" in as_person(people.village_worker).get(reverse("pages:years")).text


def test_opening_the_next_year_is_pressed_upon_nobody_while_the_last_one_runs(as_person, people):
    client = as_person(people.county_officer)

    def button():
        page = client.get(reverse("pages:years")).text
        return re.search(rf'class="([^"]+)" href="{reverse("pages:open-year")}"', page)[1]

    assert button() == "button"
    client.post(reverse("pages:year-state", args=[2015]), {"state": "closed", "reason": "年终"})
    assert button() == "button main"
