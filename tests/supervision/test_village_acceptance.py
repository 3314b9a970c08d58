"""What a team found in a village stands on its exit case and keeps the county from deciding, as a household's does."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kangle.demo.reference import LIMITS, VILLAGE_2018
from kangle.procedures.actions import answer, take
from kangle.procedures.codes import Act, State
from kangle.programme.models import ExitCondition, ExitStandard
from kangle.supervision.actions import put_acceptance, remove_acceptance
from kangle.supervision.models import AcceptanceTeam, VillageAcceptance
from tests.facts import day
from tests.procedures.walking import ASKED, answered, hung, method, opened_before, walk, with_department
from villages.case_actions import open_village_case, standing_of
from villages.models import Cadre, Profile, VillageEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(people, small_county):
    return with_department(people, small_county)


@pytest.fixture
def village(small_county):
    """A village that its records let leave."""
    village = small_county.gaolinwan
    Profile.objects.create(
        village=village, year=2015, recorded_on=day(11), terrain="hill", households=200, persons=900, rural_persons=800,
        income_per_head_fen=3200_00,
    )  # fmt: skip
    standard = ExitStandard.objects.create(year=2015, subject="village", source="标准", provisional=True)
    for number, text, test, veto in VILLAGE_2018:
        ExitCondition.objects.create(standard=standard, number=number, text=text, test=test, limit=LIMITS.get(test), veto=veto)
    VillageEvent.objects.create(village=village, kind="identified", on=day(6).replace(year=2014))
    return village


@pytest.fixture
def case(village, people):
    """The exit case of the village, at the county."""
    asked = {"method": method("exit-village"), "reason": "村两委申请", "effective_on": ASKED, "by": people.village_worker}
    case = opened_before(open_village_case(village, **asked))
    answered(case, people.village_worker)
    conditions = ExitCondition.objects.filter(standard__subject="village")
    answer(case, by=people.village_worker, conditions={each.pk: (True, "查看台账") for each in conditions})
    hung(case, people.village_worker)
    return walk(case, people, State.COUNTY, reason="核查属实")


@pytest.fixture
def team(small_county):
    leader = Cadre.objects.create(area=small_county.county, name="何组长", sex="male", unit="县扶贫办")
    return AcceptanceTeam.objects.create(area=small_county.county, year=2015, number=1, leader=leader, formed_on=day(11))


@pytest.fixture
def check(village, team, people):
    """A function that puts what the team found in the village on a day of December; without a `reason` it passed."""

    def put(on, reason="", **about):
        about = {"team": team, "village": village, "on": day(12, on), **about}
        return put_acceptance(VillageAcceptance(**about, passed=not reason, reason=reason), by=people.inspector)

    return put


def decide(case, people, **how):
    return take(case, act=Act.DECIDED, by=people.county_officer, reason="核查属实", **how)


def address(record, page):
    return reverse(f"admin:supervision_villageacceptance_{page}", args=[record.pk])


def test_a_failed_acceptance_stops_the_decision_until_a_later_one_is_passed(case, check, village, people):
    check(12, "村集体经济收入未达标")
    step = case.steps.last()
    assert (step.act, step.on, step.by_name) == (Act.FAILED, day(12, 12), people.inspector.name)
    with pytest.raises(ValidationError, match=r"验收未通过（2015-12-12）：2015 第1验收组 村集体经济收入未达标。整改后须重新验收"):
        decide(case, people)
    assert standing_of(village, day(12, 31)) == "identified"
    check(18)
    decide(case, people)
    assert standing_of(village, day(12, 31)) == "exited"


def test_a_village_that_nobody_has_checked_waits_for_nobody(case, people):
    assert decide(case, people).act == Act.DECIDED


def test_what_was_found_of_another_village_or_before_the_case_stops_nobody(check, village, small_county, people, request):
    check(1, "道路未硬化")
    case = request.getfixturevalue("case")
    check(12, "道路未硬化", village=small_county.fengtai)
    assert not case.steps.filter(act=Act.FAILED).exists()
    assert decide(case, people).act == Act.DECIDED


def test_the_last_check_by_its_day_decides_whenever_it_was_entered(case, check, people):
    check(28, "饮水未解决")
    check(14)
    with pytest.raises(ValidationError, match="验收未通过（2015-12-28）"):
        decide(case, people)


def test_whoever_decides_is_told_that_somebody_has_checked_meanwhile(case, check, people):
    seen = case.turn
    check(12)
    with pytest.raises(ValidationError, match="验收通过"):
        decide(case, people, seen=seen)


def test_an_inspector_enters_it_among_the_records_and_takes_it_away(case, team, village, people, as_person):
    client = as_person(people.inspector)
    asked = {"team": team.pk, "village": village.pk, "on": "2015-12-12", "passed": "False", "reason": "道路未硬化", "why": "验收"}
    answer_ = client.post(reverse("admin:supervision_villageacceptance_add"), asked)
    assert answer_.status_code == 302, answer_.context["adminform"].form.errors
    page = as_person(people.county_officer).get(reverse("procedures:case", args=[case.pk])).content.decode()
    assert "<b>验收未通过</b>" in page
    assert "道路未硬化" in page
    found = VillageAcceptance.objects.get()
    as_person(people.inspector).post(address(found, "delete"), {"post": "yes", "reason": "录错村"})
    step = case.steps.last()
    assert (step.act, step.on, step.reason) == (Act.UNCHECKED, day(12, 12), "录错村")
    assert decide(case, people).act == Act.DECIDED


def test_a_pass_of_another_village_does_not_count_and_is_put_on_its_case(case, check, small_county, people):
    check(12, "道路未硬化")
    passed = check(18)
    passed.village = small_county.fengtai
    put_acceptance(passed, by=people.inspector, reason="录错村")
    assert (case.steps.last().act, case.steps.last().reason) == (Act.UNCHECKED, "录错村")
    with pytest.raises(ValidationError, match="验收未通过（2015-12-12）"):
        decide(case, people)


def test_what_an_exit_was_decided_upon_stands_until_the_decision_is_taken_back(case, check, team, people, as_person):
    failed, passed = check(12, "道路未硬化"), check(18)
    decide(case, people)
    client = as_person(people.inspector)
    assert f"县里已凭这次验收审定了“{case}”" in client.get(address(passed, "delete")).content.decode()
    turned = {"team": team.pk, "village": passed.village_id, "on": "2015-12-18", "why": "改", "passed": "False", "reason": "道路"}
    assert "也不能改成别的村、日期或未通过" in client.post(address(passed, "change"), turned).content.decode()
    passed.refresh_from_db()
    assert passed.passed
    remove_acceptance(failed, by=people.inspector, reason="重复")  # not what the county relied upon
    take(case, act=Act.REVOKED, by=people.county_officer, reason="复核", on=day(12, 31))
    remove_acceptance(passed, by=people.inspector, reason="复核")
    assert not VillageAcceptance.objects.exists()
