"""The plan page: the county's words, the figures of one's own area, and the plan as records that can be edited."""

import datetime

import pytest
from django.urls import reverse

from households.models import YearRecord
from kangle.audit.models import Entry
from kangle.programme.items import ITEM
from kangle.programme.models import PlanLine
from kangle.programme.plan import PLAN, ship_plan
from kangle.scorecard.actions import recompute
from kangle.scorecard.indicators import CATALOGUE
from tests import county as small
from villages.models import Training


@pytest.fixture
def plan(small_county):
    return ship_plan(small_county.county, 2015, by="测试")


def test_every_figure_the_plan_names_is_in_the_catalogue():
    named = {code for *_, figures, _provisional in PLAN for code in figures.split()}
    assert named <= set(CATALOGUE) | set(ITEM)


def test_the_plan_has_one_goal_two_keys_three_focuses_four_systems_five_measures_six_precise_three_steps():
    counted = [sum(line[0] == part for line in PLAN) for part in PlanLine.Part]
    assert counted == [2, 2, 3, 4, 5, 6, 3]  # the one goal is set for two years, 2018 and 2020


@pytest.mark.django_db
def test_shipping_twice_leaves_what_was_edited(plan, small_county):
    PlanLine.objects.filter(title="科技服务").update(title="科技支撑")
    ship_plan(small_county.county, 2015, by="测试")
    assert PlanLine.objects.count() == len(PLAN)
    assert PlanLine.objects.filter(title="科技支撑").exists()


@pytest.mark.django_db
def test_shipping_is_on_record(plan):
    assert Entry.objects.filter(model="programme.planline", act=Entry.Act.LOAD).count() == len(PLAN)


@pytest.mark.django_db
def test_the_page_shows_the_words_with_live_figures(plan, scored, people, as_person):
    page = as_person(people.county_officer).get("/plan/").content.decode()
    for said in ("2018年整体脱贫", "2020年全面建成小康社会", "一把手负责制", "督导督查", "三步走", "截至 2015年12月31日"):
        assert said in page
    poor = scored.values.get(area=people.county_officer.area, indicator="targeting.persons").numerator
    assert f"<b>{poor}</b> 人" in page
    assert 'href="/scorecard/items/targeting/"' in page


@pytest.mark.django_db
def test_an_edited_line_is_what_the_page_says_and_an_unknown_code_does_no_harm(plan, scored, people, as_person):
    PlanLine.objects.filter(title="金融支撑").update(title="金融扶持", figures=["measures.gone", "measures.loans"])
    page = as_person(people.county_officer).get("/plan/").content.decode()
    assert "金融扶持" in page
    assert "精准扶贫贷款户" in page


@pytest.mark.django_db
def test_a_village_worker_reads_the_countys_plan_with_the_figures_of_his_village(plan, scored, people, as_person):
    page = as_person(people.village_worker).get("/plan/")
    assert page.context["area"] == people.village_worker.area
    assert page.context["sheet"].area == people.village_worker.area
    assert "一把手负责制" in page.content.decode()


@pytest.mark.django_db
def test_without_lines_the_page_says_who_enters_them(people, as_person):
    assert "还没有登记工作思路" in as_person(people.county_officer).get("/plan/").content.decode()


NEW = reverse("admin:programme_planline_add")


def line_of(county, **fields):
    return {"area": county.pk, "year": 2015, "number": 1, "position": 9, "title": "减贫", "why": "县委会议", **fields}


@pytest.mark.django_db
def test_a_lines_figures_are_chosen_by_name_and_kept_in_the_order_they_had(people, small_county, as_person):
    client = as_person(people.county_officer)
    page = client.get(NEW).content.decode()
    assert str(CATALOGUE["targeting.persons"].name) in page and "本事项得分" in page and ">null<" not in page
    chosen = ["outcomes.persons-exited", "targeting.persons", "planning"]
    assert client.post(NEW, line_of(small_county.county, figures=chosen)).status_code == 302
    line = PlanLine.objects.get()
    assert set(line.figures) == set(chosen)
    PlanLine.objects.update(figures=["targeting.persons", "outcomes.persons-exited"])
    client.post(reverse("admin:programme_planline_change", args=[line.pk]), line_of(small_county.county, figures=chosen))
    line.refresh_from_db()
    assert line.figures == ["targeting.persons", "outcomes.persons-exited", "planning"]


def test_a_figure_that_the_sheet_no_longer_has_is_not_lost_by_a_save(people, small_county, as_person):
    client = as_person(people.county_officer)
    client.post(NEW, line_of(small_county.county, figures=["planning"]))
    line = PlanLine.objects.get()
    PlanLine.objects.update(figures=["measures.gone", "planning"])
    change = reverse("admin:programme_planline_change", args=[line.pk])
    assert "评分表里已经没有的" in client.get(change).content.decode()
    assert client.post(change, line_of(small_county.county, figures=["measures.gone", "planning"])).status_code == 302
    line.refresh_from_db()
    assert line.figures == ["measures.gone", "planning"]


@pytest.mark.django_db
def test_an_unknown_code_is_refused_by_name(people, small_county, as_person):
    answer = as_person(people.county_officer).post(NEW, line_of(small_county.county, figures=["减贫人头"]))
    assert "没有“减贫人头”这一项" in answer.content.decode()
    assert not PlanLine.objects.exists()


@pytest.mark.django_db
def test_a_line_may_do_without_figures_and_the_foot_says_no_source_where_none_is_named(people, small_county, as_person):
    client = as_person(people.county_officer)
    assert client.post(NEW, line_of(small_county.county)).status_code == 302
    assert PlanLine.objects.get().figures == []
    page = client.get("/plan/").content.decode()
    assert "减贫" in page
    assert "依据：" not in page and "标“暂拟”的" not in page
    PlanLine.objects.update(source="县委一号文件", provisional=True)
    page = client.get("/plan/").content.decode()
    assert "依据：县委一号文件。标“暂拟”的" in page


@pytest.mark.django_db
def test_a_later_year_without_lines_follows_the_last_plan(plan, small_county):
    assert PlanLine.objects.followed(small_county.gaolinwan, 2016).count() == len(PLAN)
    assert not PlanLine.objects.followed(small_county.gaolinwan, 2014).exists()


@pytest.mark.django_db
def test_where_nobody_set_a_task_no_target_of_0_is_said(plan, small_county, people, as_person):
    """The charts of a village say 未下达 of the same fact; a plan of 0 persons is a decision, and nobody made it."""
    household = small.household(small_county.gaolinwan, 1)
    YearRecord.objects.create(household=household, year=2015, recorded_on=datetime.date(2015, 3, 1))
    Training.objects.create(area=small_county.gaolinwan, audience="cadres", held_on=datetime.date(2015, 3, 1), persons=20)
    recompute(small_county.county, year=2015, as_of=datetime.date(2015, 12, 31))
    client = as_person(people.county_officer)
    for path in ("/", "/plan/", "/areas/622922/", "/areas/622922100200/", "/scorecard/items/outcomes/"):
        page = client.get(path).content.decode()
        assert "目标 0" not in page and "计划 0 人" not in page and "/ 0 人" not in page, path
    assert "计划未下达" in client.get("/").content.decode()
    assert client.get("/scorecard/items/outcomes/").content.decode().count("未下达") == 3
    assert "1 场 / 未下达" in client.get("/scorecard/items/outreach/").content.decode()
