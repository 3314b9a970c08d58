"""What a case's page tells first: why it came back, what its records lack, what to do, and where its notices hang."""

import datetime

import pytest
from django.urls import reverse

from households.models import Household
from kangle.procedures.actions import answer, take
from kangle.procedures.codes import Act, State
from kangle.procedures.models import Case
from kangle.programme.models import ExitCondition, ExitStandard, PovertyLine
from tests.households.test_cases import record
from tests.procedures.test_done import told
from tests.procedures.walking import ago, of_department, opened, ready, walk

pytestmark = pytest.mark.django_db
POLICE, TRADE = "县公安局", "县工商行政管理局"
COMPARED = "部门比对房产、车辆、工商、财政供养信息"


def page_of(case, client):
    return client.get(reverse("procedures:case", args=[case.pk]))


def test_why_it_came_back_stands_first_until_it_is_sent_up_again(home, people, as_person):
    case = walk(ready(home, "removal", people), people, State.TOWNSHIP)
    take(case, act=Act.RETURNED, by=people.township_officer, reason="缺户主签字")
    client = as_person(people.village_worker)
    page = page_of(case, client)
    assert page.context["halted"].reason == "缺户主签字"
    first, _line, _rest = page.content.decode().partition("现在可以办理")
    assert "王秀兰：缺户主签字" in first and "照此补正，再提交" in first
    take(case, act=Act.SUBMITTED, by=people.village_worker)
    assert page_of(case, client).context["halted"] is None


def test_a_department_that_sends_back_is_named_and_the_review_is_not_called_done(home, people, as_person):
    case = walk(ready(home, "removal", people), people, State.DEPARTMENTS)
    take(case, act=Act.PASSED, by=of_department(people, POLICE))
    take(case, act=Act.RETURNED, by=of_department(people, TRADE), reason="店铺已注销")
    client = as_person(people.inspector)
    assert case.steps.last().department == TRADE
    review = {name: step and step.act for name, step, _known in page_of(case, client).context["review"]}
    assert (review[POLICE], review[TRADE]) == (Act.PASSED, Act.RETURNED)
    word, said, who = told(case, client)[COMPARED]
    assert (word, said) == ("退回", "店铺已注销") and who.endswith(str(ago(0)))
    assert f"{TRADE} {case.steps.last().by_name}：店铺已注销" in page_of(case, client).content.decode()


def test_an_announcement_is_owed_once_the_county_has_decided(home, people, as_person):
    case = walk(ready(home, "removal", people), people, State.COUNTY)
    client = as_person(people.inspector)
    assert told(case, client)["县级公告"] is None
    take(case, act=Act.DECIDED, by=people.county_officer)
    assert told(case, client)["县级公告"][0] == "待公告"


def test_a_notice_is_offered_where_it_hangs_at_each_level(home, people, as_person):
    case = ready(home, "removal", people)
    offered = []
    for state, person in (
        (State.VILLAGE, "village_worker"),
        (State.TOWNSHIP, "township_officer"),
        (State.COUNTY, "county_officer"),
    ):
        case = walk(case, people, state) if state != State.VILLAGE else case
        offered.append(page_of(case, as_person(getattr(people, person))).context["notice_form"]["place"].value())
    assert offered == ["高林湾村村务公开栏", "附城镇政务公开栏", "康乐县政务公开栏"]


def test_a_condition_is_answered_in_its_own_words(small_county, people, as_person):
    home = Household.objects.create(village=small_county.gaolinwan, number="62292210099", kind="general", main_cause="skill")
    case = opened(home, "9771", people.village_worker)
    income = case.method.groups.get(title="一条收入线").items.get()
    client = as_person(people.village_worker)
    page = page_of(case, client).content.decode()
    assert page.count(">符合</label>") == page.count(">不符合</label>") == 1
    answer(case, by=people.village_worker, items={income.pk: (False, "超过")})
    assert "不符合</td>" in page_of(case, as_person(people.inspector)).content.decode()


def test_who_is_said_to_be_poor_is_held_against_his_records(small_county, people, as_person):
    home = Household.objects.create(village=small_county.gaolinwan, number="62292210099", kind="general", main_cause="skill")
    case = opened(home, "9771", people.village_worker)

    def lacks(person="village_worker"):
        return [
            each for _sentence, said in page_of(case, as_person(getattr(people, person))).context["cautions"] for each in said
        ]

    assert lacks() == ["还没有登记家庭成员", "没有 2015 年的年度记录，收入无从核对"]
    assert lacks("inspector") == []  # he brings nothing forward
    small = {"name": "马新", "sex": "male", "born_on": "1970-01-01", "identity_number": "1", "relation": "01", "ethnicity": "03"}
    home.members.create(**small, education="02", labour="ordinary", joined_on="2014-05-01")
    PovertyLine.objects.create(year=2015, kind="national", amount_fen=2855_00, source="线")
    kept = record(home, wages_fen=2855_00)
    assert lacks() == []
    kept.wages_fen = 2856_00
    kept.save()
    assert lacks() == ["收入高于贫困线：2015 年人均纯收入 2,856元；全户工资 2,856元、经营 0元、财产 0元；当年贫困线 2,855元"]


def test_a_condition_missed_says_what_to_do(home, people, as_person):
    made = ExitStandard.objects.create(year=2015, subject="household", source="标准")
    ExitCondition.objects.create(standard=made, number=1, text="饮水安全有保障", test="water", veto=True)
    kept = record(home, water_safe=False)
    case = ready(home, "exit-household", people)
    client = as_person(people.village_worker)
    advice = "先在农户卡片上更正、补录"
    assert advice in page_of(case, client).content.decode()
    kept.water_safe = True
    kept.recorded_on = datetime.date(2015, 11, 21)
    kept.save()
    assert advice not in page_of(Case.objects.get(pk=case.pk), client).content.decode()
