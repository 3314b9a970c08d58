"""The nightly run and "recompute now": what is asked for, what is done, what the ledger shows."""

import datetime

import pytest
from django.core.cache import cache

from kangle.common import figures
from kangle.jobs.models import Run
from kangle.jobs.work import work_off
from kangle.scorecard.models import Snapshot, Value
from kangle.scorecard.nightly import KIND, ask_for_county, ask_for_night
from tests import county as facts

pytestmark = [pytest.mark.django_db, pytest.mark.both]
MARCH = datetime.date(2015, 3, 10)


def test_a_night_computes_every_missed_month_end_and_the_last_night(small_county):
    run = ask_for_night(by="定时任务", today=MARCH)
    work_off(KIND)
    run.refresh_from_db()
    assert run.state == Run.State.DONE
    days = Snapshot.objects.published().order_by("as_of").values_list("as_of", flat=True)
    assert [day.isoformat() for day in days] == ["2015-01-31", "2015-02-28", "2015-03-09"]


def test_a_run_that_stands_since_days_does_not_swallow_the_nights_after_it(small_county):
    for day in (10, 11, 12):  # nobody works meanwhile
        ask_for_night(by="定时任务", today=datetime.date(2015, 3, day))
    work_off(KIND)
    published = set(Snapshot.objects.published().values_list("as_of", flat=True))
    assert {datetime.date(2015, 3, day) for day in (9, 10, 11)} <= published
    assert not Run.objects.open().exists()


def test_figures_lead_to_their_run_which_alone_says_how_long_it_took(small_county, people, as_person):
    facts.household(small_county.gaolinwan, 1, exited_on=datetime.date(2015, 2, 1))
    Run.objects.create(pk=40, kind="other", key="before", title="别的任务", asked_by="系统", state=Run.State.DONE)
    run, client = ask_for_county(small_county.period, by="马志明", today=MARCH), as_person(people.county_officer)
    work_off(KIND)
    address = f'href="/scorecard/runs/{run.pk}/">看这次运行'
    overview, ledger = (client.get(path).content.decode() for path in ("/?as_of=2015-03-09", "/scorecard/runs/"))
    assert address in overview and address in ledger
    assert "次运行</small>" not in overview  # the number of all work there ever was is none that a reader can find again
    run.refresh_from_db()
    assert "发布，用时" not in ledger
    assert ledger.count(figures.duration(run.took)) == 1


def test_two_who_ask_at_once_get_one_run(small_county):
    first, second = ask_for_night(by="定时任务", today=MARCH), ask_for_night(by="定时任务", today=MARCH)
    assert first == second
    assert first.shards.count() == 3


def test_nothing_is_asked_for_a_closed_year_or_one_that_has_not_begun(small_county):
    assert ask_for_night(by="定时任务", today=datetime.date(2015, 1, 1)) is None
    small_county.period.state = "closed"
    small_county.period.save()
    assert ask_for_night(by="定时任务", today=MARCH) is None


def test_what_must_not_be_published_is_said_in_the_ledger_and_the_last_snapshot_stays(small_county, monkeypatch):
    for number in range(60):
        facts.household(small_county.fengtai, number + 1, persons=2)
    ask_for_county(small_county.period, by="马志明", today=datetime.date(2015, 1, 20))
    work_off(KIND)
    last = Snapshot.objects.get()
    from households.models import StatusEvent

    StatusEvent.objects.all().delete()
    run = ask_for_county(small_county.period, by="马志明", today=datetime.date(2015, 1, 21))
    work_off(KIND)
    run.refresh_from_db()
    assert run.state == Run.State.FAILED
    assert "年初贫困人口" in run.error
    assert Snapshot.objects.get() == last


def test_the_ledger_shows_the_run_and_the_person_who_asked(people, small_county, as_person):
    client = as_person(people.county_officer)
    response = client.post("/scorecard/runs/recompute/", {"year": "2015"}, follow=True)
    assert "立即计算 康乐县 2015" in response.content.decode()
    work_off(KIND)
    html = client.get("/scorecard/runs/").content.decode()
    assert "马志明" in html and "12 / 12" in html
    run = Run.objects.get()
    assert figures.duration(run.finished_at - run.started_at) in html


def test_the_ledger_names_what_went_wrong_beside_the_run(people, small_county, as_person):
    run = Run.objects.create(kind=KIND, key="x", title="夜间计算", state="failed", asked_by="定时任务")
    run.shards.create(
        position=1, label="康乐县", state="failed", arguments={"area": "622922"}, attempts=3, error="贫困人口由 100 变为 9"
    )
    neighbour = {"label": "永靖县", "arguments": {"area": "622923"}, "attempts": 3, "error": "贫困人口由 12345 变为 54"}
    run.shards.create(position=2, state="failed", rows=77777, **neighbour)
    client = as_person(people.county_officer)
    for page in ("/scorecard/runs/", f"/scorecard/runs/{run.pk}/"):
        html = client.get(page).content.decode()
        assert "贫困人口由 100 变为 9" in html and "0 / 1" in html
        assert "永靖县" not in html and "12345" not in html and "77,777" not in html


def test_progress_is_asked_for_only_while_the_run_is_open(people, small_county, as_person):
    client = as_person(people.county_officer)
    run = ask_for_county(small_county.period, by="马志明", today=MARCH)
    part = client.get(f"/scorecard/runs/{run.pk}/", headers={"hx-request": "true"}).content.decode()
    assert 'hx-trigger="every 2s"' in part and "<html" not in part
    work_off(KIND)
    part = client.get(f"/scorecard/runs/{run.pk}/", headers={"hx-request": "true"}).content.decode()
    assert "hx-trigger" not in part and "3 / 3" in part


def test_who_may_not_recompute_is_refused(people, small_county, as_person):
    assert as_person(people.inspector).post("/scorecard/runs/recompute/", {"year": "2015"}).status_code == 403
    assert not Run.objects.exists()


@pytest.mark.parametrize("year", ["", "今年", "2099", "99999"])
def test_an_unknown_year_is_not_found(people, small_county, as_person, year):
    assert as_person(people.county_officer).post("/scorecard/runs/recompute/", {"year": year}).status_code == 404


def test_pages_warn_when_the_night_is_missing(people, small_county, as_person):
    ask_for_county(small_county.period, by="马志明", today=datetime.date(2016, 1, 2))
    work_off(KIND)
    client = as_person(people.county_officer)
    assert "评分数据已过期" not in client.get("/").content.decode()
    Snapshot.objects.update(computed_at=datetime.datetime.now(datetime.UTC) - datetime.timedelta(hours=27))
    cache.clear()  # hours go by without a record: a kept page is ten minutes late in saying so
    assert "评分数据已过期" in client.get("/").content.decode()


def test_every_month_end_is_computed_anew_when_it_is_asked_for(small_county):
    """Records of earlier days were put down since: the figures of each month are those of the records again."""
    period, today = small_county.period, datetime.date(2015, 4, 10)
    ask_for_county(period, by="马志明", today=today)
    work_off(KIND)
    facts.household(small_county.gaolinwan, 1, persons=4)
    again = ask_for_county(period, by="马志明", today=today)
    assert [shard.label for shard in again.shards.all()] == ["康乐县 2015-04-09"]
    work_off(KIND)
    anew = ask_for_county(period, by="马志明", today=today, anew=True)
    assert [shard.label[-5:] for shard in anew.shards.all()] == ["01-31", "02-28", "03-31", "04-09"]
    work_off(KIND)
    told = Value.objects.filter(indicator="targeting.persons", area=small_county.county, snapshot__published_at__isnull=False)
    assert list(told.order_by("snapshot__as_of").values_list("snapshot__as_of__month", "numerator")) == [
        (1, 4),
        (2, 4),
        (3, 4),
        (4, 4),
    ]
