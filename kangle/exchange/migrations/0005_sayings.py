from django.db import migrations

from kangle.common.sayings import SayingField, SayingsField


class Migration(migrations.Migration):
    """What an import says is kept so that it can be said in the reader's language; what was written before is read as it is."""

    dependencies = [("exchange", "0004_attachment")]

    operations = [
        migrations.AlterField("import", "notes", SayingsField(default=list, verbose_name="说明")),
        migrations.AlterField("import", "error", SayingField(blank=True, verbose_name="原因")),
        migrations.AlterField("importrow", "faults", SayingsField(default=list, verbose_name="问题")),
        migrations.AlterField("importrow", "kept", SayingField(blank=True, verbose_name="撤销时保留")),
    ]
