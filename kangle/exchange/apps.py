from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "kangle.exchange"
    label = "exchange"
    verbose_name = _("列表与导出")

    def ready(self):
        from kangle.exchange import awaiting
        from kangle.exchange.intake.actions import KIND
        from kangle.exchange.intake.working import do
        from kangle.jobs.kinds import register

        register(KIND, do)
        register(awaiting.KIND, awaiting.do)
