from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VillagesConfig(AppConfig):
    name = "villages"
    label = "villages"
    verbose_name = _("村级")

    def ready(self):
        from kangle.assignments.kinds import page_named, register
        from kangle.audit import bounds
        from kangle.procedures import codes, subjects
        from kangle.programme import carrying
        from villages.bounds import BOUNDS
        from villages.carrying import Tiers
        from villages.cases import VillageSubject
        from villages.giving import head_of

        bounds.declare(BOUNDS)
        carrying.register(Tiers())
        subjects.register(codes.Subject.VILLAGE, VillageSubject())
        register("areas.area", page_named("pages:area", "code"), head_of)
        register("villages.cadre", page_named("villages:cadre"), lambda cadre: cadre)
