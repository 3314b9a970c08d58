"""Every page, read in a year that was opened and of which nothing is computed yet: an answer, never a fault."""

import pytest
from django.test import Client

from kangle.accounts.roles import Role
from kangle.programme.models import Period
from tests.access.samples import path_of
from tests.access.test_door import URLS

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.TASK_FORCE])
def test_no_page_breaks_in_a_year_without_figures(role, everyone, place):
    Period.objects.create(area=place.county, year=2016)
    client, faults = Client(raise_request_exception=False), []
    client.force_login(everyone[role], backend="kangle.accounts.backends.PostBackend")
    for url in URLS:
        path = path_of(url, place)
        if client.get(path, {"period": "2016"}).status_code >= 500:
            faults.append(path)
    assert faults == []
