"""Two people at one household at the same moment: real connections, real commits; who comes second sees what the first did.

SQLite lets one writer in at a time: there the second waits before he reads anything.
"""

import contextlib
import datetime
import threading
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from households.checks.actions import judged, recheck
from households.models import Begun, Doubt, Household, Measure
from kangle.audit import actions as audit
from tests import county as small

pytestmark = pytest.mark.django_db(transaction=True)
A_WHILE = 0.7  # seconds, in which the second comes as far as he can


@pytest.fixture
def county():
    return small.small_county()


@pytest.fixture
def people(county):
    return small.five_people(county)


@contextlib.contextmanager
def beside(act):
    """While the body runs, `act(told, wait)` does in a thread of its own what it does: it tells that it has begun, and waits."""
    begun, errors = threading.Event(), []

    def run():
        try:
            act(begun.set, lambda: threading.Event().wait(A_WHILE))
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    assert begun.wait(10)
    yield
    thread.join()
    assert errors == []


def unfinished(home):
    return Doubt.objects.standing().filter(household=home, rule="household.unfinished").exists()


def test_who_waits_for_a_household_judges_it_by_what_it_has_become(county, people):
    home = small.household(county.gaolinwan, 1)
    begun = Begun.objects.create(household=home, key=uuid.uuid4(), steps_left=["contact"])

    def fill_in(tell, wait):
        with judged(by=people.village_worker, reason="补充漏填") as act:
            home.address = "二社9号"
            act.write(home)
            Begun.objects.filter(pk=begun.pk).update(steps_left=[])
            tell()
            wait()

    with beside(fill_in):
        recheck([home.pk])
    assert not unfinished(home)


def test_a_household_that_moves_meanwhile_is_judged_all_the_same(county, people):
    home = small.household(county.gaolinwan, 1)

    def move(tell, wait):
        with judged(by=people.county_officer, reason="登记错了村") as act:
            moved = Household.objects.get(pk=home.pk)
            moved.village = county.fengtai
            act.write(moved)
            tell()
            wait()

    with beside(move):
        assert recheck([home.pk]).households == 1


def test_two_who_exchange_a_person_each_do_not_wait_for_each_other_for_ever(county, people):
    one, two = (small.household(county.gaolinwan, number) for number in (1, 2))
    first, second = (home.members.exclude(relation="01").first() for home in (one, two))

    def give(member, home):
        with judged(by=people.village_worker, reason="登记错了户") as act:
            member.household = home
            act.write(member)

    def give_first(tell, wait):
        with judged(by=people.village_worker, reason="登记错了户") as act:
            first.household = two
            act.write(first)
            tell()
            wait()

    with beside(give_first):
        give(second, one)
    assert first.household_id == two.pk and one.members.filter(pk=second.pk).exists() and two.members.filter(pk=first.pk).exists()


def test_a_record_that_two_delete_at_once_is_deleted_once_and_nobody_sees_an_error(county, people, monkeypatch):
    home = small.household(county.gaolinwan, 1)
    measure = Measure.objects.create(household=home, kind="training", planned_on=datetime.date(2015, 6, 1))
    address = reverse("admin:households_measure_delete", args=[measure.pk])
    clients, sent = [Client() for _ in range(2)], {"post": "yes", "reason": "重复登记，核实后删除"}
    for client in clients:
        client.force_login(people.county_officer, backend="kangle.accounts.backends.PostBackend")
    delete, waiting = audit.delete, {}

    def slowly(*args, **options):
        tell, wait = waiting.pop("first", (lambda: None, lambda: None))
        tell()
        wait()
        return delete(*args, **options)

    monkeypatch.setattr(audit, "delete", slowly)

    def first(tell, wait):
        waiting["first"] = (tell, wait)
        assert clients[0].post(address, sent).status_code == 302

    with beside(first):
        assert clients[1].post(address, sent).status_code == 302
    assert not Measure.objects.exists()


def test_what_somebody_deleted_meanwhile_is_not_written_anew(county, people):
    home = small.household(county.gaolinwan, 1)
    member = home.members.exclude(relation="01").first()
    type(member).objects.filter(pk=member.pk).delete()
    with pytest.raises(Exception, match="刚刚被别人删除"), judged(by=people.village_worker, reason="更正") as act:
        act.write(member)
    with judged(by=people.village_worker, reason="更正") as act:
        act.erase(member)
    assert home.members.count() == 3
