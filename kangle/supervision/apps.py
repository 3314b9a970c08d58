from django.apps import AppConfig
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SupervisionConfig(AppConfig):
    name = "kangle.supervision"
    label = "supervision"
    verbose_name = _("督查与验收")

    def ready(self):
        from kangle.assignments.kinds import page_named, register
        from kangle.audit import bounds
        from kangle.procedures import codes, subjects
        from kangle.supervision.bounds import BOUNDS
        from kangle.supervision.cases import AcceptedSubject, AcceptedVillageSubject

        bounds.declare(BOUNDS)
        subjects.register(codes.Subject.HOUSEHOLD, AcceptedSubject())  # over what the ledger knows
        subjects.register(codes.Subject.VILLAGE, AcceptedVillageSubject())  # over what the households know
        answers, stands = (lambda finding: finding.responsible), _standing
        register("supervision.finding", page_named("supervision:finding"), answers, stands=stands)
        register("supervision.interview", page_named("supervision:interview"), lambda interview: interview.cadre)
        register("supervision.round", page_named("supervision:round"))


def _standing(finding):
    """How a finding stands today, as (word, tone)."""
    from kangle.supervision.tables import FINDING_STATES

    today = timezone.localdate()
    return FINDING_STATES[
        type(finding)._default_manager.filter(pk=finding.pk).with_state(today).values_list("state", flat=True).get()
    ]
