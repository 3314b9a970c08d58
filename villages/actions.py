"""A cadre and his account: tied by an administrator, who knows that both are the same person; nothing is told by the name."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kangle.accounts.models import User
from kangle.audit import actions as audit
from kangle.audit.models import Entry
from villages.models import Cadre


@transaction.atomic
def tie(cadre, user, *, by):
    """Say that `user` is the account of `cadre`; returns the cadre. Asked again, nothing happens.

    Both lie within the administrator's area: the caller has looked them up there. Raises ValidationError where either is tied
    to another: a change of person is two acts.
    """
    User.objects.select_for_update().get(pk=user.pk)
    standing = Cadre.objects.select_for_update(of=("self",)).select_related("user").get(pk=cadre.pk)
    if standing.user == user:
        return standing
    if standing.user is not None:
        tied = {"cadre": standing.with_unit, "username": standing.user.username}
        raise ValidationError(_("%(cadre)s已经对应账号 %(username)s：请先在那个账号上解除。") % tied)
    if other := Cadre.objects.filter(user=user).first():
        raise ValidationError(_("这个账号已经对应%(cadre)s：请先解除。") % {"cadre": other.with_unit})
    return _written(standing, user, on=user, by=by, reason=_("对应干部：%(cadre)s") % {"cadre": standing.with_unit})


@transaction.atomic
def untie(user, *, by):
    """Say that an account is no longer that of its cadre; returns the cadre, None where it had none."""
    standing = Cadre.objects.select_for_update().filter(user=user).first()
    if standing is None:
        return None
    return _written(standing, None, on=user, by=by, reason=_("解除对应的干部：%(cadre)s") % {"cadre": standing.with_unit})


def _written(cadre, user, *, on, by, reason):
    """Two lines of history: the cadre's, which keeps the field, and the account's, which its administrator reads."""
    cadre.user = user
    audit.save(cadre, by=by, reason=reason)
    audit.record(by=by, act=Entry.Act.CHANGE, on=on, reason=reason)
    return cadre
