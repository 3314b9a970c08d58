from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundsConfig(AppConfig):
    name = "funds"
    label = "funds"
    verbose_name = _("资金")

    def ready(self):
        from funds.bounds import BOUNDS
        from funds.cases import RecoveringSubject
        from kangle.assignments.kinds import page_named, register
        from kangle.audit import bounds
        from kangle.procedures import codes, subjects

        bounds.declare(BOUNDS)
        register("funds.document", page_named("funds:document"))
        subjects.register(codes.Subject.HOUSEHOLD, RecoveringSubject())  # over what the households know by themselves
