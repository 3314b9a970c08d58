"""Rows within a record's page are judged and written together: they may change places and share out a sum anew."""

import datetime

import pytest
from django.urls import reverse

from kangle.accounts.roles import Role
from kangle.audit import actions
from kangle.audit.models import Entry
from kangle.procedures.models import ItemGroup, Method
from kangle.supervision.models import Inspection, Mark, Round, SheetItem
from projects.models import Project, Site
from tests import county as small
from tests.audit.test_admin import filled, url

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def sheet(small_county):
    """A round with two items, 60 and 40 points."""
    held = Round.objects.create(area=small_county.county, year=2015, number=1, basis="方案", started_on=datetime.date(2015, 6, 1))
    for number, weight in ((1, 60), (2, 40)):
        SheetItem.objects.create(round=held, number=number, content=f"第{number}项", weight=weight)
    return held


@pytest.fixture
def office(people, as_person):
    return as_person(people.county_officer)


def items(held):
    return [(item.number, item.content, item.weight) for item in held.items.order_by("number")]


def row(index, **fields):
    return {f"items-{index}-{name}": str(value) for name, value in fields.items()}


def errors_of(answer):
    formset = answer.context["inline_admin_formsets"][0].formset
    return " ".join([str(formset.non_form_errors()), *(str(form.errors) for form in formset.forms)])


def test_rows_of_a_page_change_places(sheet, office):
    sent = filled(office, sheet, why="调整顺序", **row(0, number=2), **row(1, number=1))
    assert office.post(url(sheet), sent).status_code == 302
    assert items(sheet) == [(1, "第2项", 40), (2, "第1项", 60)]
    entries = Entry.objects.filter(model="supervision.sheetitem", act=Entry.Act.CHANGE)
    assert sorted((entry.before["number"], entry.after["number"]) for entry in entries) == [(1, 2), (2, 1)]


def test_rows_move_on_for_a_new_one_in_front(sheet, office):
    sent = filled(office, sheet, why="插入一项", **row(0, number=2, weight=30), **row(1, number=3))
    sent |= row(2, number=1, content="新的", weight=30) | {"items-TOTAL_FORMS": "3"}
    assert office.post(url(sheet), sent).status_code == 302
    assert items(sheet) == [(1, "新的", 30), (2, "第1项", 30), (3, "第2项", 40)]


def test_what_points_at_a_row_that_moves_stays(sheet, small_county, office):
    visit = Inspection.objects.create(round=sheet, area=small_county.fucheng, on=datetime.date(2015, 6, 2), team="一组")
    for item in sheet.items.all():
        Mark.objects.create(inspection=visit, item=item, points=item.weight * 100)
    sent = filled(office, sheet, why="调整顺序", **row(0, number=2), **row(1, number=1))
    assert office.post(url(sheet), sent).status_code == 302
    assert sorted(Mark.objects.values_list("item__number", "points")) == [(1, 40_00), (2, 60_00)]


def test_the_groups_of_a_method_change_places(small_county, as_person):
    keeper = as_person(small.person("li.xiaomei", "李晓梅", Role.ADMINISTRATOR, small_county.county))
    method = Method.objects.get(code="131")
    before = list(method.groups.order_by("number").values_list("title", flat=True))
    sent = filled(keeper, method, why="调整顺序") | {"groups-0-number": "2", "groups-1-number": "1"}
    assert keeper.post(url(method), sent).status_code == 302
    assert list(method.groups.order_by("number").values_list("title", flat=True)) == [before[1], before[0], *before[2:]]
    assert all(group.items.exists() for group in ItemGroup.objects.filter(method=method))


def test_the_sites_of_a_project_change_their_villages(small_county, office):
    dates = {"planned_start_on": datetime.date(2015, 3, 1), "planned_finish_on": datetime.date(2015, 12, 1)}
    told = {"number": "P1", "name": "饮水", "year": 2015, "works": "water", "authority": "水务局"}
    project = Project.objects.create(area=small_county.county, **told, **dates)
    villages = [small_county.gaolinwan, small_county.fengtai]
    sites = [Site.objects.create(project=project, area=village, planned=9) for village in villages]
    page = filled(office, project, why="填反了")
    prefix = {page[f"sites-{index}-id"]: index for index in (0, 1)}
    swapped = zip(sites, reversed(villages), strict=True)
    sent = page | {f"sites-{prefix[str(site.pk)]}-area": str(village.pk) for site, village in swapped}
    assert office.post(url(project), sent).status_code == 302
    assert [Site.objects.get(pk=site.pk).area for site in sites] == villages[::-1]


def test_a_sum_is_shared_out_anew_in_one_press(sheet, office):
    sent = filled(office, sheet, why="重新分配", **row(0, weight=70), **row(1, weight=30))
    assert office.post(url(sheet), sent).status_code == 302
    assert [weight for _number, _content, weight in items(sheet)] == [70, 30]


def test_a_row_that_goes_leaves_its_part_of_the_sum_to_a_new_one(sheet, office):
    sent = filled(office, sheet, why="换一项") | {"items-0-DELETE": "on", "items-TOTAL_FORMS": "3"}
    sent |= row(2, number=1, content="新的", weight=60)
    assert office.post(url(sheet), sent).status_code == 302
    assert items(sheet) == [(1, "新的", 60), (2, "第2项", 40)]


def test_new_rows_that_exceed_the_sum_together_are_refused_with_all_that_was_typed(small_county, office):
    sent = {"area": small_county.county.pk, "year": "2015", "number": "1", "basis": "方案", "started_on": "2015-06-01"}
    sent |= {"interviews_required": "0", "why": "新一轮", "items-TOTAL_FORMS": "2", "items-INITIAL_FORMS": "0"}
    sent |= row(0, number=1, content="对象精准", weight=60) | row(1, number=2, content="措施到户", weight=50)
    answer = office.post(reverse("admin:supervision_round_add"), sent)
    assert "其余各项用后还剩 50，这一项不能是 60" in errors_of(answer)
    assert "措施到户" in answer.content.decode() and not Round.objects.exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"items-INITIAL_FORMS": "0"}, "已经有一条“序号”相同的记录"),
        ({"items-0-id": ""}, "这一行认不出是哪一条记录"),
        ({"items-0-id": "999999"}, "这一行认不出是哪一条记录"),
        ({"items-1-number": "1"}, "有两行的“序号”一样"),
        ({"items-1-number": "1"}, "这一行和上面的一行重复"),
    ],
)
def test_what_a_page_cannot_say_is_answered_in_a_sentence(sheet, office, change, sentence):
    answer = office.post(url(sheet), {**filled(office, sheet, why="改"), **row(0, content="改过的"), **change})
    assert answer.status_code == 200 and sentence in errors_of(answer)
    assert items(sheet)[0][1] == "第1项"


def test_a_page_that_was_not_sent_whole_says_so(sheet, office):
    sent = {name: value for name, value in filled(office, sheet, why="改").items() if not name.startswith("items-")}
    assert "这一页没有送全" in office.post(url(sheet), sent).content.decode()


def test_what_only_the_database_refuses_is_answered_on_the_page(sheet, office, monkeypatch):
    kept = actions.save_together

    def beaten(records, **how):
        SheetItem.objects.filter(round=sheet, number=2).update(number=3)  # somebody else, at this very moment
        return kept(records, **how)

    monkeypatch.setattr(actions, "save_together", beaten)
    sent = filled(office, sheet, why="改", basis="改过的依据", **row(0, number=3))
    answer = office.post(url(sheet), sent)
    page = answer.content.decode()
    assert answer.status_code == 200 and "和已有的记录重复或矛盾" in page and "改过的依据" in page
    assert items(sheet) == [(1, "第1项", 60), (2, "第2项", 40)]
    assert not Entry.objects.filter(act=Entry.Act.CHANGE).exists()
