"""The English texts: complete, with the same placeholders, nothing left over, and compiled."""

import re

import pytest
from babel.messages.mofile import read_mo
from django.utils import translation

from tests.house import english as files
from tests.house.texts import ROOMS, asked, home_of, room_of

PLACEHOLDER = re.compile(r"%\(\w+\)(?:\.\d+)?[sdf]|%%|%[sd]|\{\w*\}|</?\w+>")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
HOMES = [home_of(room) for room in ROOMS if home_of(room).exists()]


@pytest.fixture(scope="module")
def english():
    """{(context, sentence, plural): (English, ...)} of all the committed texts."""
    return {key: texts for room in files.held().values() for key, texts in room.items()}


def test_every_sentence_stands_once_in_the_lowest_room_that_asks_for_it():
    standing = [(key, room) for room, texts in files.held().items() for key in texts]
    meant = [(key, room_of(path)) for key, path in asked().items()]
    wrong = sorted(set(standing) ^ set(meant), key=str)
    assert not wrong, (
        f"{len(wrong)} sentences are missing, left over or in another room's texts, see docs/architecture.md: {wrong[:9]}"
    )


def test_every_sentence_has_its_english(english):
    blank = [key[1] for key, texts in english.items() if not all(texts) or (key[2] and len(texts) != 2)]
    assert not blank


def test_no_english_is_a_guess():
    assert not [path for path in HOMES if ", fuzzy" in path.read_text(encoding="utf-8")]


def test_english_has_the_placeholders_of_the_chinese(english):
    differing = {
        key[1]: text
        for key, texts in english.items()
        for text in texts
        if sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(key[1]))
    }
    assert not differing


def test_english_has_no_chinese_letters_or_marks(english):
    marks = re.compile(r"[\u3000-\u303f\uff00-\uffef]")
    assert not [texts for texts in english.values() if any(CHINESE.search(text) or marks.search(text) for text in texts)]


@pytest.mark.parametrize("path", HOMES, ids=str)
def test_a_room_keeps_its_texts_light_and_in_order(path, tmp_path, monkeypatch):
    text = path.read_text(encoding="utf-8")
    assert len(text.encode()) < 130_000
    monkeypatch.setattr(files, "home_of", lambda room: tmp_path / "django.po")
    files.write("any", files.read(path))
    assert (tmp_path / "django.po").read_text(encoding="utf-8") == text, "write it with `python -m tests.house.english`"


@pytest.mark.parametrize("path", HOMES, ids=str)
def test_the_compiled_texts_are_those_committed(path):
    compiled = path.with_suffix(".mo")
    assert compiled.exists(), "make test and make run compile the texts; before a bare pytest run `make lint` or compile them"
    with compiled.open("rb") as file:
        assert {files.key(message): files.texts(message) for message in read_mo(file) if message.id} == files.read(path), (
            "compile the texts again"
        )


@pytest.mark.parametrize(
    ("language", "number", "said"), [("zh-hans", 1, "1 个项目"), ("en", 1, "1 project"), ("en", 2, "2 projects")]
)
def test_django_finds_them_and_counts_rightly(language, number, said):
    with translation.override(language):
        assert translation.ngettext("%(number)s 个项目", "%(number)s 个项目", number) % {"number": number} == said
