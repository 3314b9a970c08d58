"""Statements that PostgreSQL keeps a plan of: the answer is always of now, and a connection keeps no more than it may."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from households.models import Household
from kangle.areas.models import Area
from kangle.common import prepared
from kangle.common.postgresql import base
from tests import county as small

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="Python's sqlite3 keeps its statements by itself"),
]


def asked(ask, times=1):
    """What `ask` finds the last time, and the first word of each statement it sent."""
    with CaptureQueriesContext(connection) as captured:
        for _time in range(times):
            found = ask()
    return found, [query["sql"].split()[0] for query in captured]


def on_the_server():
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [statement for (statement,) in cursor.fetchall()]


def areas_called(name):
    return lambda: prepared.rows(("test-called", name), lambda: Area.objects.filter(name=name).values_list("level"))


def test_from_the_second_time_on_its_plan_is_kept(small_county):
    ask = areas_called("兰州市 100%")
    assert asked(ask, 3) == ([], ["SELECT", "EXECUTE", "EXECUTE"])
    Area.objects.filter(pk=small_county.fengtai.pk).update(name="兰州市 100%")
    assert asked(ask) == ([(small_county.fengtai.level,)], ["EXECUTE"])


def test_counts_are_of_now(small_county):
    def ask():
        return prepared.counts("test-planned-counts", lambda: [Household.objects.all(), Area.objects.none(), Area.objects.all()])

    areas = Area.objects.count()
    assert asked(ask, 3) == ([0, 0, areas], ["SELECT", "EXECUTE", "EXECUTE"])
    small.household(small_county.fengtai, 1)
    assert asked(ask) == ([1, 0, areas], ["EXECUTE"])


def test_one_number_is_of_now(small_county):
    def ask():
        return prepared.count("test-planned-count", lambda: Area.objects.filter(name="凤台 100%"))

    assert asked(ask, 3) == (0, ["SELECT", "SELECT", "EXECUTE"])
    Area.objects.filter(pk=small_county.fengtai.pk).update(name="凤台 100%")
    assert asked(ask) == (1, ["EXECUTE"])


def test_a_table_altered_meanwhile_is_planned_anew(small_county):
    ask = areas_called("凤台村")
    asked(ask, 2)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("CREATE INDEX test_areas_name ON areas_area (name)")
        cursor.execute("ALTER TABLE areas_area ADD COLUMN test_more integer")
    assert asked(ask)[1] == ["EXECUTE"]


def test_a_connection_keeps_no_more_than_it_may(small_county, monkeypatch):
    monkeypatch.setattr(base, "PLANNED", 2)
    connection.statements.clear()  # what other tests have asked stays on the server, unknown, until the connection ends
    before = len(on_the_server())
    asks = [areas_called(f"没有的地方{number}") for number in range(4)]
    for ask in asks:
        asked(ask, 2)
    assert len(on_the_server()) - before == 2
    assert [asked(ask)[1] for ask in (asks[3], asks[0], asks[0])] == [["EXECUTE"], ["SELECT"], ["EXECUTE"]]


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_knows_none():
    ask = areas_called("新连接")
    assert asked(ask, 2)[1] == ["SELECT", "EXECUTE"]
    connection.close()
    assert asked(ask, 2)[1] == ["SELECT", "EXECUTE"]
    connection.close()  # what this test has changed of it
