"""The checks beside the form: what they say while one types, after one has saved, and where each thing is mended."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from households.checks.sheet import WANTED
from households.entry.steps import STEPS
from households.models import Begun, Doubt, Household, Member, YearRecord
from tests import county as small
from tests.households.entry.typing import Paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(small_county):
    """A registered household of four, the last of whom works nowhere."""
    return small.household(small_county.gaolinwan, 1, phone="19900001111", address="一社1号")


def screen(home, code):
    return reverse("households:member-step", args=[home.pk, home.members.last().pk, code])


def test_a_contradiction_is_told_while_one_types(worker, home):
    paper = Paper(worker, screen(home, "security"))
    assert "没有写务工地点" in paper.send(go="check", months_worked="6").content.decode()
    assert "没有写务工地点" not in paper.send(go="check", months_worked="6", work_place="county").content.decode()
    assert not Doubt.objects.filter(rule="member.months-without-place").exists()


def test_what_is_saved_is_judged_at_once_and_shown_where_it_is_mended(worker, home):
    Paper(worker, screen(home, "security")).send(go="card", months_worked="6", why="核查后更正")
    doubt = Doubt.objects.standing().get(rule="member.months-without-place")
    assert doubt.member == home.members.last()
    hub = worker.get(reverse("households:entry", args=[home.pk])).content.decode()
    assert doubt.sentence in hub
    assert screen(home, "security") in hub
    assert doubt.sentence in worker.get(screen(home, "security")).content.decode()
    Paper(worker, screen(home, "security")).send(go="card", work_place="county", why="补充漏填")
    assert not Doubt.objects.standing().filter(rule="member.months-without-place").exists()


def test_what_somebody_explained_is_no_longer_asked_for(worker, home):
    Paper(worker, screen(home, "security")).send(go="card", months_worked="6", why="核查后更正")
    doubt = Doubt.objects.standing().get(rule="member.months-without-place")
    worker.post(reverse("households:explain", args=[doubt.pk]), {"reason": "流动务工，地点不固定"})
    assert doubt.sentence not in worker.get(reverse("households:entry", args=[home.pk])).content.decode()
    assert "流动务工" in worker.get(screen(home, "security")).content.decode()


def test_a_new_member_is_judged_with_the_household_he_joins(worker, home):
    Member.objects.filter(household=home, relation="99").update(relation="03")
    address = reverse("households:member-step", args=[home.pk, "0b0a6a40-0000-4000-8000-000000000001", "who"])
    said = Paper(worker, address).send(go="check", name="马秀英", sex="female", relation="03").content.decode()
    assert "与户主关系却是" in said
    assert Member.objects.filter(household=home).count() == 4


def test_judging_a_screen_asks_little_however_large_the_household(worker, home, django_assert_max_num_queries):
    for position in range(5, 12):
        small.member(home, position)
    paper = Paper(worker, screen(home, "security"))
    with django_assert_max_num_queries(30):
        paper.send(go="check", months_worked="6")


def test_what_the_checks_miss_is_never_called_optional(worker, home):
    """What a form says may be left blank (可不填) must not be asked for by the checks (请补填)."""
    optional = {}
    for step in (step for model in (Household, Member, YearRecord) for step in STEPS[model]):
        part = {Household: "household", Member: "member", YearRecord: "year"}[step.model]
        page = worker.get(reverse("households:blank-step", args=[part, step.code]))
        for field in page.context["fields"]:
            told = render_to_string("households/entry/field.html", {"field": field})
            if "可不填" in told:
                optional.setdefault(step.model._meta.model_name, set()).add(field.bound.name)
    assert "bank" in optional["household"]
    assert not [name for kind, names in WANTED.items() for name in names if name in optional.get(kind, ())]


def test_a_screen_with_a_blank_the_checks_miss_is_not_called_filled_in(worker, home):
    """/households/entry/48/ said 已填 of the screen whose telephone number was asked for above."""
    Paper(worker, reverse("households:step", args=[home.pk, "contact"])).send(go="card", phone="", why="号码已停机")
    Doubt.objects.standing().get(rule="household.blank", subject=f"household:{home.pk}:phone")
    address = reverse("households:entry", args=[home.pk])
    links = {str(step.title): (done, lacking) for step, _url, done, lacking in worker.get(address).context["own"]}
    assert links["联系方式和银行账号"][0] and links["联系方式和银行账号"][1] >= 1
    shown = worker.get(address).content.decode()
    assert f"缺 {links['联系方式和银行账号'][1]} 项" in shown and "各页都填过了" not in shown
    pocket = worker.get(reverse("households:pocket"), {"village": home.village.code}).json()
    assert pocket["households"][0]["lacking"]["contact"] == links["联系方式和银行账号"][1]


def test_a_screen_nobody_has_filled_in_is_not_doubted_for_its_blanks_too(worker, home):
    Paper(worker, reverse("households:step", args=[home.pk, "contact"])).send(go="card", phone="", why="号码已停机")
    doubt = Doubt.objects.standing().get(rule="household.blank", subject=f"household:{home.pk}:phone")
    Begun.objects.create(household=home, steps_left=["contact"])
    shown = worker.get(reverse("households:entry", args=[home.pk]))
    assert doubt.sentence not in shown.content.decode()
    assert ("联系方式和银行账号", False, 0) in [(str(step.title), done, n) for step, _url, done, n in shown.context["own"]]
