"""Beat that does not trust a night it has on file if that night has not come yet.

A machine whose clock was once ahead leaves a file that says that the nights until then have been: Celery's own beat would wait
for them to pass, without a word. Here such a last run is said, in the log and on the page of runs, and the day begins
anew: what was due since midnight is sent, once.
"""

import datetime
import logging

from celery.beat import PersistentScheduler
from celery.schedules import crontab
from django.db import DatabaseError

from kangle.jobs.actions import note_clock

logger = logging.getLogger(__name__)

# Less than this a clock is set back every now and then, and no night is lost by it.
AHEAD = datetime.timedelta(minutes=5)


class Scheduler(PersistentScheduler):
    def tick(self, *arguments, **named):
        self._distrust()
        return super().tick(*arguments, **named)

    def _distrust(self):
        """Put right what was last run at an hour that has not come yet, at the start or when the clock goes back on the way."""
        now = self.app.now()
        ahead = [entry for entry in self.schedule.values() if entry.last_run_at and entry.last_run_at - now > AHEAD]
        ahead = [entry for entry in ahead if believed(entry, now.astimezone(self.app.timezone)) != entry.last_run_at]
        if not ahead:
            return
        furthest = max(entry.last_run_at for entry in ahead)
        logger.warning(
            "the clock was ahead: by the file of beat a timed task ran at %s, and it is %s now; nights go on from today",
            *(f"{at.astimezone(self.app.timezone):%Y-%m-%d %H:%M}" for at in (furthest, now)),
        )
        for entry in ahead:
            entry.last_run_at = believed(entry, now.astimezone(self.app.timezone))
        self._heap = None  # it was ordered by the wrong hours
        self.sync()
        try:
            note_clock(furthest, now)
        except DatabaseError as error:
            logger.warning("that the clock was ahead could not be put on record (%s)", error)


def believed(entry, now):
    """When a task last ran, as far as that can be known of a last run in the future.

    A night of today that ran some minutes too early has been, and does not come again; of a later day nothing is known: it last
    ran before today, so that what is due today is sent (a night that was counted already is not counted again, see `ask`).
    """
    nightly = isinstance(entry.schedule, crontab)
    if nightly and entry.last_run_at.astimezone(now.tzinfo).date() == now.date():
        return entry.last_run_at
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight if nightly else now - entry.schedule.run_every
