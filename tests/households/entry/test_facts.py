"""Visits, measures and who answers for a household, put down on a phone."""

import datetime

import pytest
from django.urls import reverse

from households.models import Measure, Pairing, Visit
from kangle.audit.models import Entry
from tests import county as small
from tests.households.entry.typing import Paper, fresh
from villages.models import Cadre

pytestmark = pytest.mark.django_db


@pytest.fixture
def cadre(small_county, home):
    """The cadre who answers for the household."""
    made = Cadre.objects.create(area=small_county.county, name="线平安", sex="male", unit="县农牧局")
    Pairing.objects.create(household=home, cadre=made, since=datetime.date(2015, 1, 8))
    return made


def at(home, part, key=None, code=None):
    return reverse(f"households:{part}-step", args=[home.pk, key or fresh(), code or part])


def test_a_visit_presumes_the_day_in_hand_and_who_answers_for_the_household(worker, home, cadre):
    paper = Paper(worker, at(home, "visit"))
    assert paper.send(go="card", note="看望老人").url == reverse("households:detail", args=[home.pk])
    visit = Visit.objects.get()
    assert (visit.cadre, visit.on, visit.note) == (cadre, datetime.date(2015, 12, 31), "看望老人")
    assert Entry.objects.of(visit).get().actor_name == "杨文斌"


def test_sending_a_visit_twice_puts_down_one_and_later_words_change_it(worker, home, cadre):
    address = at(home, "visit")
    paper = Paper(worker, address)
    paper.send(go="card", note="看望老人")
    paper.send(go="card", note="看望老人")
    Paper(worker, address).send(go="card", note="看望老人，送煤", why="补充漏填")
    assert Visit.objects.get().note == "看望老人，送煤"


def test_a_measure_goes_on_to_who_carries_it(worker, home, cadre):
    address = at(home, "measure")
    answer = Paper(worker, address).send(kind="training", planned_on="2015-03-01", amount_fen="0")
    assert answer.url.endswith("/carrying/")
    Paper(worker, answer.url).send(go="card", responsible=cadre.pk)
    measure = Measure.objects.get()
    assert (measure.kind, measure.responsible) == ("training", cadre)


def test_what_the_database_refuses_is_said_at_the_screen(worker, home, cadre):
    loan = Paper(worker, at(home, "measure")).send(kind="loan", planned_on="2015-03-01", amount_fen="60000")
    assert "不超过 5 万元" in loan.content.decode()
    industry = Paper(worker, at(home, "measure")).send(kind="industry", planned_on="2015-03-01", amount_fen="100")
    assert "须写明产业" in industry.content.decode()
    second = Paper(worker, at(home, "pairing")).send(cadre=cadre.pk, since="2015-06-01")
    assert second.status_code == 422
    assert not Measure.objects.exists()
    assert Pairing.objects.count() == 1


def test_only_those_at_hand_are_offered(worker, home, cadre, small_county):
    stranger = Cadre.objects.create(area=small_county.banpo, name="外人", sex="male", unit="别处")
    page = Paper(worker, at(home, "visit"))
    assert {option.pk for option in page.form.fields["cadre"].queryset} == {cadre.pk}
    assert page.send(cadre=stranger.pk).status_code == 422


def test_another_households_visit_is_not_here(worker, home, cadre, small_county):
    other = small.household(small_county.gaolinwan, 2)
    visit = Visit.objects.create(household=other, cadre=cadre, on=datetime.date(2015, 5, 5))
    assert worker.get(at(home, "visit", visit.pk)).status_code == 404


def test_a_visit_of_tomorrow_has_not_happened(worker, home, cadre):
    tomorrow = datetime.date.today() + datetime.timedelta(days=2)
    assert "还没有到" in Paper(worker, at(home, "visit")).send(on=tomorrow).content.decode()


@pytest.fixture
def himself(people, small_county, home, cadre):
    """The worker as a cadre, who answers for the household besides the county's cadre, whose time is running out."""
    home.pairings.update(until=datetime.date.today() + datetime.timedelta(days=5), since=datetime.date(2015, 3, 1))
    made = Cadre.objects.create(area=small_county.gaolinwan, name="杨二", sex="male", unit="县水务局", user=people.village_worker)
    Pairing.objects.create(household=home, cadre=made, since=datetime.date(2015, 1, 1))
    return made


def test_of_two_who_answer_for_it_the_visitor_is_whoever_is_signed_in(worker, home, cadre, himself, people, as_person):
    assert Paper(worker, at(home, "visit")).form.initial["cadre"] == himself.pk
    assert Paper(as_person(people.county_officer), at(home, "visit")).form.initial["cadre"] == cadre.pk


def test_the_phone_presumes_the_same_visitor(worker, home, cadre, himself, people, as_person):
    def presumed(client, **query):
        [told] = client.get(reverse("households:pocket"), query).json()["households"]
        return told["presumed"]["visits"]

    assert presumed(worker) == {"cadre": himself.pk}
    assert presumed(as_person(people.county_officer), village=home.village.code) == {"cadre": cadre.pk}


def test_who_answers_for_another_household_is_not_presumed_to_visit_this_one_but_is_offered(worker, home, cadre, himself):
    himself.pairings.all().delete()
    form = Paper(worker, at(home, "visit")).form
    assert form.initial["cadre"] == cadre.pk
    assert {option.pk for option in form.fields["cadre"].queryset} == {cadre.pk, himself.pk}
