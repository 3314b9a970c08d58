from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupervisionConfig(AppConfig):
    name = "kangle.supervision"
    label = "supervision"
    verbose_name = _("督查与验收")

    def ready(self):
        from kangle.assignments.kinds import page_named, register

        register("supervision.finding", page_named("supervision:finding"), lambda finding: finding.responsible)
        register("supervision.interview", page_named("supervision:interview"), lambda interview: interview.cadre)
        register("supervision.round", page_named("supervision:round"))
