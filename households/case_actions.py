"""Acts of the procedures on households: opening a case, and what the county's decision writes, or takes back."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from households.checks.actions import judged
from households.codes import FIRST_YEAR, LAST_YEAR
from households.models import Household, Measure, StatusEvent
from households.models.cases import HouseholdCase, Revocation
from households.refusals import refuse_status_event
from households.standing import FOLLOWS, GONE
from households.writing import refuse
from kangle.common.fields import fitting
from kangle.procedures.actions import open_case
from kangle.procedures.codes import Kind

# What a case of each kind asks for, as the event that its decision writes.
EVENT_OF = {
    Kind.IDENTIFY: StatusEvent.Kind.IDENTIFIED,
    Kind.EXIT: StatusEvent.Kind.EXITED,
    Kind.RETURN: StatusEvent.Kind.RETURNED,
    Kind.REMOVE: StatusEvent.Kind.REMOVED,
}


def kinds_open_to(household):
    """The kinds of case that may be opened for a household, which has `status` (None: never identified) and `size`.

    Where nobody lives any more nobody can be identified anew.
    """
    status = household.status
    if status in GONE and not household.size:
        return []
    return [kind for kind, event in EVENT_OF.items() if event in FOLLOWS.get(status, ())]


def title_of(household):
    """What a case calls a household: by its head, else by where it lives, for one may be proposed before anybody is entered."""
    head = str(household)
    return f"{household.address if head == household.number else head} {household.number}".strip()


@transaction.atomic
def open_household_case(household, *, method, reason, effective_on, by, facts=None, cause="", planned_exit_year=None):
    """Open a case about a household; returns the Case.

    A return names its cause and the year in which the household is to leave again. Raises ValidationError where another case
    of the household is under way, where its standing does not allow it, or as procedures.actions.open_case.
    """
    household = Household.objects.select_for_update(of=("self",)).select_related("village").get(pk=household.pk)
    under_way = household.cases.pending().first()
    if under_way is not None:
        raise ValidationError(_("这一户已有办件“%(case)s”在办，办结之前不能再立件。") % {"case": under_way.case})
    refuse_status_event(None, _event(household, method.kind, effective_on))
    if method.kind == Kind.RETURN:
        _ensure_return(cause, planned_exit_year, effective_on)
    case = open_case(
        method=method, area=household.village, title=title_of(household), reason=reason, effective_on=effective_on, by=by
    )
    HouseholdCase.objects.create(
        case=case, household=household, facts=facts or {}, cause=cause, planned_exit_year=planned_exit_year
    )
    return case


def _ensure_return(cause, planned_exit_year, effective_on):
    if not cause:
        raise ValidationError(_("返贫挂号须写明返贫原因。"))
    if not planned_exit_year or not max(FIRST_YEAR, effective_on.year) <= planned_exit_year <= LAST_YEAR:
        raise ValidationError(_("请填计划再次脱贫的年度（%(year)d 年或以后）。") % {"year": effective_on.year})


def _event(household, kind, on, **fields):
    return StatusEvent(household=household, kind=EVENT_OF[kind], on=on, **fields)


def write_standing(of_household, *, by):
    """Write the status event that the county has decided, and what goes with it; returns the StatusEvent.

    A removal stops the household's running measures on the day; a return sets its cause and the year to leave again. What the
    checks say of the household follows at once.
    Raises ValidationError where the year is closed, the day is still to come, or the order of events forbids it.
    """
    case = of_household.case
    with judged(by=by, reason=str(case)) as act:
        household = Household.objects.select_for_update(of=("self",)).get(pk=of_household.household_id)
        event = _event(household, case.kind, case.effective_on, case=case)
        with translation.override(settings.LANGUAGE_CODE):  # records are kept in Chinese, whatever the one who decides reads
            event.procedure = fitting(event, "procedure", case.method)
            event.reason = fitting(event, "reason", of_household.get_cause_display() or case.reason)
        refuse(None, event, by=by, closed=act.closed)
        later = household.events.in_force(timezone.localdate()).filter(on__gte=event.on).order_by("-on").first()
        if later is not None:
            raise ValidationError(_("这一户在 %(day)s 已有“%(event)s”，生效日期须在其后。") % _named(later))
        act.write(event, reason=case.reason)
        if case.kind == Kind.REMOVE:
            _stop_measures(of_household, household, event.on, act)
        if case.kind == Kind.RETURN:
            household.main_cause, household.planned_exit_year = of_household.cause, of_household.planned_exit_year
            _clear_doubled_causes(household)
            act.write(household)
    return event


def _named(event):
    return {"day": event.on, "event": event.get_kind_display()}


def _clear_doubled_causes(household):
    """The other causes differ from the main one, whatever that has become (refusals.refuse_same_cause)."""
    for name, cause in household.repeated_causes().items():
        if cause == household.main_cause:
            setattr(household, name, "")


def _stop_measures(of_household, household, on, act):
    """The measures that run on the day of a removal end with it; which they were is kept: an undoing starts them again."""
    for measure in Measure.objects.filter(household=household, stopped_on__isnull=True, planned_on__lte=on):
        measure.stopped_on = measure.ends_on(on)
        act.write(measure)
        of_household.stopped.append(measure.pk)
    of_household.save(update_fields=["stopped"])


def revoke_standing(of_household, *, by, on, reason):
    """Undo the event of a decided case as of the day `on`: a new act; the event itself stays. Returns the Revocation.

    Raises ValidationError where a later event builds on it, the day does not fit, or the year of the day is closed.
    """
    case = of_household.case
    event = case.status_events.get()
    latest = StatusEvent.objects.filter(household=of_household.household_id).latest(timezone.localdate()).first()
    if latest != event:
        raise ValidationError(_("这一户后来又有“%(event)s”（%(day)s）：请先撤销它。") % _named(latest))
    if not event.on <= on <= timezone.localdate():
        raise ValidationError(_("撤销日期应在 %(day)s 之后、今天之前。") % {"day": event.on})
    with judged(by=by, reason=reason) as act:
        undone = act.write(Revocation(event=event, case=case, on=on, reason=reason, by_name=by.name))
        for measure in Measure.objects.filter(pk__in=of_household.stopped):
            if measure.stopped_on == measure.ends_on(event.on):  # else somebody has set another day since
                measure.stopped_on = None
                act.write(measure)
        if case.kind == Kind.RETURN:
            _restore(of_household, act)
    return undone


def _restore(of_household, act):
    """A return that is undone gives back the cause and the planned year the household had when the case was sent up."""
    household, facts = of_household.household, of_household.facts
    if facts:
        household.main_cause, household.planned_exit_year = facts["main_cause"], facts["planned_exit_year"]
        _clear_doubled_causes(household)
        act.write(household)
