"""What hangs on what an import brought keeps it when the import is undone: a case acted on since, a check, a visit, a cadre."""

import datetime

import pytest

from households.case_actions import open_household_case
from households.models import Household, Pairing, Visit
from kangle.audit.actions import save
from kangle.supervision.actions import put_acceptance
from kangle.supervision.models import AcceptanceTeam, HouseholdAcceptance
from tests import county as small
from tests.households.workbook.books import Typed, kept, taken_in, undone
from tests.households.workbook.test_taking import HEAD, WIFE, new_home
from tests.procedures.walking import method
from villages.models import Cadre

pytestmark = pytest.mark.django_db


@pytest.fixture
def village(homes, small_county):
    """The village's own workbook."""
    return Typed(small_county.gaolinwan)


@pytest.fixture
def team(small_county):
    leader = Cadre.objects.create(area=small_county.county, name="何组长", sex="male", unit="县扶贫办")
    return AcceptanceTeam.objects.create(
        area=small_county.county, year=2015, number=1, leader=leader, formed_on=datetime.date(2015, 3, 12)
    )


@pytest.fixture
def born(village, homes, people):
    """A function that lets a workbook bring a person, and an address, to a household on the register; the Import."""

    def brought():
        village.member(户编号=homes[0].number, 姓名="马秀英", 证件号码=WIFE, 与户主关系="其他", 加入原因="婚入")
        village.sheets["户"][0]["家庭住址"] = "新地址"
        return taken_in(village.xlsx(), people.village_worker)

    return brought


def passed(home, team):
    return HouseholdAcceptance(team=team, household=home, on=datetime.date(2015, 12, 12), passed=True)


def exit_of(home, people):
    on = datetime.date(2015, 12, 20)
    return open_household_case(home, method=method("exit-household"), reason="达标", effective_on=on, by=people.village_worker)


def test_who_came_before_a_case_was_opened_stays_with_it(born, homes, people):
    source = born()
    case = exit_of(homes[0], people)
    source = undone(source, people.village_worker)
    homes[0].refresh_from_db()
    assert homes[0].members.filter(identity_number=WIFE).exists()
    assert kept(source) == {"成员": f"导入以后，办件“{case}”已凭这一户现在的人和收入办理，保留。"}
    assert homes[0].address == "一社 1 号"  # an address corrected under a case is corrected by every other way, too


def test_a_case_that_nobody_has_acted_on_since_keeps_nobody(born, homes, people):
    exit_of(homes[0], people)
    source = undone(born(), people.village_worker)
    assert not homes[0].members.filter(identity_number=WIFE).exists()
    assert kept(source) == {}


def test_a_case_upon_which_a_team_has_checked_since_keeps_who_came(born, homes, people, team):
    exit_of(homes[0], people)
    source = born()
    put_acceptance(passed(homes[0], team), by=people.inspector)
    source = undone(source, people.village_worker)
    assert homes[0].members.filter(identity_number=WIFE).exists()
    assert "成员" in kept(source)


@pytest.mark.parametrize("built", ["pairing", "visit", "acceptance", "case", "another member"])
def test_a_new_household_that_something_hangs_on_stays_whole(village, people, team, built):
    new_home(village)
    source = taken_in(village.xlsx(), people.village_worker)
    home, cadre = Household.objects.get(members__identity_number=HEAD), team.leader
    if built == "pairing":
        Pairing.objects.create(household=home, cadre=cadre, since="2015-07-01")
    elif built == "visit":
        Visit.objects.create(household=home, cadre=cadre, on="2015-07-01")
    elif built == "acceptance":
        put_acceptance(passed(home, team), by=people.inspector)
    elif built == "case":
        asked = {"reason": "申请", "effective_on": datetime.date(2015, 12, 20), "by": people.village_worker}
        open_household_case(home, method=method("9771"), **asked)
    else:
        small.member(home, 7, identity_number=small.identity_number(407, "male", datetime.date(1999, 1, 2)))
    source = undone(source, people.village_worker)
    assert home.members.filter(identity_number__in=[HEAD, WIFE]).count() == 2
    assert source.outcomes.exclude(kept="").count() == 3


def test_an_ended_case_keeps_nobody(born, homes, people):
    source, case = born(), exit_of(homes[0], people)
    case.state = "withdrawn"
    save(case, by=people.village_worker)
    undone(source, people.village_worker)
    assert not homes[0].members.filter(identity_number=WIFE).exists()
