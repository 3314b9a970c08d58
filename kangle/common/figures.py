"""How numbers are written: money, shares, scores, changes and days, in Chinese and in English.

Money comes in integer fen, shares as 0–1, scores in hundredths of a point. What is unknown is written as a dash, never as 0.
Everything is rounded half up, and takes more digits where it would otherwise print a line, a target or a whole it did not reach.
"""

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

UNKNOWN = "—"
MINUS = "−"  # the typographic minus is as wide as a figure; a hyphen is not

YI_FEN = 100_000_000_00
WAN_FEN = 10_000_00
MILLION_FEN = 1_000_000_00
ATTAINED_FROM = 9000
NEARLY_FROM = 7000


def rounded(value, digits):
    """`value` as a Decimal with `digits` decimals, half rounded up as people do (Python's own round goes to even)."""
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    return number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def whole(value):
    """The nearest whole number, half up: fen of a Fraction or a float."""
    return math.floor(value + Fraction(1, 2))


def grouped(number):
    """A number with thousands separators and a typographic minus."""
    return f"{number:,}".replace("-", MINUS)


def trimmed(value, digits):
    """At most `digits` decimals, without zeros at the end: 86.50 → 86.5."""
    number = rounded(value, digits)
    if number == number.to_integral_value():
        return grouped(int(number))
    return grouped(number).rstrip("0")


def yuan_of(fen):
    """Fen as a Decimal of yuan with two decimals: what exports carry."""
    return Decimal(fen).scaleb(-2).quantize(Decimal("0.01"))


def yuan(fen):
    """5700元, 1,234.56元."""
    if fen is None:
        return UNKNOWN
    return _("%(number)s元") % {"number": trimmed(yuan_of(fen), 2)}


def wan(fen, digits=2):
    """96.33万元; in English, which knows no 万, millions of yuan."""
    if fen is None:
        return UNKNOWN
    if _english():
        return _millions(fen)
    return _("%(number)s万元") % {"number": trimmed(Decimal(fen) / WAN_FEN, digits)}


def money(fen):
    """The unit that reads best: 4.34亿元, 96.33万元, 5,700元."""
    if fen is None:
        return UNKNOWN
    if _english() and abs(fen) >= MILLION_FEN:
        return _millions(fen)
    if not _english() and abs(fen) >= YI_FEN:
        return _("%(number)s亿元") % {"number": trimmed(Decimal(fen) / YI_FEN, 2)}
    if not _english() and abs(fen) >= WAN_FEN:
        return wan(fen)
    return yuan(fen)


def _english():
    return (get_language() or "").startswith("en")


def _millions(fen):
    return _("%(number)s百万元") % {"number": trimmed(Decimal(fen) / MILLION_FEN, 4 if abs(fen) < MILLION_FEN else 2)}


def share(value, digits=None, missed=()):
    """98%, 95.77%: with exactly `digits` decimals, or with one where it is needed.

    Without `digits` it is never printed as nothing, as the whole or as a line it `missed` (shares, too): it then takes as many
    decimals as that asks for, at most four. A line that it reached it may well be printed as: 98.001 % is 98 %.
    """
    if value is None:
        return UNKNOWN
    if digits is not None:
        return f"{grouped(rounded(_percent(value), digits))}%"
    marks = [_percent(mark) for mark in (0, 1, *missed) if mark != value]
    for most in (1, 2, 3):
        text = trimmed(_percent(value), most)
        if text not in {trimmed(mark, most) for mark in marks}:
            return f"{text}%"
    return f"{trimmed(_percent(value), 4)}%"


def _percent(value):
    return Decimal(str(float(value) if isinstance(value, Fraction) else value)) * 100


@lru_cache(maxsize=20_000)
def score(hundredths, digits=1):
    """86.5, rounded half up like every other figure; two digits say everything.

    Where that would print a whole point it did not reach (lines are drawn at those), both digits are printed: 89.96.
    """
    if hundredths is None:
        return UNKNOWN
    exact = Decimal(hundredths) / 100
    told = rounded(exact, digits)
    return grouped(rounded(exact, 2) if told > exact and told % 1 == 0 else told)


def tenths(hundredths):
    """A score in whole tenths, rounded half up. How a printed score moved is reckoned from these."""
    return None if hundredths is None else int(rounded(Decimal(hundredths) / 10, 0))


def count(number):
    """18,858."""
    return UNKNOWN if number is None else grouped(number)


def change(value, digits=2):
    """+1.25, −0.5, 持平: how much a number moved."""
    if value is None:
        return UNKNOWN
    text = trimmed(value, digits)
    if text in {"0", f"{MINUS}0"}:
        return _("持平")
    return text if text.startswith(MINUS) else f"+{text}"


def moved(value):
    """+6.0, −0.5, 持平: how much a printed score moved, with one decimal as the score itself has."""
    return change(value) if not value else f"{'+' if value > 0 else ''}{grouped(rounded(value, 1))}"


def points(hundredths):
    """+1.25, −0.5, 持平: how much a score moved, given in hundredths of a point."""
    return change(None if hundredths is None else Decimal(hundredths) / 100)


def day(date):
    """2015年12月31日, in English 31 December 2015."""
    return UNKNOWN if date is None else date_format(date, "j F Y" if _english() else "Y年n月j日")


def month(date):
    """2015年12月, in English December 2015."""
    return UNKNOWN if date is None else date_format(date, "F Y" if _english() else "Y年n月")


def duration(took):
    """A timedelta as a ledger writes it: 0.9 秒, 1 分 8 秒; in English 0.9 s, 1 min 8 s."""
    if took is None:
        return UNKNOWN
    seconds = took.total_seconds()
    if seconds < 60:
        return _("%(seconds)s 秒") % {"seconds": trimmed(seconds, 1)}
    minutes, rest = divmod(int(rounded(seconds, 0)), 60)
    return _("%(minutes)s 分 %(seconds)s 秒") % {"minutes": grouped(minutes), "seconds": rest}


@dataclass(frozen=True)
class Word:
    """The word a score deserves, with the sign and the tone it is shown in: never colour alone."""

    sign: str
    text: str
    tone: str


def word(hundredths, scheme=None):
    """到位, 基本到位 or 未到位 by the scheme's thresholds (anything with `attained_from` and `nearly_from`, in hundredths)."""
    if hundredths is None:
        return Word("–", _("不适用"), "none")
    if hundredths >= getattr(scheme, "attained_from", ATTAINED_FROM):
        return Word("●", pgettext("评分", "到位"), "good")
    if hundredths >= getattr(scheme, "nearly_from", NEARLY_FROM):
        return Word("◐", _("基本到位"), "fair")
    return Word("○", pgettext("评分", "未到位"), "poor")


# How many shades of its word's colour a score may take in a heat table.
SHADES = {"poor": 4, "fair": 2, "good": 2}


@lru_cache(maxsize=20_000)
def _shade(hundredths, attained, nearly):
    tone, low, high = "poor", 0, nearly
    if hundredths >= attained:
        tone, low, high = "good", attained, 10001
    elif hundredths >= nearly:
        tone, low, high = "fair", nearly, attained
    return f"heat-{tone}-{(hundredths - low) * SHADES[tone] // (high - low)}"


def shade(hundredths, scheme=None):
    """The class of a heat cell, in the colour of the score's word (`word`): heat-poor-0 (worst) to heat-poor-3, heat-fair-0
    and -1, heat-good-0 and -1 (best); heat-none without a score.
    """
    if hundredths is None:
        return "heat-none"
    return _shade(hundredths, getattr(scheme, "attained_from", ATTAINED_FROM), getattr(scheme, "nearly_from", NEARLY_FROM))
