"""What every act on two households shares: people and plans go from one to the other."""

import uuid

from households.family.acting import as_kept, stop_measures
from households.models import Begun


def move(people, home, relations, act, *, on, ways):
    """Let some people leave their household and join another on the same day; returns them as an act keeps them."""
    left_by, joined_by = ways
    kept = []
    for person in people:
        there = _like(person, household_id=home.pk, joined_on=on, joined_by=joined_by, relation=relations[person.pk])
        person.left_on, person.left_by = on, left_by
        act.write(person)  # first: a number is borne once among the living
        now = act.write(there, brought=True)
        _bring_steps(person, now)
        kept.append(as_kept(person, before=person.relation, after=now.relation, now=now.pk))
    return kept


def _like(record, **other):
    """A new record, not stored yet, that says what another does but for `other`."""
    own = {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields if not field.primary_key}
    return type(record)(**{**own, **other})


def _bring_steps(person, now):
    """What is still to be asked about a person is asked in the new household."""
    begun = Begun.objects.filter(member=person).first()
    if begun and begun.steps_left:
        Begun.objects.create(key=uuid.uuid4(), household=now.household, member=now, steps_left=begun.steps_left)
        Begun.objects.filter(pk=begun.pk).update(steps_left=[])


def bring_plans(plans, home, kept, act, *, on):
    """Plans not carried out end here and begin there; what was done stays where it was done.

    Returns [{"measure": key of the one ended, "now": key of the one that goes on}].
    """
    now = {person["member"]: person["now"] for person in kept}
    ended = []
    for plan in list(plans):
        there = _like(plan, household_id=home.pk, member_id=now.get(plan.member_id), planned_on=max(on, plan.planned_on))
        stop_measures([plan], act, on)
        ended.append({"measure": plan.pk, "now": act.write(there).pk})
    return ended
