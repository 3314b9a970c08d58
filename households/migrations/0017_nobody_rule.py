import datetime

from django.db import migrations

CODE = "year-record.nobody-shared"


def ship_rule(apps, schema_editor):
    """The row of the rule that came after that of 0015, for whoever edits methods to set it."""
    apps.get_model("households", "CheckRule").objects.get_or_create(
        code=CODE, defaults={"name": "采集那天家里没有人", "severity": "explain", "on_since": datetime.date(2014, 1, 1)}
    )


class Migration(migrations.Migration):
    dependencies = [("households", "0016_passed_over")]

    operations = [migrations.RunPython(ship_rule, migrations.RunPython.noop)]
