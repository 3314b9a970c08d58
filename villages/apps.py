from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VillagesConfig(AppConfig):
    name = "villages"
    label = "villages"
    verbose_name = _("村级")

    def ready(self):
        from kangle.procedures import codes, subjects
        from kangle.programme import carrying
        from villages.carrying import Tiers
        from villages.cases import VillageSubject

        carrying.register(Tiers())
        subjects.register(codes.Subject.VILLAGE, VillageSubject())
