"""What a removal's page says of the fact it rests on: look-back, yearly record, work, doubts; and what no record can say."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from households.checks.actions import recheck
from households.evidence import evidence_of
from households.models import Doubt, LookBack
from kangle.audit.models import Entry
from kangle.procedures.actions import take
from kangle.procedures.codes import Act, State
from tests import county as small
from tests.households.test_cases import lines, record  # noqa: F401 - a fixture among them
from tests.procedures.walking import opened, ready, walk

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2015, 12, 30)


def told(home):
    return {str(each.label): each for each in evidence_of(home, TODAY)}


def look_back(home, conforms, on, **fields):
    return LookBack.objects.create(household=home, on=on, conforms=conforms, checked_by="附城镇核查1组", **fields)


def test_the_newest_look_back_says_whether_the_records_support_the_removal(home):
    assert told(home)["“回头看”核查"].supports is None
    look_back(home, True, "2015-04-06")
    assert told(home)["“回头看”核查"].supports is False
    look_back(home, False, "2015-11-06", reason="家有小轿车")
    found = told(home)["“回头看”核查"]
    assert found.supports is True
    assert found.said == (
        "2015-11-06 核查：不符合，家有小轿车（附城镇核查1组）",
        "2015-04-06 核查：符合条件（附城镇核查1组）",
    )


def test_an_income_over_its_years_line_supports_it(home, lines):  # noqa: F811
    assert told(home)["收入"].supports is None
    kept = record(home, floor_area_m2=132)
    found = told(home)["收入"]
    assert (found.supports, found.said[0][:22]) == (True, "2015 年人均纯收入 3,000元；全户工")
    kept.wages_fen = 4 * 2855_00  # at the line, not over it
    kept.save()
    assert told(home)["收入"].supports is False
    assert "132 平方米，等级：B级" in told(home)["住房"].said[0]


def test_who_works_where_and_what_the_checks_doubt_is_told_with_links(home, people, as_person):
    home.members.filter(relation="01").update(work_place="province", months_worked=8, public_post=True)
    recheck([home.pk])
    doubt = Doubt.objects.filter(household=home).standing().order_by("severity", "pk").first()
    look_back(home, False, "2015-11-06", reason="家有小轿车")
    head = home.members.get(relation="01")
    assert told(home)["务工和岗位"].said == (f"{head.name}：{head.get_work_place_display()}、8 个月、公益性岗位",)
    client = as_person(people.township_officer)
    page = client.get(reverse("procedures:case", args=[opened(home, "removal", people.village_worker).pk]))
    shown = page.content.decode()
    assert reverse("households:doubt", args=[doubt.pk]) in shown and "不在本系统" in shown
    small.household(home.village, 77)
    for each in page.context["subject"]["evidence"]:
        for _label, address in each.rows:
            answer = client.get(address)
            assert answer.status_code == 200
            if "total" in answer.context:  # a list, of this household alone
                whose = {row.household for row in answer.context["table"].queryset}
                assert whose <= {home} and (whose or "year-records" in address)


def test_no_other_case_asks_for_it(home, people, as_person):
    case = opened(home, "exit-household", people.village_worker)
    page = as_person(people.township_officer).get(reverse("procedures:case", args=[case.pk]))
    assert page.context["subject"]["evidence"] == []
    assert "清退理由和记录对照" not in page.content.decode()


def refused(case, **act):
    with pytest.raises(ValidationError) as error:
        take(case, **act)
    return " ".join(error.value.messages)


def test_a_removal_that_the_records_speak_against_goes_no_step_without_a_reason(home, people, lines, as_person):  # noqa: F811
    look_back(home, True, "2015-11-06")
    record(home, wages_fen=4 * 2855_00)
    case = ready(home, "removal", people)
    told = refused(case, act=Act.SUBMITTED, by=people.village_worker, reason=" ")
    assert told.startswith("记录与申请不一致：“回头看”核查：2015-11-06 核查：符合条件") and "当年贫困线 2,855元" in told
    case = walk(case, people, State.COUNTY, reason="车管部门另有登记")
    assert "记录与申请不一致" in refused(case, act=Act.DECIDED, by=people.county_officer)
    client = as_person(people.county_officer)
    page = client.get(reverse("procedures:case", args=[case.pk]))
    assert {each["act"]: each["reason"] for each in page.context["acts"]}[Act.DECIDED] is True
    ((sentence, said),) = page.context["cautions"]
    assert sentence == "记录与申请不一致，往前办须写明理由：" and len(said) == 2
    assert not home.events.filter(kind="removed").exists()
    take(case, act=Act.DECIDED, by=people.county_officer, reason="名下有货车，会议研究决定")
    assert "名下有货车，会议研究决定" in client.get(reverse("procedures:case", args=[case.pk])).content.decode()
    assert Entry.objects.filter(reason="名下有货车，会议研究决定").exists()


def test_a_removal_that_the_records_support_needs_no_more_than_its_request(home, people):
    look_back(home, False, "2015-11-06", reason="家有小轿车")
    walk(ready(home, "removal", people), people, State.DECIDED)
    assert home.events.filter(kind="removed").exists()


def test_a_return_with_an_income_over_the_line_is_decided_with_a_reason(home, people, lines):  # noqa: F811
    home.events.create(kind="exited", on=datetime.date(2015, 3, 1))
    kept = record(home)
    case = ready(home, "return", people, cause="illness", planned_exit_year=2016)
    assert "收入高于贫困线：2015 年人均纯收入 3,000元" in refused(case, act=Act.SUBMITTED, by=people.village_worker)
    case = walk(case, people, State.COUNTY, reason="十二月住院，自付六万")
    assert "往前办须写明理由" in refused(case, act=Act.DECIDED, by=people.county_officer)
    kept.wages_fen = 0  # the record is corrected: nothing speaks against it any more
    kept.save()
    take(case, act=Act.DECIDED, by=people.county_officer)
    assert home.events.filter(kind="returned").exists()
