from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RankingsConfig(AppConfig):
    name = "kangle.rankings"
    label = "rankings"
    verbose_name = _("排名")

    def ready(self):
        from kangle.audit.changes import call
        from kangle.rankings.asking import subject_in_words

        call("rankings.publication", "subject", subject_in_words)
