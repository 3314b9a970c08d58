"""What is done to accounts; every act is audited, and no password ever reaches the audit."""

import secrets

from axes.utils import reset as clear_failures
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kangle.accounts.models import User
from kangle.accounts.placement import ensure_placed
from kangle.audit.actions import record, snapshot
from kangle.audit.models import Entry
from kangle.common.sayings import said as _

# Without 0/o, 1/l/i: a one-time password is read aloud or copied from a slip of paper.
LETTERS = "abcdefghjkmnpqrstuvwxyz"
DIGITS = "23456789"


def one_time_password():
    """A password for the first sign-in, like 'kwmr-4827-tbxe': about 51 bits, easy to dictate."""
    groups = (LETTERS, DIGITS, LETTERS)
    return "-".join("".join(secrets.choice(alphabet) for _place in range(4)) for alphabet in groups)


@transaction.atomic
def create_account(*, by, username, name, role, area, **fields):
    """A new account with a one-time password that must be changed at the first sign-in.

    Returns (user, password); the password exists nowhere else. Raises ValidationError where role and area do not fit.
    """
    ensure_placed(role=role, area=area, by=by)
    password = one_time_password()
    user = User.objects.create_user(username, password, name=name, role=role, area=area, must_change_password=True, **fields)
    record(by=by or _("服务器命令"), act=Entry.Act.CREATE, on=user, after=snapshot(user))
    return user, password


@transaction.atomic
def change_account(user, *, by, reason="", **fields):
    """Change name, role, area, unit, telephone or the days of the post; returns the user.

    Raises ValidationError where role and area do not fit, or where an administrator would shut himself out.
    """
    locked = _locked(user, by)
    before = snapshot(locked)
    for name, value in fields.items():
        setattr(locked, name, value)
    ensure_placed(role=locked.role, area=locked.area, by=by)
    if locked.pk == by.pk:
        _ensure_not_shut_out(before, locked)
    locked.save()
    record(by=by, act=Entry.Act.CHANGE, on=locked, before=before, after=snapshot(locked), reason=reason)
    return locked


@transaction.atomic
def reset_password(user, *, by):
    """Give a person a new one-time password (returned, kept nowhere); every running session of the account ends."""
    if user.pk == by.pk:
        raise ValidationError(_("不能重置自己的密码，请用“修改密码”。"))
    locked = _locked(user, by)
    before = snapshot(locked)
    password = one_time_password()
    locked.set_password(password)
    locked.must_change_password = True
    locked.save()
    clear_failures(username=locked.username)
    record(by=by, act=Entry.Act.CHANGE, on=locked, before=before, after=snapshot(locked), reason=_("重置密码"))
    return password


@transaction.atomic
def switch(user, *, on, by):
    """Switch an account on or off; off ends its running sessions at their next request."""
    if user.pk == by.pk:
        raise ValidationError(_("不能停用自己的账号。"))
    locked = _locked(user, by)
    before = snapshot(locked)
    locked.is_active = on
    locked.save(update_fields=["is_active"])
    record(by=by, act=Entry.Act.CHANGE, on=locked, before=before, after=snapshot(locked), reason=_("启用") if on else _("停用"))
    return locked


@transaction.atomic
def unlock(user, *, by):
    """Forget an account's failed sign-ins, so that its person need not wait; returns how many were forgotten."""
    locked = _locked(user, by)
    forgotten = clear_failures(username=locked.username)
    record(by=by, act=Entry.Act.CHANGE, on=locked, reason=_("解除登录锁定"))
    return forgotten


@transaction.atomic
def own_password_chosen(user):
    """Note that a person has chosen a password of his own: the account is no longer forced to the password page."""
    before = {"must_change_password": user.must_change_password}
    user.must_change_password = False
    user.save(update_fields=["must_change_password"])
    after = {"must_change_password": False}
    record(by=user, act=Entry.Act.CHANGE, on=user, before=before, after=after, reason=_("本人修改密码"))


def _locked(user, by):
    """The account's row, locked, if it lies within the administrator's area."""
    try:
        return User.objects.visible_to(by).select_for_update(of=("self",)).get(pk=user.pk)
    except User.DoesNotExist:
        raise ValidationError(_("只能管理您所在地区之内的账号。")) from None


def _ensure_not_shut_out(before, user):
    today = timezone.localdate()
    ended = (user.access_until and user.access_until < today) or (user.access_from and user.access_from > today)
    if user.role != before["role"] or user.area_id != before["area"] or ended:
        raise ValidationError(_("不能改自己的角色、地区，也不能让自己的任职今天就不在有效期内：那样您会把自己关在门外。"))
