"""Which days are due: the last night, and every month-end never published."""

import datetime

import pytest

from kangle.scorecard.actions import prune, recompute
from kangle.scorecard.models import Snapshot
from kangle.scorecard.nights import days_due, is_stale, night_of

pytestmark = pytest.mark.django_db
MARCH = datetime.date(2015, 3, 10)


def test_the_night_is_yesterday_and_never_past_the_year(small_county):
    assert night_of(small_county.period, MARCH) == datetime.date(2015, 3, 9)
    assert night_of(small_county.period, datetime.date(2026, 1, 1)) == datetime.date(2015, 12, 31)
    assert night_of(small_county.period, datetime.date(2015, 1, 1)) is None


def test_after_a_gap_every_missed_month_end_is_due_and_the_last_night(small_county):
    recompute(small_county.county, year=2015, as_of=datetime.date(2015, 1, 31))
    due = days_due(small_county.period, datetime.date(2015, 5, 2))
    assert due == [datetime.date(2015, month, day) for month, day in ((2, 28), (3, 31), (4, 30), (5, 1))]


def test_the_last_night_is_computed_again_even_where_it_is_published(small_county):
    recompute(small_county.county, year=2015, as_of=datetime.date(2015, 1, 31))
    assert days_due(small_county.period, datetime.date(2015, 2, 1)) == [datetime.date(2015, 1, 31)]


def test_a_snapshot_older_than_26_hours_is_stale_while_the_year_is_open(small_county):
    snapshot = recompute(small_county.county, year=2015, as_of=datetime.date(2015, 12, 31))
    hour = datetime.timedelta(hours=1)
    assert not is_stale(small_county.period, snapshot, snapshot.computed_at + 25 * hour)
    assert is_stale(small_county.period, snapshot, snapshot.computed_at + 27 * hour)
    assert is_stale(small_county.period, None)
    small_county.period.state = "closed"
    assert not is_stale(small_county.period, snapshot, snapshot.computed_at + 27 * hour)


def test_pruning_keeps_35_nights_and_every_month_end(small_county):
    first = datetime.date(2015, 1, 20)
    for number in range(50):
        day = first + datetime.timedelta(days=number)
        Snapshot.objects.create(
            area=small_county.county,
            year=2015,
            as_of=day,
            published_at=datetime.datetime(2015, 4, 1, tzinfo=datetime.UTC),
            scheme=recompute(small_county.county, year=2015, as_of=datetime.date(2015, 12, 31)).scheme
            if number == 0
            else Snapshot.objects.first().scheme,
        )
    Snapshot.objects.filter(as_of=datetime.date(2015, 12, 31)).delete()
    prune(small_county.county, 2015)
    kept = set(Snapshot.objects.values_list("as_of", flat=True))
    assert datetime.date(2015, 1, 31) in kept
    assert datetime.date(2015, 1, 20) not in kept
    assert len(kept) == 35 + 1  # the newest 35 nights, and the month-end of January before them


def test_a_snapshot_of_an_earlier_night_is_stale_however_lately_it_was_computed(small_county):
    june = recompute(small_county.county, year=2015, as_of=datetime.date(2015, 6, 30))
    assert is_stale(small_county.period, june, june.computed_at)  # the year's last night is long past


def test_pruning_spares_what_somebody_has_just_asked_for(small_county):
    asked = recompute(small_county.county, year=2015, as_of=datetime.date(2015, 1, 20))
    for number in range(35):
        day = datetime.date(2015, 10, 1) + datetime.timedelta(days=number)
        Snapshot.objects.create(
            area=small_county.county, year=2015, as_of=day, published_at=asked.published_at, scheme=asked.scheme
        )
    assert prune(small_county.county, 2015, spare=asked) == 0
    assert prune(small_county.county, 2015) == 1
    assert not Snapshot.objects.filter(pk=asked.pk).exists()
