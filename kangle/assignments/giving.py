"""Who may give what to whom."""

from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kangle.accounts.models import User
from kangle.accounts.roles import GRANTS, Capability
from kangle.assignments.kinds import kind_of
from kangle.assignments.models import Assignment
from kangle.audit.actions import path_of
from kangle.common import prepared
from kangle.common.querysets import path_range

LONGEST_DAYS = 366  # ahead: what is due later is a plan, not an assignment
USUAL_DAYS = 7
READERS = [role for role, granted in GRANTS.items() if Capability.READ in granted]


def holders_of(record, giver):
    """The accounts a record may be given to: of the giver's area, in post today, at the record's place, above or below it.

    Who works at the record's own place comes first, then who works within it (a village of the township: he reads what he is
    asked, not the record), then the township and the county above.
    """
    path, today = path_of(record), timezone.localdate()
    above = [path[:length] for length in range(len(giver.area.path), len(path) + 1)]
    in_post = (Q(access_from=None) | Q(access_from__lte=today)) & (Q(access_until=None) | Q(access_until__gte=today))
    where = Q(area__path__in=above) | Q(**path_range("area", path))
    found = User.objects.within(giver.area).filter(where, in_post, is_active=True, role__in=READERS)
    own_first = Case(When(area__path=path, then=Value(0)), When(**path_range("area", path), then=Value(1)), default=Value(2))
    return found.exclude(pk=giver.pk).select_related("area").order_by(own_first, "-area__path", "role", "name", "pk")


def may_settle(user, assignment):
    """Whether the person may accept, return or take back: who gave it, or whoever may give for an area that holds the giver's.

    A leader who has left does not leave what he gave without anybody to decide about it. Nobody accepts his own answer.
    """
    if not user.may(Capability.GIVE) or user.area is None or user.pk == assignment.holder_id:
        return False
    giver = assignment.giver
    return giver.pk == user.pk or (giver.area is not None and giver.area.path.startswith(user.area.path))


def give_of_row(user, model):
    """For the lists: (label, beginning of the address, its end, who has the rows) of giving `model`; None for who may not."""
    label = model._meta.label_lower
    if kind_of(label) is None or not user.may(Capability.GIVE):
        return None
    start, end = reverse("assignments:give", args=[label, 0]).rsplit("0", 1)

    def given(keys):
        """{key: (to whom it is given and not settled, the address of that)} of rows. One query."""

        def standing():
            open_ones = Assignment.objects.visible_to(user).open().filter(model=label, record_id__in=keys)
            return open_ones.order_by("pk").values_list("record_id", "pk", "holder__name")

        rows = prepared.rows((give_of_row, user.pk, user.area and user.area.path, label, *keys), standing)
        return {key: (_("已交%(name)s") % {"name": name}, reverse("assignments:assignment", args=[pk])) for key, pk, name in rows}

    return _("交办"), start, end, given
