"""Cases and checks know each other: what stands against a case's subject stops it, asks, and is kept where it was passed over."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from households.checks.actions import explain
from households.models import Doubt
from kangle.audit.models import Entry
from kangle.procedures.actions import take, take_each
from kangle.procedures.codes import Act, State
from tests.procedures.walking import ago, answered, hung, method, opened, opened_before, ready, walk
from villages.case_actions import open_village_case

pytestmark = pytest.mark.django_db
BLOCKS = {"rule": "household.two-heads", "severity": "blocks", "values": {"names": ["马一", "马二"]}}
EXPLAIN = {"rule": "household.no-helper", "severity": "explain", "values": {}}
HINT = {"rule": "household.still-listed", "severity": "hint", "values": {"year": 2015, "income_fen": 2, "line_fen": 1}}


def doubt(home, kind, **fields):
    return Doubt.objects.create(household=home, village=home.village, subject=f"household:{home.pk}:", **kind, **fields)


def send(case, people, **asked):
    return take(case, act=Act.SUBMITTED, by=people.village_worker, **asked)


def page_of(case, client):
    return client.get(reverse("procedures:case", args=[case.pk])).content.decode()


@pytest.mark.parametrize("code", ["return", "removal"])
def test_what_must_be_put_right_stops_the_sending(code, home, people, as_person):
    if code == "return":
        home.events.create(kind="exited", on="2015-06-01")
    asked = {"cause": "illness", "planned_exit_year": 2017} if code == "return" else {}
    case = ready(home, code, people, **asked)
    doubt(home, BLOCKS)
    with pytest.raises(ValidationError) as refused:
        send(case, people, reason="照办")
    assert "有 1 条疑点必须先改正" in str(refused.value)
    page = page_of(case, as_person(people.village_worker))
    assert "有 1 条疑点必须先改正" in page and '见“<a href="#doubts">疑点</a>”' in page
    assert page.count("马一、马二都登记为户主") == 1 and reverse("households:doubt", args=[home.doubts.get().pk]) in page
    assert "去改正" in page


def test_sending_many_at_once_stops_at_the_same_doubt(home, people):
    case = ready(home, "removal", people)
    doubt(home, BLOCKS)
    done, refused = take_each([case], act=Act.SUBMITTED, by=people.village_worker, reason="照办")
    assert done == [] and "疑点必须先改正" in str(refused[0][1])


def test_what_was_found_after_the_sending_stops_the_decision(home, people):
    case = walk(ready(home, "removal", people), people, State.COUNTY, reason="照办")
    doubt(home, BLOCKS)
    with pytest.raises(ValidationError, match="疑点必须先改正"):
        take(case, act=Act.DECIDED, by=people.county_officer, reason="照办")


def test_what_may_be_explained_is_asked_for_on_the_page_of_the_case(home, people, as_person):
    case, found = ready(home, "removal", people), doubt(home, EXPLAIN)
    with pytest.raises(ValidationError, match="写明原因"):
        send(case, people, reason="照办")
    client = as_person(people.village_worker)
    assert f'id="reason-{found.pk}"' in page_of(case, client)
    assert "往前办须写明理由" not in page_of(case, client)  # at the village it stops the case, and that is said once
    sent = {"reason": "帮扶责任人已调走，正在重新安排", "case": case.pk}
    answer = client.post(reverse("households:explain", args=[found.pk]), sent)
    assert answer.url == reverse("procedures:case", args=[case.pk]) + "#doubts"
    assert send(case, people, reason="照办").act == Act.SUBMITTED


def test_a_decision_against_an_open_doubt_asks_why_and_says_so(home, people, as_person):
    case = walk(ready(home, "removal", people), people, State.COUNTY, reason="照办")
    doubt(home, EXPLAIN)
    with pytest.raises(ValidationError, match="没有说明的疑点"):
        take(case, act=Act.DECIDED, by=people.county_officer)
    take(case, act=Act.DECIDED, by=people.county_officer, reason="会议研究，疑点另行核实")
    Doubt.objects.all().delete()  # whatever becomes of it
    page = page_of(case, as_person(people.county_officer))
    assert "当时还有 1 条疑点没有处理" in page and "没有帮扶责任人" in page
    told = Entry.objects.of(case).filter(reason__contains="审定时还有 1 条疑点没有处理").get()
    assert told.actor_name == people.county_officer.name


def test_a_hint_stops_nothing_and_is_kept(home, people):
    case = ready(home, "removal", people)
    doubt(home, HINT)
    step = send(case, people, reason="照办")
    assert [each.rule for each in step.passed_over.all()] == ["household.still-listed"]


def test_an_explained_doubt_is_none_that_was_passed_over(home, people):
    case, found = ready(home, "removal", people), doubt(home, EXPLAIN)
    explain(found, by=people.village_worker, reason="已核实")
    assert not send(case, people, reason="照办").passed_over.exists()


def test_a_village_case_knows_the_doubts_of_its_village(home, people, small_county, as_person):
    village = small_county.gaolinwan
    asked = {"reason": "群众申请", "effective_on": timezone.localdate().replace(year=2015, month=12, day=20)}
    case = opened_before(open_village_case(village, method=method("131"), by=people.village_worker, **asked))
    answered(case, people.village_worker)
    hung(case, people.village_worker, starts_on=ago(10))
    values = {"on": "2015-01-01", "year": 2015}
    rule = {"rule": "village.no-collective-income", "severity": "explain", "values": values}
    found = Doubt.objects.create(village=village, subject=f"area:{village.pk}:collective_income_fen", **rule)
    doubt(home, EXPLAIN)
    with pytest.raises(ValidationError, match="有 1 条疑点须先改正，或者写明原因"):
        send(case, people)
    page = page_of(case, as_person(people.village_worker))
    assert reverse("households:doubt", args=[found.pk]) in page
    assert "本村农户还有 1 条疑点待处理" in page
    explain(found, by=people.village_worker, reason="正在发展")
    assert send(case, people).act == Act.SUBMITTED


def test_identification_and_exit_are_stopped_alike(home, people):
    for code in ("exit-household",):
        case = opened(home, code, people.village_worker)
        doubt(home, BLOCKS)
        with pytest.raises(ValidationError, match="疑点必须先改正"):
            send(case, people)
