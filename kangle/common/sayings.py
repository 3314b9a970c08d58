"""Sentences that are kept and read later, by somebody who may read another language than the one they were made in.

`said` stands in for gettext: what it gives is the sentence in the language of the moment, and knows how it was made. `kept` makes
of it what a JSON column can hold, `told` the sentence in the language of whoever reads it now. A plain text stays as it is.
"""

import json

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as translated
from django.utils.translation import override

SENTENCE, WORDS, ALL = "sentence", "words", "all"
_TELLERS = {}


class Saying(str):
    """A sentence in the language of the moment; `made` is how it was made, JSON-able."""

    made: dict

    def __new__(cls, text, made):
        saying = super().__new__(cls, text)
        saying.made = made
        return saying

    def __str__(self):
        return self  # an error asks str() of its message: it must not lose how it was made

    def __mod__(self, words):
        return Saying(str.__mod__(self, words), {**self.made, WORDS: {name: kept(word) for name, word in words.items()}})

    def __getnewargs__(self):
        return str.__str__(self), self.made


def said(sentence):
    """gettext, remembered. The sentence is filled in with `%` and a dict, whose values may be remembered sentences too."""
    return Saying(translated(sentence), {SENTENCE: sentence})


def together(sentences):
    """Several sentences as one, a blank between them."""
    return Saying(" ".join(sentences), {ALL: [kept(sentence) for sentence in sentences]})


def register(kind, tell):
    """Let a room say sentences of its own: `tell(code, values)` gives that of a Saying made as {kind: code, "words": values}."""
    _TELLERS[kind] = tell


def kept(text):
    """What a JSON column keeps of a text, a number, a name that is translated when it is asked for, or of a list of them."""
    if isinstance(text, Saying):
        return text.made
    if isinstance(text, list):
        return [kept(each) for each in text]
    if isinstance(text, Promise):
        with override(None):
            return {SENTENCE: str(text)}
    return text if text is None or isinstance(text, (str, int, float, dict)) else str(text)


def told(value):
    """What was kept, in the language of the moment; lists and plain texts within are gone through and stay as they are."""
    if isinstance(value, list):
        return [told(each) for each in value]
    if not isinstance(value, dict):
        return value
    if ALL in value:
        return " ".join(told(value[ALL]))
    words = value.get(WORDS)
    if SENTENCE in value:
        sentence = translated(value[SENTENCE])
        return sentence if words is None else sentence % {name: told(word) for name, word in words.items()}
    for kind, tell in _TELLERS.items():
        if kind in value:
            return tell(value[kind], words or {})
    return value


class SayingsField(models.JSONField):
    """A JSON column with sentences anywhere in it: written as `kept` gives them, read in the language of whoever reads."""

    def get_prep_value(self, value):
        return super().get_prep_value(kept(value))

    def from_db_value(self, value, expression, connection):
        return told(super().from_db_value(value, expression, connection))


def _read(value):
    return told(json.loads(value)) if value and value.startswith('{"') else value


class SayingLine(models.CharField):
    """A sentence in a column of so many letters; one whose making would not fit there is kept as the text it is, cut to them."""

    def from_db_value(self, value, expression, connection):
        return _read(value)

    def get_prep_value(self, value):
        made = kept(value)
        text = json.dumps(made, ensure_ascii=False) if isinstance(made, dict) else ""
        if 0 < len(text) <= self.max_length:
            return text
        return value if value is None else str.__str__(value)[: self.max_length]

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs  # the database sees a column of letters


class SayingField(models.TextField):
    """One sentence; a text that was written before sentences were remembered is read as it is."""

    def from_db_value(self, value, expression, connection):
        return _read(value)

    def get_prep_value(self, value):
        made = kept(value)
        return json.dumps(made, ensure_ascii=False) if isinstance(made, dict) else super().get_prep_value(made)
