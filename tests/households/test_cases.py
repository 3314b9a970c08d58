"""What a county's decision does to a household, what stops an exit, and how a decision is taken back."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone, translation

from funds.due import due_for_recovery
from funds.models import Recovery
from households.checks.actions import recheck
from households.checks.cases import Case as Judged
from households.checks.dossiers import dossiers
from households.checks.frames import frame_for
from households.comparison import compare
from households.models import Household, Measure, Revocation, StatusEvent, YearRecord
from kangle.demo.reference import HOUSEHOLD_2016, SIX
from kangle.procedures.actions import take
from kangle.procedures.codes import Act, State
from kangle.programme.models import ExitCondition, ExitStandard, Period, PovertyLine
from kangle.scorecard.actions import recompute
from kangle.scorecard.models import Value
from tests import county as small
from tests.procedures.walking import ASKED, ago, opened, ready, walk

pytestmark = pytest.mark.django_db
YEAR_END = datetime.date(2015, 12, 31)
AFTER = datetime.date(2015, 12, 28)


def standard(year, conditions):
    made = ExitStandard.objects.create(year=year, subject="household", source="标准", provisional=True)
    for number, text, test, veto in conditions:
        ExitCondition.objects.create(standard=made, number=number, text=text, test=test, veto=veto)
    return made


@pytest.fixture
def lines(db):
    standard(2015, SIX)
    standard(2016, HOUSEHOLD_2016)
    PovertyLine.objects.create(year=2015, kind="national", amount_fen=2855_00, source="线")


def record(household, **fields):
    """A record of 2015 that meets everything, but for `fields`; the whole household is insured."""
    household.members.update(medical_insurance=True)
    living = {"enough_food": True, "enough_clothing": True, "water_safe": True, "house_grade": "B", **fields}
    living = {"wages_fen": 4 * 3000_00, **living}
    return YearRecord.objects.create(household=household, year=2015, recorded_on=datetime.date(2015, 11, 20), **living)


def persons_exited(county, as_of=YEAR_END):
    snapshot = recompute(county.county, year=2015, as_of=as_of)
    return Value.objects.get(snapshot=snapshot, area=county.gaolinwan, indicator="outcomes.persons-exited").numerator


def test_an_exit_is_written_as_an_event_and_the_figures_follow_and_undo_is_a_new_act(home, people, lines, small_county):
    record(home)
    assert persons_exited(small_county) == 0
    case = walk(ready(home, "exit-household", people), people, State.DECIDED)
    event = home.events.get(kind="exited")
    assert (event.on, event.case, event.procedure) == (ASKED, case, str(case.method))
    assert persons_exited(small_county) == 4

    take(case, act=Act.REVOKED, by=people.second_officer, reason="收入核错", on=AFTER)
    assert home.events.filter(kind="exited").get() == event
    assert Revocation.objects.get().event == event
    assert persons_exited(small_county) == 0
    assert persons_exited(small_county, as_of=datetime.date(2015, 12, 27)) == 4  # as it was known that day
    assert Household.objects.with_status(YEAR_END).get(pk=home.pk).status == "identified"
    case.refresh_from_db()
    assert case.state == State.REVOKED
    assert [step.act for step in case.steps.all()][-2:] == ["decided", "revoked"]


def test_the_checks_know_of_an_undoing_after_the_last_years_end(home, people, lines):
    record(home)
    case = walk(ready(home, "exit-household", people), people, State.DECIDED)
    take(case, act=Act.REVOKED, by=people.second_officer, reason="收入核错", on=timezone.localdate())
    (dossier,) = dossiers(Household.objects.filter(pk=home.pk))
    assert Judged(dossier, frame_for(home.village)).standing == "identified"
    assert Judged(dossier, frame_for(home.village, on=YEAR_END)).standing == "exited"


def test_after_an_undoing_the_household_can_leave_again(home, people, lines):
    record(home)
    case = walk(ready(home, "exit-household", people), people, State.DECIDED)
    take(case, act=Act.REVOKED, by=people.county_officer, reason="收入核错", on=AFTER)
    again = walk(ready(home, "exit-household", people, effective_on=YEAR_END), people, State.DECIDED)
    assert StatusEvent.objects.latest(YEAR_END).get(household=home).case == again


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"wages_fen": 4 * 2855_00}, "未达标：家庭人均纯收入超过当年国家贫困线（人均 2,855元，当年线 2,855元）"),
        ({"water_safe": False}, "未达标：饮水安全有保障"),
        ({"house_grade": "C"}, "未达标：住房安全有保障"),
        ({"house_grade": ""}, "无记录：住房安全有保障（住房尚未鉴定）"),
        ({"enough_clothing": False}, "未达标：不愁吃、不愁穿"),
    ],
)
def test_an_exit_that_misses_a_condition_is_not_submitted(home, people, lines, fault, sentence):
    record(home, **fault)
    case = ready(home, "exit-household", people)
    with pytest.raises(ValidationError) as refused:
        take(case, act=Act.SUBMITTED, by=people.village_worker)
    told, *binding, way_out = refused.value.messages
    assert told.startswith(sentence) and "更正" in way_out and "不予通过" in way_out
    assert any("不能凭说明通过" in each for each in binding) is sentence.startswith("未达标")


def test_a_condition_that_fails_after_the_review_stops_the_decision(home, people, lines):
    kept = record(home)
    case = walk(ready(home, "exit-household", people), people, State.COUNTY)
    kept.water_safe = False
    kept.save()
    with pytest.raises(ValidationError, match="饮水安全"):
        take(case, act=Act.DECIDED, by=people.county_officer)
    assert not home.events.filter(kind="exited").exists()


def test_a_household_is_held_against_the_standard_of_its_own_year(home, lines):
    record(home)
    own, compared = compare(home, ASKED, {})
    assert (own.year, [each.holds for each in compared]) == (2015, [True] * 6)
    later, compared = compare(home, datetime.date(2016, 12, 1), {})
    assert later.year == 2016
    assert {each.holds for each in compared if not each.by_hand} == {None, True}  # a record of 2016 is not there
    assert [each.holds for each in compared if each.by_hand] == [None] * 4


def test_without_a_standard_of_the_year_nobody_leaves(home, people):
    case = ready(home, "exit-household", people)
    with pytest.raises(ValidationError, match="没有 2015 年的贫困户退出标准"):
        take(case, act=Act.SUBMITTED, by=people.village_worker)


def test_a_removal_stops_what_runs_and_what_was_received_is_due(home, people):
    day = datetime.date(2015, 3, 1)
    running = Measure.objects.create(household=home, kind="relief", planned_on=day, done_on=day, amount_fen=900_00)
    loan = Measure.objects.create(household=home, kind="loan", planned_on=day, done_on=day, amount_fen=30_000_00)
    over = Measure.objects.create(household=home, kind="relief", planned_on=day, stopped_on=datetime.date(2015, 5, 1))
    case = walk(ready(home, "removal", people), people, State.DECIDED)
    assert {measure.pk: measure.stopped_on for measure in home.measures.all()} == {
        running.pk: ASKED,
        loan.pk: ASKED,
        over.pk: datetime.date(2015, 5, 1),
    }
    due = due_for_recovery(YEAR_END).get()
    assert (due.status_on, due.received_fen, due.due_fen) == (ASKED, 900_00, 900_00)
    Recovery.objects.create(household=home, on=AFTER, amount_fen=400_00, reason="追回")
    assert due_for_recovery(YEAR_END).get().due_fen == 500_00
    assert not due_for_recovery(datetime.date(2015, 12, 1)).exists()

    take(case, act=Act.REVOKED, by=people.county_officer, reason="核查有误", on=AFTER)
    assert set(home.measures.filter(stopped_on__isnull=True)) == {running, loan}
    assert not due_for_recovery(YEAR_END).exists()


def test_what_a_removed_household_has_to_give_back_is_said_where_it_is_looked_up(home, people, as_person):
    day = datetime.date(2015, 3, 1)
    Measure.objects.create(household=home, kind="relief", planned_on=day, done_on=day, amount_fen=900_00)
    case = ready(home, "removal", people)
    client = as_person(people.county_officer)
    pages = [
        reverse("procedures:case", args=[case.pk]),
        reverse("households:detail", args=[home.pk]),
        reverse("pages:booklet", args=[home.pk]),
    ]

    def told(word):
        return [word in client.get(page).content.decode() for page in pages]

    assert told("待追回") == [False] * 3
    walk(case, people, State.DECIDED)
    Recovery.objects.create(household=home, on=AFTER, amount_fen=400_00, reason="追回")
    assert told("待追回") == told("500元") == [True] * 3
    owed = client.get(pages[1]).context["owed"]
    assert [row.pk for row in client.get(owed.address).context["table"].queryset] == [home.pk]
    Recovery.objects.create(household=home, on=AFTER, amount_fen=500_00, reason="追回")
    assert told("待追回") == [False] * 3


def test_a_return_brings_its_cause_and_a_new_year_and_an_undoing_gives_the_old_ones_back(home, people):
    home.second_cause, home.planned_exit_year = "disaster", 2015
    home.save()
    home.events.create(kind="exited", on=datetime.date(2015, 3, 1))
    with pytest.raises(ValidationError, match="须写明返贫原因"):
        opened(home, "return", people.village_worker)
    with pytest.raises(ValidationError, match="计划再次脱贫"):
        opened(home, "return", people.village_worker, cause="disaster", planned_exit_year=2014)
    with translation.override("en"):  # records are kept in Chinese
        case = walk(ready(home, "return", people, cause="disaster", planned_exit_year=2017), people, State.DECIDED)
    home.refresh_from_db()
    assert (home.main_cause, home.second_cause, home.planned_exit_year) == ("disaster", "", 2017)
    returned = home.events.get(kind="returned")
    assert (returned.reason, returned.procedure) == ("因灾", "返贫挂号程序 第1版")
    take(case, act=Act.REVOKED, by=people.county_officer, reason="误报", on=AFTER)
    home.refresh_from_db()
    assert (home.main_cause, home.planned_exit_year) == ("illness", 2015)


def test_a_new_household_is_identified(small_county, people):
    new = Household.objects.create(village=small_county.gaolinwan, number="6229221002009999", kind="general", main_cause="skill")
    small.member(new, 1)
    walk(ready(new, "9771", people), people, State.DECIDED)
    assert new.events.get().kind == "identified"


def test_a_case_that_does_not_follow_from_the_standing_is_not_opened(home, people):
    with pytest.raises(ValidationError, match="之后不能是识别"):
        opened(home, "9771", people.village_worker)
    with pytest.raises(ValidationError, match="之后不能是返贫"):
        opened(home, "return", people.village_worker, cause="illness", planned_exit_year=2016)


def test_a_day_of_effect_before_what_already_stands_or_still_to_come_is_refused_at_the_decision(home, people):
    case = walk(ready(home, "removal", people), people, State.COUNTY)
    home.events.create(kind="exited", on=datetime.date(2015, 12, 22))
    with pytest.raises(ValidationError, match="2015-12-22 已有“脱贫”"):
        take(case, act=Act.DECIDED, by=people.county_officer)
    with pytest.raises(ValidationError, match="还没有到"):
        take(case, act=Act.DECIDED, by=people.county_officer, effective_on=ago(-1))
    take(case, act=Act.DECIDED, by=people.county_officer, effective_on=AFTER)


def test_an_undoing_is_refused_where_something_builds_on_it_or_its_year_is_closed(home, people, small_county):
    home.events.create(kind="exited", on=datetime.date(2015, 3, 1))
    case = walk(ready(home, "return", people, cause="illness", planned_exit_year=2016), people, State.DECIDED)
    with pytest.raises(ValidationError, match="之后、今天之前"):
        take(case, act=Act.REVOKED, by=people.county_officer, reason="误报", on=datetime.date(2015, 12, 1))
    home.events.create(kind="removed", on=AFTER)
    with pytest.raises(ValidationError, match="后来又有“清退”"):
        take(case, act=Act.REVOKED, by=people.county_officer, reason="误报", on=YEAR_END)
    home.events.filter(kind="removed").delete()
    Period.objects.filter(pk=small_county.period.pk).update(state="closed")
    with pytest.raises(ValidationError, match="2015 年度已关闭"):
        take(case, act=Act.REVOKED, by=people.county_officer, reason="误报", on=YEAR_END)
    assert not Revocation.objects.exists()


def test_the_card_offers_what_follows_and_opens_it(home, people, as_person):
    client = as_person(people.village_worker)
    card = client.get(reverse("households:detail", args=[home.pk])).content.decode()
    assert [word in card for word in ("申请脱贫", "申请清退", "申请识别", "返贫挂号")] == [True, True, False, False]
    path = reverse("households:open-case", args=[home.pk, "remove"])
    form = client.get(path).context["form"]
    asked = {"method": form.initial["method"].pk, "reason": "有小轿车", "effective_on": form.initial["effective_on"]}
    assert asked["effective_on"] == YEAR_END
    answer = client.post(path, asked)
    case = home.cases.get().case
    assert answer.url == reverse("procedures:case", args=[case.pk])
    assert "已有办件在办" in client.get(path).content.decode()
    assert "申请脱贫" not in client.get(reverse("households:detail", args=[home.pk])).content.decode()


def test_the_case_page_shows_what_changed_since_it_was_sent_up(home, people, lines, as_person):
    kept = record(home)
    case = walk(ready(home, "exit-household", people), people, State.TOWNSHIP)
    client = as_person(people.township_officer)
    page = client.get(reverse("procedures:case", args=[case.pk]))
    assert not [fact for fact in page.context["subject"]["facts"] if fact.has_changed]
    kept.water_safe = False
    kept.save()
    page = client.get(reverse("procedures:case", args=[case.pk]))
    assert [str(fact.label) for fact in page.context["subject"]["facts"] if fact.has_changed] == ["饮水安全"]
    assert "有变动" in page.content.decode() and "暂拟" in page.content.decode()


def test_the_checks_follow_a_decision_and_its_undoing_at_once(home, people, lines):
    record(home)
    recheck([home.pk])
    listed = "household.still-listed"  # over the line, and not yet out of poverty

    def doubts():
        return set(home.doubts.standing().values_list("rule", flat=True))

    assert listed in doubts()
    case = walk(ready(home, "exit-household", people), people, State.DECIDED)
    assert listed not in doubts()
    take(case, act=Act.REVOKED, by=people.county_officer, reason="收入核错", on=AFTER)
    assert listed in doubts()
