"""The account of a cadre, where an administrator ties the two."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("villages", "0002_cases"),
    ]

    operations = [
        migrations.AddField(
            model_name="cadre",
            name="user",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cadre",
                to=settings.AUTH_USER_MODEL,
                verbose_name="帐号",
            ),
        ),
    ]
