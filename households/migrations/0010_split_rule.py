import datetime

from django.db import migrations

CODE = "household.split-listed"


def ship_rule(apps, schema_editor):
    """The row of the rule that came after those of 0003, for whoever edits methods to set it."""
    apps.get_model("households", "CheckRule").objects.get_or_create(
        code=CODE,
        defaults={"name": "分户后不久识别", "severity": "explain", "threshold": 365, "on_since": datetime.date(2014, 1, 1)},
    )


class Migration(migrations.Migration):
    dependencies = [("households", "0009_ethnicities")]

    operations = [migrations.RunPython(ship_rule, migrations.RunPython.noop)]
