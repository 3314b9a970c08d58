import datetime

from django.db import migrations

CODE = "year-record.people-moved"


def ship_rule(apps, schema_editor):
    """The row of the rule that came after that of 0011, for whoever edits methods to set it."""
    apps.get_model("households", "CheckRule").objects.get_or_create(
        code=CODE, defaults={"name": "采集以后分户合户", "severity": "explain", "on_since": datetime.date(2014, 1, 1)}
    )


class Migration(migrations.Migration):
    dependencies = [("households", "0012_undo_merging")]

    operations = [migrations.RunPython(ship_rule, migrations.RunPython.noop)]
