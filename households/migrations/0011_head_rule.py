import datetime

from django.db import migrations

CODE = "household.head-child"


def ship_rule(apps, schema_editor):
    """The row of the rule that came after that of 0010, for whoever edits methods to set it."""
    apps.get_model("households", "CheckRule").objects.get_or_create(
        code=CODE,
        defaults={"name": "户主未满16周岁", "severity": "explain", "threshold": 16, "on_since": datetime.date(2014, 1, 1)},
    )


class Migration(migrations.Migration):
    dependencies = [("households", "0010_split_rule")]

    operations = [migrations.RunPython(ship_rule, migrations.RunPython.noop)]
