"""A village member at a phone, and a household of his village."""

import pytest

from tests import county as small


@pytest.fixture
def worker(people, as_person):
    return as_person(people.village_worker)


@pytest.fixture
def home(small_county):
    return small.household(small_county.gaolinwan, 1)
