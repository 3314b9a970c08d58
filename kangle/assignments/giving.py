"""Who may give what to whom."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kangle.accounts.models import User
from kangle.accounts.roles import GRANTS, Capability
from kangle.assignments.kinds import kind_of
from kangle.audit.actions import path_of

LONGEST_DAYS = 366  # ahead: what is due later is a plan, not an assignment
USUAL_DAYS = 7
READERS = [role for role, granted in GRANTS.items() if Capability.READ in granted]


def holders_of(record, giver):
    """The accounts a record may be given to: of the giver's area, in post today, able to see the record; nearest to it first.

    Who works at the record's own village comes before the township, the township before the county.
    """
    path, today = path_of(record), timezone.localdate()
    above = [path[:length] for length in range(len(giver.area.path), len(path) + 1)]
    in_post = (Q(access_from=None) | Q(access_from__lte=today)) & (Q(access_until=None) | Q(access_until__gte=today))
    found = User.objects.within(giver.area).filter(in_post, is_active=True, role__in=READERS, area__path__in=above)
    return found.exclude(pk=giver.pk).select_related("area").order_by("-area__path", "role", "name", "pk")


def may_settle(user, assignment):
    """Whether the person may accept, return or take back: who gave it, or whoever may give for an area that holds the giver's.

    A leader who has left does not leave what he gave without anybody to decide about it.
    """
    if not user.may(Capability.GIVE) or user.area is None:
        return False
    giver = assignment.giver
    return giver.pk == user.pk or (giver.area is not None and giver.area.path.startswith(user.area.path))


def give_of_row(user, model):
    """For the lists: (label, beginning of the address, its end) of giving a row of `model`; None for who may not."""
    label = model._meta.label_lower
    if kind_of(label) is None or not user.may(Capability.GIVE):
        return None
    start, end = reverse("assignments:give", args=[label, 0]).rsplit("0", 1)
    return _("交办"), start, end
