"""The small county is what its picture says, on whatever database the suite runs."""

import datetime

from households.models import Household, Member
from kangle.areas.models import Area
from tests import county


def test_its_villages_lie_where_the_picture_shows_them(small_county):
    villages = Area.objects.within(small_county.fucheng).at_level(Area.Level.VILLAGE)

    assert list(villages) == [small_county.chengnan, small_county.gaolinwan]
    assert small_county.banpo.parent == small_county.suji
    assert [str(area) for area in small_county.banpo.ancestors()] == ["甘肃省", "临夏回族自治州", "康乐县", "苏集镇"]


def test_each_of_the_five_sees_their_own_area(small_county, people):
    for number, village in enumerate((small_county.gaolinwan, small_county.fengtai), 1):
        county.household(village, number)

    seen = {name: Household.objects.visible_to(user).count() for name, user in vars(people).items()}

    assert seen == {"county_officer": 2, "township_officer": 1, "village_worker": 1, "other_worker": 1, "inspector": 2}


def test_a_household_has_the_people_and_the_day_it_was_given(small_county):
    home = county.household(small_county.banpo, 1, persons=3, exited_on=datetime.date(2015, 12, 1))

    assert str(home) == "马一"
    assert home.members.count() == 3
    assert [event.kind for event in home.events.all()] == ["identified", "exited"]


def test_no_two_people_bear_one_identity_number(small_county):
    for number in range(60):
        county.household(small_county.banpo, number)

    assert Member.objects.values("identity_number").distinct().count() == 240
