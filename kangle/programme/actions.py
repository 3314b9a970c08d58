"""Opening, closing and re-opening a county's year; and the guard every write to a year's facts asks."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kangle.audit.actions import record, snapshot
from kangle.audit.models import Entry
from kangle.programme.models import Period


@transaction.atomic
def open_period(*, area, year, by, reason):
    """Open a county's year; an existing period is returned as it stands."""
    period, created = Period.objects.get_or_create(area=area, year=year)
    if created:
        record(by=by, act=Entry.Act.DECIDE, on=period, after=snapshot(period), reason=reason)
    return period


_BEFORE_CLOSING = []


def before_closing(act):
    """Have `act(period)` done before any period is closed; where it raises ValidationError, the period stays open."""
    if act not in _BEFORE_CLOSING:
        _BEFORE_CLOSING.append(act)


def set_state(period, *, state, by, reason):
    """Close or re-open a period; both are acts with a person and a reason."""
    if not reason.strip():
        raise ValidationError(_("关闭或重新打开年度须写明原因。"))
    if state == Period.State.CLOSED and Period.objects.open().filter(pk=period.pk).exists():
        for act in _BEFORE_CLOSING:
            act(period)
    return _set_state(period, state, by, reason)


@transaction.atomic
def _set_state(period, state, by, reason):
    locked = Period.objects.select_for_update().get(pk=period.pk)
    if locked.state == state:
        told = {"year": locked.year, "state": locked.get_state_display()}
        raise ValidationError(_("%(year)d 年度%(state)s：已经有人办过了。") % told)
    before = snapshot(locked)
    locked.state = state
    locked.save(update_fields=["state"])
    record(by=by, act=Entry.Act.DECIDE, on=locked, before=before, after=snapshot(locked), reason=reason)
    return locked


def ensure_open(area, year):
    """Refuse a write whose facts lie in a closed year of the county `area` belongs to."""
    if area is None or year is None:
        return
    if Period.objects.filter(area__path=area.county, year=year, state=Period.State.CLOSED).exists():
        raise ValidationError(_("%(year)s 年度已关闭，不能再改。请县扶贫办说明原因后重新打开该年度。") % {"year": year})
