"""How far works are: stage, schedule, quantities, and what a village still lacks."""

import csv
import datetime

import pytest
from django.urls import reverse

from kangle.programme.models import Period
from projects.matrix import matrix
from projects.models import Gap, Progress, Project, Site, Step
from tests.facts import day, facts
from tests.test_lists import body
from villages.models import Facility

TODAY = datetime.date(2026, 1, 1)


@pytest.fixture
def here(small_county):
    return facts(small_county.gaolinwan)


def exported(client, path):
    response = client.get(f"{path}?export=csv")
    return list(csv.DictReader(b"".join(response).decode("utf-8-sig").splitlines()))


def schedule(project, on=TODAY):
    return Project.objects.with_schedule(on).get(pk=project.pk).schedule


def test_a_project_not_accepted_by_its_day_is_late(here):
    assert schedule(here.project) == "late"
    assert schedule(here.project, day(9, 30)) == "due-later"
    assert schedule(here.project, day(10, 1)) == "late"


def test_lateness_ends_with_the_year_of_the_project(here):
    here.project.planned_finish_on = day(6, 30, 2016)
    here.project.save()
    assert schedule(here.project) == "due-later"
    here.project.planned_finish_on = day(12, 31)
    here.project.save()
    assert schedule(here.project) == "due-later"


def test_a_project_the_last_year_left_is_late_in_the_next_one(here, small_county):
    here.project.planned_finish_on = day(6, 30, 2016)
    here.project.save()
    Period.objects.create(area=small_county.county, year=2016)
    assert schedule(here.project, day(6, 30, 2016)) == "due-later"
    assert schedule(here.project, day(7, 1, 2016)) == "late"


@pytest.mark.parametrize(("accepted", "word"), [(day(9, 30), "finished"), (day(10, 1), "finished-late")])
def test_an_accepted_project_was_in_time_or_not(accepted, word, here):
    Step.objects.create(project=here.project, stage="10-accepted", on=accepted)
    assert schedule(here.project) == word


def test_a_withdrawn_project_is_neither_late_nor_finished(here):
    Step.objects.create(project=here.project, stage="99-withdrawn", on=day(5, 1))
    assert schedule(here.project) == "withdrawn"


def test_quantities_are_those_done_by_the_day(here):
    Progress.objects.create(site=here.site, on=day(8, 1), quantity=2)
    early = Project.objects.with_quantities(day(6, 1)).get(pk=here.project.pk)
    late = Project.objects.with_quantities(TODAY).get(pk=here.project.pk)
    assert (early.planned, early.done) == (4, 1)
    assert (late.planned, late.done) == (4, 3)


def test_what_nobody_has_reported_is_unknown_and_not_nothing(client, here, people):
    Progress.objects.all().delete()
    client.force_login(people.county_officer)
    [row] = exported(client, "/projects/sites/")
    assert (row["完成数量"], row["完成率"]) == ("", "")
    assert [one.pk for one in Site.objects.with_done(TODAY).unfinished()] == [here.site.pk]
    page = client.get(f"/projects/{here.project.pk}/").content.decode()
    assert "— / 4" in page and "<progress" not in page
    Progress.objects.create(site=here.site, on=day(8, 1), quantity=0)
    [row] = exported(client, "/projects/sites/")
    assert (row["完成数量"], row["完成率"]) == ("0", "0.0")


def test_the_matrix_goes_from_lacking_over_building_to_done(here, small_county):
    Gap.objects.create(village=small_county.gaolinwan, works="road", found_on=day(1), quantity=1600)
    columns, rows, totals = matrix(Gap.objects.all())
    assert [code for code, _label in columns] == ["road", "clinic"]
    assert [(village.name, [cell.state for cell in cells]) for village, cells in rows] == [
        ("高林湾村委会", ["lacking", "building"])
    ]
    assert totals == {"lacking": 1, "planned": 0, "building": 1, "done": 0}
    Step.objects.create(project=here.project, stage="10-accepted", on=day(8, 1))
    assert matrix(Gap.objects.all())[2]["done"] == 1
    Step.objects.create(project=here.project, stage="99-withdrawn", on=day(9, 1))
    assert matrix(Gap.objects.all())[2]["lacking"] == 2


def test_the_matrix_tells_the_least_helped_of_several_gaps(here, small_county):
    Gap.objects.create(village=small_county.gaolinwan, works="clinic", found_on=day(6), quantity=2)
    _columns, rows, _totals = matrix(Gap.objects.all())
    assert [(cell.state, cell.quantity) for cell in rows[0][1]] == [("lacking", 3)]


def test_the_matrix_page_keeps_to_the_area_and_to_a_state(here, small_county, people, as_person):
    facts(small_county.fengtai)
    url = reverse("projects:matrix")
    assert [row[0] for row in body(as_person(people.other_worker).get(url).content.decode())] == ["丰台村"]
    client = as_person(people.county_officer)
    assert [row[0] for row in body(client.get(url).content.decode())] == ["高林湾村", "丰台村"]
    assert body(client.get(url, {"state": "done"}).content.decode()) == []
    assert [row[0] for row in body(client.get(url, {"area": small_county.suji.code}).content.decode())] == ["丰台村"]


def test_no_gap_is_not_taken_for_nothing_lacking(here, small_county, people, as_person):
    Gap.objects.create(village=small_county.fengtai, works="stage", found_on=day(1), quantity=1)
    client, url = as_person(people.county_officer), reverse("projects:matrix")

    def told():
        return {row[0]: row[-1] for row in body(client.get(url).content.decode())}["高林湾村"]

    assert "未登记缺口" in told() and "不缺" not in told()
    Facility.objects.create(village=small_county.gaolinwan, kind="stage", on=day(3), have=0, of=1)
    assert "未登记缺口" in told(), "the village's sheet says that there is none"
    Facility.objects.create(village=small_county.gaolinwan, kind="stage", on=day(4), have=1, of=1)
    assert told() == "不缺"


def test_a_cell_of_the_matrix_leads_to_its_gaps(here, small_county, people, as_person):
    facts(small_county.fengtai)
    rows = as_person(people.county_officer).get(
        reverse("projects:gaps"), {"area": small_county.gaolinwan.code, "works": "clinic"}
    )
    assert [row[0] for row in body(rows.content.decode())] == ["高林湾村"]


def test_a_project_shows_its_steps_and_its_money_by_channel(here, people, as_person):
    page = as_person(people.county_officer).get(reverse("projects:detail", args=[here.project.pk])).content.decode()
    for told in ("村级申报", "开工建设", "中央专项", "80,000元", "30,000元", here.head.name, here.document.number, "逾期未完"):
        assert told in page


def test_whom_a_county_project_serves_may_open_it_and_sees_only_his_own_part(small_county, people, as_person):
    mine, other = facts(small_county.gaolinwan), facts(small_county.fengtai)
    project = mine.project
    project.area = small_county.county
    project.save()
    project.sites.create(area=small_county.fengtai, planned=1)
    page = as_person(people.other_worker).get(reverse("projects:detail", args=[project.pk])).content.decode()
    assert "丰台村" in page
    assert mine.head.name not in page
    assert mine.document.number not in page
    assert as_person(people.other_worker).get(reverse("projects:detail", args=[other.project.pk])).status_code == 200


def test_a_project_of_two_townships_shows_each_its_own_quantities(here, small_county, people, as_person):
    Project.objects.filter(pk=here.project.pk).update(area=small_county.county)
    there = Site.objects.create(project=here.project, area=small_county.fengtai, planned=100)
    Progress.objects.create(site=there, on=day(8, 1), quantity=60)
    url = reverse("projects:detail", args=[here.project.pk])
    own = as_person(people.township_officer).get(url)
    assert (own.context["project"].planned, own.context["project"].done) == (4, 1)
    assert "这个项目不只在您的地区" in own.content.decode()
    whole = as_person(people.inspector).get(url)
    assert (whole.context["project"].planned, whole.context["project"].done) == (104, 61)
    assert "这个项目不只在您的地区" not in whole.content.decode()
