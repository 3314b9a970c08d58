import datetime

from django.db import migrations, models


def begin_a_new_version(apps, schema_editor):
    """A scheme by which scores were made stays as it was; what is computed from today on goes by a version that shares what
    does not apply over all items."""
    Scheme, Weight = apps.get_model("scorecard", "Scheme"), apps.get_model("scorecard", "Weight")
    last = Scheme.objects.order_by("in_force_from", "version").last()
    if last is None:
        return
    weights = list(Weight.objects.filter(scheme=last))
    version = Scheme.objects.order_by("version").last().version + 1
    new = Scheme.objects.create(
        version=version,
        name=f"第{version}版（暂拟）",
        source=f"同“{last.name}”，缺项改在全部事项内分摊。"[:120],
        provisional=True,
        in_force_from=max(last.in_force_from, datetime.date.today()),
        attained_from=last.attained_from,
        nearly_from=last.nearly_from,
        formula=2,
    )
    Weight.objects.bulk_create([Weight(scheme=new, code=each.code, weight=each.weight) for each in weights])


class Migration(migrations.Migration):
    dependencies = [("scorecard", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="scheme",
            name="formula",
            field=models.PositiveSmallIntegerField(
                choices=[(1, "在本组事项内分摊"), (2, "在全部事项内分摊，适用不足半数不排名")], default=1, verbose_name="缺项分摊"
            ),
        ),
        migrations.RunPython(begin_a_new_version, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="scheme",
            name="formula",
            field=models.PositiveSmallIntegerField(
                choices=[(1, "在本组事项内分摊"), (2, "在全部事项内分摊，适用不足半数不排名")], default=2, verbose_name="缺项分摊"
            ),
        ),
    ]
