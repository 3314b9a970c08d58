"""Saving a screen: the record, its audit entry, what is still to be filled in, what the checks say now, in one transaction."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from households.checks.actions import recheck
from households.entry.screens import BEGUN_HERE, begun_of, named, steps_but
from households.models import Begun, Household
from kangle.areas.models import Area
from kangle.audit.actions import save

SERIALS = 9999  # households a village can number


@transaction.atomic
def save_screen(record, *, key, step, by, reason):
    """Save one screen of a household, member or yearly record; a new one is begun under the phone's `key`."""
    is_new = record._state.adding
    save(record, by=by, reason=reason)
    if is_new and isinstance(record, BEGUN_HERE):
        Begun.objects.create(key=key or uuid.uuid4(), steps_left=steps_but(step), **named(record))
    elif (begun := begun_of(record)) and step.code in begun.steps_left:
        begun.steps_left.remove(step.code)
        begun.save(update_fields=["steps_left"])
    recheck(record if isinstance(record, Household) else record.household, by=by)
    return record


def next_number(village):
    """The next free household number of a village: the first of `free_numbers`."""
    return next(free_numbers(village))


def free_numbers(village):
    """The free household numbers of a village, one after another: its code and a serial of four digits. The first one asked for
    locks the village until the transaction ends.

    The national system gives a number of its own later; it is then corrected on the card. Raises ValidationError where the
    village has none left.
    """
    Area.objects.select_for_update().get(pk=village.pk)
    within = {"number__gte": f"{village.code}0000", "number__lte": f"{village.code}9999"}  # a range of the index
    own = Household.objects.filter(**within, number__regex=rf"^{village.code}[0-9]{{4}}$")
    last = own.order_by("-number").values_list("number", flat=True).first()
    for serial in range(int(last[-4:]) + 1 if last else 1, SERIALS + 1):
        yield f"{village.code}{serial:04d}"
    raise ValidationError(_("%(village)s的户编号已用到 9999：请联系县扶贫办。") % {"village": village})
