"""The Celery application: it only wakes workers; what is to be done, and how far it is, stands in the database (kangle.jobs)."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kangle.settings")
TRANSPORT_ALIASES["filesystem"] = "kangle.jobs.queue_files:Transport"  # Kombu's own leaves torn files behind the killed
app = Celery("kangle")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
