"""Sentences that remember where each of their numbers came from.

What a person types over is held against them: a token is a number or the name of a ranked unit, `sources` names the origin of
each token of a text in order. Texts are those of a Chinese document and are not translated.
"""

import re
from decimal import Decimal
from string import Formatter

from kangle.common.texts import half_width

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
FIXED = "固定文字"


def tell(template, names=(), /, **parts):
    """(text, sources) of a template with named parts, each (value, where it came from): "共{n}户".

    `names` are the units whose names count as tokens.
    """
    text, spans = "", []
    for literal, field, _form, _conversion in Formatter().parse(template):
        text += literal
        if field is not None:
            value, source = parts[field]
            spans.append((len(text), len(text) + len(str(value)), source))
            text += str(value)
    return text, [[found[2], _origin(found, spans)] for found in tokens(text, names)]


def _origin(token, spans):
    """The source of the part a token lies in; a number of the template's own words is fixed text."""
    return next((source for start, end, source in spans if token[0] < end and token[1] > start), FIXED)


def tokens(text, names=()):
    """[(start, end, token)] of the numbers and the units' names in a text, however wide the digits were typed, in order."""
    plain = half_width(text)
    found = [(match.start(), match.end(), match[0]) for match in NUMBER.finditer(plain)]
    if names:
        pattern = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
        found += [(match.start(), match.end(), match[0]) for match in pattern.finditer(plain)]
    return sorted(found)


def same(one, other):
    """Whether two tokens say the same: 1,203 and 1203, 92.5 and 92.50."""
    return one == other or value_of(one) is not None and value_of(one) == value_of(other)


def value_of(token):
    """The number of a token; None of a name."""
    return Decimal(token.replace(",", "")) if NUMBER.fullmatch(token) else None


def points(hundredths):
    """Hundredths of a point as a document writes them, cut and not rounded, as everywhere: 9235 → 92.35."""
    return "—" if hundredths is None else f"{hundredths // 100}.{hundredths % 100:02d}"


def day(text):
    """'2015-04-03' → '2015年4月3日'"""
    year, month, number = text.split("-")
    return f"{year}年{int(month)}月{int(number)}日"


def listed(words):
    """甲、乙、丙"""
    return "、".join(words)
