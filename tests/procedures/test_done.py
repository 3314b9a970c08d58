"""What the items of a method tell of the levels above the village: what was done, when, by whom."""

import pytest
from django.urls import reverse

from kangle.procedures.actions import take
from kangle.procedures.codes import Act, State
from kangle.procedures.models import Case
from tests.procedures.walking import ago, hung, opened, ready, review_jointly, walk

pytestmark = pytest.mark.django_db


def told(case, client):
    """{text of an item: (its word, what was said, by whom)} of the case's page."""
    page = client.get(reverse("procedures:case", args=[case.pk]))
    rows = [row for _group, rows in page.context["groups"] for row in rows]
    return {item.text: done and (str(done.word), done.said, done.who) for item, _answer, asked, done in rows if not asked}


def test_a_step_that_was_taken_says_by_whom_and_when(home, people, as_person):
    case = walk(ready(home, "removal", people), people, State.TOWNSHIP)
    client = as_person(people.inspector)
    notice = ("已公示满", f"村务公开栏 {ago(10)} – {ago(4)}", "杨文斌")
    later = {"部门比对房产、车辆、工商、财政供养信息": None, "县级审定": None, "县级公告": None}
    assert told(case, client) == {"村内公示": notice, "乡镇审核": ("待办", "", ""), **later}
    take(case, act=Act.PASSED, by=people.township_officer, reason="走访属实")
    found = told(case, client)
    assert found["乡镇审核"] == ("已办", "走访属实", f"王秀兰 {ago(0)}")
    assert found["部门比对房产、车辆、工商、财政供养信息"][0] == "0 / 4 个部门已通过"
    review_jointly(Case.objects.get(pk=case.pk), people)
    found = told(case, client)
    assert found["部门比对房产、车辆、工商、财政供养信息"] == ("已办", "4 个部门都已通过", str(ago(0)))
    assert found["县级审定"] == ("待办", "", "")
    take(case, act=Act.DECIDED, by=people.county_officer)
    assert told(case, client)["县级审定"] == ("已办", "", f"马志明 {ago(0)}")


def test_what_came_back_is_told_as_sent_back_and_is_open_again_later(home, people, as_person):
    case = walk(ready(home, "removal", people), people, State.TOWNSHIP)
    client = as_person(people.inspector)
    take(case, act=Act.RETURNED, by=people.township_officer, reason="缺签字")
    assert told(case, client)["乡镇审核"] == ("退回", "缺签字", f"王秀兰 {ago(0)}")
    take(case, act=Act.SUBMITTED, by=people.village_worker)
    assert told(case, client)["乡镇审核"] == ("待办", "", "")


def test_a_notice_that_is_lacking_is_missed_where_the_case_lies(home, people, as_person):
    case = opened(home, "removal", people.village_worker)
    client = as_person(people.inspector)
    assert told(case, client)["村内公示"] == ("未公示", "", "")
    hung(case, people.village_worker, starts_on=ago(2))
    assert told(case, client)["村内公示"][0] == "公示中"
