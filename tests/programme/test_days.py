"""Days that cannot be are refused where they are entered, and nowhere else."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from households.models import Member, Visit
from kangle.programme.days import ensure_plausible
from kangle.supervision.models import Finding
from villages.models import Post

TODAY = timezone.localdate()
TO_COME = TODAY + datetime.timedelta(days=2)  # still to come where midnight passes between reading this and the test


@pytest.mark.parametrize(
    "record",
    [
        Visit(on=TODAY),
        Member(born_on=datetime.date(1931, 2, 3), joined_on=TODAY),
        Finding(found_on=TODAY, due_on=TO_COME),
        Post(since=TO_COME, until=TODAY + datetime.timedelta(days=700)),
    ],
)
def test_what_happened_and_what_is_announced_is_taken(record):
    ensure_plausible(None, record)


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (Visit(on=TO_COME), "on"),
        (Visit(on=datetime.date(1800, 1, 1)), "on"),
        (Member(born_on=datetime.date(1850, 1, 1), joined_on=TODAY), "born_on"),
        (Member(born_on=TODAY, joined_on=datetime.date(1931, 2, 3)), "joined_on"),
        (Finding(found_on=TODAY, due_on=datetime.date(2115, 1, 1)), "due_on"),
        (Finding(found_on=TODAY, due_on=TO_COME, rectified_on=TO_COME), "rectified_on"),
    ],
)
def test_a_day_that_cannot_be_is_named(record, field):
    with pytest.raises(ValidationError) as caught:
        ensure_plausible(None, record)
    assert list(caught.value.message_dict) == [field]


def test_what_already_stood_there_does_not_stop_another_correction():
    ensure_plausible(Visit(on=datetime.date(1800, 1, 1)), Visit(on=datetime.date(1800, 1, 1), note="补"))
    ensure_plausible(Visit(on=TO_COME), None)
