from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceduresConfig(AppConfig):
    name = "kangle.procedures"
    label = "procedures"
    verbose_name = _("程序与办件")

    def ready(self):
        from kangle.assignments.kinds import page_named, register

        register("procedures.case", page_named("procedures:case"))
        register("procedures.notice", page_named("procedures:notice"))
