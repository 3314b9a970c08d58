"""What beat wakes at night: ends of notices and limits that could not be told, once the year's days off are on record."""

from celery import shared_task
from django.utils.translation import gettext as _

from kangle.procedures.restating import restate_all


@shared_task(name="procedures.restate")
def restate():
    """Put what working days decide and a newer list tells."""
    restate_all(by=_("定时任务"))
