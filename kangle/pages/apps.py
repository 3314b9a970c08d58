from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "kangle.pages"
    label = "pages"
    verbose_name = _("页面")

    def ready(self):
        from kangle.exchange import finding
        from kangle.pages.kinds import KINDS

        for kind in KINDS:
            finding.register(kind)
