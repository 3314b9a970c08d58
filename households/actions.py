"""What is done with records of people and must stand in the audit."""

from households import identity
from households.models import Member
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


def taken(number, member, reader):
    """Where the card of a number is registered already, in a sentence, or "". Who bears it, and where, is told within the
    reader's own area only; that somebody asked about one beyond it is put on record.
    """
    others = Member.objects.bearing(number).filter(left_on__isnull=True).exclude(pk=member.pk)
    other = others.select_related("household__village__parent").first()
    if other is None:
        return ""
    village = other.household.village
    place = {"place": f"{village.parent.short_name}{village.short_name}"}
    if not village.path.startswith(reader.area.path):
        record(by=reader, act=Entry.Act.LOOK, on=reader.area, reason=_("登记时查到一个证件号码登记在本地区以外"))
        return identity.borne_elsewhere()
    bearer = place | {"name": other.name, "head": other.household}
    return _("这个证件号码已登记给%(name)s（%(place)s %(head)s户）：请核对号码。") % bearer
