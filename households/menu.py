"""Acts on the menu of help: what may be chosen of it, and how an item that measures name is changed: by a new version only."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from households.models import MenuItem
from kangle.audit.actions import record, snapshot
from kangle.audit.models import Entry
from kangle.programme.years import day_in_hand_of


def offered_in(village):
    """The items that may be chosen in a village: in force today, or on the last day of the year in hand."""
    menu = MenuItem.objects.within(village)
    today, in_hand = timezone.localdate(), day_in_hand_of(village)
    offered = menu.in_force(today) if in_hand == today else menu.in_force(today) | menu.in_force(in_hand)
    return offered.order_by("kind", "industry", "name", "-version")


def refuse_menu_item(old, new):
    """Refuse a change to a version that measures name; the day it ends may still be set. Raises ValidationError."""
    if old is None or not old.in_use:
        return
    before, after = snapshot(old), snapshot(new) if new is not None else {}
    if {name for name in before if before[name] != after.get(name)} - {"until"}:
        raise ValidationError(
            _("“%(item)s”已有措施在用，不能就地修改：请在列表中选它，执行“另立新版本”；旧版本只填停用日期。") % {"item": old}
        )


@transaction.atomic
def new_version(item, *, by):
    """Copy an item as its next version, beginning today, to be edited then; returns the new MenuItem."""
    same = MenuItem.objects.select_for_update().filter(area=item.area_id, name=item.name)
    made = MenuItem.objects.get(pk=item.pk)
    made.pk, made.version, made.until = None, max(same.values_list("version", flat=True)) + 1, None
    made.since = timezone.localdate()
    made._state.adding = True
    made.save()
    reason = _("由第%(version)s版另立") % {"version": item.version}
    record(by=by, act=Entry.Act.CREATE, on=made, after=snapshot(made), reason=reason)
    return made
