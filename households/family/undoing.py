"""Two households that were joined by mistake are two again."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.checks.actions import judged
from households.codes import Joined, Left, Relation
from households.family.acting import GONE, ensure_standing, living, locked, put_down, run_on, stop_measures
from households.family.moving import move
from households.models import Measure, Member, Pairing, Revocation, StatusEvent
from households.models.family import FamilyAct

NOT_JOINED = gettext_lazy("这一户没有并入别的户，没有可撤销的合户。")


def last_merging(household):
    """The act by which a household was given up, None where it was not or where that has been undone."""
    acts = FamilyAct.objects.filter(household=household, kind=FamilyAct.Kind.MERGED, undoing__isnull=True)
    return acts.with_names().select_related("other").order_by("-on", "-pk").first()


def undo_merging(household, *, by, on, reason):
    """A household that was joined to another stands for itself again from a day on; returns the FamilyAct.

    Its people come back with what was corrected of them since, each what he was to its head before; the plans that went along and
    are not carried out come back too, the measures that ended run on, and the one who answered for it does so again. What was
    recorded of both in between stays with the other household. Raises ValidationError where it was not joined, where one of its
    people has left the other household or leads it, where that household has a case under way or stands elsewhere by now, for a
    day before the joining, still to come or in a closed year.
    """
    with judged(by=by, reason=reason) as act:
        merging = last_merging(household)
        if merging is None:
            raise ValidationError(NOT_JOINED)
        household, target = locked(household.pk, merging.other_id, by=by)
        if not reason.strip():
            raise ValidationError({"reason": _("请说明为什么撤销。")})
        if on < merging.on:
            raise ValidationError({"on": _("合户办在 %(day)s：日期不能更早。") % {"day": merging.on}})
        _ensure_free(target, on, since=merging.on)
        people, relations = _those_who_come_back(merging, target)
        deed = FamilyAct(household=household, other=target, kind=FamilyAct.Kind.UNMERGED, on=on, reason=reason, undoes=merging)
        deed.persons = move(people, household, relations, act, on=on, ways=(Left.UNMERGE, Joined.UNMERGE))
        deed.measures = _bring_back(merging.plans, deed.persons, act, on)
        ended = set(merging.measures) - {plan["measure"] for plan in merging.plans}
        run_on(Measure.objects.filter(pk__in=ended, stopped_on__isnull=False), act)
        _answer_again(household, merging, act, on)
        struck = StatusEvent.objects.filter(household=household, kind="deregistered", on=merging.on)
        if (struck := struck.filter(revocation__isnull=True).first()) is not None:
            act.write(Revocation(event=struck, on=on, reason=reason, by_name=by.name))
        return put_down(deed, act)


def _ensure_free(target, on, *, since):
    if target.status in GONE:
        raise ValidationError(_("%(home)s户也已不在册，不能撤销合户：请先撤销那一户的销号或清退。") % {"home": target})
    ensure_standing(target, on)
    if target.status_on and target.status_on > since:
        event = StatusEvent(kind=target.status).get_kind_display()
        words = {"home": target, "day": target.status_on, "event": event}
        raise ValidationError(_("合户以后，%(home)s户在 %(day)s 又有“%(event)s”：请先撤销它，或者办理分户。") % words)


def _those_who_come_back(merging, target):
    """Their records in the other household, and {key of one: what he was to his own head}."""
    there = living(target)
    # Whoever went on from there and has come back lives there as another record of the same number.
    by_number = {member.identity_number: member.pk for member in there.values()}
    joined = Member.objects.filter(pk__in=[person["now"] for person in merging.persons])
    now = {member.pk: member.pk if member.pk in there else by_number.get(member.identity_number) for member in joined}
    if gone := [person["name"] for person in merging.persons if now[person["now"]] is None]:
        words = {"names": "、".join(gone), "home": target}
        raise ValidationError(_("%(names)s已不在%(home)s户：请先撤销他们的离开，再撤销合户。") % words)
    relations = {now[person["now"]]: person["before"] for person in merging.persons}
    leading = next((there[key] for key in relations if there[key].relation == Relation.HEAD), None)
    if leading is not None:
        words = {"name": leading.name, "home": target}
        raise ValidationError(_("%(name)s现在是%(home)s户的户主：请先给那一户更换户主，再撤销合户。") % words)
    return [there[key] for key in relations], relations


def _bring_back(plans, kept, act, on):
    """What went along and is still a plan is one at home again, as it was kept since; returns the keys of those ended."""
    ended = []
    own = {person["member"]: person["now"] for person in kept}
    for plan in plans:
        there = Measure.objects.filter(pk=plan["now"], done_on__isnull=True, stopped_on__isnull=True).first()
        if there is None:
            continue
        here = Measure.objects.get(pk=plan["measure"])
        for field in Measure._meta.concrete_fields:
            if field.name not in ("id", "household", "planned_on", "stopped_on"):
                setattr(here, field.attname, getattr(there, field.attname))
        here.member_id, here.stopped_on = own.get(there.member_id), None
        ended += stop_measures([there], act, on)
        act.write(here)
    return ended


def _answer_again(household, merging, act, on):
    ended = Pairing.objects.filter(household=household, until__gte=merging.on).order_by("-until", "-since", "-pk").first()
    if ended is not None:
        act.write(Pairing(household=household, cadre=ended.cadre, since=on))
