"""Spending: an appropriation's spent amount always equals its expenditures, and never exceeds what was appropriated."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.urls import reverse

from funds.actions import correct_expenditure, remove_expenditure, spend
from funds.models import Allotment, Appropriation, Channel, Document, Expenditure
from kangle.accounts.roles import Role
from kangle.audit.models import Entry
from projects.models import Project
from tests import county as small

pytestmark = pytest.mark.django_db
DAY = datetime.date(2015, 6, 1)


@pytest.fixture
def clerk(small_county):
    return small.person("wang.haixia", "王海霞", Role.FINANCE, small_county.county)


@pytest.fixture
def paid_down(small_county):
    """Two appropriations of 100 yuan each."""
    document = Document.objects.create(
        area=small_county.county, number="甘财农〔2015〕1号", title="专项", issuer="省财政厅", on=DAY
    )
    channel = Channel.objects.create(code="central", name="中央专项", group="fiscal")
    allotment = Allotment.objects.create(document=document, channel=channel, area=small_county.county, on=DAY, amount_fen=200_00)
    project = Project.objects.create(
        area=small_county.county,
        number="2015-001",
        name="通村道路",
        year=2015,
        works="road",
        authority="县交通运输局",
        planned_start_on=DAY,
        planned_finish_on=DAY,
    )
    return [Appropriation.objects.create(allotment=allotment, project=project, on=DAY, amount_fen=100_00) for _each in range(2)]


def spent(appropriation):
    appropriation.refresh_from_db()
    added = appropriation.expenditures.aggregate(total=Sum("amount_fen"))["total"] or 0
    assert appropriation.spent_fen == added
    return added


def test_spending_moves_the_appropriation_and_is_on_record(paid_down, clerk):
    spend(appropriation=paid_down[0], on=DAY, amount_fen=60_00, payee="路桥公司", by=clerk)
    assert spent(paid_down[0]) == 60_00
    entries = Entry.objects.filter(actor_name="王海霞").values_list("model", "act")
    assert set(entries) == {("funds.expenditure", "create"), ("funds.appropriation", "change")}


def test_overspending_is_refused_with_what_is_left(paid_down, clerk):
    spend(appropriation=paid_down[0], on=DAY, amount_fen=60_00, payee="路桥公司", by=clerk)
    with pytest.raises(ValidationError) as refused:
        spend(appropriation=paid_down[0], on=DAY, amount_fen=40_01, payee="路桥公司", by=clerk)
    assert "还剩 40元，不能支出 40.01元" in refused.value.messages[0]
    assert spent(paid_down[0]) == 60_00
    assert Expenditure.objects.count() == 1


def test_a_correction_frees_what_it_no_longer_takes(paid_down, clerk):
    paid = spend(appropriation=paid_down[0], on=DAY, amount_fen=90_00, payee="路桥公司", by=clerk)
    correct_expenditure(paid, by=clerk, reason="多记", amount_fen=100_00)
    assert spent(paid_down[0]) == 100_00
    with pytest.raises(ValidationError):
        correct_expenditure(paid, by=clerk, reason="再多记", amount_fen=100_01)
    assert spent(paid_down[0]) == 100_00


def test_a_correction_to_another_appropriation_moves_the_amount(paid_down, clerk):
    paid = spend(appropriation=paid_down[0], on=DAY, amount_fen=90_00, payee="路桥公司", by=clerk)
    correct_expenditure(paid, by=clerk, reason="记错项目", appropriation=paid_down[1])
    assert (spent(paid_down[0]), spent(paid_down[1])) == (0, 90_00)


def test_a_removal_gives_the_money_back(paid_down, clerk):
    paid = spend(appropriation=paid_down[0], on=DAY, amount_fen=90_00, payee="路桥公司", by=clerk)
    remove_expenditure(paid, by=clerk, reason="重复")
    assert spent(paid_down[0]) == 0
    assert Entry.objects.get(act=Entry.Act.DELETE).reason == "重复"


@pytest.mark.parametrize("amount", [0, -5_00])
def test_nothing_and_less_is_no_expenditure(paid_down, clerk, amount):
    with pytest.raises(ValidationError):
        spend(appropriation=paid_down[0], on=DAY, amount_fen=amount, payee="路桥公司", by=clerk)


def test_the_admin_takes_yuan_and_refuses_overspending_in_the_form(paid_down, clerk, as_person):
    client = as_person(clerk)
    sent = {"appropriation": paid_down[0].pk, "on": "2015-06-02", "amount_fen": "60.50", "payee": "路桥公司"}
    assert client.post(reverse("admin:funds_expenditure_add"), sent).status_code == 302
    assert spent(paid_down[0]) == 60_50
    refused = client.post(reverse("admin:funds_expenditure_add"), {**sent, "amount_fen": "39.51"})
    assert "还剩 39.50元" in refused.content.decode() or "还剩 39.5元" in refused.content.decode()
    assert "路桥公司" in refused.content.decode()
    assert spent(paid_down[0]) == 60_50


def test_the_admin_corrects_and_removes_through_the_same_actions(paid_down, clerk, as_person):
    paid = spend(appropriation=paid_down[0], on=DAY, amount_fen=90_00, payee="路桥公司", by=clerk)
    client = as_person(clerk)
    path = reverse("admin:funds_expenditure_change", args=[paid.pk])
    sent = {"appropriation": paid_down[0].pk, "on": "2015-06-02", "amount_fen": "80", "payee": "路桥公司", "why": "更正"}
    assert client.post(path, sent).status_code == 302
    assert spent(paid_down[0]) == 80_00
    client.post(reverse("admin:funds_expenditure_delete", args=[paid.pk]), {"post": "yes", "reason": "重复"})
    assert spent(paid_down[0]) == 0


def test_an_appropriation_cannot_shrink_below_what_is_spent(paid_down, clerk, as_person):
    spend(appropriation=paid_down[0], on=DAY, amount_fen=90_00, payee="路桥公司", by=clerk)
    path = reverse("admin:funds_appropriation_change", args=[paid_down[0].pk])
    sent = {"allotment": paid_down[0].allotment_id, "project": paid_down[0].project_id, "on": "2015-06-01", "amount_fen": "50"}
    answer = as_person(clerk).post(path, {**sent, "why": "调减"})
    assert "下拨金额不能少于已支出的 90元" in answer.content.decode()


def test_money_is_not_spent_before_it_was_passed_down(paid_down, clerk, as_person):
    sent = {"appropriation": paid_down[0].pk, "on": "2015-05-01", "amount_fen": "60", "payee": "路桥公司"}
    refused = as_person(clerk).post(reverse("admin:funds_expenditure_add"), sent)
    assert "支出不能早于下拨" in refused.content.decode()
    assert spent(paid_down[0]) == 0
