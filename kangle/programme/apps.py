from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "kangle.programme"
    label = "programme"
    verbose_name = _("年度与标准")
