"""The Celery application: it only wakes workers; what is to be done, and how far it is, stands in the database (kangle.jobs)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kangle.settings")
app = Celery("kangle")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
