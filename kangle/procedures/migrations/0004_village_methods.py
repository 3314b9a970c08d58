from django.db import migrations

from kangle.procedures.shipped import put_methods


def put(apps, schema_editor):
    """The ways by which a village leaves and returns; what stands already is left as it is."""
    put_methods(*(apps.get_model("procedures", name) for name in ("Method", "ItemGroup", "Item")))


class Migration(migrations.Migration):
    dependencies = [("procedures", "0003_acceptance")]

    operations = [migrations.RunPython(put, migrations.RunPython.noop)]
