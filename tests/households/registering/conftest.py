import pytest

from tests import county as small
from tests.households.registering.brought import brought


@pytest.fixture
def brought_along(small_county):
    """Two households of 高林湾 and one of 丰台 without a standing, one of 高林湾 with one."""
    homes = [brought(small_county.gaolinwan, 1), brought(small_county.gaolinwan, 2), brought(small_county.fengtai, 3)]
    small.household(small_county.gaolinwan, 9)
    return homes
