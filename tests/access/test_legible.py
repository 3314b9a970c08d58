"""What no keyboard types and a database refuses (NUL, 60 000 bytes to look for), in whatever an address asks: an answer."""

import pytest
from django.urls import reverse

from kangle.accounts.roles import Role
from kangle.audit.site import site
from tests.access.samples import path_of
from tests.access.test_door import URLS

pytestmark = [pytest.mark.django_db, pytest.mark.both]
# What views read of an address by hand, beside what filters and tables read.
ASKED = (
    *("q", "area", "year", "as_of", "level", "state", "kind", "party", "on", "what", "sort", "page", "per_page"),
    *("export", "next", "village", "from", "cadre", "instead", "without", "least", "order", "own", "after", "term"),
)
UNFIT = {"nul": "a\x00b", "long": "k" * 60_000}  # SQLite compares with no pattern of more than 50 000 bytes


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


def test_no_list_breaks_over_a_text_too_long_to_be_looked_for(everyone, place, client):
    client.raise_request_exception = False
    client.force_login(everyone[Role.POVERTY_OFFICE], backend="kangle.accounts.backends.PostBackend")
    asked = {"q": UNFIT["long"], "term": UNFIT["long"]}
    faults = [url.name for url in URLS if client.get(path_of(url, place), asked).status_code >= 500]
    assert faults == []


@pytest.mark.parametrize("unfit", UNFIT.values(), ids=UNFIT)
def test_no_search_among_the_records_breaks(unfit, everyone, place, client):
    """Every list of the admin, and every field of a record that offers others while one types."""
    client.raise_request_exception = False
    faults, choices = [], 0
    for person in (everyone[Role.POVERTY_OFFICE], everyone[Role.INSPECTOR]):
        client.force_login(person, backend="kangle.accounts.backends.PostBackend")
        for model, keeper in site._registry.items():
            app, name = model._meta.app_label, model._meta.model_name
            if not person.may_edit(model._meta.label_lower):
                continue
            if client.get(reverse(f"admin:{app}_{name}_changelist"), {"q": unfit}).status_code >= 500:
                faults.append(name)
            for field in keeper.get_autocomplete_fields(None):
                asked = {"app_label": app, "model_name": name, "field_name": field, "term": unfit}
                answer = client.get(reverse("admin:autocomplete"), asked)
                choices += answer.status_code == 200
                faults += [f"{name}.{field}"] if answer.status_code >= 500 else []
    assert faults == []
    assert choices > 20


def test_a_search_that_is_too_long_is_told_so_where_it_was_made(everyone, place, as_person):
    client, path = as_person(everyone[Role.POVERTY_OFFICE]), reverse("admin:households_member_changelist")
    page = client.get(path, {"q": "康" * 61}).content.decode()
    assert "“搜索”最多写 60 个字，现在多了：请改短一些。" in page
    assert "康" * 61 in page  # in its box, to be shortened
    assert "field-name" in page  # all rows stand below it
    assert "最多写 60 个字" not in client.get(path, {"q": "康" * 60}).content.decode()


def test_a_search_says_what_was_looked_for(everyone, as_person):
    page = as_person(everyone[Role.POVERTY_OFFICE]).get("/search/", {"q": "马\x00英"})
    assert "没有找到“马�英”" in page.content.decode()
