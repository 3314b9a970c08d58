import django.core.validators
from django.db import migrations, models

# The conditions of the shipped standards of villages that records can tell: text → (test, limit).
TESTS = {
    "贫困发生率低于3%": ("incidence", 3),
    "有特色产业和农民专业合作社": ("industry", None),
    "有村集体经济收入": ("collective", 0),
    "建制村通硬化路": ("road", None),
    "通动力电": ("power", None),
    "有标准化村卫生室和村医": ("clinic", None),
}


def put_tests(apps, schema_editor):
    """What the county has worded itself stays with whoever looks; the admin sets its test."""
    conditions = apps.get_model("programme", "ExitCondition").objects.filter(standard__subject="village", test="manual")
    for text, (test, limit) in TESTS.items():
        conditions.filter(text=text).update(test=test, limit=limit)


def take_tests(apps, schema_editor):
    conditions = apps.get_model("programme", "ExitCondition").objects.filter(standard__subject="village")
    conditions.filter(test__in=[test for test, _limit in TESTS.values()]).update(test="manual")


class Migration(migrations.Migration):
    dependencies = [("programme", "0003_carried")]

    operations = [
        migrations.AddField(
            model_name="exitcondition",
            name="limit",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                help_text="贫困发生率填百分数（3 即 3%），集体经济收入填元；其他判定不填。",
                max_digits=9,
                null=True,
                validators=[django.core.validators.MinValueValidator(0)],
                verbose_name="限值",
            ),
        ),
        migrations.AlterField(
            model_name="exitcondition",
            name="test",
            field=models.CharField(
                choices=[
                    ("income", "人均纯收入超过贫困线"), ("food", "吃穿不愁"), ("water", "饮水安全"), ("education", "义务教育"),
                    ("medical", "基本医疗"), ("housing", "住房安全"), ("incidence", "贫困发生率低于限值"),
                    ("collective", "村集体经济收入超过限值"), ("industry", "富民产业和合作社"), ("road", "通村硬化路"),
                    ("power", "动力电"), ("clinic", "村卫生室"), ("manual", "人工认定"),
                ],
                default="manual",
                max_length=10,
                verbose_name="判定",
            ),
        ),
        migrations.RunPython(put_tests, take_tests),
    ]
