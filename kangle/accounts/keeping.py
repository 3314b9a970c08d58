"""Who keeps the records of a kind, and where: what a page says of them to who may write them, and to who may not."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from kangle.accounts.access import DOOR
from kangle.accounts.records import NOBODY, RECORDS
from kangle.accounts.roles import GRANTS, Capability, Role


def keepers(*models):
    """The roles that write records of all these models, named in one breath; "" where no role does."""
    writing = [role for role in Role if all(_writes(GRANTS[role], model._meta.label_lower) for model in models)]
    return _("、").join(str(role.label) for role in writing)


def _writes(capabilities, label):
    return Capability.EDIT_RECORDS in capabilities and not RECORDS.get(label, NOBODY).isdisjoint(capabilities)


def address_for(user, model, page="changelist"):
    """The address of the records of `model` in the records' admin; "" for a reader whom that page would refuse."""
    meta = model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}") if user.may_edit(meta.label_lower) else ""


@dataclass(frozen=True)
class Entering:
    """Who enters the records of a kind; for a reader who may, the label and the address of where he does."""

    keepers: str
    label: str = ""
    address: str = ""


def entering(user, model, *, page=None):
    """The Entering of a kind of record as `user` reads it; None of what nobody enters by hand.

    `page` is (label, URL name) of the page where such records are entered, where they have one of their own.
    """
    known = keepers(model)
    if not known:
        return None
    if page:
        label, name = page
        return Entering(known, label, reverse(name)) if user.may(DOOR[name]) else Entering(known)
    address = address_for(user, model, "add")
    return Entering(known, _("增加%(kind)s") % {"kind": model._meta.verbose_name}, address) if address else Entering(known)
