"""Two recomputes of one county and day at once, with readers all the while: real connections, real commits."""

import datetime
import threading

import pytest
from django.db import OperationalError, connection

from kangle.common.reading import one_moment
from kangle.scorecard.actions import Superseded, recompute
from kangle.scorecard.indicators import CATALOGUE
from kangle.scorecard.models import Snapshot, Value
from tests.county import small_county

YEAR_END = datetime.date(2015, 12, 31)
AREAS = 7


def whole_snapshots(stop, seen):
    """Read again and again, as a page does: how many figures the published snapshot has (0 where there is none)."""
    try:
        while not stop.is_set():
            with one_moment():
                published = list(Snapshot.objects.published().values_list("pk", flat=True))
                seen.append([Value.objects.filter(snapshot=pk).count() for pk in published])
    finally:
        connection.close()


def run(county, barrier, outcomes):
    barrier.wait()
    try:
        outcomes.append(recompute(county, year=2015, as_of=YEAR_END).pk)
    except Superseded as superseded:
        outcomes.append(superseded)
    except OperationalError as busy:  # SQLite lets one write at a time
        outcomes.append(busy)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_one_of_two_wins_and_readers_always_see_a_whole_snapshot():
    county = small_county().county
    recompute(county, year=2015, as_of=YEAR_END)
    stop, seen, outcomes = threading.Event(), [], []
    reader = threading.Thread(target=whole_snapshots, args=(stop, seen))
    reader.start()
    for _ in range(3):
        barrier = threading.Barrier(2)
        runs = [threading.Thread(target=run, args=(county, barrier, outcomes)) for _ in range(2)]
        for each in runs:
            each.start()
        for each in runs:
            each.join()
    stop.set()
    reader.join()

    winners = [outcome for outcome in outcomes if isinstance(outcome, int)]
    assert len(outcomes) == 6
    assert len(winners) >= 3
    assert all(isinstance(outcome, int | Superseded) for outcome in outcomes)
    assert Snapshot.objects.published().get().pk in winners
    assert {tuple(counts) for counts in seen} == {(len(CATALOGUE) * AREAS,)}
