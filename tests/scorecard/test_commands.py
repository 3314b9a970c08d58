"""The commands `recompute` and `scorecard`: what they print, and the one sentence they refuse with."""

import datetime
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from households.models import Household, StatusEvent
from kangle.jobs.models import Run
from kangle.programme.actions import set_state
from kangle.programme.models import Period
from kangle.scorecard.indicators import CATALOGUE
from kangle.scorecard.models import Reported, Score, Snapshot, Value
from tests import county as facts

pytestmark = pytest.mark.django_db


def run(*words):
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def refusal(*words):
    """The sentence a command refuses with; it must end with status 2."""
    with pytest.raises(CommandError) as caught:
        run(*words)
    assert caught.value.returncode == 2
    return str(caught.value)


def test_the_contract_for_machines_is_whole(small_county):
    facts.household(small_county.gaolinwan, 1, persons=5, exited_on=datetime.date(2015, 6, 1))
    facts.household(small_county.fengtai, 1, persons=3)
    run("recompute", "--area", "622922", "--period", "2015", "--as-of", "2015-12-31")

    card = json.loads(run("scorecard", "622922", "--period", "2015", "--json"))

    assert card["area"] == {"code": "622922", "name": "康乐县", "level": 3}
    assert (card["period"], card["as_of"]) == (2015, "2015-12-31")
    assert len(card["groups"]) == 3
    assert len(card["items"]) == 15
    assert set(card["indicators"]) == set(CATALOGUE)
    exited = card["indicators"]["outcomes.persons-exited"]
    assert (exited["value"], exited["numerator"], exited["denominator"]) == (5, 5, None)
    assert card["indicators"]["targeting.persons"]["value"] == 3
    assert set(exited) == {
        "name",
        "item",
        "unit",
        "value",
        "numerator",
        "denominator",
        "target",
        "reported",
        "score",
        "rank",
        "of",
    }


def test_a_township_and_a_village_have_scorecards_of_their_own(small_county):
    facts.household(small_county.fengtai, 1, persons=3)
    run("recompute", "--period", "2015")
    for code in ("622922101", "622922101200", "622922101200"):
        card = json.loads(run("scorecard", code, "--period", "2015", "--json"))
        assert card["area"]["code"] == code
        assert card["indicators"]["targeting.persons"]["value"] == 3


def test_what_a_document_reported_stands_beside_what_was_computed(small_county):
    Reported.objects.create(
        area=small_county.county,
        year=2015,
        indicator="projects.broadband",
        field="value",
        value="0.9577",
        phrase="95.77%",
        document="总结",
        as_of=datetime.date(2015, 12, 31),
    )
    run("recompute", "--period", "2015")
    card = json.loads(run("scorecard", "622922", "--period", "2015", "--json"))
    assert card["indicators"]["projects.broadband"]["reported"] == 0.9577
    assert card["indicators"]["projects.broadband"]["value"] is None


def test_the_text_names_every_item_with_its_score(small_county):
    run("recompute", "--period", "2015")
    text = run("scorecard", "622922", "--period", "2015")
    for name in ("工作谋划", "资金使用", "各级帮扶力量"):
        assert name in text


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("scorecard", "622922", "--period", "2015"), "没有已发布的评分数据"),
        (("scorecard", "622922", "--period", "2014"), "2014"),
        (("scorecard", "999999", "--period", "2015"), "999999"),
        (("scorecard", "康乐", "--period", "2015"), "康乐"),
        (("scorecard", "622922", "--period", "今年"), "今年"),
        (("scorecard", "622922", "--period", "2015", "--as-of", "2015-02-30"), "2015-02-30"),
        (("recompute", "--area", "62292"), "62292"),
        (("recompute", "--area", "622999"), "622999"),
        (("recompute", "--area", "62"), "甘肃省"),
        (("recompute", "--period", "2099"), "2099"),
        (("recompute", "--period", "15"), "15"),
        (("recompute", "--as-of", "昨天"), "昨天"),
        (("recompute", "--as-of", "2016-01-01"), "2016-01-01"),
        (("recompute", "--period", "2014", "--as-of", "2014-12-31"), "2014"),
    ],
)
def test_a_wrong_argument_gets_one_sentence_and_status_two(small_county, words, named):
    assert named in refusal(*words)
    assert not Snapshot.objects.exists()


def test_the_ledger_says_who_computed_at_the_command_line_and_what_came_of_it(small_county, monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: "kangle")
    run("recompute", "--area", "622922", "--period", "2015", "--as-of", "2015-11-30")

    done = Run.objects.recent("recompute").get()
    assert (done.state, done.asked_by, done.title) == ("done", "命令行 kangle", "命令行计算 康乐县 2015-11-30")
    assert done.rows == Value.objects.count() + Score.objects.count()
    assert Snapshot.objects.get().run == done


def test_a_refused_computation_stands_in_the_ledger_with_its_reason_and_so_does_its_acceptance(small_county):
    for number in range(200):
        facts.household(small_county.gaolinwan, number, persons=1)
    run("recompute", "--as-of", "2015-11-30")
    Household.objects.filter(number__gt="6229221002000050").update(village=small_county.fengtai)
    StatusEvent.objects.filter(household__village=small_county.fengtai).delete()

    with pytest.raises(CommandError) as caught:
        run("recompute", "--as-of", "2015-12-31")
    assert caught.value.returncode == 1
    failed = Run.objects.recent("recompute").first()
    assert failed.state == "failed" and "在这次运行的页面上写明原因发布" in failed.error
    assert not Snapshot.objects.filter(as_of=datetime.date(2015, 12, 31)).exists()

    run("recompute", "--as-of", "2015-12-31", "--accept")
    accepted = Run.objects.recent("recompute").first()
    assert accepted.state == "done" and "过大的变化已核对" in accepted.title


def test_a_day_still_to_come_is_refused(small_county):
    this_year = timezone.localdate().year
    Period.objects.create(area=small_county.county, year=this_year + 1)
    day = f"{this_year + 1}-06-30"
    assert day in refusal("recompute", "--period", str(this_year + 1), "--as-of", day)
    assert not Snapshot.objects.exists()


def test_a_wrong_day_leaves_no_run_in_the_ledger(small_county):
    refusal("recompute", "--as-of", "2016-01-01")
    assert not Run.objects.exists()


def test_a_closed_year_is_not_recomputed(small_county):
    run("recompute", "--period", "2015", "--as-of", "2015-12-31")
    set_state(small_county.period, state=Period.State.CLOSED, by="马志明", reason="年度结束")
    before = Snapshot.objects.get().computed_at
    assert "进行中" in refusal("recompute", "--area", "622922", "--period", "2015")
    assert Snapshot.objects.get().computed_at == before


def test_without_a_day_the_year_is_computed_to_its_end(small_county):
    run("recompute")
    assert Snapshot.objects.get().as_of == datetime.date(2015, 12, 31)
