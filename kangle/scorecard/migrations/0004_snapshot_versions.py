from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("scorecard", "0003_reported")]

    operations = [
        migrations.AddField(
            model_name="snapshot",
            name="versions",
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name="指标版本"),
        ),
    ]
