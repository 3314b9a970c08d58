"""Who shares a year's income: the household's members on the day its record was taken, said alike wherever it is said."""

import datetime

import pytest
from django.urls import reverse

from households import comparison, exits
from households.cases import facts_of, in_words
from households.evidence import evidence_of, weighed
from households.models import Household, YearRecord
from households.sharing import income_per_head, sharing
from kangle.procedures.codes import Kind
from kangle.programme.models import PovertyLine
from tests.households.entry.typing import Paper
from tests.households.test_cases import lines, record  # noqa: F401 - a fixture among them
from tests.procedures.walking import opened

pytestmark = pytest.mark.django_db
TAKEN, TODAY = datetime.date(2015, 11, 20), datetime.date(2015, 12, 30)


@pytest.fixture
def kept(home, lines):  # noqa: F811
    """A household of four whose record of 12 000 yuan was taken before two of them came."""
    home.members.filter(pk__in=home.members.order_by("-pk").values("pk")[:2]).update(joined_on=datetime.date(2015, 11, 30))
    home.members.update(schooling="", born_on=datetime.date(1980, 1, 1))
    return record(home)


def test_card_list_case_and_standard_say_one_income_a_head(home, kept):
    shared = sharing(kept, home.members.all(), TODAY)
    assert income_per_head(kept.net_income, len(shared)) == 6000_00
    assert YearRecord.objects.with_income_per_head().get(pk=kept.pk).income_per_head_fen == 6000_00
    assert Household.objects.with_income().get(pk=home.pk).income_per_head_fen == 6000_00
    assert in_words("income_per_head_fen", facts_of(home, TODAY)["income_per_head_fen"]) == "6,000元"
    told = {str(each.label): each for each in evidence_of(home, TODAY)}["收入"]
    assert "人均纯收入 6,000元" in told.said[0]
    assert "人均 6,000元" in str(comparison._income(YearRecord.objects.with_income_per_head().get(pk=kept.pk), 2855_00).because)


def test_one_household_and_all_at_once_are_held_against_the_line_alike(home, kept):
    PovertyLine.objects.update(amount_fen=5000_00)  # two share it: over the line; four would not be
    assert exits.over_line(kept, len(sharing(kept, home.members.all(), TODAY)), 5000_00)
    assert list(exits.households_meeting_standard(2015, TODAY).values_list("household", flat=True)) == [home.pk]
    home.members.update(joined_on=datetime.date(2015, 11, 30))
    assert not exits.households_meeting_standard(2015, TODAY).exists()


def test_an_income_that_nobody_shared_is_said_to_be_so_and_speaks_for_nothing(home, kept, people, as_person):
    home.members.update(joined_on=datetime.date(2015, 11, 30))
    told = {str(each.label): each for each in evidence_of(home, TODAY)}["收入"]
    assert told.supports is None and "采集日期 2015-11-20 那天" in told.said[0]
    found = weighed(home, Kind.IDENTIFY, TODAY)
    assert found.against == () and "算不出人均纯收入" in found.lacks[0]
    case = opened(home, "exit-household", people.village_worker)
    page = as_person(people.village_worker).get(reverse("procedures:case", args=[case.pk])).content.decode()
    assert "算不出人均纯收入" in page


def test_the_screen_of_income_says_that_nobody_is_there_to_share_it(home, kept, people, as_person):
    home.members.update(joined_on=datetime.date(2015, 11, 30))
    worker = as_person(people.village_worker)
    page = Paper(worker, reverse("households:year-step", args=[home.pk, 2015, "income"])).page.content.decode()
    assert "0 人" not in page and "采集日期那天家里没有登记的成员" in page
