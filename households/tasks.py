"""What beat wakes before the nightly computation: it asks for every record to be judged; workers find the work themselves."""

from celery import shared_task
from django.utils.translation import gettext as _

from households.checks.nightly import ask_for_night


@shared_task(name="households.check")
def check():
    """Ask for tonight's judging; a second message of the same night finds the first run."""
    ask_for_night(by=_("定时任务"))
