"""Opening a case from a household's card."""

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.case_actions import kinds_open_to, open_household_case
from households.cases import OFFERS, facts_of
from households.codes import Cause
from households.models import Household
from kangle.procedures.codes import Kind, Subject
from kangle.procedures.opening import OpenForm, OpenPage


class OpenHouseholdForm(OpenForm):
    """A return asks more: its cause, and the year in which the household is to leave again."""

    cause = forms.ChoiceField(label=gettext_lazy("返贫原因"), choices=[("", "—"), *Cause.choices])
    planned_exit_year = forms.IntegerField(label=gettext_lazy("计划再次脱贫年度"))

    def __init__(self, *args, kind, **options):
        super().__init__(*args, kind=kind, **options)
        if kind != Kind.RETURN:
            del self.fields["cause"], self.fields["planned_exit_year"]


class OpenCase(OpenPage):
    model = Household
    context_object_name = "household"
    form_class = OpenHouseholdForm
    subject = Subject.HOUSEHOLD
    offers = OFFERS

    def get_queryset(self):
        today = timezone.localdate()
        return super().get_queryset().with_head().with_status(today).with_size(today).select_related("village")

    def area_of(self, record):
        return record.village

    def name_of(self, record):
        return record.head_name or record.number

    def way_back(self, record):
        return _("回到农户卡片"), reverse("households:detail", args=[record.pk])

    def cases_of(self, record):
        return record.cases

    def kinds_open_to(self, record):
        return kinds_open_to(record)

    def open(self, record, **asked):
        facts = facts_of(record, timezone.localdate())
        return open_household_case(record, by=self.request.user, facts=facts, **asked)
