"""Django's migrate; before it, a database that was migrated in between is told what two migrations are called since."""

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

# (app, name a migration was installed under) → its name now. Django's `replaces` would not do: it takes a migration for unapplied
# wherever the old name is not on record, and would run it a second time on every site that knows only the new one.
RENAMED = {
    ("programme", "0003_village_tests"): "0004_village_tests",
    ("villages", "0004_cadre_user"): "0003_cadre_user",
}


class Command(migrate.Command):
    def handle(self, *arguments, **options):
        rename_applied(connections[options["database"]])
        return super().handle(*arguments, **options)


def rename_applied(connection):
    """Put migrations that were applied under an earlier name on record under the present one; how many."""
    recorder, renamed = MigrationRecorder(connection), 0
    if not recorder.has_table():
        return renamed
    applied = set(recorder.applied_migrations())
    for (app, old), new in RENAMED.items():
        if (app, old) in applied:
            if (app, new) not in applied:
                recorder.record_applied(app, new)
                renamed += 1
            recorder.record_unapplied(app, old)
    return renamed
