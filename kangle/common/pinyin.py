"""Names by their pinyin: mxm, maxm and maxiaoming all spell 马小明, and so does 马xm.

Nothing is stored: a name is read when somebody looks for it, so that a corrected reading holds at once and no way of writing
can forget one. A character with several readings is spelled by each of them; one without any by itself alone.
"""

import json
import re
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from kangle.common import surnames
from kangle.common.texts import half_width

LEAST = 2  # characters of a name that must be spelled: one alone would find half of a county
SKIPPED = "·•・. "
DIAERESIS = "\N{COMBINING DIAERESIS}"
_TYPED = re.compile(r"[a-z\u3400-\u9fff\U00020000-\U0003ffff]+")


@cache
def _dictionary():
    """{code point as text: "dān,chán,shàn"}: the library's table of single characters.

    Read as data (15 ms, 6 MB): importing the library would also load its phrases, which takes a second and thirty times as much.
    """
    folder = Path(find_spec("pypinyin").submodule_search_locations[0])
    return json.loads((folder / "pinyin_dict.json").read_bytes())


@cache
def syllables(character):
    """All that a character can be read as, without tones: frozenset({'dan', 'chan', 'shan'}); empty where no reading is known.

    ü is written as people type it, both v and u.
    """
    found = set()
    for reading in _dictionary().get(str(ord(character)), "").split(","):
        letters = unicodedata.normalize("NFD", reading)
        for vowel in ("v", "u"):
            plain = letters.replace(f"u{DIAERESIS}", vowel)
            found.add("".join(letter for letter in plain if not unicodedata.combining(letter)))
    return frozenset(found - {""})


@cache
def _single():
    return {name: frozenset(readings) for name, readings in surnames.table(surnames.SINGLE).items()}


@cache
def _double():
    return {name: tuple(frozenset([each]) for each in readings) for name, readings in surnames.table(surnames.DOUBLE).items()}


def spelling(text):
    """The Spelling that somebody typed: letters, perhaps after some characters; None where it is none."""
    typed = "".join(half_width(text).lower().replace("'", "").split())
    return Spelling(typed) if len(typed) >= LEAST and re.search("[a-z]", typed) and _TYPED.fullmatch(typed) else None


class Spelling:
    """What was typed, to be held against many names; what several of them begin with is read once.

    Every character of a name takes one letter (its initial) or its whole syllable; the last one may be begun. `person=False`
    reads the first character also as the dictionary does, for a village is called after a family or not.
    """

    def __init__(self, text, *, person=True):
        self.text = text
        self.person = person
        self.known = {}

    def among(self, names):
        """Those of the names that it spells the beginning of."""
        alive = {}  # by their first two characters, with which most names are done
        for name in names:
            if name[:LEAST] not in alive:
                alive[name[:LEAST]] = bool(self._after(name[:LEAST]))
        return [name for name in names if alive[name[:LEAST]] and self.spells(name)]

    def spells(self, name):
        """Whether it spells a name, or the beginning of one: at least two of its characters, all of a shorter one."""
        for length in range(1, len(name) + 1):
            reached = self._after(name[:length])
            if not reached and (length > 1 or name[:2] not in _double()):
                return False
            if len(self.text) in reached and length >= min(LEAST, len(name)):
                return True
        return False

    def _after(self, beginning):
        """How many letters may be used up once these characters of a name are read; empty where they cannot be."""
        if beginning not in self.known:
            last, before = beginning[-1], beginning[:-1]
            reached = self._steps(last, self._readings(last, not before), self._after(before) if before else {0})
            if beginning in _double():
                first, second = _double()[beginning]
                reached |= self._steps(last, second, self._steps(before, first, {0}))
            self.known[beginning] = reached
        return self.known[beginning]

    def _readings(self, character, is_first):
        if not is_first or character not in _single():
            return syllables(character)
        return _single()[character] if self.person else _single()[character] | syllables(character)

    def _steps(self, character, readings, places):
        """Where one reads on after a character, from each of the places one may have come to."""
        if character in SKIPPED:
            return set(places)
        found = set()
        for place in places:
            rest = self.text[place:]
            if rest and rest[0] == character.lower():
                found.add(place + 1)
            for syllable in readings if rest else ():
                if rest[0] == syllable[0]:
                    found.add(place + 1)
                if rest.startswith(syllable):
                    found.add(place + len(syllable))
                elif syllable.startswith(rest):
                    found.add(len(self.text))
        return found
