"""A finding is about one of the fifteen items of the method, chosen and told by its name."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from kangle.audit.actions import save
from kangle.audit.models import Entry
from kangle.common import bounds_kept
from kangle.supervision.models import Finding, Inspection, Round
from tests.audit.test_admin import filled
from tests.facts import day

pytestmark = pytest.mark.django_db


@pytest.fixture
def finding(small_county):
    told = {"content": "账目不清", "found_on": day(4), "due_on": day(5)}
    return Finding.objects.create(area=small_county.fucheng, item="funds", **told)


@pytest.fixture
def inspector(people, as_person):
    return as_person(people.inspector)


def address(finding):
    return reverse("admin:supervision_finding_change", args=[finding.pk])


def test_an_item_that_the_method_has_not_is_refused_with_what_was_typed(finding, inspector):
    page = inspector.post(address(finding), filled(inspector, finding, item="胡写的", why="改")).content.decode()
    assert "“663事项”没有“胡写的”这一项" in page
    finding.refresh_from_db()
    assert finding.item == "funds"
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.filter(pk=finding.pk).update(item="胡写的")


def test_items_are_told_by_their_names(finding, inspector):
    page = inspector.get(reverse("admin:supervision_finding_changelist")).content.decode()
    assert "资金使用" in page and ">funds<" not in page
    inspector.post(address(finding), filled(inspector, finding, item="staffing", why="归错了"))
    assert Entry.objects.get(act=Entry.Act.CHANGE).after == {"item": "staffing"}
    history = inspector.get(reverse("admin:supervision_finding_history", args=[finding.pk])).content.decode()
    assert "因村派人" in history and "staffing" not in history


def test_what_was_typed_before_keeps_nobody_from_entering_that_it_is_put_right(finding, inspector):
    bounds_kept.drop(bounds_kept.standing())
    Finding.objects.filter(pk=finding.pk).update(item="资金管理")
    sent = filled(inspector, finding, why="已整改", rectified_on="2015-04-20", rectification="已补账")
    assert inspector.post(address(finding), sent).status_code == 302
    finding.refresh_from_db()
    assert (finding.item, finding.rectified_on) == ("资金管理", day(4, 20))


def test_a_finding_lies_where_its_inspection_was(finding, small_county, people):
    held = Round.objects.create(area=small_county.county, year=2015, number=1, basis="方案", started_on=day(3))
    visit = Inspection.objects.create(round=held, area=small_county.suji, on=day(4), team="一组")
    finding.inspection = visit
    with pytest.raises(ValidationError, match="这次督查是苏集镇的，问题不在那里"):
        save(finding, by=people.inspector, reason="改")
    visit.area = small_county.fucheng
    save(visit, by=people.inspector, reason="更正")
    finding.area = small_county.gaolinwan
    save(finding, by=people.inspector, reason="改")
    visit.area = small_county.suji
    with pytest.raises(ValidationError, match="有 1 个问题不在苏集镇"):
        save(visit, by=people.inspector, reason="改")
