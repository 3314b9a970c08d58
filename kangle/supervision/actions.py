"""What a finding sets going in the rooms below."""

from django.conf import settings
from django.db import transaction
from django.utils import translation

from households.models import HouseholdCase
from kangle.audit.actions import save
from kangle.procedures.actions import put_check
from kangle.procedures.codes import PENDING, Kind
from kangle.programme.days import changed
from kangle.supervision.models import HouseholdAcceptance


@transaction.atomic
def put_acceptance(acceptance, *, by, reason=""):
    """Save a household's acceptance, and put what was found on its exit case where one is under way; returns the acceptance.

    A correction that leaves day, result and reason as they were puts no second step down.
    """
    stored = HouseholdAcceptance.objects.filter(pk=acceptance.pk).first() if acceptance.pk else None
    save(acceptance, by=by, reason=reason)
    if changed(["household_id", "on", "passed", "reason"], stored, acceptance):
        kept = HouseholdCase.objects.filter(household=acceptance.household_id, case__kind=Kind.EXIT, case__state__in=PENDING)
        for each in kept.select_related("case"):
            put_check(each.case, passed=acceptance.passed, by=by, on=acceptance.on, reason=_told(acceptance))
    return acceptance


def _told(acceptance):
    """Who checked, and what was missing; records are kept in Chinese, whatever the one who enters reads."""
    with translation.override(settings.LANGUAGE_CODE):
        return " ".join(filter(None, (str(acceptance.team), acceptance.reason)))
