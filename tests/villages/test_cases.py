"""How a village comes on the list of poor villages, leaves it and falls back, and how a decision is taken back."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kangle.demo.reference import LIMITS, VILLAGE_2018
from kangle.procedures.actions import answer, take
from kangle.procedures.codes import Act, State
from kangle.procedures.models import Case
from kangle.programme.models import ExitCondition, ExitStandard, Period
from kangle.scorecard.actions import recompute
from kangle.scorecard.models import Value
from tests import county as small
from tests.procedures.walking import ASKED, answered, hung, method, opened_before, walk, with_department
from villages.case_actions import open_village_case, standing_of
from villages.models import Profile, VillageEvent, VillageRevocation

pytestmark = pytest.mark.django_db
YEAR_END, AFTER = datetime.date(2015, 12, 31), datetime.date(2015, 12, 28)


@pytest.fixture
def people(people, small_county):
    return with_department(people, small_county)


@pytest.fixture
def village(small_county):
    Profile.objects.create(
        village=small_county.gaolinwan, year=2015, recorded_on=datetime.date(2015, 11, 1), terrain="hill", households=200,
        persons=900, rural_persons=800, income_per_head_fen=3200_00,
    )  # fmt: skip
    return small_county.gaolinwan


@pytest.fixture
def standard(db):
    made = ExitStandard.objects.create(year=2015, subject="village", source="标准", provisional=True)
    for number, text, test, veto in VILLAGE_2018:
        ExitCondition.objects.create(standard=made, number=number, text=text, test=test, limit=LIMITS.get(test), veto=veto)
    return made


def poor(village):
    return VillageEvent.objects.create(village=village, kind="identified", on=datetime.date(2014, 6, 1))


def opened(village, code, people, **asked):
    asked = {"reason": "村两委申请", "effective_on": ASKED, **asked}
    return opened_before(open_village_case(village, method=method(code), by=people.village_worker, **asked))


def ready(village, code, people, **asked):
    case = opened(village, code, people, **asked)
    answered(case, people.village_worker)
    hung(case, people.village_worker)
    return case


def looked_at(case, standard, people, *, missed=()):
    found = {each.pk: (each.number not in missed, "查看台账") for each in standard.conditions.all()}
    answer(case, by=people.village_worker, conditions=found)


def left(village, standard, people):
    """A case by which a poor village has left."""
    case = ready(village, "exit-village", people)
    looked_at(case, standard, people)
    return walk(case, people, State.DECIDED, reason="核查属实")


def villages_exited(county, as_of=YEAR_END):
    snapshot = recompute(county.county, year=2015, as_of=as_of)
    return Value.objects.get(snapshot=snapshot, area=county.county, indicator="outcomes.villages-exited").numerator


def test_a_village_applies_the_township_reviews_the_county_decides(village, people):
    case = ready(village, "131", people)
    for state in (State.TOWNSHIP, State.COUNTY, State.DECIDED):
        case = walk(case, people, state)
    event = village.events.get()
    assert (event.kind, event.on, event.case, event.reason) == ("identified", ASKED, case, "村两委申请")
    assert [step.level for step in case.steps.all()] == ["village", "village", "township", "county"]


def test_a_village_that_is_not_poor_enough_is_not_submitted(village, people):
    case = opened(village, "131", people)
    answered(case, people.village_worker, 没有村集体经济收入=False)
    hung(case, people.village_worker)
    with pytest.raises(ValidationError, match="不符合条件：没有村集体经济收入"):
        take(case, act=Act.SUBMITTED, by=people.village_worker)


def test_an_exit_counts_and_an_undoing_is_a_new_act(village, people, standard, small_county):
    poor(village)
    assert villages_exited(small_county) == 0
    case = left(village, standard, people)
    assert villages_exited(small_county) == 1
    take(case, act=Act.REVOKED, by=people.second_officer, reason="自查不实", on=AFTER)
    assert village.events.filter(kind="exited").exists()
    assert villages_exited(small_county) == 0
    assert villages_exited(small_county, as_of=datetime.date(2015, 12, 27)) == 1
    assert standing_of(village, YEAR_END) == "identified"
    again = ready(village, "exit-village", people, effective_on=YEAR_END)
    assert again.pk != case.pk


def test_an_exit_meets_every_veto_condition_of_the_villages_standard(village, people, standard):
    poor(village)
    case = ready(village, "exit-village", people)
    with pytest.raises(ValidationError) as refused:
        take(case, act=Act.SUBMITTED, by=people.village_worker)
    nothing = "{}（“{}”没有记录；须人工认定）".format
    works = [("建制村通硬化路", "通村硬化路"), ("通动力电", "动力电"), ("有标准化村卫生室和村医", "村卫生室")]
    assert refused.value.messages[:-1] == [f"无记录：{nothing(*each)}" for each in works]  # incidence is told: nobody is poor
    looked_at(case, standard, people, missed={6, 5})  # the sixth is no veto
    with pytest.raises(ValidationError) as refused:
        take(case, act=Act.SUBMITTED, by=people.village_worker)
    told, way_out = refused.value.messages
    assert told.startswith("未达标：通动力电") and "不能凭说明" not in way_out  # no record tells it


def test_without_a_standard_of_the_year_no_village_leaves(village, people):
    poor(village)
    case = ready(village, "exit-village", people)
    with pytest.raises(ValidationError, match="没有 2015 年的贫困村退出标准"):
        take(case, act=Act.SUBMITTED, by=people.village_worker)


def test_what_does_not_follow_from_the_standing_is_not_opened(village, people):
    with pytest.raises(ValidationError, match="是“未识别”，不能办“贫困村退出”"):
        opened(village, "exit-village", people)
    poor(village)
    with pytest.raises(ValidationError, match="是“识别”，不能办“贫困村识别”"):
        opened(village, "131", people)
    opened(village, "exit-village", people)
    with pytest.raises(ValidationError, match="在办，办结之前不能再立件"):
        opened(village, "exit-village", people)
    assert Case.objects.count() == 1


def test_a_village_that_fell_back_is_written_down_by_the_same_way(village, people, standard):
    poor(village)
    left(village, standard, people)
    Profile.objects.update(collective_income_fen=5_000_00)  # a village that left without any has to say why before it is sent up
    walk(ready(village, "return-village", people, effective_on=AFTER), people, State.DECIDED)
    assert standing_of(village, YEAR_END) == "returned"


def test_an_undoing_is_refused_where_something_builds_on_it_or_its_year_is_closed(village, people, standard, small_county):
    poor(village)
    case = left(village, standard, people)
    later = VillageEvent.objects.create(village=village, kind="returned", on=AFTER)
    with pytest.raises(ValidationError, match="后来又有“返贫”"):
        take(case, act=Act.REVOKED, by=people.county_officer, reason="不实", on=YEAR_END)
    later.delete()
    with pytest.raises(ValidationError, match="之后、今天之前"):
        take(case, act=Act.REVOKED, by=people.county_officer, reason="不实", on=datetime.date(2015, 12, 1))
    Period.objects.filter(pk=small_county.period.pk).update(state="closed")
    with pytest.raises(ValidationError, match="2015 年度已关闭"):
        take(case, act=Act.REVOKED, by=people.county_officer, reason="不实", on=YEAR_END)
    assert not VillageRevocation.objects.exists()


def test_what_a_decision_wrote_is_not_altered_in_the_records(village, people, standard, as_person):
    poor(village)
    left(village, standard, people)
    event = village.events.get(kind="exited")
    address = reverse("admin:villages_villageevent_change", args=[event.pk])
    typed = {"village": village.pk, "kind": "exited", "on": "2015-12-22", "reason": event.reason, "why": "改日期"}
    client = as_person(people.county_officer)
    assert "撤销决定" in client.post(address, typed).content.decode()
    assert client.post(address, typed | {"on": str(event.on), "reason": "写错字"}).status_code == 302
    event.refresh_from_db()
    assert (event.on, event.reason) == (ASKED, "写错字")


@pytest.mark.parametrize("page", ["pages:area", "pages:village-at-work"])
def test_a_villages_pages_offer_what_follows_and_open_it(village, people, as_person, page):
    poor(village)
    client = as_person(people.village_worker)
    told = client.get(reverse(page, args=[village.short_code])).content.decode()
    path = reverse("villages:open-case", args=[village.pk, "exit"])
    assert path in told
    assert "申请识别贫困村" not in told
    form = client.get(path).context["form"]
    asked = {"method": form.initial["method"].pk, "reason": "达到标准", "effective_on": form.initial["effective_on"]}
    answer = client.post(path, asked)
    case = village.village_cases.get().case
    assert answer.url == reverse("procedures:case", args=[case.pk])
    assert "已有办件在办" in client.get(path).content.decode()
    assert client.get(reverse("villages:open-case", args=[village.pk, "remove"])).status_code == 404
    assert case in as_person(people.village_worker).get(reverse("procedures:queue")).context["table"].queryset


def test_who_only_reads_is_offered_nothing(village, people, as_person):
    poor(village)
    page = as_person(people.township_officer).get(reverse("pages:area", args=[village.short_code]))
    assert page.context["cases"]["offers"] == []


def test_the_case_page_shows_the_record_what_changed_and_the_standard(village, people, standard, as_person):
    poor(village)
    small.household(village, 1)
    village.facilities.create(kind="clinic", on=datetime.date(2015, 3, 1), have=0, of=1)
    case = ready(village, "exit-village", people)
    client = as_person(people.township_officer)
    page = client.get(reverse("procedures:case", args=[case.pk]))
    assert {fact.then for fact in page.context["subject"]["facts"]} == {"—"}
    looked_at(case, standard, people)
    village.facilities.update(have=1)
    walk(case, people, State.TOWNSHIP, reason="卫生室已建成")
    village.facilities.update(have=0)
    page = client.get(reverse("procedures:case", args=[case.pk]))
    told = {str(fact.label): fact.now for fact in page.context["subject"]["facts"]}
    assert (told["贫困人口"], told["贫困发生率"], told["农民人均纯收入"]) == ("4", "0.50%", "3,200元")
    assert told["缺的设施"] == "村卫生室"
    assert "查看台账" in page.content.decode()
    village.profiles.update(rural_persons=400)
    page = client.get(reverse("procedures:case", args=[case.pk]))
    changed = [str(fact.label) for fact in page.context["subject"]["facts"] if fact.has_changed]
    assert changed == ["贫困发生率", "农村户籍人口", "缺的设施"]


def test_the_notice_prints_the_village_with_its_record(village, people, as_person):
    case = opened(village, "131", people)
    notice = hung(case, people.village_worker)
    page = as_person(people.village_worker).get(reverse("procedures:notice", args=[notice.pk])).content.decode()
    assert all(word in page for word in ("附城镇", "高林湾村", "3,200元", "村两委申请"))


def test_a_village_that_has_left_is_headed_so_and_not_by_its_tier(village, people, as_person):
    poor(village)
    village.tiers.create(year=2015, tier="other", assigned_on=datetime.date(2015, 3, 1))
    client = as_person(people.inspector)

    def heading(page="pages:area"):
        return client.get(reverse(page, args=[village.short_code])).content.decode().split("<h1", 1)[1].split("</h1>", 1)[0]

    assert "其他贫困村" in heading() and "已退出" not in heading()
    case = opened(village, "exit-village", people)
    left_ = VillageEvent.objects.create(village=village, kind="exited", on=ASKED, case=case)
    assert f"已退出 {ASKED}" in heading() and "其他贫困村" not in heading()
    VillageRevocation.objects.create(event=left_, case=case, on=ASKED, reason="不实", by_name="马志明")
    assert "其他贫困村" in heading() and "已退出" not in heading()
