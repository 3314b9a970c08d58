"""Spending: an expenditure and the `spent_fen` of its appropriation change together or not at all."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from funds.models import Appropriation, Expenditure
from kangle.audit import actions as audit
from kangle.common.figures import yuan


@transaction.atomic
def spend(*, appropriation, on, amount_fen, payee, by, voucher="", settled_on=None, reason=""):
    """Pay money of an appropriation out; returns the Expenditure.

    Raises ValidationError where less than `amount_fen` is left, or where the expenditure itself is not valid.
    """
    new = Expenditure(
        appropriation=appropriation, on=on, amount_fen=amount_fen, payee=payee, voucher=voucher, settled_on=settled_on
    )
    return put(new, by=by, reason=reason)


@transaction.atomic
def correct_expenditure(expenditure, *, by, reason, **fields):
    """Correct fields of an expenditure, also to another appropriation; returns it. Refuses what `spend` refuses."""
    current = Expenditure.objects.select_for_update().get(pk=expenditure.pk)
    for name, value in fields.items():
        setattr(current, name, value)
    return put(current, by=by, reason=reason)


@transaction.atomic
def put(expenditure, *, by, reason=""):
    """Save an expenditure as it now is (new or corrected) and move its amount into the appropriation it hangs on."""
    expenditure.full_clean()
    old = Expenditure.objects.filter(pk=expenditure.pk).first()
    _locked(expenditure.appropriation_id, old.appropriation_id if old else None)
    ensure_room(expenditure)
    if old:
        _move(old.appropriation_id, -old.amount_fen, by=by, reason=reason)
    _move(expenditure.appropriation_id, expenditure.amount_fen, by=by, reason=reason)
    return audit.save(expenditure, by=by, reason=reason)


@transaction.atomic
def remove_expenditure(expenditure, *, by, reason):
    """Delete an expenditure entered by mistake and give its amount back to the appropriation."""
    current = Expenditure.objects.select_for_update().get(pk=expenditure.pk)
    _move(current.appropriation_id, -current.amount_fen, by=by, reason=reason)
    audit.delete(current, by=by, reason=reason)


def ensure_room(expenditure):
    """Refuse more than the appropriation has left; within a transaction its row stays locked until the end.

    Raises ValidationError for the field `amount_fen`, naming what is left.
    """
    appropriation = _locked(expenditure.appropriation_id)[0]
    before = Expenditure.objects.filter(pk=expenditure.pk, appropriation=appropriation).values_list("amount_fen", flat=True)
    left = appropriation.amount_fen - appropriation.spent_fen + sum(before)
    if expenditure.amount_fen > left:
        sentence = _("支出超过下拨：这笔下拨还剩 %(left)s，不能支出 %(wanted)s。")
        raise ValidationError({"amount_fen": sentence % {"left": yuan(left), "wanted": yuan(expenditure.amount_fen)}})


def _locked(*keys):
    """The appropriations of `keys` (None is skipped), locked in one order, so that two corrections never wait for each other."""
    wanted = {key for key in keys if key is not None}
    return list(Appropriation.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk"))


def _move(key, amount_fen, *, by, reason):
    """Add `amount_fen` to an appropriation's spent_fen, on record; a CHECK of the database refuses what is impossible."""
    appropriation = _locked(key)[0]
    before = audit.snapshot(appropriation)
    appropriation.spent_fen += amount_fen
    appropriation.save(update_fields=["spent_fen"])
    audit.record(by=by, act="change", on=appropriation, before=before, after=audit.snapshot(appropriation), reason=reason)
