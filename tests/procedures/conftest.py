import pytest

from tests import county as small
from tests.access.conftest import one_of_each_role
from tests.procedures.walking import with_department


@pytest.fixture
def everyone(small_county):
    return one_of_each_role(small_county)


@pytest.fixture
def people(people, small_county):
    return with_department(people, small_county)


@pytest.fixture
def home(small_county):
    """A household of 高林湾村 on the register."""
    return small.household(small_county.gaolinwan, 1)
