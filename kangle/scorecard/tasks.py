"""What beat wakes at 02:00 (Asia/Shanghai): it asks for the night's run; workers find the work in the database."""

from celery import shared_task
from django.utils.translation import gettext as _

from kangle.scorecard.nightly import ask_for_night


@shared_task(name="scorecard.nightly")
def nightly():
    """Ask for tonight's run; a second message of the same night finds the first run."""
    ask_for_night(by=_("定时任务"))
