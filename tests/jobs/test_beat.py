"""Nights after a clock that was once ahead: none is left out, none is counted twice, and somebody is told."""

import datetime
import logging

import pytest
from django.urls import reverse
from django.utils import timezone

from kangle.celery import app
from kangle.jobs import actions, work
from kangle.jobs.beat import Scheduler
from kangle.jobs.models import ClockSetBack, Run

pytestmark = pytest.mark.django_db
SHANGHAI = datetime.timezone(datetime.timedelta(hours=8))


class Beat(Scheduler):
    """Remembers what it would have sent."""

    producer = None

    def apply_entry(self, entry, producer=None):
        self.sent.append(entry.name)


@pytest.fixture
def beat(tmp_path, monkeypatch):
    """A function: beat over one file at an hour of its clock; `sent` is what was due then."""
    made = []

    def at(*clock, going_on=None):
        now = datetime.datetime(*clock, tzinfo=SHANGHAI)
        monkeypatch.setattr(app, "now", lambda: now)
        for made_before in made if going_on is None else ():
            made_before.close()
        made.clear()
        beat = going_on or Beat(app, schedule_filename=str(tmp_path / "schedule"))
        made.append(beat)
        beat.sent = []
        for _time in range(6):
            beat.tick()
        return beat

    yield at
    for each in made:
        each.close()


def test_a_night_in_the_future_does_not_keep_beat_silent(beat, caplog):
    beat(2027, 1, 14, 12)
    assert "nightly" in beat(2027, 1, 15, 3).sent
    with caplog.at_level(logging.WARNING):
        back = beat(2026, 11, 30, 3)
    assert {"nightly", "sweep"} <= set(back.sent)
    assert back.sent.count("nightly") == 1
    assert "the clock was ahead" in caplog.text and "2027-01-15 03:00" in caplog.text
    noticed = ClockSetBack.objects.get()
    assert noticed.ahead_until == datetime.datetime(2027, 1, 15, 3, tzinfo=SHANGHAI)
    assert "nightly" in beat(2026, 12, 1, 2, 1).sent
    assert ClockSetBack.objects.count() == 1


def test_before_two_the_night_waits_for_its_hour(beat):
    beat(2027, 1, 14, 12)
    assert "nightly" not in beat(2026, 11, 30, 1).sent
    assert "nightly" in beat(2026, 11, 30, 2, 1).sent


def test_a_night_that_ran_some_minutes_too_early_does_not_come_again(beat):
    beat(2026, 11, 29, 12)
    assert "nightly" in beat(2026, 11, 30, 2, 1).sent
    back = beat(2026, 11, 30, 1, 40)
    assert "nightly" not in back.sent and "sweep" in back.sent
    assert "nightly" not in beat(2026, 11, 30, 2, 1).sent
    assert "nightly" in beat(2026, 12, 1, 2, 1).sent


def test_a_clock_that_goes_back_under_a_running_beat_is_noticed(beat):
    running = beat(2027, 1, 14, 12)
    assert beat(2026, 11, 30, 3, going_on=running).sent.count("nightly") == 1


def test_a_night_that_was_done_is_not_counted_again(kind, queue):
    kind()
    part = [("康乐县", {})]
    first = actions.ask("count", "night-2026-11-30", "夜间计算", part, by="定时任务", once=True)
    work.work_off("count")
    assert actions.ask("count", "night-2026-11-30", "夜间计算", part, by="定时任务", once=True) == first
    assert Run.objects.count() == 1


def test_a_night_counted_by_a_clock_that_was_ahead_is_counted_when_it_comes(kind):
    kind()
    part = [("康乐县", {})]
    early = actions.ask("count", "night-2027-01-15", "夜间计算", part, by="定时任务", once=True)
    Run.objects.filter(pk=early.pk).update(asked_at=timezone.now() + datetime.timedelta(days=46))
    work.work_off("count")
    actions.note_clock(timezone.now() + datetime.timedelta(days=46), timezone.now())
    assert actions.ask("count", "night-2027-01-15", "夜间计算", part, by="定时任务", once=True) != early


def test_the_page_of_runs_says_that_the_clock_was_ahead(people, as_person):
    page = reverse("scorecard:runs")
    assert "时钟曾经走快" not in as_person(people.county_officer).get(page).content.decode()
    actions.note_clock(datetime.datetime(2099, 1, 15, 3, tzinfo=SHANGHAI), timezone.now())
    said = as_person(people.county_officer).get(page).content.decode()
    assert "服务器的时钟曾经走快" in said and "2099-01-15 03:00" in said
