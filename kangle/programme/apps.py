from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "kangle.programme"
    label = "programme"
    verbose_name = _("年度与标准")

    def ready(self):
        from kangle.programme import frozen  # noqa: F401 (what a closed year was judged by is guarded once it is known)
