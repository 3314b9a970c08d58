"""The county the journeys lead through: one record of everything, a screenful of households, all of it published."""

import datetime

import pytest

from kangle.programme.plan import ship_plan
from kangle.scorecard.actions import recompute
from tests import county as small
from tests.access.conftest import one_of_each_kind, one_of_each_role
from tests.phones import masts  # noqa: F401 - a fixture


@pytest.fixture
def everyone(small_county):
    return one_of_each_role(small_county)


@pytest.fixture
def place(small_county):
    return one_of_each_kind(small_county)


@pytest.fixture
def lively(small_county):
    """The small county with sixty households in two townships, some of them out of poverty, and the county's plan."""
    for village in (small_county.gaolinwan, small_county.fengtai):
        for number in range(101, 131):
            left = datetime.date(2015, 11, 20) if number % 3 == 0 else None
            small.household(village, number, persons=2 + number % 4, exited_on=left)
    ship_plan(small_county.county, small.YEAR, by="测试")
    return small_county


@pytest.fixture
def scored(lively):
    """The lively county with two published days of its year."""
    for day in (datetime.date(2015, 11, 30), lively.period.ends_on):
        recompute(lively.county, year=small.YEAR, as_of=day)
    return lively


@pytest.fixture
def home(small_county):
    return small.household(small_county.gaolinwan, 1, persons=2, phone="19900001111", bank="农业银行", address="一社1号")
