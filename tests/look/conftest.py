"""A page with every component on it, for the browser; its template lies beside the tests."""

from pathlib import Path

import pytest
from django.conf import settings as project

from kangle.accounts import access
from kangle.accounts.roles import Capability

TEMPLATES = Path(__file__).parent / "templates"


@pytest.fixture
def lists(settings, monkeypatch):
    """The test lists of tests/exchange and the page of components, open to whoever may read."""
    (engine,) = project.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], TEMPLATES]}]
    settings.ROOT_URLCONF = "tests.exchange.lists"
    for name in ("households", "members", "measures", "one", "components"):
        monkeypatch.setitem(access.DOOR, f"look:{name}", Capability.READ)
    monkeypatch.setitem(access.DOOR, "home", Capability.READ)
