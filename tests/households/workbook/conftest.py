import pytest

from households.models import YearRecord
from tests import county as small


@pytest.fixture
def homes(small_county):
    """Two households of 高林湾村 on the register, with a year; one of 丰台村."""
    made = [
        small.household(small_county.gaolinwan, 1, address="一社 1 号", phone="13912340001"),
        small.household(small_county.gaolinwan, 2, address="一社 2 号", phone="13912340002"),
        small.household(small_county.fengtai, 1),
    ]
    for home in made:
        YearRecord.objects.create(household=home, year=2015, recorded_on="2015-06-01", wages_fen=1_234_567_00, farmland_mu="3.5")
    return made
