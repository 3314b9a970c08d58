"""What a finding sets going in the rooms below."""

from django.db import transaction

from kangle.audit.actions import delete, save
from kangle.procedures.actions import put_check
from kangle.procedures.codes import PENDING, Act
from kangle.programme.days import changed
from kangle.supervision.cases import checked_by, told


@transaction.atomic
def put_acceptance(acceptance, *, by, reason=""):
    """Save a household's or a village's acceptance, and put what was found on its exit case where one is under way; returns
    the acceptance.

    A correction that leaves what was checked, day, result and reason as they were puts no second step down. One that makes it
    another household's or village's is put on the case of either.
    """
    checked = checked_by(acceptance)
    stored = checked.acceptances.objects.filter(pk=acceptance.pk).first() if acceptance.pk else None
    save(acceptance, by=by, reason=reason)
    if changed([f"{checked.name}_id", "on", "passed", "reason"], stored, acceptance):
        if stored is not None and checked.key_of(stored) != checked.key_of(acceptance):
            _put(stored, Act.UNCHECKED, by, reason)
        _put(acceptance, Act.ACCEPTED if acceptance.passed else Act.FAILED, by, told(acceptance))
    return acceptance


@transaction.atomic
def remove_acceptance(acceptance, *, by, reason=""):
    """Delete an acceptance, and say so on the exit case of what was checked where one is under way."""
    delete(acceptance, by=by, reason=reason)
    _put(acceptance, Act.UNCHECKED, by, reason)


def _put(acceptance, act, by, reason):
    for each in checked_by(acceptance).exits(acceptance).filter(case__state__in=PENDING):
        put_check(each.case, act=act, by=by, on=acceptance.on, reason=reason)
