from django.db import migrations, models
from django.utils import timezone

from kangle.procedures.shipped import name_departments


def name(apps, schema_editor):
    """Name who reviews jointly. A version in use keeps its cases as they were opened; the departments stand in its next one."""
    names = ("Method", "ItemGroup", "Item", "Case")
    name_departments(*(apps.get_model("procedures", each) for each in names), today=timezone.localdate())


class Migration(migrations.Migration):
    dependencies = [("procedures", "0004_village_methods")]

    operations = [
        migrations.AddField(
            model_name="casestep",
            name="department",
            field=models.CharField(blank=True, default="", max_length=60, verbose_name="会审部门"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="item",
            name="departments",
            field=models.CharField(
                blank=True,
                default="",
                help_text="部门一级的步骤由哪些单位会审，用顿号分开，写法同账号的“单位”；每个都通过才算会审完。不填：任何一个部门通过即可。",
                max_length=200,
                verbose_name="会审部门",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(name, migrations.RunPython.noop),
    ]
