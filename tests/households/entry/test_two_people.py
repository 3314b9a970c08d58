"""Two people at one household: each sees the other's change before anything is overwritten."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import county as small
from tests.households.entry.typing import Paper

pytestmark = pytest.mark.django_db


def client_of(person):
    client = Client()
    client.force_login(person, backend="kangle.accounts.backends.PostBackend")
    return client


@pytest.fixture
def home(small_county):
    return small.household(small_county.gaolinwan, 1, phone="19900001111", bank="农业银行", address="一社1号")


@pytest.fixture
def papers(people, home):
    """The same page opened by the village's member and by the county."""
    address = reverse("households:step", args=[home.pk, "contact"])
    return Paper(client_of(people.village_worker), address), Paper(client_of(people.county_officer), address)


def test_changes_of_different_fields_come_together(papers, home):
    mine, theirs = papers
    theirs.send(go="card", bank="农村信用社", why="核查后更正")
    assert mine.send(go="card", phone="19900002222", why="换了手机").status_code == 302
    home.refresh_from_db()
    assert (home.bank, home.phone) == ("农村信用社", "19900002222")


def test_changes_of_the_same_field_stop_and_show_both(papers, home):
    mine, theirs = papers
    theirs.send(go="card", phone="19900003333", why="核查后更正")
    answer = mine.send(go="card", phone="19900002222", why="换了手机")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "马志明" in page
    assert "改成了“19900003333”" in page
    assert 'value="19900002222"' in page
    home.refresh_from_db()
    assert home.phone == "19900003333"


@pytest.mark.parametrize(("choice", "kept"), [("mine", "19900002222"), ("theirs", "19900003333")])
def test_who_has_seen_both_decides(papers, home, choice, kept):
    mine, theirs = papers
    theirs.send(go="card", phone="19900003333", why="核查后更正")
    refused = mine.send(go="card", phone="19900002222", why="换了手机")
    again = {"take_phone": choice, "seen": refused.context["form"]["seen"].value(), "why": "换了手机"}
    assert mine.send(go="card", phone="19900002222", **again).status_code == 302
    home.refresh_from_db()
    assert home.phone == kept


def test_a_decision_holds_only_for_what_was_seen(papers, home):
    mine, theirs = papers
    theirs.send(go="card", phone="19900003333", why="核查后更正")
    refused = mine.send(go="card", phone="19900002222", why="换了手机")
    Paper(theirs.client, theirs.address).send(go="card", phone="19900004444", why="又核查")
    again = {"take_phone": "mine", "seen": refused.context["form"]["seen"].value(), "why": "换了手机"}
    assert "19900004444" in mine.send(go="card", phone="19900002222", **again).content.decode()
    home.refresh_from_db()
    assert home.phone == "19900004444"
