from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HouseholdsConfig(AppConfig):
    name = "households"
    label = "households"
    verbose_name = _("农户")

    def ready(self):
        from households.checks.nightly import KIND, do
        from kangle.jobs.kinds import register

        register(KIND, do)
