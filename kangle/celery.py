"""The Celery application: it only wakes workers; what is to be done, and how far it is, stands in the database (kangle.jobs)."""

import os
import sys

from celery import Celery
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kangle.settings")
TRANSPORT_ALIASES["filesystem"] = "kangle.jobs.queue_files:Transport"  # Kombu's own leaves torn files behind the killed
app = Celery("kangle")
try:
    settings.INSTALLED_APPS  # noqa: B018 - reads the settings
except ImproperlyConfigured as error:
    print(error, file=sys.stderr)  # a sentence, also where a worker or beat is started by hand
    sys.exit(2)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
