"""A household has a new head: everybody's relation is to him from then on."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from households.checks.actions import judged
from households.codes import Relation
from households.family.acting import ensure_joined, ensure_related, head_of, living, locked, put_down, relate
from households.family.kinship import Kin, offers
from households.models.family import FamilyAct


def offered(people, head):
    """{key: relation or ""}: what each of `people` ({key: Member}) but the new `head` is to him, as far as it can be told."""
    return offers({key: Kin(person.relation, person.sex) for key, person in people.items()}, head.pk)


def change_head(household, *, by, on, head, relations, reason):
    """Make a member the head from a day on; returns the FamilyAct.

    `relations` ({key: code}) says of everybody else, the old head included, what he is to the new one. Raises ValidationError
    where somebody is left out, for a day before he joined or before the last change of head, still to come or in a closed year.
    """
    with judged(by=by, reason=reason) as act:
        (household,) = locked(household.pk, by=by)
        people = living(household)
        if head.pk not in people:
            raise ValidationError({"head": _("新户主须是现在这一户里的人：请重新选。")})
        head, old = people[head.pk], head_of(people)
        if head == old:
            raise ValidationError({"head": _("%(name)s已经是户主了。") % {"name": head.name}})
        if not reason.strip():
            raise ValidationError({"reason": _("请说明为什么换户主。")})
        ensure_joined([head], on)
        _ensure_after_the_last(household, on)
        ensure_related([person for person in people.values() if person.pk != head.pk], relations)
        kept = relate(list(people.values()), {**relations, head.pk: Relation.HEAD}, act)
        deed = FamilyAct(household=household, kind=FamilyAct.Kind.HEAD, on=on, reason=reason, persons=kept)
        return put_down(deed, act)


def _ensure_after_the_last(household, on):
    last = FamilyAct.objects.filter(household=household, kind=FamilyAct.Kind.HEAD).order_by("-on").first()
    if last is not None and last.on > on:
        raise ValidationError({"on": _("这一户在 %(day)s 换过户主：日期不能更早。") % {"day": last.on}})
