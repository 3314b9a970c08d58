"""What is done with records of people and must stand in the audit."""

from kangle.accounts.roles import Capability
from kangle.audit.actions import record
from kangle.audit.models import Entry
from kangle.common.sayings import said as _


def bearer_of(number, members, *, by):
    """The one among `members` who bears a whole identity number, for a person `by` who may see numbers; None otherwise.

    That somebody was found is put on record as a look at a full number: it tells whose the number is.
    """
    member = members.filter(identity_number=number).first() if by.may(Capability.SEE_NUMBERS) else None
    if member is not None:
        record(by=by, act=Entry.Act.LOOK, on=member.household, reason=_("按证件号码查找"))
    return member
