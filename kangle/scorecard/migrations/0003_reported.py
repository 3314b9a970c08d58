"""What documents report gets its day, its source's day, who entered it, its explanation and its correction."""

import datetime

import django.db.models.deletion
from django.db import migrations, models


def of_the_year_s_end(apps, schema_editor):
    """What was entered before said of which year it is; such figures were those of the year's end."""
    Reported = apps.get_model("scorecard", "Reported")
    for row in Reported.objects.filter(as_of__isnull=True):
        row.as_of = datetime.date(row.year, 12, 31)
        row.save(update_fields=["as_of"])


class Migration(migrations.Migration):
    dependencies = [("scorecard", "0002_scheme_formula")]

    operations = [
        migrations.AddField("reported", "document_on", models.DateField(blank=True, null=True, verbose_name="文件日期")),
        migrations.AddField("reported", "as_of", models.DateField(null=True, verbose_name="数据截至")),
        migrations.AlterField("reported", "note", models.CharField(blank=True, max_length=200, verbose_name="备注")),
        migrations.AddField(
            "reported",
            "entered_by",
            models.CharField(blank=True, default="", editable=False, max_length=60, verbose_name="登记人"),
            preserve_default=False,
        ),
        migrations.AddField(
            "reported", "entered_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="登记时间")
        ),
        migrations.AddField(
            "reported",
            "replaces",
            models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="scorecard.reported",
                verbose_name="更正了",
            ),
        ),
        migrations.AddField(
            "reported", "replaced_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="更正时间")
        ),
        migrations.AddField(
            "reported",
            "explanation",
            models.CharField(blank=True, default="", editable=False, max_length=200, verbose_name="不一致的原因"),
            preserve_default=False,
        ),
        migrations.AddField(
            "reported",
            "explained_by",
            models.CharField(blank=True, default="", editable=False, max_length=60, verbose_name="说明人"),
            preserve_default=False,
        ),
        migrations.AddField(
            "reported", "explained_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="说明时间")
        ),
        migrations.AddField("reported", "explained_against", models.CharField(blank=True, default="", editable=False, max_length=60, verbose_name="说明时按记录的数")),
        migrations.RunPython(of_the_year_s_end, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("reported", "as_of", models.DateField(verbose_name="数据截至")),
        migrations.RemoveConstraint("reported", "scorecard_one_reported_figure"),
        migrations.AddConstraint(
            "reported",
            models.UniqueConstraint(
                condition=models.Q(("replaced_at__isnull", True)),
                fields=("area", "indicator", "field", "as_of", "document", "phrase"),
                name="scorecard_one_reported_figure",
                violation_error_message="这份文件里的这句话已经登记过：登记错了，请打开那一条更正。",
            ),
        ),
    ]
