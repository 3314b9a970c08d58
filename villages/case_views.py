"""Opening a case from a village's page."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kangle.areas.models import Area
from kangle.procedures.codes import Subject
from kangle.procedures.opening import OpenPage
from villages.case_actions import FOLLOWS, open_village_case, standing_of
from villages.cases import OFFERS


class OpenVillageCase(OpenPage):
    model = Area
    context_object_name = "village"
    subject = Subject.VILLAGE
    offers = OFFERS

    def get_queryset(self):
        return super().get_queryset().filter(level=Area.Level.VILLAGE)

    def area_of(self, record):
        return record

    def name_of(self, record):
        return record.short_name

    def way_back(self, record):
        return _("回到村的页面"), reverse("pages:area", args=[record.short_code])

    def cases_of(self, record):
        return record.village_cases

    def kinds_open_to(self, record):
        return FOLLOWS[standing_of(record, timezone.localdate())]

    def open(self, record, **asked):
        return open_village_case(record, by=self.request.user, **asked)
