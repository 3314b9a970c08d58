"""The English texts: complete, with the same placeholders, nothing left over, and compiled."""

import re
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.utils import translation

from tests.house.texts import asked

PO = Path(__file__).resolve().parent.parent.parent / "kangle/locale/en/LC_MESSAGES/django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)(?:\.\d+)?[sdf]|%%|%[sd]|\{\w*\}|</?\w+>")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def english():
    """{(context, sentence, plural): (English, ...)} of the committed texts."""
    with PO.open("rb") as file:
        return {_key(message): _texts(message) for message in read_po(file) if message.id}


def _key(message):
    sentence, plural = (message.id, None) if isinstance(message.id, str) else message.id
    context = message.context.decode() if isinstance(message.context, bytes) else message.context  # read_mo gives bytes
    return context, sentence, plural


def _texts(message):
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def test_every_sentence_of_the_code_is_in_the_texts(english):
    missing = {key[1]: file for key, file in asked().items() if key not in english}
    assert not missing, f"{len(missing)} sentences need English in {PO.name}, see docs/architecture.md: {missing}"


def test_no_sentence_is_left_that_nothing_asks_for(english):
    left = [key[1] for key in english.keys() - asked().keys()]
    assert not left, f"no longer asked for, take them out: {left}"


def test_every_sentence_has_its_english(english):
    blank = [key[1] for key, texts in english.items() if not all(texts) or (key[2] and len(texts) != 2)]
    assert not blank


def test_no_english_is_a_guess():
    assert ", fuzzy" not in PO.read_text(encoding="utf-8")


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


def test_the_texts_stay_light():
    text = PO.read_text(encoding="utf-8")
    assert len(text.encode()) < 300_000
    assert "\n#:" not in text, "line numbers change with every edit: makemessages --no-location"


def test_the_compiled_texts_are_those_committed(english):
    compiled = PO.with_suffix(".mo")
    assert compiled.exists(), "make test and make run compile the texts; before a bare pytest run `make lint` or compile them"
    with compiled.open("rb") as file:
        assert {_key(message): _texts(message) for message in read_mo(file) if message.id} == english, "compile the texts again"


@pytest.mark.parametrize(
    ("language", "number", "said"), [("zh-hans", 1, "1 个项目"), ("en", 1, "1 project"), ("en", 2, "2 projects")]
)
def test_django_finds_them_and_counts_rightly(language, number, said):
    with translation.override(language):
        assert translation.ngettext("%(number)s 个项目", "%(number)s 个项目", number) % {"number": number} == said
