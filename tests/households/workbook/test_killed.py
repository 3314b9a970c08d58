"""A worker killed while it writes an import: another takes it up, and everything is written once."""

from contextlib import ExitStack
from time import sleep

import pytest
from celery import Celery

from households.models import Household, Member
from kangle.audit.models import Entry
from kangle.exchange.intake import actions
from kangle.exchange.models import Import
from kangle.jobs import actions as jobs
from kangle.jobs.models import Run, Shard
from tests import county as small
from tests.crews import Crew, options_of
from tests.households.workbook.books import Typed
from tests.processes import eventually

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]
HOMES = 400
BORN = small.datetime.date(1975, 3, 4)


def workbook():
    """New households of two, enough of them that writing takes a while."""
    book = Typed()
    for number in range(HOMES):
        born = BORN + small.datetime.timedelta(days=number)
        head, wife = small.identity_number(11, "male", born), small.identity_number(12, "female", born)
        book.household(户主证件号码=head)
        book.member(户主证件号码=head, 姓名="马建军", 证件号码=head, 与户主关系="户主")
        book.member(户主证件号码=head, 姓名="马秀英", 证件号码=wife, 与户主关系="配偶")
    return book.xlsx()


def state_of(source):
    return Import.objects.get(pk=source.pk).state


def test_another_worker_writes_all_of_it_once(small_county, people, tmp_path, monkeypatch):
    with ExitStack() as stack:
        crew = Crew(tmp_path, stack, "filesystem://")
        queue = Celery("asking", broker="filesystem://")
        queue.conf.broker_transport_options = options_of("filesystem", tmp_path)
        monkeypatch.setattr(jobs, "current_app", queue)
        doomed = crew.worker("doomed")
        source = actions.take(workbook(), "采集表.xlsx", book="households", by=people.village_worker)
        eventually(lambda: state_of(source) == Import.State.READY, 60)
        actions.confirm(source, by=people.village_worker)
        writing = Shard.objects.filter(run__key=f"write-{source.pk}", state=Shard.State.RUNNING)
        eventually(writing.exists, 30)
        sleep(0.15)
        crew.end(doomed)
        assert state_of(source) == Import.State.WRITING, "the worker was quicker than its death: give it more to write"
        assert not Household.objects.exists() and not Entry.objects.parts_of(source.key).exists()
        crew.beat()
        crew.worker("next")
        eventually(lambda: state_of(source) == Import.State.DONE, 60)
        eventually(lambda: Run.objects.get(key=f"write-{source.pk}").has_ended, 30)
        queue.close()
    assert (Household.objects.count(), Member.objects.count()) == (HOMES, 2 * HOMES)
    assert Entry.objects.parts_of(source.key).count() == 3 * HOMES
    assert Shard.objects.get(run__key=f"write-{source.pk}").attempts == 2
