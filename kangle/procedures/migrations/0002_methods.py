from django.db import migrations

from kangle.procedures.shipped import put_methods


def put(apps, schema_editor):
    put_methods(*(apps.get_model("procedures", name) for name in ("Method", "ItemGroup", "Item")))


class Migration(migrations.Migration):
    dependencies = [("procedures", "0001_initial")]

    operations = [migrations.RunPython(put, migrations.RunPython.noop)]
