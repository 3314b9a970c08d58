"""The lists of tests/exchange/lists.py, open to whoever may read."""

import csv
import io

import pytest

from tests.exchange.lists import put_up


@pytest.fixture
def lists(settings, monkeypatch):
    """Puts the two test lists into the URLconf and behind the door."""
    put_up(settings, monkeypatch)


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
