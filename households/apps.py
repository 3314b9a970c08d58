from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HouseholdsConfig(AppConfig):
    name = "households"
    label = "households"
    verbose_name = _("农户")

    def ready(self):
        from households import carrying
        from households.cases import HouseholdSubject
        from households.checks.declaring import CHECK
        from households.checks.nightly import KIND, do
        from households.checks.sheet import say
        from households.giving import called, helper_of
        from households.village_cases import PoorVillageSubject
        from households.workbook.book import BOOK
        from kangle.assignments.kinds import page_named
        from kangle.assignments.kinds import register as give
        from kangle.common import sayings
        from kangle.exchange.intake import books
        from kangle.jobs.kinds import register
        from kangle.procedures import codes, subjects
        from kangle.programme.carrying import register as carry

        register(KIND, do)
        books.register(BOOK)
        for carrier in (carrying.Homes, carrying.ExitPlans, carrying.Measures):
            carry(carrier())
        sayings.register(CHECK, say)
        subjects.register(codes.Subject.HOUSEHOLD, HouseholdSubject())
        give("households.household", page_named("households:detail"), helper_of, called)
        subjects.register(codes.Subject.VILLAGE, PoorVillageSubject())  # over what the villages know by themselves
