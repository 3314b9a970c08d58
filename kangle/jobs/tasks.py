"""What a message wakes. Messages carry nothing: losing one, or getting one twice, changes only how soon the work is done."""

from celery import shared_task
from celery.signals import worker_ready

from kangle.jobs import actions, kinds, work


@shared_task(name="jobs.work")
def work_shards():
    """Do shards until none is left; a killed worker's shard comes before those that nobody has begun."""
    actions.recover()
    while work.do_next(kinds.registered()):
        actions.recover()


@shared_task(name="jobs.sweep")
def sweep():
    """Take back what killed workers held, and wake workers for whatever waits."""
    actions.sweep()


@worker_ready.connect
def sweep_at_start(sender, **about):
    """A worker that starts looks at once for what was left while none was there."""
    sender.app.send_task("jobs.sweep", retry=False, expires=actions.WAKE_EXPIRES)
