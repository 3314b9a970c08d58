"""What may not be written about a household; judged by what a write changes, so that an old mistake stops no other correction.

Each takes the record as stored (None for a new one) and as it would be, and raises ValidationError by field.
"""

import re

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from households import identity, standing
from households.models import Household, Member, StatusEvent, YearRecord
from kangle.programme.days import changed

NUMBER = re.compile(r"[0-9]{10,20}")
TELEPHONE = re.compile(r"\+?[0-9][0-9 -]{5,18}[0-9]")
ACCOUNT = re.compile(r"[0-9]{8,30}")
FIRST_YEAR, LAST_YEAR = 2013, 2050  # of a plan to leave poverty


def refuse_household(old, new):
    faults = {}
    if changed(["number"], old, new) and not NUMBER.fullmatch(new.number):
        faults["number"] = _("户编号是 10 至 20 位数字。")
    if new.phone and changed(["phone"], old, new) and not TELEPHONE.fullmatch(new.phone):
        faults["phone"] = _("电话只写数字（可用空格或短横线分隔），7 至 20 位。")
    if new.account and changed(["account"], old, new) and not ACCOUNT.fullmatch(new.account):
        faults["account"] = _("银行账号是 8 至 30 位数字。")
    year = new.planned_exit_year
    if year and changed(["planned_exit_year"], old, new) and not FIRST_YEAR <= year <= LAST_YEAR:
        faults["planned_exit_year"] = _("计划脱贫年度应在 %(first)d 至 %(last)d 之间。") % {
            "first": FIRST_YEAR,
            "last": LAST_YEAR,
        }
    if faults:
        raise ValidationError(faults)


def refuse_member(old, new):
    if changed(["document", "identity_number", "sex", "born_on"], old, new):
        fault = identity.fault_of(new.identity_number, document=new.document, sex=new.sex, born_on=new.born_on)
        if fault:
            raise ValidationError({"identity_number": fault})


def refuse_year_record(old, new):
    if changed(["year", "recorded_on"], old, new) and new.recorded_on.year not in (new.year, new.year + 1):
        raise ValidationError({"recorded_on": _("%(year)d 年度的记录在当年或次年采集，请核对日期或年度。") % {"year": new.year}})


def refuse_status_event(old, new):
    """Where a household stands follows from where it stood. A new event is judged by what was before it alone: what is after
    it may be the very event that the missing one explains.
    """
    if changed(["household_id", "kind", "on"], old, new):
        others = StatusEvent.objects.in_force(timezone.localdate()).filter(household=new.household_id)
        others = others.exclude(pk=new.pk).order_by("on", "pk")
        if fault := standing.fault_among(new, others):
            raise ValidationError({"kind": fault})


def refuse_decided(old, new):
    """What a county's decision wrote is taken back by an act of its own (a revocation), never altered or deleted here; what a
    household brought along when it split off goes with the old one's.
    """
    moved = old is not None and (new is None or changed(["household_id", "kind", "on"], old, new))
    if moved and old.carried_from_id:
        raise ValidationError(_("这条身份变化是分户时随原户带来的，不能在这里改：原户的决定撤销时，它一并失效。"))
    if moved and old.case_id:
        raise ValidationError(_("这条身份变化由办件“%(case)s”写入：请在办件页面撤销决定，不要在这里改。") % {"case": old.case})


# Who writes one of these, by whatever way, asks its line here.
REFUSALS = {
    Household: (refuse_household,),
    Member: (refuse_member,),
    YearRecord: (refuse_year_record,),
    StatusEvent: (refuse_status_event,),
}
