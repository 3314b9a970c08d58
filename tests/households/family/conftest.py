import pytest

from tests.households.family.homes import family


@pytest.fixture
def house(small_county):
    """The family of tests.households.family.homes."""
    return family(small_county.gaolinwan)
