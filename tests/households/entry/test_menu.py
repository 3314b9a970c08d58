"""A measure chosen from the county's menu, on the phone's screen."""

import datetime

import pytest
from django.urls import reverse

from households.models import Measure
from tests.households.entry.typing import Paper, fresh
from tests.menus import angelica, sheep

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(small_county):
    return sheep(small_county.county)


def screen(worker, home, key=None, code="measure"):
    return Paper(worker, reverse("households:measure-step", args=[home.pk, key or fresh(), code]))


def test_what_is_chosen_fills_in_the_rest(worker, home, item):
    answer = screen(worker, home).send(go="card", item=item.pk, quantity="５", planned_on="2015-03-01")
    assert answer.status_code == 302
    kept = Measure.objects.get()
    assert (kept.kind, kept.industry, kept.content) == ("industry", "livestock", "肉羊养殖")
    assert (kept.item, kept.quantity, kept.amount_fen) == (item, 5, 1_000_00)


def test_while_it_is_typed_the_amount_is_told(worker, home, item):
    paper = screen(worker, home)
    told = paper.send(go="check", item=item.pk, quantity="3", planned_on="2015-03-01").content.decode()
    assert 'value="600.00"' in told
    assert not Measure.objects.exists()


def test_another_amount_needs_a_sentence(worker, home, item):
    paper = screen(worker, home)
    typed = {"item": item.pk, "quantity": "5", "planned_on": "2015-03-01", "amount_fen": "800"}
    assert "按菜单应为 1,000元" in paper.send(**typed).content.decode()
    assert paper.send(**typed, amount_reason="自筹购买 1 只").status_code == 302
    assert Measure.objects.get().amount_fen == 800_00


def test_the_limit_holds_for_all_measures_of_the_year(worker, home, item):
    screen(worker, home).send(item=item.pk, quantity="8", planned_on="2015-03-01")
    second = screen(worker, home)
    typed = {"item": item.pk, "quantity": "8", "planned_on": "2015-05-01"}
    assert "今年已安排 1,600元" in second.send(**typed, amount_fen="1600").content.decode()
    assert second.send(**typed, amount_fen="").status_code == 302
    assert sorted(Measure.objects.values_list("amount_fen", flat=True)) == [400_00, 1_600_00]


def test_what_contradicts_the_menu_is_refused_at_its_field(worker, home, item):
    early = screen(worker, home).send(item=item.pk, quantity="5", planned_on="2014-12-01", kind="industry")
    assert "自 2015-01-01 至 今 有效" in early.content.decode()
    loan = screen(worker, home).send(item=item.pk, quantity="5", planned_on="2015-03-01", kind="loan", amount_fen="1000")
    assert "属于“畜牧养殖”" in loan.content.decode()
    none = screen(worker, home).send(item=item.pk, planned_on="2015-03-01", amount_fen="1000")
    assert "请填数量（单位：只）" in none.content.decode()
    nothing = screen(worker, home).send(item=item.pk, quantity="0", planned_on="2015-03-01")
    assert "数量要大于零" in nothing.content.decode()
    alone = screen(worker, home).send(kind="training", quantity="5", planned_on="2015-03-01", amount_fen="0")
    assert "请选菜单项目，或不填数量" in alone.content.decode()
    assert not Measure.objects.exists()


def test_junk_in_the_choice_is_answered_with_a_sentence(worker, home, item):
    for junk in ("x", "-1", "9" * 40, "0"):
        assert screen(worker, home).send(item=junk, quantity="5", planned_on="2015-03-01", kind="training").status_code == 422


def test_choosing_another_item_changes_the_content_that_followed_from_the_first(worker, home, item, small_county):
    herbs = angelica(small_county.county)
    screen(worker, home).send(item=item.pk, quantity="5", planned_on="2015-03-01")
    kept = Measure.objects.get()
    typed = {"item": herbs.pk, "industry": "herbs", "quantity": "2.5", "amount_fen": "750", "why": "原来录错了"}
    assert screen(worker, home, kept.pk).send(go="card", **typed).status_code == 302
    kept.refresh_from_db()
    assert (kept.content, kept.amount_fen) == ("当归种植", 750_00)


def test_what_came_of_it_stands_beside_the_plan(worker, home, item):
    screen(worker, home).send(item=item.pk, quantity="5", planned_on="2015-03-01")
    kept = Measure.objects.get()
    done = {"done_on": "2015-09-01", "result": "存栏 7 只，出栏 3 只收入 2400 元"}
    screen(worker, home, kept.pk, "carrying").send(go="card", **done)
    card = worker.get(reverse("households:detail", args=[home.pk])).content.decode()
    assert "5 只" in card
    assert "存栏 7 只" in card


def test_an_item_that_has_ended_stays_with_the_measure_that_named_it(worker, home, item):
    screen(worker, home).send(item=item.pk, quantity="5", planned_on="2015-03-01")
    item.until = datetime.date(2015, 6, 30)
    item.save()
    kept = Measure.objects.get()
    paper = screen(worker, home, kept.pk)
    assert item in paper.form.fields["item"].queryset
    assert item not in screen(worker, home).form.fields["item"].queryset
    assert paper.send(go="card", quantity="6", amount_fen="1200", why="情况有变化").status_code == 302


def test_a_phone_carries_the_menu_with_the_numbers_it_reckons_by(worker, home, item):
    page = worker.get(reverse("households:blank-step", args=["measure", "measure"])).content.decode()
    assert f'value="{item.pk}" data-kind="industry" data-industry="livestock" data-subsidy="20000" data-limit="200000"' in page
    assert 'data-terms="肉羊养殖：每只 200元，每户每年最多 2,000元。"' in page
    assert ">肉羊养殖 200元/只</option>" in page  # no longer than a phone is wide


def test_that_the_limit_lowers_the_amount_is_said_at_once(worker, home, item, small_county):
    typed = {"item": item.pk, "quantity": "12", "planned_on": "2015-03-01"}
    first = screen(worker, home)
    told = first.send(go="check", **typed).content.decode()
    assert "肉羊养殖：每只 200元，每户每年最多 2,000元。" in told
    assert "按数量是 2,400元，超过每户每年上限，按上限 2,000元计。" in told
    assert "超过每户每年上限" not in first.send(go="check", **typed | {"quantity": "10", "amount_fen": ""}).content.decode()
    first.send(**typed | {"quantity": "8", "amount_fen": ""})
    second = screen(worker, home).send(go="check", **typed | {"quantity": "5"}).content.decode()
    assert "按数量是 1,000元，本户今年这一项已安排 1,600元，上限 2,000元：这次最多 400元。" in second
    stored = worker.get(reverse("households:measure-step", args=[home.pk, Measure.objects.get().pk, "measure"])).content.decode()
    assert "肉羊养殖：每只 200元" in stored
