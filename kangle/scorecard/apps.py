from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScorecardConfig(AppConfig):
    name = "kangle.scorecard"
    label = "scorecard"
    verbose_name = _("663评分")

    def ready(self):
        from kangle.jobs.kinds import register
        from kangle.programme import actions, carrying
        from kangle.scorecard import frozen  # noqa: F401 (what closed years were scored with is guarded once it is known)
        from kangle.scorecard.carrying import Targets
        from kangle.scorecard.closing import compute_last
        from kangle.scorecard.named import call_by_names
        from kangle.scorecard.nightly import KIND, do

        call_by_names()
        register(KIND, do)
        carrying.register(Targets())
        actions.before_closing(compute_last)
