"""No form of the site leaves the judging to the browser, and none answers in the framework's phrases."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.urls import reverse

from kangle.audit.site import site
from kangle.common.forms import Answering

ROOT = Path(settings.BASE_DIR)
OWN = ("kangle", "villages", "households", "projects", "funds")
FORM = re.compile(r"<form\b.*?>(?=\s|<|\{|$)", re.DOTALL)


def bubbling(page):
    """The opening tags of the forms that the browser would judge, in its own words and language."""
    return [tag for tag in FORM.findall(page) if "novalidate" not in tag]


def test_every_form_of_the_templates_is_judged_by_the_site():
    found = {path.name: bubbling(path.read_text(encoding="utf-8")) for path in (ROOT / "templates").rglob("*.html")}
    assert sum(len(FORM.findall(path.read_text(encoding="utf-8"))) for path in (ROOT / "templates").rglob("*.html")) > 30
    assert not {name: tags for name, tags in found.items() if tags}


@pytest.mark.django_db
def test_the_pages_of_the_records_leave_no_form_to_the_browser(client, people):
    client.force_login(people.county_officer, backend="kangle.accounts.backends.PostBackend")
    seen = 0
    for model in site._registry:
        for page in ("changelist", "add"):
            answer = client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"))
            if answer.status_code == 200:
                seen += 1
                assert not [tag for tag in bubbling(answer.content.decode()) if "changelist-search" not in tag]
    assert seen > 10


def classes():
    """Every form class declared in the project."""
    for package in (importlib.import_module(name) for name in OWN):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not re.search(r"\.(migrations|management|demo)\b", found.name):
                importlib.import_module(found.name)
    waiting = [forms.BaseForm]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.partition(".")[0] in OWN:
            yield kind


def test_every_form_answers_in_the_houses_sentences():
    found = list(classes())
    assert len(found) > 15 and apps.ready
    assert not [kind for kind in found if not issubclass(kind, Answering)]


MARKS = re.compile(r'<small>\{% translate "(可不填|必填|应填)" %\}')
LABELLED = re.compile(r"<label[^>]*>\{\{ [\w.]+\.label \}\}</label>")


def test_whether_a_field_must_be_filled_in_is_marked_by_one_part():
    """A form that marked in its own way what must be filled in, or nothing at all, left people to guess."""
    pages = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html")}
    own = {"templates/parts/asked.html", "templates/exchange/album.html"}  # the part itself; photos, which are no field
    assert not [name for name, page in pages.items() if MARKS.search(page) and name not in own]
    assert not [name for name, page in pages.items() if LABELLED.search(page) and name != "templates/parts/filters.html"]
