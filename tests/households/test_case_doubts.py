"""Cases and checks know each other: what stands against a case's subject stops it, asks, and is kept where it was passed over."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from households.checks.actions import explain, recheck
from households.checks.sheet import RULE
from households.models import CheckRule, Doubt, YearRecord
from kangle.audit import actions as audit
from kangle.audit.models import Entry
from kangle.procedures.actions import take, take_each
from kangle.procedures.codes import Act, State
from kangle.programme.models import PovertyLine
from tests import county as small
from tests.procedures.walking import ago, answered, hung, method, opened, opened_before, ready, walk
from villages.case_actions import open_village_case
from villages.models import Profile

pytestmark = pytest.mark.django_db
BLOCKS = {"rule": "household.two-heads", "severity": "blocks", "values": {"names": ["马一", "马二"]}}
EXPLAIN = {"rule": "household.no-helper", "severity": "explain", "values": {}}
HINT = {"rule": "household.still-listed", "severity": "hint", "values": {"year": 2015, "income_fen": 2, "line_fen": 1}}


def doubt(home, kind, **fields):
    """A doubt as the checks stored it, and what it rests on: a household of `home` has no helper of itself."""
    if kind is BLOCKS:
        home.members.filter(name="马二").update(relation="01")
    elif kind is HINT:
        PovertyLine.objects.get_or_create(year=2015, kind="national", defaults={"amount_fen": 2855_00})
        YearRecord.objects.create(household=home, year=2015, recorded_on="2015-11-20", wages_fen=90_000_00)
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
    village.events.create(kind="exited", on="2015-01-01")
    profile = {"year": 2015, "recorded_on": "2015-11-01", "terrain": "hill", "households": 200}
    Profile.objects.create(village=village, **profile, persons=800, rural_persons=760)
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


def test_a_village_whose_record_was_mended_today_is_stopped_no_more(home, people, small_county, as_person):
    village = small_county.gaolinwan
    asked = {"reason": "群众申请", "effective_on": timezone.localdate().replace(year=2015, month=12, day=20)}
    case = opened_before(open_village_case(village, method=method("131"), by=people.village_worker, **asked))
    rule = {"rule": "village.no-collective-income", "severity": "explain", "values": {"on": "2015-01-01", "year": 2015}}
    Doubt.objects.create(village=village, subject=f"area:{village.pk}:collective_income_fen", **rule)
    assert "条疑点须先改正" not in page_of(case, as_person(people.village_worker))
    assert not Doubt.objects.standing().exists()


def test_identification_and_exit_are_stopped_alike(home, people):
    for code in ("exit-household",):
        case = opened(home, code, people.village_worker)
        doubt(home, BLOCKS)
        with pytest.raises(ValidationError, match="疑点必须先改正"):
            send(case, people)


def set_by(administrator, code, **fields):
    """As an administrator sets a rule in the records' admin."""
    rule = CheckRule.objects.filter(code=code).first() or CheckRule(code=code, name="规则", on_since="2014-01-01")
    rule.severity = fields.pop("severity", None) or rule.severity or RULE[code].severity
    for name, value in fields.items():
        setattr(rule, name, value)
    return audit.save(rule, by=administrator, reason="县里规定")


def test_a_rule_that_must_be_obeyed_by_now_stops_the_case_whatever_was_explained(home, people, as_person):
    case, found = ready(home, "removal", people), doubt(home, EXPLAIN)
    explain(found, by=people.village_worker, reason="已核实")
    set_by(people.county_officer, "household.no-helper", severity="blocks")
    with pytest.raises(ValidationError, match="有 1 条疑点必须先改正"):
        send(case, people, reason="照办")
    page = page_of(case, as_person(people.village_worker))
    assert "有 1 条疑点必须先改正" in page and "已核实" not in page


def test_a_decision_is_stopped_by_it_as_well(home, people):
    case = walk(ready(home, "removal", people), people, State.COUNTY, reason="照办")
    set_by(people.county_officer, "household.no-helper", severity="blocks")  # nobody has looked at the household since
    with pytest.raises(ValidationError, match="疑点必须先改正"):
        take(case, act=Act.DECIDED, by=people.county_officer, reason="照办")


def test_a_rule_that_is_off_stops_nothing(home, people, as_person):
    case = ready(home, "removal", people)
    doubt(home, BLOCKS)
    set_by(people.county_officer, "household.two-heads", off_since=datetime.date(2015, 1, 1))
    assert "疑点必须先改正" not in page_of(case, as_person(people.village_worker))
    assert send(case, people, reason="照办").act == Act.SUBMITTED


def test_a_number_put_right_in_another_household_stops_this_one_no_more(home, people, small_county, as_person):
    other = small.household(small_county.fengtai, 2)
    number = home.members.first().identity_number
    other.members.filter(relation="01").update(identity_number=f"{number}43", document="disability-card")
    case = ready(home, "removal", people)
    recheck([home.pk])
    Doubt.objects.exclude(rule="member.duplicate-county").delete()
    with pytest.raises(ValidationError, match="疑点必须先改正|写明原因"):
        send(case, people, reason="照办")
    head = other.members.get(relation="01")
    head.identity_number, head.document = small.identity_number(499, "male", head.born_on), "identity-card"
    head.save()
    assert "条疑点" not in page_of(case, as_person(people.village_worker))
    assert send(case, people, reason="照办").act == Act.SUBMITTED


@pytest.mark.parametrize("typed", ["无", "。", "1", "  "])
def test_what_says_nothing_answers_neither_a_doubt_nor_a_case(typed, home, people, as_person):
    case = walk(ready(home, "removal", people), people, State.COUNTY, reason="照办")
    found = doubt(home, EXPLAIN)
    with pytest.raises(ValidationError):
        explain(found, by=people.village_worker, reason=typed)
    with pytest.raises(ValidationError, match="没有说明的疑点"):
        take(case, act=Act.DECIDED, by=people.county_officer, reason=typed)
    with pytest.raises(ValidationError, match="须写明原因"):
        take(case, act=Act.RETURNED, by=people.county_officer, reason=typed)
