"""A page with every component on it, for the browser; its template lies beside the tests."""

from pathlib import Path

import pytest
from django.conf import settings as project

from tests.exchange.lists import put_up

TEMPLATES = Path(__file__).parent / "templates"


@pytest.fixture
def lists(settings, monkeypatch):
    """The test lists of tests/exchange and the page of components, open to whoever may read."""
    (engine,) = project.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], TEMPLATES]}]
    put_up(settings, monkeypatch)
