"""What no keyboard types and PostgreSQL refuses (NUL), in whatever an address asks: an answer, never a fault."""

import pytest

from kangle.accounts.roles import Role
from tests.access.samples import path_of
from tests.access.test_door import URLS

pytestmark = [pytest.mark.django_db, pytest.mark.both]
# What views read of an address by hand, beside what filters and tables read.
ASKED = (
    *("q", "area", "year", "as_of", "level", "state", "kind", "party", "on", "what", "sort", "page", "per_page"),
    *("export", "next", "village", "from", "cadre", "instead", "without", "least", "order", "own", "after", "term"),
)


@pytest.mark.parametrize("role", [Role.POVERTY_OFFICE, Role.ADMINISTRATOR])
def test_no_page_breaks_over_what_its_address_asks(role, everyone, place, client):
    client.raise_request_exception = False
    client.force_login(everyone[role], backend="kangle.accounts.backends.PostBackend")
    faults = []
    for url in URLS:
        path = path_of(url, place)
        if client.get(path, dict.fromkeys(ASKED, "a\x00b")).status_code >= 500:
            faults.append(url.name)
    assert faults == []


def test_a_search_says_what_was_looked_for(everyone, as_person):
    page = as_person(everyone[Role.POVERTY_OFFICE]).get("/search/", {"q": "马\x00英"})
    assert "没有找到“马�英”" in page.content.decode()
