"""What a finding sets going in the rooms below."""

from django.db import transaction

from households.models import HouseholdCase
from kangle.audit.actions import delete, save
from kangle.procedures.actions import put_check
from kangle.procedures.codes import Act, Kind
from kangle.programme.days import changed
from kangle.supervision.cases import told
from kangle.supervision.models import HouseholdAcceptance


@transaction.atomic
def put_acceptance(acceptance, *, by, reason=""):
    """Save a household's acceptance, and put what was found on its exit case where one is under way; returns the acceptance.

    A correction that leaves household, day, result and reason as they were puts no second step down. One that makes it another
    household's is put on the case of either.
    """
    stored = HouseholdAcceptance.objects.filter(pk=acceptance.pk).first() if acceptance.pk else None
    save(acceptance, by=by, reason=reason)
    if changed(["household_id", "on", "passed", "reason"], stored, acceptance):
        if stored is not None and stored.household_id != acceptance.household_id:
            _put(stored, Act.UNCHECKED, by, reason)
        _put(acceptance, Act.ACCEPTED if acceptance.passed else Act.FAILED, by, told(acceptance))
    return acceptance


@transaction.atomic
def remove_acceptance(acceptance, *, by, reason=""):
    """Delete a household's acceptance, and say so on its exit case where one is under way."""
    delete(acceptance, by=by, reason=reason)
    _put(acceptance, Act.UNCHECKED, by, reason)


def _put(acceptance, act, by, reason):
    for each in HouseholdCase.objects.filter(household=acceptance.household_id, case__kind=Kind.EXIT).pending():
        put_check(each.case, act=act, by=by, on=acceptance.on, reason=reason)
