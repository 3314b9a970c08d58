"""What an acceptance team found at home stands on the exit case under way, and keeps the county from deciding where it failed."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from kangle.demo.reference import SIX
from kangle.procedures.actions import take
from kangle.procedures.codes import Act, State
from kangle.programme.models import PovertyLine
from kangle.supervision.actions import put_acceptance, remove_acceptance
from kangle.supervision.models import AcceptanceTeam, HouseholdAcceptance
from tests import county as small
from tests.facts import day
from tests.households.test_cases import record, standard
from tests.procedures.walking import ready, walk, with_department
from villages.models import Cadre

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(people, small_county):
    return with_department(people, small_county)


@pytest.fixture
def home(small_county):
    standard(2015, SIX)
    PovertyLine.objects.create(year=2015, kind="national", amount_fen=2855_00, source="线")
    made = small.household(small_county.gaolinwan, 1)
    record(made)
    return made


@pytest.fixture
def team(small_county):
    leader = Cadre.objects.create(area=small_county.county, name="何组长", sex="male", unit="县扶贫办")
    return AcceptanceTeam.objects.create(area=small_county.county, year=2015, number=1, leader=leader, formed_on=day(11))


def checked(home, team, on, reason=""):
    return HouseholdAcceptance(household=home, team=team, on=on, passed=not reason, reason=reason)


def test_a_failed_acceptance_stops_the_decision_until_a_later_one_is_passed(home, team, people):
    case = walk(ready(home, "exit-household", people), people, State.COUNTY)
    with translation.override("en"):
        put_acceptance(checked(home, team, day(12, 12), "住房未验收"), by=people.inspector)
    case.refresh_from_db()
    step = case.steps.last()
    assert (case.state, step.act, step.on, step.by_name) == (State.COUNTY, Act.FAILED, day(12, 12), people.inspector.name)
    with pytest.raises(ValidationError, match=r"验收未通过（2015-12-12）：2015 第1验收组 住房未验收。整改后须重新验收"):
        take(case, act=Act.DECIDED, by=people.county_officer)
    put_acceptance(checked(home, team, day(12, 18)), by=people.inspector)
    take(case, act=Act.DECIDED, by=people.county_officer)


def test_whoever_decides_is_told_that_somebody_has_checked_meanwhile(home, team, people):
    case = walk(ready(home, "exit-household", people), people, State.COUNTY)
    put_acceptance(checked(home, team, day(12, 12)), by=people.inspector)
    with pytest.raises(ValidationError, match="验收通过"):
        take(case, act=Act.DECIDED, by=people.county_officer, seen=case.turn)


def test_only_an_exit_under_way_takes_a_step_and_a_correction_of_the_team_none(home, team, people):
    removal = ready(home, "removal", people)
    put_acceptance(checked(home, team, day(12, 12)), by=people.inspector)
    assert not removal.steps.filter(act=Act.ACCEPTED).exists()
    take(removal, act=Act.WITHDRAWN, by=people.village_worker, reason="误立")
    case = walk(ready(home, "exit-household", people), people, State.COUNTY)
    again = put_acceptance(checked(home, team, day(12, 13)), by=people.inspector)
    again.team = AcceptanceTeam.objects.create(area=team.area, year=2015, number=2, leader=team.leader, formed_on=team.formed_on)
    put_acceptance(again, by=people.inspector, reason="更正")
    assert case.steps.filter(act=Act.ACCEPTED).count() == 1
    walk(case, people, State.DECIDED)
    put_acceptance(checked(home, team, day(12, 20)), by=people.inspector)
    assert case.steps.filter(act=Act.ACCEPTED).count() == 1


def test_an_inspector_enters_it_among_the_records_and_the_case_page_says_it(home, team, people, as_person):
    case = walk(ready(home, "exit-household", people), people, State.COUNTY)
    asked = {"team": team.pk, "household": home.pk, "on": "2015-12-12", "on_site": "on", "passed": "on", "why": "验收"}
    asked |= {"papers_complete": "False", "household_agrees": "False"}  # a box left unticked said so unseen
    refused = as_person(people.inspector).post(reverse("admin:supervision_householdacceptance_add"), asked)
    assert "资料不齐或者户主不认可，不能通过" in refused.content.decode()
    asked |= {"papers_complete": "True", "household_agrees": "True"}
    answer = as_person(people.inspector).post(reverse("admin:supervision_householdacceptance_add"), asked)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    page = as_person(people.county_officer).get(reverse("procedures:case", args=[case.pk])).content.decode()
    assert "<b>验收通过</b>" in page


@pytest.fixture
def at_county(home, team, people):
    """An exit case at the county that a team failed on 12-12 and passed on 12-18: (case, failed check, passed check)."""
    case = walk(ready(home, "exit-household", people), people, State.COUNTY)
    failed = put_acceptance(checked(home, team, day(12, 12), "住房未验收"), by=people.inspector)
    return case, failed, put_acceptance(checked(home, team, day(12, 18)), by=people.inspector)


def address(record, page):
    return reverse(f"admin:supervision_householdacceptance_{page}", args=[record.pk])


def decide(case, people):
    return take(case, act=Act.DECIDED, by=people.county_officer)


def test_a_pass_that_is_deleted_no_longer_lets_the_county_decide(at_county, people, as_person):
    case, _failed, passed = at_county
    answer = as_person(people.inspector).post(address(passed, "delete"), {"post": "yes", "reason": "录错日期"})
    assert answer.status_code == 302
    step = case.steps.last()
    assert (step.act, step.on, step.reason) == (Act.UNCHECKED, day(12, 18), "录错日期")
    with pytest.raises(ValidationError, match="验收未通过（2015-12-12）"):
        decide(case, people)


def test_a_pass_of_another_household_does_not_count_and_is_put_on_its_case(at_county, people, small_county):
    case, _failed, passed = at_county
    passed.household = small.household(small_county.gaolinwan, 2)
    put_acceptance(passed, by=people.inspector, reason="录错户")
    assert (case.steps.last().act, case.steps.last().reason) == (Act.UNCHECKED, "录错户")
    with pytest.raises(ValidationError, match="验收未通过（2015-12-12）"):
        decide(case, people)


def test_the_last_check_by_its_day_decides_whenever_it_was_entered(at_county, team, home, people):
    case, _failed, _passed = at_county
    put_acceptance(checked(home, team, day(12, 28), "饮水未解决"), by=people.inspector)
    put_acceptance(checked(home, team, day(12, 14)), by=people.inspector)
    with pytest.raises(ValidationError, match="验收未通过（2015-12-28）"):
        decide(case, people)


def test_a_failed_check_that_is_gone_stops_nobody(home, team, people, small_county):
    case = walk(ready(home, "exit-household", people), people, State.COUNTY)
    failed = put_acceptance(checked(home, team, day(12, 12), "住房未验收"), by=people.inspector)
    remove_acceptance(failed, by=people.inspector, reason="录错户")
    assert decide(case, people).act == Act.DECIDED


def test_what_an_exit_was_decided_upon_stands_until_the_decision_is_taken_back(at_county, people, as_person):
    case, failed, passed = at_county
    decide(case, people)
    client = as_person(people.inspector)
    assert f"县里已凭这次验收审定了“{case}”" in client.get(address(passed, "delete")).content.decode()
    client.post(address(passed, "delete"), {"post": "yes", "reason": "删"})
    turned = {"team": passed.team_id, "household": passed.household_id, "on": "2015-12-18", "on_site": "True", "why": "改"}
    turned |= {"papers_complete": "True", "household_agrees": "True", "passed": "False", "reason": "住房"}
    assert "请先在办件页面撤销决定" in client.post(address(passed, "change"), turned).content.decode()
    passed.refresh_from_db()
    assert passed.passed
    remove_acceptance(failed, by=people.inspector, reason="重复")  # not what the county relied upon
    take(case, act=Act.REVOKED, by=people.county_officer, reason="复核", on=day(12, 31))
    remove_acceptance(passed, by=people.inspector, reason="复核")
    assert not HouseholdAcceptance.objects.exists()
