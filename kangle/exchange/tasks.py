"""What beat wakes at night: workbooks that were sent in are forgotten in time, since they hold full numbers; so are exports."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from kangle.exchange.awaiting import clear_old
from kangle.exchange.models import Import, ImportFile


@shared_task(name="exchange.forget")
def forget_old_files():
    """Throw away the files of imports and exports that were kept long enough; imports not confirmed by then are dropped."""
    clear_old()
    until = timezone.now() - timedelta(days=settings.IMPORT_KEPT_DAYS)
    Import.objects.filter(sent_at__lte=until, state=Import.State.READY).update(state=Import.State.DROPPED)
    busy = [Import.State.READING, Import.State.WRITING, Import.State.UNDOING]
    ImportFile.objects.filter(source__sent_at__lte=until).exclude(source__state__in=busy).delete()
