"""Acts of the procedures on villages: opening a case, and what the county's decision writes, or takes back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kangle.areas.models import Area
from kangle.audit import actions as audit
from kangle.common.fields import fitting
from kangle.procedures.actions import open_case
from kangle.procedures.codes import PENDING, Kind, Subject, asked_for
from kangle.programme.actions import ensure_open
from kangle.programme.days import ensure_plausible
from kangle.programme.years import ensure_record_open
from villages.case_models import VillageCase, VillageRevocation
from villages.models import VillageEvent

# What a case of each kind asks for, as the event that its decision writes; a village is not removed, it returns or leaves.
EVENT_OF = {
    Kind.IDENTIFY: VillageEvent.Kind.IDENTIFIED,
    Kind.EXIT: VillageEvent.Kind.EXITED,
    Kind.RETURN: VillageEvent.Kind.RETURNED,
}
# The kinds of case that follow from where a village stands (None: it was never on the list).
FOLLOWS = {None: [Kind.IDENTIFY], "identified": [Kind.EXIT], "exited": [Kind.RETURN], "returned": [Kind.EXIT]}


def standing_of(village, on):
    """The kind of the village's last event in force on a day; None for a village that was never on the list."""
    return VillageEvent.objects.latest(on).filter(village=village).values_list("kind", flat=True).first()


@transaction.atomic
def open_village_case(village, *, method, reason, effective_on, by):
    """Open a case about a village; returns the Case.

    Raises ValidationError where another case of the village is under way, where its standing does not allow it, or as
    procedures.actions.open_case.
    """
    village = Area.objects.select_for_update(of=("self",)).get(pk=village.pk)
    under_way = village.village_cases.filter(case__state__in=PENDING).select_related("case").first()
    if under_way is not None:
        raise ValidationError(_("这个村已有办件“%(case)s”在办，办结之前不能再立件。") % {"case": under_way.case})
    _ensure_follows(village, method.kind, effective_on)
    case = open_case(method=method, area=village, title=str(village), reason=reason, effective_on=effective_on, by=by)
    VillageCase.objects.create(case=case, village=village)
    return case


def _ensure_follows(village, kind, on):
    standing = standing_of(village, on)
    if kind not in FOLLOWS[standing]:
        words = {
            "standing": VillageEvent.Kind(standing).label if standing else _("未识别"),
            "kind": asked_for(kind, Subject.VILLAGE),
            "day": on,
        }
        raise ValidationError(_("这个村在 %(day)s 是“%(standing)s”，不能办“%(kind)s”：请核对日期和先后。") % words)


@transaction.atomic
def write_standing(of_village, *, by):
    """Write the village event that the county has decided; returns it.

    Raises ValidationError where the year is closed, the day is still to come, or the order of events forbids it.
    """
    case = of_village.case
    village = Area.objects.select_for_update(of=("self",)).get(pk=of_village.village_id)
    event = VillageEvent(
        village=village,
        kind=EVENT_OF[case.kind],
        on=case.effective_on,
        reason=fitting(VillageEvent, "reason", case.reason),
        case=case,
    )
    ensure_record_open(None, event)
    ensure_plausible(None, event)
    later = village.events.in_force(timezone.localdate()).filter(on__gte=event.on).order_by("-on").first()
    if later is not None:
        raise ValidationError(_("这个村在 %(day)s 已有“%(event)s”，生效日期须在其后。") % _named(later))
    _ensure_follows(village, case.kind, event.on)
    return audit.save(event, by=by, reason=case.reason)


def _named(event):
    return {"day": event.on, "event": event.get_kind_display()}


@transaction.atomic
def revoke_standing(of_village, *, by, on, reason):
    """Undo the event of a decided case as of the day `on`: a new act; the event itself stays. Returns the VillageRevocation.

    Raises ValidationError where a later event builds on it, the day does not fit, or the year of the day is closed.
    """
    case = of_village.case
    event = case.village_events.get()
    latest = VillageEvent.objects.filter(village=of_village.village_id).latest(timezone.localdate()).first()
    if latest != event:
        raise ValidationError(_("这个村后来又有“%(event)s”（%(day)s）：请先撤销它。") % _named(latest))
    if not event.on <= on <= timezone.localdate():
        raise ValidationError(_("撤销日期应在 %(day)s 之后、今天之前。") % {"day": event.on})
    ensure_open(case.area, on.year)
    undone = VillageRevocation(event=event, case=case, on=on, reason=reason, by_name=by.name)
    return audit.save(undone, by=by, reason=reason)
