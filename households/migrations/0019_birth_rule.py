import datetime

from django.db import migrations

CODE = "member.joined-by-birth"


def ship_rule(apps, schema_editor):
    """The row of the rule that came after that of 0017, for whoever edits methods to set it."""
    defaults = {"name": "出生加入的日期同生日相差太多", "severity": "hint", "on_since": datetime.date(2014, 1, 1), "threshold": 365}
    apps.get_model("households", "CheckRule").objects.get_or_create(code=CODE, defaults=defaults)


class Migration(migrations.Migration):
    dependencies = [("households", "0018_newest_event")]

    operations = [migrations.RunPython(ship_rule, migrations.RunPython.noop)]
