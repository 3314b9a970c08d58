"""Applied migrations keep their names: a site that was installed yesterday goes on tomorrow."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from kangle.common.management.commands.migrate import RENAMED
from tests.conftest import ROOT

LISTED = ROOT / "tests" / "house" / "migrations.txt"


def ours():
    """The names of the project's migrations as app.name."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return {
        f"{app}.{name}"
        for (app, name), each in loader.disk_migrations.items()
        if not each.__module__.startswith("django.") and not each.__module__.startswith(("axes.", "django_otp."))
    }


def test_every_migration_keeps_the_name_it_was_installed_under():
    listed = LISTED.read_text().split()
    gone = sorted(set(listed) - ours())
    assert not gone, (
        f"sites have applied these under these names: give them back, or add them to RENAMED and take them out: {gone}"
    )


def test_every_migration_is_listed():
    unlisted = sorted(ours() - set(LISTED.read_text().split()))
    assert not unlisted, f"add to tests/house/migrations.txt, in alphabetical order: {unlisted}"


@pytest.mark.parametrize("old", RENAMED, ids=lambda old: ".".join(old))
@pytest.mark.django_db
def test_a_site_that_applied_a_migration_under_its_earlier_name_goes_on(old):
    (app, name), recorder = old, MigrationRecorder(connection)
    recorder.record_unapplied(app, RENAMED[old])
    recorder.record_applied(app, name)
    call_command("migrate", verbosity=0, interactive=False)
    applied = recorder.applied_migrations()
    assert (app, RENAMED[old]) in applied and old not in applied
    executor = MigrationExecutor(connection)
    assert not executor.migration_plan(executor.loader.graph.leaf_nodes())
