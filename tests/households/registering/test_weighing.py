"""Who would be put down, and what speaks against each of the others."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from households.case_actions import open_household_case
from households.models import Begun, Member, Revocation, StatusEvent
from households.registering import weighing
from households.registering.weighing import Asked, weigh
from kangle.programme.actions import set_state
from tests import county as small
from tests.households.registering.brought import DAY, Kind, brought, identify, leave
from tests.procedures.walking import method

pytestmark = pytest.mark.django_db


def sentence_of(asked):
    """The one sentence by which the one household asked about is refused."""
    weighed = weigh(asked)
    assert weighed.homes == []
    [(sentence, names)] = weighed.refused.items()
    assert len(names) == 1
    return sentence


def test_all_of_an_area_without_a_standing(small_county, brought_along):
    weighed = weigh(identify(small_county.county))
    assert weighed.homes == brought_along
    assert (weighed.persons, weighed.passed, weighed.refused) == (12, 1, {})
    same = [f"马一（{home.number}）" for home in brought_along[:2]]
    assert weighed.by_village() == [(small_county.gaolinwan, same), (small_county.fengtai, ["马一"])]
    assert weigh(identify(small_county.suji)).homes == brought_along[2:]


def test_those_named_alone(small_county, brought_along):
    asked = Asked(small_county.fucheng, Kind.IDENTIFIED, DAY, (brought_along[0].number, brought_along[2].number, "9999999999"))
    weighed = weigh(asked)
    assert weighed.homes == brought_along[:1]
    # Whether a number is another township's is not told.
    assert weighed.refused == {"附城镇没有这个户编号": [brought_along[2].number, "9999999999"]}


def test_a_standing_that_was_there_before(small_county):
    home = small.household(small_county.gaolinwan, 1, identified_on=datetime.date(2014, 5, 1))
    assert sentence_of(identify(small_county.county, home)) == "识别（2014-05-01）之后不能是识别（2014-06-01）：请核对先后。"
    later = small.household(small_county.gaolinwan, 2, identified_on=datetime.date(2014, 7, 1))
    assert sentence_of(identify(small_county.county, later)) == "已有“识别”（2014-07-01），日期不在其后"


def test_who_was_never_poor_cannot_have_left(small_county):
    home = brought(small_county.gaolinwan, 1)
    assert "还没有识别，不能脱贫" in sentence_of(leave(small_county.county, home))


def test_nobody_lives_there(small_county):
    home = brought(small_county.gaolinwan, 1)
    Member.objects.filter(household=home).update(left_on=datetime.date(2014, 12, 1), left_by="02")
    assert sentence_of(identify(small_county.county)) == "现在户里没有人：请先登记家庭成员"


def test_a_record_that_is_not_filled_in(small_county):
    home = brought(small_county.gaolinwan, 1)
    begun = Begun.objects.create(household=home, steps_left=["contact"])
    assert sentence_of(identify(small_county.county)) == "还没有填完：请先填完这一户"
    begun.steps_left = []
    begun.save()
    assert weigh(identify(small_county.county)).homes == [home]


def test_a_case_decides_by_itself(small_county, people):
    home = brought(small_county.gaolinwan, 1)
    asked = {"method": method("9771"), "reason": "申请", "effective_on": datetime.date(2015, 6, 1)}
    case = open_household_case(home, by=people.village_worker, **asked)
    assert sentence_of(identify(small_county.county)) == "有办件在办，由办件决定"
    event = StatusEvent.objects.create(household=home, kind="identified", on=DAY, case=case)
    case.of_household.delete()
    assert "以后的变化也要办件" in sentence_of(leave(small_county.county, home))
    Revocation.objects.create(event=event, case=case, on=datetime.date(2014, 9, 1), reason="错了", by_name="马志明")
    assert "已在系统里撤销" in sentence_of(identify(small_county.county))


def test_only_days_up_to_the_first_year_here(small_county, brought_along):
    asked = Asked(small_county.county, Kind.IDENTIFIED, datetime.date(2015, 12, 31))
    assert weigh(asked).homes == brought_along
    with pytest.raises(ValidationError) as refused:
        weigh(Asked(small_county.county, Kind.IDENTIFIED, datetime.date(2016, 1, 1)))
    assert "2015 年是本县在系统里的第一个年度" in refused.value.message_dict["on"][0]
    with pytest.raises(ValidationError, match="从这一年起脱贫要逐户立件、验收"):
        weigh(leave(small_county.county, brought_along[0], on=datetime.date(2015, 1, 1)))


@pytest.mark.parametrize(("day", "says"), [(datetime.date(2011, 5, 1), "太早了"), (datetime.date(2015, 6, 1), "已关闭")])
def test_a_day_that_cannot_be(small_county, people, brought_along, day, says):
    set_state(small_county.period, state="closed", by=people.county_officer, reason="年终")
    with pytest.raises(ValidationError) as refused:
        weigh(Asked(small_county.county, Kind.IDENTIFIED, day))
    assert says in str(refused.value)


def test_more_than_can_be_written_at_once(small_county, brought_along, monkeypatch):
    monkeypatch.setattr(weighing, "LARGEST", 2)
    with pytest.raises(ValidationError, match="先选一个乡镇"):
        assert weigh(identify(small_county.county)).persons == 12
    assert weigh(identify(small_county.fucheng)).homes == brought_along[:2]


@pytest.mark.usefixtures("brought_along")
def test_as_many_questions_for_one_as_for_many(small_county, django_assert_num_queries):
    with django_assert_num_queries(11):
        assert weigh(identify(small_county.suji)).persons == 4
    with django_assert_num_queries(11):
        assert weigh(identify(small_county.county)).persons == 12
