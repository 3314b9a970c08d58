"""A recompute: whole or in part, in few queries, published at once or not at all."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from households.models import StatusEvent
from kangle.programme.models import Period
from kangle.scorecard import actions
from kangle.scorecard.actions import Superseded, recompute
from kangle.scorecard.counting import COLUMNS, count
from kangle.scorecard.indicators import CATALOGUE
from kangle.scorecard.measures import At
from kangle.scorecard.models import Score, Snapshot, Value
from tests.county import household
from tests.random_county import build, dense
from villages.models import Target, Training

pytestmark = pytest.mark.django_db
YEAR_END = datetime.date(2015, 12, 31)
JULY = datetime.date(2015, 7, 1)


def compute(area, as_of=YEAR_END, **more):
    return recompute(area, year=2015, as_of=as_of, **more)


def contents(snapshot):
    """Every figure and mark of a snapshot, without the snapshot's own key."""
    columns = ("area", "indicator", "numerator", "denominator", "target", "score", "rank", "of")
    values = set(Value.objects.filter(snapshot=snapshot).values_list(*columns))
    return values, set(Score.objects.filter(snapshot=snapshot).values_list("area", "code", "score", "rank", "of", "veto"))


def train(area, persons=10):
    return Training.objects.create(area=area, audience="cadres", topic="政策", held_on=JULY, persons=persons)


def trained(snapshot, area):
    return Value.objects.get(snapshot=snapshot, area=area, indicator="outreach.persons-trained").numerator


@pytest.fixture
def county(small_county):
    """The small county with something at every level of it."""
    for number, village in enumerate((small_county.gaolinwan, small_county.fengtai, small_county.banpo), 1):
        household(village, number, persons=number + 2)
        train(village, number)
    train(small_county.suji, 20)
    train(small_county.county, 300)
    Target.objects.create(area=small_county.county, year=2015, kind="train-cadres", quantity=9, set_on=JULY)
    return small_county


# --- whole and part ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["suji", "banpo"])
def test_a_part_recomputed_equals_the_whole_after_a_change_inside_it(county, part):
    compute(county.county)
    train(county.banpo, 4000)
    StatusEvent.objects.create(household=county.banpo.poor_households.get(), kind="exited", on=JULY)

    by_part = contents(compute(getattr(county, part)))

    assert by_part == contents(compute(county.county))
    assert trained(Snapshot.objects.get(), county.county) == 1 + 2 + 3 + 20 + 300 + 4000


def test_a_change_outside_the_part_is_seen_only_when_the_whole_is_recomputed(county):
    """Stated on purpose: the rest of a part's snapshot is that of the last published one."""
    compute(county.county)
    train(county.gaolinwan, 4000)
    train(county.county, 50000)

    assert trained(compute(county.suji), county.county) == 326
    assert trained(compute(county.county), county.county) == 54326


def test_a_part_without_a_published_snapshot_of_the_day_is_computed_whole(county):
    assert trained(compute(county.banpo), county.county) == 326


def test_a_part_equals_the_whole_on_a_county_with_every_kind_of_fact(monkeypatch):
    monkeypatch.setattr(actions, "verify", lambda *arguments: None)  # its records are impossible on purpose
    made = build(dense(3))
    whole = contents(compute(made.top))

    for part in (*made.townships, made.villages[0]):
        assert contents(compute(part)) == whole


def test_a_part_is_as_old_as_the_snapshot_it_completes(county):
    whole = compute(county.county)
    part = compute(county.suji)

    assert part.computed_at == whole.computed_at
    assert part.published_at > whole.published_at


def test_a_part_does_not_stop_a_whole_run_under_way(county, monkeypatch):
    compute(county.county)
    train(county.gaolinwan, 4000)

    def meanwhile(*arguments):
        monkeypatch.undo()
        compute(county.suji)
        return actions.verify(*arguments)

    monkeypatch.setattr(actions, "verify", meanwhile)

    assert trained(compute(county.county), county.county) == 4326


def test_a_part_gives_way_to_a_whole_published_meanwhile(county, monkeypatch):
    compute(county.county)
    publish = actions._publish

    def overtaken(*arguments, **more):
        monkeypatch.undo()
        train(county.gaolinwan, 4000)
        overtaken.whole = compute(county.county)
        return publish(*arguments, **more)

    monkeypatch.setattr(actions, "_publish", overtaken)
    with pytest.raises(Superseded):
        compute(county.suji)
    assert Snapshot.objects.get() == overtaken.whole


# --- refusals ---------------------------------------------------------------------------------------------------------


def test_a_closed_year_an_unknown_year_and_a_day_outside_it_are_refused(county):
    before = compute(county.county)
    with pytest.raises(ValidationError, match="2014"):
        recompute(county.county, year=2014, as_of=datetime.date(2014, 12, 31))
    for day in (datetime.date(2014, 12, 31), datetime.date(2016, 1, 1)):
        with pytest.raises(ValidationError, match=str(day)):
            compute(county.county, as_of=day)
    Period.objects.update(state="closed")
    with pytest.raises(ValidationError, match="已关闭"):
        compute(county.county)

    assert Snapshot.objects.get() == before


def test_a_year_closed_while_it_is_computed_keeps_what_stood(county):
    last = compute(county.county)

    def close():
        Period.objects.update(state="closed")

    with pytest.raises(ValidationError, match="已关闭"):
        compute(county.county, beat=close)
    assert Snapshot.objects.get() == last


def test_an_area_above_counties_has_no_snapshot(county):
    with pytest.raises(ValidationError, match="临夏"):
        compute(county.prefecture)


# --- queries ----------------------------------------------------------------------------------------------------------


def test_counting_takes_one_query_a_fact_table_and_one_for_each_thing_counted_afresh(county):
    summed = {measure.source for measure in COLUMNS if not measure.across}
    afresh = [measure for measure in COLUMNS if measure.across]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        count(At(2015, YEAR_END), county.county)

    assert len(queries) == len(summed) + len(afresh)


def test_a_recompute_takes_as_many_queries_however_many_records_there_are(county):
    compute(county.county)
    with CaptureQueriesContext(connection) as few:
        compute(county.county)
    for number in range(100, 140):
        household(county.banpo, number)
        train(county.fengtai)
    Snapshot.objects.update(year=2013)  # from so few households to so many would be a leap
    compute(county.county)
    with CaptureQueriesContext(connection) as many:
        compute(county.county)

    assert len(many) == len(few)


# --- all or nothing ---------------------------------------------------------------------------------------------------

STEPS = ["count", "roll_up", "judge", "write_rows", "verify", "_publish"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("blow", [RuntimeError, KeyboardInterrupt])
def test_a_run_that_breaks_at_any_step_leaves_the_last_snapshot_served(county, monkeypatch, step, blow):
    last = compute(county.county)
    before = contents(last)
    train(county.banpo, 4000)

    def broken(*arguments, **more):
        raise blow

    with monkeypatch.context() as patched, pytest.raises(blow):
        patched.setattr(actions, step, broken)
        compute(county.county)

    assert Snapshot.objects.get() == last
    assert contents(last) == before


def test_a_run_that_is_told_to_stop_leaves_nothing(county):
    last = compute(county.county)

    def stop():
        raise InterruptedError

    with pytest.raises(InterruptedError):
        compute(county.county, beat=stop)
    assert Snapshot.objects.get() == last


def test_what_a_killed_run_left_behind_is_cleared_by_the_next(county):
    last = compute(county.county)
    for code in ("methods.ranked", "funds.fiscal"):
        killed = Snapshot.objects.create(area=county.county, year=2015, as_of=YEAR_END, scheme=last.scheme)
        Value.objects.create(snapshot=killed, area=county.county, indicator=code, numerator=1)
        Score.objects.create(snapshot=killed, area=county.county, code="663", score=1)

    compute(county.county)

    assert Snapshot.objects.count() == 1
    assert Value.objects.count() == len(CATALOGUE) * 7


def test_recomputing_a_day_replaces_its_snapshot_and_keeps_those_of_other_days(county):
    july, first = compute(county.county, as_of=JULY), compute(county.county)
    second = compute(county.county)

    assert set(Snapshot.objects.values_list("pk", flat=True)) == {july.pk, second.pk}
    assert second.pk != first.pk
    assert second.published_at is not None


def test_a_run_overtaken_before_it_is_verified_says_so(county, monkeypatch):
    """Not that its figures are at fault: another run of the day has begun and taken its rows away."""

    def overtaken(*arguments):
        monkeypatch.undo()
        overtaken.winner = compute(county.county)
        return actions.verify(*arguments)

    monkeypatch.setattr(actions, "verify", overtaken)
    with pytest.raises(Superseded):
        compute(county.county)
    assert Snapshot.objects.get() == overtaken.winner


def test_a_run_overtaken_before_it_publishes_does_not_replace_the_winner(county, monkeypatch):
    publish = actions._publish

    def overtaken(*arguments, **more):
        monkeypatch.undo()
        overtaken.winner = compute(county.county)
        return publish(*arguments, **more)

    monkeypatch.setattr(actions, "_publish", overtaken)
    with pytest.raises(Superseded):
        compute(county.county)
    assert Snapshot.objects.get() == overtaken.winner


def test_persons_are_counted_on_the_day_of_the_event(county):
    """Whoever joins on the day of the exit is out of poverty with the household; whoever leaves that day is not."""
    home = county.banpo.poor_households.get()
    first, second, *_others = home.members.order_by("pk")
    type(first).objects.filter(pk=first.pk).update(left_on=JULY, left_by="move")
    type(second).objects.filter(pk=second.pk).update(joined_on=JULY)
    StatusEvent.objects.create(household=home, kind="exited", on=JULY)

    snapshot = compute(county.county)

    assert Value.objects.get(snapshot=snapshot, area=county.banpo, indicator="outcomes.persons-exited").numerator == 4
