"""What a phone is given so that it can do without signal."""

import re

import pytest
from django.contrib.staticfiles import finders

from kangle.pages.offline import SHELL

pytestmark = pytest.mark.django_db


def test_the_site_can_be_put_on_the_home_screen(client):
    found = client.get("/manifest.webmanifest").json()
    assert found["start_url"] == "/tasks/"
    assert found["display"] == "standalone"


def test_the_worker_keeps_files_that_are_there(client):
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "no-cache" in answer["Cache-Control"]
    assert all(finders.find(name) for name in SHELL)


def test_the_worker_keeps_all_that_the_forms_are_made_of(people, as_person, client):
    kept = client.get("/sw.js").content.decode().replace("\\u002D", "-")
    page = as_person(people.village_worker).get("/households/new/", follow=True).content.decode()
    for file in re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg))"', page):
        assert f'"{file}"' in kept, file


def test_no_page_of_an_official_keeps_anything(people, as_person):
    page = as_person(people.inspector).get("/households/").content.decode()
    assert "offline.js" not in page
    assert "data-person" not in page
