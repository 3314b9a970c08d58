"""Somebody leaves a household, by death, marriage or moving away; or it turns out that he has not."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from households.actions import taken
from households.checks.actions import judged
from households.codes import GOES_BY, Left, Relation
from households.family.acting import (
    as_kept,
    ensure_joined,
    ensure_related,
    head_of,
    living,
    locked,
    put_down,
    relate,
    run_on,
    running,
    stop_measures,
)
from households.models import Begun, Measure, Member
from households.models.family import FamilyAct


def leave(member, *, by, on, why, reason="", head=None, relations=None, stop=True):
    """A member leaves his household on a day; returns the FamilyAct. He is counted to the day before.

    `why`: one of GOES_BY. Where the head leaves, `head` (a Member) takes his place and `relations` ({key: code}) says what
    everybody else is to the new one. `stop`: his own running measures end with the day. Raises ValidationError for the last
    member, for a head without a new one, for somebody gone, for a day before he joined, still to come, or of a closed year.
    """
    with judged(by=by, reason=reason) as act:
        (household,) = locked(member.household_id, by=by)
        people = living(household)
        member = _still_here(member, people)
        _ensure_told(why, reason)
        if len(people) == 1:
            sentence = _("%(name)s是这一户最后一个人，不能离开：并入别的户请办“合户”，全户不在了请按程序清退。")
            raise ValidationError(sentence % {"name": member.name})
        ensure_joined([member], on)
        others = [person for person in people.values() if person.pk != member.pk]
        kept = [as_kept(member, before=member.relation)]
        if member.relation == Relation.HEAD:
            kept += _succeed(others, head, relations or {}, act)
        deed = FamilyAct(household=household, kind=FamilyAct.Kind.LEFT, on=on, why=why, reason=reason, persons=kept)
        measures = running(household, on, member=member) if stop else ()
        deed.measures = stop_measures(measures, act, on, reason or deed.get_why_display())
        member.left_on, member.left_by = on, why
        act.write(member)
        Begun.objects.filter(member=member).update(steps_left=[])  # nobody is asked about him any more
        return put_down(deed, act)


def _still_here(member, people):
    if member.pk not in people:
        raise ValidationError(_("%(name)s已经不在这一户了：请重新打开这一页。") % {"name": member.name})
    return people[member.pk]


def _ensure_told(why, reason):
    if why not in GOES_BY:
        raise ValidationError({"why": _("请选择离开的原因；分户、合户另有办法。")})
    if why == Left.OTHER and not reason.strip():
        raise ValidationError({"reason": _("选了“其他”，请说明是什么情况。")})


def _succeed(others, head, relations, act):
    """Put somebody in the place of a head who leaves; returns the people as the act keeps them."""
    if head is None or head.pk not in {person.pk for person in others}:
        raise ValidationError({"head": _("户主离开，要先从家里其他人中定一个新户主。")})
    ensure_related([person for person in others if person.pk != head.pk], relations)
    return relate(others, {**relations, head.pk: Relation.HEAD}, act)


def last_leaving(member):
    """The act by which a member left, None where it was put down another way or has been undone."""
    acts = FamilyAct.objects.filter(household=member.household_id, kind=FamilyAct.Kind.LEFT, undoing__isnull=True)
    return next((act for act in acts.order_by("-on", "-pk") if act.persons[0]["member"] == member.pk), None)


def undo_leaving(member, *, by, relation, reason):
    """A member who was said to have left is still there: a new act, with a reason; returns the FamilyAct.

    `relation` is what he is to the head there is now. His measures run on. Raises ValidationError where he went to another
    household, lives elsewhere by now, where a second head would come of it, or where the year of his leaving is closed.
    """
    # Before anything else: that somebody was told where a number is stays on record, though nothing comes of the act.
    gone = Member.objects.get(pk=member.pk)
    may_be_elsewhere = gone.left_on is not None and not gone.went_across
    if may_be_elsewhere and (elsewhere := taken(gone.identity_number, gone, by)):
        raise ValidationError(elsewhere)
    return _brought_back(member, by=by, relation=relation, reason=reason)


def _brought_back(member, *, by, relation, reason):
    with judged(by=by, reason=reason) as act:
        (household,) = locked(member.household_id, by=by)
        member, people = Member.objects.get(pk=member.pk), living(household)
        if member.left_on is None:
            raise ValidationError(_("%(name)s就在这一户，没有离开。") % {"name": member.name})
        if member.went_across:
            raise ValidationError(_("%(name)s是分户、合户时转走的：合错了请撤销合户，其他请再办合户。") % {"name": member.name})
        if not reason.strip():
            raise ValidationError({"reason": _("请说明为什么撤销。")})
        if head_of(people) is None:
            raise ValidationError(_("这一户现在没有户主：请先登记户主。"))
        ensure_related([member], {member.pk: relation})
        undone = last_leaving(member)
        deed = FamilyAct(household=household, kind=FamilyAct.Kind.BACK, on=timezone.localdate(), reason=reason, undoes=undone)
        deed.persons = [as_kept(member, before=member.relation, after=relation)]
        gone_on, member.left_on, member.left_by, member.relation = member.left_on, None, "", relation
        act.write(member)
        ended = Measure.objects.filter(pk__in=undone.measures if undone else (), stopped_on__gte=gone_on)
        run_on(ended, act)
        return put_down(deed, act)
