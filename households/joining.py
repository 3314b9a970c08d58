"""Who came with the registration of a household belongs to it from the day on which it was identified.

A record entered later says of such a person the day in hand (households.presumed), for until then nobody has decided anything.
Once the day is known, and earlier, the household was identified with its people: a household of nobody on the day of its own
event would make 0 persons poor, and so many more the next year.
"""

import copy

from django.core.exceptions import ValidationError

from households.codes import Joined
from households.models import Member
from kangle.programme.years import closed_years, ensure_record_open


def joining_earlier(households, on, closed=None):
    """[(Member as stored, the day from which he belongs)] of those of some households who came with its registration and are on
    record from a later day; who was born since, from his birthday. What a closed year has counted stays: it has counted nobody.
    """
    closed = closed_years() if closed is None else closed
    late = Member.objects.filter(household__in=households, joined_by=Joined.REGISTERED, joined_on__gt=on)
    found = _earlier(late, on)
    return [(member, day) for member, day in found if is_open(member, _joined(member, day), closed)] if closed else found


def _earlier(late, on):
    found = ((member, max(on, member.born_on)) for member in late.select_related("household__village").order_by("pk"))
    return [(member, day) for member, day in found if day < member.joined_on]


def _joined(member, day):
    moved = copy.copy(member)
    moved.joined_on = day
    return moved


def is_open(old, new, closed):
    """Whether a write bears on no closed year."""
    try:
        ensure_record_open(old, new, closed)
    except ValidationError:
        return False
    return True
