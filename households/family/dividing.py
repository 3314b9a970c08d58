"""One household becomes two, or two become one. Nobody is counted twice, and nobody is identified anew."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from households.checks.actions import judged
from households.codes import Joined, Left, Relation
from households.family.acting import (
    ensure_joined,
    ensure_related,
    ensure_standing,
    head_too_young,
    in_the_records_language,
    is_child,
    living,
    locked,
    put_down,
    running,
    stop_measures,
)
from households.family.moving import bring_plans, move
from households.form import HOUSEHOLD
from households.models import Household, Pairing, StatusEvent
from households.models.family import FamilyAct
from households.numbering import next_number
from households.standing import POOR
from kangle.common.fields import fitting

# What a household that splits off has of its own: its people were poor for the same reasons.
TAKEN_ALONG = (
    "group_id", "standard", "kind", "main_cause", "second_cause", "third_cause", "planned_exit_year", "martyr_family",
    "only_child_family", "two_daughter_family",
)  # fmt: skip
TO_BE_FILLED_IN = [step.code for step in HOUSEHOLD if step.code in ("contact", "relocation")]
# Where a household stands, as the events a new one brings along: each follows from the one before (households.standing).
CHAINS = {"identified": ("identified",), "exited": ("identified", "exited"), "returned": ("identified", "exited", "returned")}


def split(household, *, by, on, members, head, relations, reason, address=""):
    """Some members become a household of their own from a day on; returns the FamilyAct, whose `other` is the new household.

    `members`: those who go, `head` (one of them) leads them, `relations` ({key: code}) says what the others are to him. The new
    one stands where the old one stood, has its responsible person, and takes over the plans made for those who go. Raises
    ValidationError where the head or everybody would go, a child would lead, with a case under way, off the register, or as
    `change_head`.
    """
    with judged(by=by, reason=reason) as act:
        (household,) = locked(household.pk, by=by)
        going = _those_who_go(household, members, head)
        if not reason.strip():
            raise ValidationError({"reason": _("请说明为什么分户。")})
        if is_child(head, on):
            raise ValidationError({"head": head_too_young(head)})
        ensure_joined(going, on)
        ensure_standing(household, on)
        ensure_related([person for person in going if person.pk != head.pk], relations)
        new = Household(village=household.village, number=next_number(household.village), address=address or household.address)
        for name in TAKEN_ALONG:
            setattr(new, name, getattr(household, name))
        act.begin(new, list(TO_BE_FILLED_IN))
        kept = move(going, new, {**relations, head.pk: Relation.HEAD}, act, on=on, ways=(Left.SPLIT, Joined.SPLIT))
        _bring_standing(household, new, act, on)
        _bring_pairing(household, new, act, on)
        deed = FamilyAct(household=household, other=new, kind=FamilyAct.Kind.SPLIT, on=on, reason=reason, persons=kept)
        plans = running(household, on, member__in=[person.pk for person in going], done_on__isnull=True)
        deed.plans = bring_plans(plans, new, kept, act, on=on)
        deed.measures = [plan["measure"] for plan in deed.plans]
        return put_down(deed, act)


def _those_who_go(household, members, head):
    people = living(household)
    going = [people[member.pk] for member in members if member.pk in people]
    if not going or len(going) != len(members):
        raise ValidationError({"members": _("分出去的须是现在这一户里的人：请重新选。")})
    if any(person.relation == Relation.HEAD for person in going):
        raise ValidationError({"members": _("户主留在原户：户主要分出去的，请先换户主。")})
    if len(going) == len(people):
        raise ValidationError({"members": _("原户至少留一个人。")})
    if head.pk not in {person.pk for person in going}:
        raise ValidationError({"head": _("新户的户主须在分出去的人当中。")})
    return going


def merge(household, target, *, by, on, relations, reason):
    """All members of a household join another of the village from a day on, and it is struck off; returns the FamilyAct.

    `relations` ({key: code}) says what each of them is to the head of `target`. Both must stand alike: nobody leaves or falls
    back into poverty by a joining. Plans not carried out go along. Raises ValidationError as `split`.
    """
    with judged(by=by, reason=reason) as act:
        if household.pk == target.pk:
            raise ValidationError({"other": _("请选另外一户。")})
        household, target = locked(household.pk, target.pk, by=by)
        people = list(living(household).values())
        if household.village_id != target.village_id:
            raise ValidationError({"other": _("只能并入同一个村的户。")})
        if not people or not living(target):
            raise ValidationError(_("两户都要有在户的人，才能合户。"))
        if not reason.strip():
            raise ValidationError({"reason": _("请说明为什么合户。")})
        _ensure_alike(household, target)
        if household.events.filter(kind="deregistered", on=on).exists():
            raise ValidationError({"on": _("这一户在 %(day)s 已有一次销号（后来撤销了）：请换一天。") % {"day": on}})
        ensure_joined(people, on)
        ensure_standing(household, on)
        ensure_standing(target, on)
        ensure_related(people, relations)
        deed = FamilyAct(household=household, other=target, kind=FamilyAct.Kind.MERGED, on=on, reason=reason)
        deed.persons = move(people, target, relations, act, on=on, ways=(Left.MERGE, Joined.MERGE))
        plans = running(household, on, done_on__isnull=True)
        deed.plans = bring_plans(plans, target, deed.persons, act, on=on)
        deed.measures = [plan["measure"] for plan in deed.plans]
        deed.measures += stop_measures(running(household, on, done_on__isnull=False), act, on)
        for pairing in Pairing.objects.filter(household=household, until__isnull=True):
            pairing.until = max(on, pairing.since)
            act.write(pairing)
        if household.status:
            with in_the_records_language():
                told = _("合户：并入%(home)s户（%(number)s）") % {"home": target, "number": target.number}
            act.write(StatusEvent(household=household, kind="deregistered", on=on, reason=fitting(StatusEvent, "reason", told)))
        return put_down(deed, act)


def _ensure_alike(household, target):
    standing = {"poor" if each.status in POOR else each.status for each in (household, target)}
    if len(standing) > 1:
        raise ValidationError({"other": _("两户的状态不一样（一户未脱贫，一户不是），不能合户：请先按程序办脱贫、返贫或识别。")})


def _bring_standing(household, new, act, on):
    """The new household stands where the old one does. What is brought along counts as no event of its own in any figure."""
    standing = household.events.in_force(timezone.localdate()).select_related("carried_from").order_by("on", "pk")
    events = {event.kind: event for event in standing}
    for kind in CHAINS.get(household.status, ()):
        if kind in events:
            first = events[kind].carried_from or events[kind]
            event = StatusEvent(household=new, kind=kind, on=on, reason=_brought(household, first), carried_from=first)
            act.write(event, reason=event.reason)


def _brought(household, event):
    words = {"number": household.number, "day": event.on}
    with in_the_records_language():
        return _("分户：随原户%(number)s，%(day)s 已%(kind)s") % {**words, "kind": event.get_kind_display()}


def _bring_pairing(household, new, act, on):
    held = Pairing.objects.held(on).filter(household=household).order_by("-since", "-pk").first()
    if held is not None:
        act.write(Pairing(household=new, cadre=held.cadre, since=on))
