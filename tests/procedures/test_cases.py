"""A case on its way: who may do what, what stops it, and that nothing of it is ever overwritten."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from kangle.accounts.roles import Role
from kangle.audit.models import Entry
from kangle.procedures.actions import amend, answer, take
from kangle.procedures.codes import Act, Level, State
from kangle.procedures.models import Case, Notice
from kangle.procedures.notices import put_up, register_objection, settle
from kangle.procedures.readiness import items_of, to_answer
from kangle.programme.models import Period
from tests import county as small
from tests.procedures.walking import ago, answered, hung, opened, opened_before, ready, review_jointly, walk

pytestmark = pytest.mark.django_db


def refused(case, words, **act):
    before = Case.objects.get(pk=case.pk)
    with pytest.raises(ValidationError, match=words):
        take(case, **act)
    after = Case.objects.get(pk=case.pk)
    assert (after.state, after.turn) == (before.state, before.turn)


def fresh(case):
    return Case.objects.get(pk=case.pk)


def test_a_case_walks_through_the_levels_its_method_asks(home, people):
    case = walk(ready(home, "removal", people), people, State.DECIDED)
    assert [(step.act, step.level, step.by_name) for step in case.steps.all()] == [
        ("opened", "village", "杨文斌"),
        ("submitted", "village", "杨文斌"),
        ("passed", "township", "王秀兰"),
        ("passed", "departments", "石志强"),
        ("passed", "departments", "县公安局经办"),
        ("passed", "departments", "县工商行政管理局经办"),
        ("passed", "departments", "县人力资源和社会保障局经办"),
        ("decided", "county", "马志明"),
    ]
    assert Entry.objects.of(case).count() == 8


def test_a_method_without_departments_goes_from_the_township_to_the_county(home, people):
    case = walk(ready(home, "return", people_exit(home, people), **RETURN), people, State.TOWNSHIP)
    take(case, act=Act.PASSED, by=people.township_officer)
    assert fresh(case).state == State.COUNTY


RETURN = {"cause": "illness", "planned_exit_year": 2016}


def people_exit(home, people):
    """The household has left poverty before, so that it can return."""
    home.events.create(kind="exited", on=datetime.date(2015, 3, 1))
    return people


def test_nothing_is_submitted_before_every_item_is_answered(home, people):
    case = opened(home, "removal", people.village_worker)
    hung(case, people.village_worker)
    refused(case, "还有 4 项没有核对：入户核查", act=Act.SUBMITTED, by=people.village_worker)


def test_a_veto_a_missing_step_and_a_missing_document_stop_it(small_county, people):
    home = people_removed(small_county)
    case = opened(home, "9771", people.village_worker)
    others = {"有小轿车或大型机械": True, "入户核查": False, "入户核查表": False, "家庭人均纯收入低于当年贫困线": False}
    answered(case, people.village_worker, **others)
    hung(case, people.village_worker)
    with pytest.raises(ValidationError) as caught:
        take(case, act=Act.SUBMITTED, by=people.village_worker)
    assert [sentence[:5] for sentence in caught.value.messages] == ["有一票否决", "这一步还没", "不符合条件", "缺材料：入"]


def people_removed(county):
    home = small.household(county.gaolinwan, 7)
    home.events.create(kind="removed", on=datetime.date(2015, 3, 1))
    return home


def test_a_notice_must_hang_its_full_days(home, people):
    case = opened(home, "removal", people.village_worker)
    answered(case, people.village_worker)
    refused(case, "还没有在本级公示：须公示满 7 天", act=Act.SUBMITTED, by=people.village_worker)
    notice = hung(case, people.village_worker, starts_on=ago(6))
    assert notice.ends_on == ago(0)
    refused(case, f"公示未满：到 {ago(0)} 为止", act=Act.SUBMITTED, by=people.village_worker)
    with pytest.raises(ValidationError, match="还没有期满：不用再张贴"):  # a second one would have run already
        hung(case, people.village_worker, starts_on=ago(8))
    Notice.objects.filter(pk=notice.pk).update(starts_on=ago(7), ends_on=ago(1))
    take(case, act=Act.SUBMITTED, by=people.village_worker)


def test_a_notice_from_before_the_case_is_vouched_for_by_whoever_brings_it_forward(home, people):
    case = opened(home, "removal", people.village_worker)
    case = opened_before(case, days=3)
    answered(case, people.village_worker)
    hung(case, people.village_worker, starts_on=ago(8))
    refused(case, "公示补登在立件以前：村务公开栏 .*网络不通.*写明如何核实", act=Act.SUBMITTED, by=people.village_worker)
    take(case, act=Act.SUBMITTED, by=people.village_worker, reason="照片为证")
    case.refresh_from_db()
    refused(case, "公示补登在立件以前", act=Act.PASSED, by=people.township_officer)
    take(case, act=Act.PASSED, by=people.township_officer, reason="已到村核实")


def test_a_day_far_off_is_refused_with_the_days_that_can_be(home, people):
    case = opened(home, "removal", people.village_worker)
    with pytest.raises(ValidationError, match=f"应在 {ago(60)} 至 {ago(-60)} 之间"):
        hung(case, people.village_worker, starts_on=ago(61))


def test_an_open_objection_stops_it_and_an_upheld_one_asks_for_a_new_notice(home, people):
    case = opened(home, "removal", people.village_worker)
    answered(case, people.village_worker)
    notice = hung(case, people.village_worker)
    objection = register_objection(notice, case, who="村民", content="车是亲戚的", on=ago(9), by=people.village_worker)
    refused(case, "公示异议还没有办结", act=Act.SUBMITTED, by=people.village_worker)
    with pytest.raises(ValidationError, match="谁录入，谁不办结"):
        settle(objection, upheld=False, outcome="查过", by=people.village_worker)
    settle(objection, upheld=True, outcome="确是亲戚的", by=people.township_officer)
    refused(case, "公示中的异议成立", act=Act.SUBMITTED, by=people.village_worker)
    hung(case, people.village_worker, starts_on=ago(8))
    take(case, act=Act.SUBMITTED, by=people.village_worker)
    with pytest.raises(ValidationError, match="已由 王秀兰 办结"):
        settle(objection, upheld=False, outcome="再查", by=people.county_officer)


def test_the_township_hangs_its_own_notice_where_the_method_asks(small_county, people):
    case = walk(ready(people_removed(small_county), "9771", people), people, State.TOWNSHIP)
    refused(case, "还没有在本级公示", act=Act.PASSED, by=people.township_officer)
    with pytest.raises(ValidationError, match="不在您这一级"):
        put_up([case], place="村口", starts_on=ago(0), by=people.village_worker)
    hung(case, people.township_officer)
    take(case, act=Act.PASSED, by=people.township_officer)
    assert fresh(case).state == State.COUNTY


def test_who_enters_does_not_approve_even_where_his_role_may(home, people):
    case = opened(home, "removal", people.county_officer)
    answered(case, people.county_officer)
    hung(case, people.county_officer)
    take(case, act=Act.SUBMITTED, by=people.county_officer)
    take(case, act=Act.PASSED, by=people.township_officer)
    review_jointly(case, people)
    for act in (Act.DECIDED, Act.RETURNED, Act.REFUSED):
        refused(case, "谁录入，谁不审核", act=act, by=people.county_officer, reason="原因")
    take(case, act=Act.DECIDED, by=people.second_officer)


def test_one_person_does_not_approve_at_two_levels_with_two_roles(home, people):
    case = walk(ready(home, "removal", people), people, State.DEPARTMENTS)
    mover = people.township_officer
    mover.role, mover.area = Role.DEPARTMENT, people.department.area
    mover.save()
    refused(case, "同一个人不能在两级审核", act=Act.PASSED, by=mover)


def test_a_returned_case_is_mended_and_submitted_again(home, people):
    case = walk(ready(home, "removal", people), people, State.TOWNSHIP)
    refused(case, "“退回”须写明原因", act=Act.RETURNED, by=people.township_officer)
    take(case, act=Act.RETURNED, by=people.township_officer, reason="缺签字")
    assert fresh(case).state == State.RETURNED
    item = to_answer(items_of(case.method))[0]
    answer(case, by=people.village_worker, items={item.pk: (True, "补了签字")})
    amend(case, by=people.village_worker, reason="补齐材料", effective_on=datetime.date(2015, 12, 22))
    take(case, act=Act.SUBMITTED, by=people.village_worker)
    case = fresh(case)
    assert (case.state, case.effective_on) == (State.TOWNSHIP, datetime.date(2015, 12, 22))
    assert [step.reason for step in case.steps.all() if step.act == Act.RETURNED] == ["缺签字"]
    assert case.answers.get(item=item).note == "补了签字"


def test_what_the_village_found_is_not_changed_while_others_review_it(home, people):
    case = walk(ready(home, "removal", people), people, State.TOWNSHIP)
    item = to_answer(items_of(case.method))[0]
    with pytest.raises(ValidationError, match="须先退回"):
        answer(case, by=people.village_worker, items={item.pk: (False, "")})
    with pytest.raises(ValidationError, match="须先退回"):
        amend(case, by=people.village_worker, reason="改", effective_on=datetime.date(2015, 12, 31))


def test_somebody_of_another_place_does_nothing(home, people):
    case = ready(home, "removal", people)
    refused(case, "您的角色不能“提交”", act=Act.SUBMITTED, by=people.other_worker)
    with pytest.raises(ValidationError, match="只有本村驻村工作队"):
        opened(people_removed_elsewhere(people), "9771", people.village_worker)


def people_removed_elsewhere(people):
    home = small.household(people.other_worker.area, 8)
    home.events.create(kind="removed", on=datetime.date(2015, 3, 1))
    return home


def test_a_closed_year_refuses(home, people, small_county):
    case = walk(ready(home, "removal", people), people, State.TOWNSHIP)
    Period.objects.filter(pk=small_county.period.pk).update(state="closed")
    refused(case, "2015 年度已关闭", act=Act.PASSED, by=people.township_officer)
    with pytest.raises(ValidationError, match="2015 年度已关闭"):
        hung(case, people.township_officer)
    take(case, act=Act.REFUSED, by=people.township_officer, reason="年度已过")  # an old case can still be ended
    with pytest.raises(ValidationError, match="2015 年度已关闭"):
        opened(home, "removal", people.village_worker)


def test_somebody_who_saw_an_older_state_is_told_who_acted(home, people):
    case = walk(ready(home, "removal", people), people, State.TOWNSHIP)
    take(case, act=Act.RETURNED, by=people.township_officer, reason="缺材料")
    take(case, act=Act.SUBMITTED, by=people.village_worker)
    refused(case, "杨文斌 已于 .* 对这一件办了“提交”", act=Act.PASSED, by=people.township_officer, seen=case.turn)


def test_one_household_has_one_case_under_way(home, people):
    case = opened(home, "removal", people.village_worker)
    with pytest.raises(ValidationError, match="已有办件"):
        opened(home, "exit-household", people.village_worker)
    take(case, act=Act.WITHDRAWN, by=people.village_worker, reason="弄错了")
    assert opened(home, "exit-household", people.village_worker).state == State.VILLAGE


def test_a_limit_is_set_at_each_level_and_gone_at_the_end(home, people):
    case = ready(home, "removal", people)
    assert case.due_on == ago(-15)
    take(case, act=Act.SUBMITTED, by=people.village_worker)
    assert fresh(case).due_on == ago(-10)
    take(case, act=Act.REFUSED, by=people.township_officer, reason="不属实")
    assert (fresh(case).due_on, fresh(case).level) == (None, None)


def test_one_notice_lists_several_cases_of_one_kind_only(home, small_county, people):
    case, other = (
        opened(home, "removal", people.village_worker),
        opened(people_removed(small_county), "9771", people.village_worker),
    )
    with pytest.raises(ValidationError, match="同一事项"):
        hung([case, other], people.village_worker)
    assert case.level == Level.VILLAGE
