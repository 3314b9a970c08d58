"""What may not be altered of a household while a case about it is under way: where it stands and lies, who belongs to it."""

from django.core.exceptions import ValidationError

from households.models.cases import HouseholdCase
from kangle.common.sayings import said as _
from kangle.programme.days import changed


def refuse_event_under_way(old, new):
    """A standing entered, moved or deleted beside the procedure, not by the decision of the case itself."""
    if new is None or changed(["household_id", "kind", "on"], old, new):
        keys = {each.household_id for each in (old, new) if each is not None}
        sentence = _("办件“%(case)s”还在办：请先办结或撤回，再登记、更改或删除这一户的身份变化。")
        _refuse(keys, "kind", sentence, but=new and new.case_id)


def refuse_village_under_way(old, new):
    """A household that is moved: its case would go on in the village it has left."""
    if old is not None and changed(["village_id"], old, new):
        _refuse({old.pk}, "village", _("办件“%(case)s”还在办：请先办结或撤回，再把这一户改到别的村。"))


def refuse_home_under_way(old, new):
    """Somebody who is moved to another household: either may be judged by who lives in it."""
    if old is not None and changed(["household_id"], old, new):
        keys = {old.household_id, new.household_id}
        _refuse(keys, "household", _("办件“%(case)s”还在办：请先办结或撤回，再把这个人改到别的户。"))


def _refuse(keys, field, sentence, but=None):
    pending = HouseholdCase.objects.filter(household__in=keys).exclude(case=but).pending().first()
    if pending is not None:
        raise ValidationError({field: sentence % {"case": pending.case}})
