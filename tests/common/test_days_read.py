"""The parts of a stored day that a database reads by itself are those that Python reads."""

import datetime

import pytest
from django.db.models.functions import Extract

from households.models import Household
from tests import county as small

pytestmark = pytest.mark.django_db
DAYS = [datetime.date(*day) for day in ((2015, 12, 31), (2016, 2, 29), (2015, 1, 1), (1912, 10, 9))]
PARTS = {
    "year": lambda day: day.year,
    "month": lambda day: day.month,
    "day": lambda day: day.day,
    "quarter": lambda day: (day.month + 2) // 3,
    "iso_year": lambda day: day.isocalendar().year,
    "week": lambda day: day.isocalendar().week,
    "iso_week_day": lambda day: day.isoweekday(),
}


@pytest.fixture
def days(small_county):
    for number, day in enumerate([*DAYS, None]):
        home = small.household(small_county.fengtai, number)
        Household.objects.filter(pk=home.pk).update(in_national_system_on=day)
    return Household.objects.order_by("number")


@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_a_day(days, part):
    read = days.annotate(part=Extract("in_national_system_on", part)).values_list("part", flat=True)
    assert list(read) == [*map(PARTS[part], DAYS), None]


def test_days_are_found_by_their_parts(days):
    found = days.filter(in_national_system_on__month=12, in_national_system_on__day=31)
    assert list(found.values_list("in_national_system_on", flat=True)) == [DAYS[0]]
    assert days.filter(in_national_system_on__year=2015).count() == 2
    assert days.filter(in_national_system_on__year__lt=1913).count() == 1
