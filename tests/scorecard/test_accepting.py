"""A night's figures that changed beyond belief wait for somebody of the county to look, and to say why they are right."""

import datetime

import pytest
from django.urls import reverse

from households.models import Household, StatusEvent
from kangle.audit.models import Entry
from kangle.jobs.models import Run
from kangle.jobs.work import work_off
from kangle.programme.models import Period
from kangle.scorecard.actions import recompute
from kangle.scorecard.models import Snapshot, Value
from kangle.scorecard.nightly import KIND, ask_for_county
from tests import county as small

pytestmark = pytest.mark.django_db
END = datetime.date(2015, 12, 31)


@pytest.fixture
def leapt(small_county):
    """The run that failed: of 200 households nearly all are gone since the month before."""
    for number in range(200):
        small.household(small_county.gaolinwan, number, persons=1)
    recompute(small_county.county, year=2015, as_of=datetime.date(2015, 11, 30))
    StatusEvent.objects.filter(household__in=Household.objects.filter(number__gt="6229221002000020")).delete()
    run = ask_for_county(small_county.period, by="定时任务")
    work_off(KIND)
    run.refresh_from_db()
    assert run.state == "failed"
    return run


def published():
    return Snapshot.objects.published().filter(as_of=END).exists()


def text(response):
    return response.content.decode()


@pytest.mark.both
def test_the_county_says_why_and_it_is_published(leapt, as_person, people):
    client = as_person(people.county_officer)
    page, address = reverse("scorecard:run", args=[leapt.pk]), reverse("scorecard:accept", args=[leapt.pk])
    assert address in text(client.get(page))
    assert client.post(address, {"reason": "无"}).status_code == 422 and not published()
    answer = client.post(address, {"reason": "清退名单已核对"})
    made = Run.objects.order_by("-pk").first()
    assert answer["Location"] == reverse("scorecard:run", args=[made.pk]) and made.asked_by == "马志明"
    work_off(KIND)
    assert published()
    assert Entry.objects.get(model="areas.area", act="decide").reason == "核对过大的变化后发布评分：清退名单已核对"
    after = text(client.get(page))
    assert address not in after and "核对后发布" in after
    assert "清退名单已核对" in text(client.get(answer["Location"]))


def test_only_the_change_that_was_seen_is_published(leapt, as_person, people):
    """Records may change between the look and the press: then the other figures wait for somebody to look."""
    client, address = as_person(people.county_officer), reverse("scorecard:accept", args=[leapt.pk])
    StatusEvent.objects.filter(household__number__gt="6229221002000010").delete()
    made = client.post(address, {"reason": "清退名单已核对"})["Location"]
    work_off(KIND)
    assert not published()
    again = text(client.get(made))
    assert "由 200 变为 11" in again and "变化是对的，照样发布" in again
    assert "变化过大" in text(client.get("/"))
    before = text(client.get(reverse("scorecard:run", args=[leapt.pk])))
    assert "发布时数字又变了，没有发布" in before and "照样发布" not in before
    assert text(client.get(reverse("scorecard:runs"))).count("等核对") == 1


def test_an_earlier_day_waits_though_a_later_one_was_published(leapt, as_person, people, small_county):
    """All month-ends computed anew leap from what stood there, while the night is published already."""
    recompute(small_county.county, year=2015, as_of=END, accept_leaps=True)
    run = ask_for_county(small_county.period, by="马志明", anew=True)
    work_off(KIND)
    client, address = as_person(people.county_officer), reverse("scorecard:accept", args=[run.pk])
    page = text(client.get(reverse("scorecard:run", args=[run.pk])))
    assert address in page and "变化过大" in text(client.get("/"))
    client.post(address, {"reason": "清退名单已核对"})
    work_off(KIND)
    told = Value.objects.filter(indicator="targeting.households", area=small_county.county, snapshot__published_at__isnull=False)
    assert set(told.values_list("numerator", flat=True)) == {21}
    assert "变化过大" not in text(client.get("/"))


def test_what_was_published_since_waits_no_more(leapt, as_person, people, small_county):
    client, page = as_person(people.county_officer), reverse("scorecard:run", args=[leapt.pk])
    assert "变化过大" in text(client.get("/")) and reverse("scorecard:runs") in text(client.get("/"))
    recompute(small_county.county, year=2015, as_of=END, accept_leaps=True)
    assert "照样发布" not in text(client.get(page)) and "变化过大" not in text(client.get("/"))


def test_a_refusal_is_not_tried_again_and_says_no_more_than_it_is(leapt):
    assert leapt.shards.get(state="failed").attempts == 1
    assert "试了" not in leapt.error and "由 200 变为 21" in leapt.error


def test_others_read_it_and_publish_nothing(leapt, as_person, people):
    address = reverse("scorecard:accept", args=[leapt.pk])
    client = as_person(people.inspector)
    assert address not in text(client.get(reverse("scorecard:run", args=[leapt.pk])))
    assert client.post(address, {"reason": "核对过了"}).status_code == 403
    assert not published()


def test_a_run_that_failed_for_another_reason_is_not_published(leapt, as_person, people):
    leapt.shards.update(arguments={"area": "622922", "year": 2015, "as_of": "2015-12-31"})
    client, address = as_person(people.county_officer), reverse("scorecard:accept", args=[leapt.pk])
    assert address not in text(client.get(reverse("scorecard:run", args=[leapt.pk])))
    assert "没有等人核对的变化" in text(client.post(address, {"reason": "核对过了"}, follow=True))


def test_nor_one_of_a_year_closed_since(leapt, as_person, people):
    Period.objects.update(state="closed")  # as the year is when it is closed with the figures of before
    client, address = as_person(people.county_officer), reverse("scorecard:accept", args=[leapt.pk])
    assert "2015 年度已关闭" in text(client.post(address, {"reason": "核对过了"}, follow=True))
