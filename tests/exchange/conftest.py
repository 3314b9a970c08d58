"""The lists of tests/exchange/lists.py, open to whoever may read."""

import csv
import io

import pytest

from kangle.accounts import access
from kangle.accounts.roles import Capability
from kangle.exchange import row_acts


@pytest.fixture
def lists(settings, monkeypatch):
    """Puts the two test lists into the URLconf and behind the door."""
    settings.ROOT_URLCONF = "tests.exchange.lists"
    monkeypatch.setattr(row_acts, "_acts", [])  # what rooms above offer to do with a row has no address here
    for name in ("households", "members", "measures", "one", "components"):
        monkeypatch.setitem(access.DOOR, f"look:{name}", Capability.READ)
    monkeypatch.setitem(access.DOOR, "home", Capability.READ)


@pytest.fixture
def officer(lists, people, as_person):
    """The test client of the county's poverty office."""
    return as_person(people.county_officer)


@pytest.fixture
def read_csv():
    """A function: the rows of a CSV response, the head first."""

    def read(response):
        text = response.getvalue().decode("utf-8")
        return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))

    return read
