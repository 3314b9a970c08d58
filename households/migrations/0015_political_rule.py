import datetime

from django.db import migrations

CODE = "member.political-age"


def ship_rule(apps, schema_editor):
    """The row of the rule that came after that of 0013, for whoever edits methods to set it."""
    apps.get_model("households", "CheckRule").objects.get_or_create(
        code=CODE,
        defaults={"name": "政治面貌同年龄不符", "severity": "blocks", "threshold": 18, "on_since": datetime.date(2014, 1, 1)},
    )


class Migration(migrations.Migration):
    dependencies = [("households", "0014_nothing_presumed")]

    operations = [migrations.RunPython(ship_rule, migrations.RunPython.noop)]
