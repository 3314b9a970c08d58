"""What a removal's case says of money: whoever was wrongly listed gives back what it received."""

from django.utils import timezone

from funds.due import owed_by, with_due
from households.cases import HouseholdSubject
from households.models import Household
from kangle.procedures.codes import Kind, State


class RecoveringSubject(HouseholdSubject):
    """Cases about households, with what a decided removal leaves to be recovered."""

    def page(self, case, user):
        template, context = super().page(case, user)
        if case.kind != Kind.REMOVE or case.state != State.DECIDED:
            return template, context
        today = timezone.localdate()
        household = with_due(Household.objects.with_status(today), today).get(pk=case.of_household.household_id)
        return "funds/parts/case_subject.html", {**context, "owed": owed_by(household)}
