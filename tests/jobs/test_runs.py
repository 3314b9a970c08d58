"""A run from the asking to its end: one at a time for each key, each shard under a lease, closed once."""

import gc
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kangle.jobs import actions, work
from kangle.jobs.actions import Lease, LeaseLost, claim, fail, finish, recover, sweep
from kangle.jobs.models import Run, Shard
from kangle.jobs.work import on_record, work_off
from tests.jobs.conftest import ask

pytestmark = pytest.mark.django_db


def expire(shard):
    Shard.objects.filter(pk=shard.pk).update(leased_until=timezone.now() - timedelta(seconds=1))


def test_asking_twice_is_asking_once(kind):
    kind()
    assert ask() == ask()
    assert ask("2016") != ask()
    assert Shard.objects.count() == 6


def test_after_the_end_the_same_is_asked_anew(kind):
    kind()
    first = ask()
    work_off("count")
    assert ask() != first


def test_work_done_at_once_is_on_record_with_its_end(kind):
    with on_record(kind(), "载入", "全部", {}, by="张科长") as (shard, lease):
        assert (shard.run.state, shard.run.asked_by) == ("running", "张科长")
        lease.confirm()
        shard.rows = 7
    run = Run.objects.with_progress().get()
    assert (run.state, run.done, run.rows, run.error) == ("done", 1, 7, "")


def test_work_done_at_once_that_fails_is_on_record_with_its_reason_and_not_tried_again(kind):
    with pytest.raises(ZeroDivisionError), on_record(kind(), "载入", "全部", {}, by="张科长"):
        raise ZeroDivisionError("除数为零")
    run = Run.objects.get()
    assert run.state == "failed" and "除数为零" in run.error
    assert work_off("count") == 0


def test_a_refusal_stands_in_the_ledger_as_a_sentence(kind):
    with pytest.raises(ValidationError), on_record(kind(), "载入", "全部", {}, by="张科长"):
        raise ValidationError("2015 年度已关闭")
    assert Run.objects.get().error == "全部：2015 年度已关闭"


def test_work_begun_by_a_process_that_was_killed_is_done_by_a_worker(kind):
    shard = actions.begin(kind(), "载入", "全部", {}, by="张科长", holder="命令行")
    expire(shard)
    assert recover() == 1
    assert work_off("count") == 1
    assert Run.objects.get().state == "done"


def test_a_run_without_shards_is_refused():
    with pytest.raises(ValueError, match="at least one shard"):
        ask(shards=0)


def test_workers_are_woken_after_the_commit_and_never_before(queue, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ask()
        assert queue.sent == []
    assert queue.sent == ["jobs.work"] * 3


def test_a_run_of_many_shards_wakes_a_few_workers(queue, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ask(shards=86)
    assert len(queue.sent) == actions.WAKES


def test_asking_works_without_a_message_queue(queue, django_capture_on_commit_callbacks, monkeypatch):
    def silent(name, **options):
        raise ConnectionRefusedError("nobody listens")

    monkeypatch.setattr(queue, "send_task", silent)
    with django_capture_on_commit_callbacks(execute=True):
        run = ask()
    assert run.state == Run.State.WAITING


def test_the_work_is_done_in_order_and_the_run_closed(kind):
    seen = []
    kind(lambda shard, lease: seen.append(shard.arguments["number"]) or 100)
    run = ask()
    assert work_off("count") == 3
    run.refresh_from_db()
    assert (seen, run.state, run.error) == ([1, 2, 3], Run.State.DONE, "")
    assert run.started_at <= run.finished_at


def test_memory_is_looked_through_as_before_once_the_work_has_ended(kind, monkeypatch):
    """A process of the site must not keep what is meant for a piece of work; nor does the work look more often than it did."""
    seen, usual = [], gc.get_threshold()
    monkeypatch.setattr(work, "NEW_OBJECTS", usual[0] + 1)
    kind(lambda shard, lease: seen.append(gc.get_threshold()[0]) or 1 / 0)
    ask()
    work_off("count")
    assert set(seen) == {usual[0] + 1} and gc.get_threshold() == usual


def test_progress_is_counted_while_it_goes(kind):
    kind()
    run = ask()
    finish(claim(run, "甲"), 40)
    finish(claim(run, "乙"), 2)
    shown = Run.objects.recent("count").get()
    assert (shown.done, shown.failed, shown.total, shown.rows, shown.state) == (2, 0, 3, 42, Run.State.RUNNING)
    assert shown.is_open and shown.took > timedelta(0)


def test_the_ledger_shows_the_newest_first_and_one_kind_only(kind):
    old, new = ask("2015"), ask("2016")
    actions.ask("other", "x", "别的", [("一", {})], by="张")
    assert list(Run.objects.recent("count")) == [new, old]


def test_a_claimed_shard_is_not_claimed_again():
    run = ask(shards=2)
    assert {claim(run, "甲").position, claim(run, "甲").position} == {1, 2}
    assert claim(run, "甲") is None


def test_a_worker_takes_only_the_kinds_it_knows():
    ask()
    assert claim(["other"], "甲") is None
    assert claim([], "甲") is None
    assert claim("count", "甲").attempts == 1


def test_an_error_is_tried_again_and_then_fails_the_run_in_words(kind):
    def broken(shard, lease):
        if shard.arguments["number"] == 2:
            raise RuntimeError("期间已关闭")
        return 1

    kind(broken)
    run = ask()
    assert work_off("count") == 2 + actions.ATTEMPTS
    run.refresh_from_db()
    assert run.state == Run.State.FAILED
    assert run.error == "第2片：试了 3 次没有成功，最后一次：期间已关闭"
    assert list(run.shards.values_list("state", flat=True)) == ["done", "failed", "done"]


def test_an_error_that_goes_away_leaves_no_trace_in_the_run(kind):
    errors = [RuntimeError("database is locked")]

    def once_broken(shard, lease):
        if errors:
            raise errors.pop()
        return 7

    kind(once_broken)
    run = ask(shards=1)
    work_off("count")
    run.refresh_from_db()
    shard = run.shards.get()
    assert (run.state, run.error, shard.attempts, shard.rows, shard.error) == (Run.State.DONE, "", 2, 7, "")


def test_a_kind_nobody_can_do_fails_in_words(kind):
    kind()
    run = actions.ask("other", "x", "别的", [("一", {})], by="张")
    work_off("other")
    run.refresh_from_db()
    assert "没有程序会做“other”" in run.error


def test_a_lost_shard_is_taken_back_and_its_old_holder_can_do_nothing(queue):
    run = ask(shards=1)
    lost = claim(run, "甲")
    expire(lost)
    assert recover() == 1
    again = claim(run, "甲")
    for act in (Lease(lost).confirm, lambda: finish(lost, 1), lambda: fail(lost, "晚了")):
        with pytest.raises(LeaseLost):
            act()
    finish(again, 5)
    run.refresh_from_db()
    assert (run.state, run.shards.get().rows) == (Run.State.DONE, 5)


def test_a_lost_lease_rolls_back_what_would_have_been_published():
    run = ask(shards=1)
    lost = claim(run, "甲")
    expire(lost)
    recover()
    with pytest.raises(LeaseLost), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(title="不该写入")
        Lease(lost).confirm()
    run.refresh_from_db()
    assert run.title == "计算 2015"


def test_beating_keeps_the_lease_and_writes_seldom(settings, django_assert_num_queries, monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr("kangle.jobs.actions.time.monotonic", lambda: clock[0])
    shard = claim(ask(shards=1), "甲")
    lease = Lease(shard)
    with django_assert_num_queries(0):
        lease.beat()
    clock[0] += settings.JOBS_LEASE_SECONDS / 6
    expire(shard)
    with django_assert_num_queries(1):
        lease.beat()
        lease.beat()
    assert recover() == 0


def test_a_shard_that_kills_three_workers_fails():
    run = ask(shards=1)
    for number in range(actions.ATTEMPTS):
        expire(claim(run, f"机器{number}:77"))
        assert recover() == 1
    run.refresh_from_db()
    assert run.state == Run.State.FAILED
    assert "执行者 机器2:77 失去联系" in run.error
    assert claim(run, "甲") is None


def test_a_run_whose_last_worker_died_before_closing_it_is_closed():
    run = ask(shards=1)
    claim(run, "甲")
    run.shards.update(state=Shard.State.DONE)
    recover()
    run.refresh_from_db()
    assert run.state == Run.State.DONE


def test_the_sweep_wakes_a_worker_for_a_run_whose_message_was_lost(queue, kind):
    kind()
    ask(shards=2)
    queue.sent.clear()
    sweep()
    assert queue.sent == ["jobs.work"] * 2


def test_the_sweep_leaves_in_peace_what_nobody_here_can_do(queue, kind):
    kind()
    actions.ask("other", "x", "别的", [("一", {})], by="张")
    queue.sent.clear()
    sweep()
    assert queue.sent == []
