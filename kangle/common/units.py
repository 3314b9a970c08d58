"""Units of measure as people write them behind a number, into a heading or above a table; what one is of another."""

import re
from fractions import Fraction

from kangle.common.texts import half_width

# Of each kind of quantity: how much of the first unit each is.
KINDS = (
    {"元": 1, "角": "1/10", "百元": 100, "千元": 1000, "万元": 10**4, "十万元": 10**5, "百万元": 10**6, "千万元": 10**7,
     "亿元": 10**8, "圆": 1,
     "万": 10**4, "w": 10**4, "千": 1000, "亿": 10**8, "yuan": 1, "rmb": 1},
    {"亩": 1, "市亩": 1, "公顷": 15, "顷": 100, "万亩": 10**4, "分": "1/10", "ha": 15, "hm2": 15, "平方米": "3/2000",
     "平米": "3/2000",
     "m2": "3/2000", "平方": "3/2000", "平方公里": 1500, "km2": 1500},
    {"公里": 1, "千米": 1, "km": 1, "米": "1/1000", "m": "1/1000", "里": "1/2", "华里": "1/2", "市里": "1/2"},
    {"个月": 1, "月": 1, "年": 12},
    {"年份": 1, "年": 1},  # of the calendar: no duration
)  # fmt: skip
_BRACKETS = str.maketrans("（）【】〔〕[]", "()()()()")
_PREFIX = re.compile(r"^(?:金额|计量|货币|面积)?单位[:：]?")


def plain(text):
    """A unit without brackets, blanks and what is put before it: '（单位：万元）' → '万元', 'M²' → 'm2'."""
    text = "".join(bracketed(text).split()).strip("()").lower()
    text = _PREFIX.sub("", text).removeprefix("人民币").removeprefix("/")
    return text.replace("²", "2").replace("㎡", "m2")


def bracketed(text):
    """A text with digits, letters and brackets as a keyboard has them."""
    text = half_width(str(text)).translate(_BRACKETS)
    return re.sub(r"单\s+位", "单位", text)


def is_unit(text):
    """Whether a text is a unit of measure that is known."""
    name = plain(text)
    return any(name in kind for kind in KINDS[:-1])


def alike(unit, other):
    """Whether two units measure the same: a row '单位：万元、亩' says 万元 of money only."""
    return _kind_of(unit, other) is not None


def ratio(unit, other):
    """How many of `other` one `unit` is, a Fraction; None where they do not measure the same or one is unknown."""
    kind = _kind_of(unit, other)
    return None if kind is None else Fraction(kind[plain(unit)]) / Fraction(kind[plain(other)])


def _kind_of(unit, other):
    unit, other = plain(unit), plain(other)
    return next((kind for kind in KINDS if unit in kind and other in kind), None)


def table():
    """[{unit: [how many of its kind's first unit it is, divided by]}] of every kind, for static/js/store.js (`number`)."""
    return [{name: list(Fraction(size).as_integer_ratio()) for name, size in kind.items()} for kind in KINDS]
