"""Who enters the records of a kind in 记录维护, said where there are none yet: a list without rows, a choice without choices."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kangle.accounts.records import NOBODY, RECORDS
from kangle.accounts.roles import GRANTS, Capability


@dataclass(frozen=True)
class Kept:
    """Where records of a kind are entered: the sentence, and for whoever may do it the way there (`address`, else "")."""

    sentence: str
    label: str
    address: str


def kept(model, user):
    """Kept of a model as `user` reads it; None where nobody enters such records by hand."""
    name = model._meta.label_lower
    wanted = RECORDS.get(name, NOBODY)
    roles = [role for role, grants in GRANTS.items() if Capability.EDIT_RECORDS in grants and not wanted.isdisjoint(grants)]
    if not roles:
        return None
    what = str(model._meta.verbose_name)
    words = {"what": what, "who": pgettext("名单", "、").join(str(role.label) for role in roles)}
    address = reverse(f"admin:{name.replace('.', '_')}_add") if user.may_edit(name) else ""
    return Kept(_("“%(what)s”由%(who)s在“记录维护”里登记。") % words, _("登记%(what)s") % words, address)
