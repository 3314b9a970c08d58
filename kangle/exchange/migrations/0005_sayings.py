from django.db import migrations, models

from kangle.common.sayings import SayingField, SayingsField


class Migration(migrations.Migration):
    """What an import says is kept so that it can be said in the reader's language; what was written before is read as it is.

    And a file that was sent before is known again.
    """

    dependencies = [("exchange", "0004_attachment")]

    operations = [
        migrations.AddField(
            "import", "digest", models.CharField(blank=True, db_index=True, default="", max_length=64, verbose_name="内容摘要"),
            preserve_default=False,
        ),
        migrations.AlterField("import", "notes", SayingsField(default=list, verbose_name="说明")),
        migrations.AlterField("import", "error", SayingField(blank=True, verbose_name="原因")),
        migrations.AlterField("importrow", "faults", SayingsField(default=list, verbose_name="问题")),
        migrations.AlterField("importrow", "kept", SayingField(blank=True, verbose_name="撤销时保留")),
    ]
