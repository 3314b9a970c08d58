"""Every page in English: nothing in Chinese is left on it but what the records themselves say."""

import re
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import CharField, TextField
from django.urls import reverse

from kangle.accounts.roles import Role
from kangle.areas.models import Area
from kangle.exchange.intake.books import registered
from kangle.procedures.departments import listed
from kangle.procedures.models import Item
from tests.access.samples import SAMPLES, path_of
from tests.access.urls import all_urls, is_page

pytestmark = [pytest.mark.django_db, pytest.mark.once]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
MARKED = re.compile(r'<span lang="zh-Hans">([^<]*)</span>')
AROUND = re.compile(r"<span>([^<]*)</span>")
SAID_ALOUD = {"title", "aria-label", "placeholder", "alt", "data-label"}
SWITCH = "中文"  # each language is called by its own name


class Reader(HTMLParser):
    """The pieces of text of a page, with the attributes that are read out; scripts left out."""

    def __init__(self):
        super().__init__()
        self.pieces, self.inside = [], ""

    def handle_starttag(self, tag, attributes):
        self.inside = tag
        self.pieces += [value for name, value in attributes if name in SAID_ALOUD and value]

    def handle_data(self, text):
        if self.inside != "script":
            self.pieces.append(text.strip())


def recorded():
    """Every Chinese text the records hold (names, titles, contents), longest first."""
    found = {area.short_name for area in Area.objects.all()} | {SWITCH}
    # The headings of the national form are its own words: in whatever language, a person looks for them in the workbook.
    found |= {column.heading for book in registered() for form in book.sheets for column in form.columns}
    found |= {name for item in Item.objects.all() for name in listed(item.departments)}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, (CharField, TextField)) and not field.choices:
                found |= {str(value) for value in model._base_manager.values_list(field.name, flat=True)}
    return sorted((text for text in found if CHINESE.search(text)), key=len, reverse=True)


def left_in_chinese(page, names):
    reader = Reader()
    reader.feed(AROUND.sub(r"\1", MARKED.sub(r"\1", page)))  # a name is recognised as a whole, however much of it is Chinese
    found = []
    for piece in filter(CHINESE.search, reader.pieces):
        for name in names:
            piece = piece.replace(name, "")
        if CHINESE.search(piece):
            found.append(piece)
    return found


@pytest.fixture
def in_english(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.mark.parametrize("role", [Role.POVERTY_OFFICE, Role.TASK_FORCE, Role.ADMINISTRATOR])
def test_every_page_of_a_role_speaks_english(in_english, everyone, place, role):
    in_english.force_login(everyone[role], backend="kangle.accounts.backends.PostBackend")
    names, left, seen = recorded(), {}, 0
    for url in all_urls():
        if url.arguments and url.name not in SAMPLES:
            continue
        answer = in_english.get(path_of(url, place))
        if is_page(answer):
            seen += 1
            if found := left_in_chinese(answer.content.decode(), names):
                left[url.name] = found
    assert seen > 10
    assert not left


def test_sign_in_speaks_english(in_english, small_county):
    assert not left_in_chinese(in_english.get(reverse("accounts:login")).content.decode(), recorded())


def test_a_page_says_what_it_is_about(in_english, everyone, place):
    in_english.force_login(everyone[Role.POVERTY_OFFICE], backend="kangle.accounts.backends.PostBackend")
    page = in_english.get(reverse("pages:overview")).content.decode()
    for words in ("Six in place", "Six precise", "Three to mind", "Targeting", "Poor persons now"):
        assert words in page
