"""What is done to accounts; every act is audited, and no password ever reaches the audit."""

from django.db import transaction
from django.utils.translation import gettext as _

from kangle.audit.actions import record
from kangle.audit.models import Entry


@transaction.atomic
def own_password_chosen(user):
    """Note that a person has chosen a password of his own: from now on the account is not forced to the password page."""
    before = {"must_change_password": user.must_change_password}
    user.must_change_password = False
    user.save(update_fields=["must_change_password"])
    record(
        by=user,
        act=Entry.Act.CHANGE,
        on=user,
        before=before,
        after={"must_change_password": False},
        reason=_("本人修改密码"),
    )
