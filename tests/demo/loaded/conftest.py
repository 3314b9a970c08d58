"""The demo county, loaded once for all tests of this folder and taken back after the last of them."""

from unittest import mock

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from kangle.demo import actions


class Loaded:
    """What the load left besides the database: the rows it wrote and the keys it drew them for."""

    keys = book = None


@pytest.fixture(scope="package")
def loaded(django_db_setup, django_db_blocker):
    """The whole demo, through its command, on the test database; yields what was drawn."""
    kept = Loaded()

    def build(keys, **options):
        county, kept.book = actual(keys, **options)
        kept.keys = keys
        return county, kept.book

    actual = actions.build
    with django_db_blocker.unblock(), transaction.atomic():
        with mock.patch.object(actions, "build", build), open("/dev/null", "w") as silence:
            call_command("demo", stdout=silence)
        # Once, here: PostgreSQL would check all foreign keys again at the end of each test, whose savepoint takes it back.
        connection.check_constraints()
        yield kept
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded, db):
    """The loaded demo; whatever a test changes is taken back after it."""
    return loaded
