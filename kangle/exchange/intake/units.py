"""Units of measure as people write them into a heading, above a table, below a head or into a cell; what one is of another."""

import re
from fractions import Fraction

from kangle.common.texts import half_width

# Of each kind of quantity: how much of the first unit each is.
_KINDS = (
    {"元": 1, "角": "1/10", "百元": 100, "千元": 1000, "万元": 10**4, "十万元": 10**5, "百万元": 10**6, "千万元": 10**7,
     "亿元": 10**8, "圆": 1,
     "万": 10**4, "千": 1000, "亿": 10**8, "yuan": 1, "rmb": 1},
    {"亩": 1, "市亩": 1, "公顷": 15, "顷": 100, "万亩": 10**4, "分": "1/10", "ha": 15, "hm2": 15, "平方米": "3/2000",
     "平米": "3/2000",
     "m2": "3/2000", "平方": "3/2000", "平方公里": 1500, "km2": 1500},
    {"公里": 1, "千米": 1, "km": 1, "米": "1/1000", "m": "1/1000", "里": "1/2", "华里": "1/2", "市里": "1/2"},
    {"个月": 1, "月": 1, "年": 12},
)  # fmt: skip
_PREFIX = re.compile(r"^(?:金额|计量|货币|面积)?单位[:：]?")
_NUMBER_AND_UNIT = re.compile(r"([-+]?[0-9.,，eE+]*[0-9.])([^0-9.].*)")
# Endings by which a word that is in no table is known for a unit all the same: it must not be passed over.
_LIKE_A_UNIT = re.compile(r"[元亩里米顷角厘平方斤吨升]$")
_LABEL = re.compile(r"(?:^|[\s(，,;；、:：])(?:金额|计量|计算|货币|数量|面积)?单位\s*[:：]?\s*([^()]*)")
_SEPARATORS = re.compile(r"[、,，;；/|和及\s]+")
_BRACKETED = re.compile(r"\(([^()]*)\)")
# What stands in brackets behind a heading and is no unit.
_REMARK = re.compile(
    r"[*★√]*|必填|选填|可不填|可空|请?填.*|数字|整数|小数|保留.*|下拉.*|.*年度?|如.*|例.*|注.*|合计|小计|单选|多选|[0-9一二三四五六七八九十]+"
    r"|含.*|不含.*|包括.*|除.*|扣除.*|全年|实际|按.*|已.*|未.*|其中.*"
)


def plain(text):
    """A unit without brackets, blanks and what is put before it: '（单位：万元）' → '万元', 'M²' → 'm2'."""
    text = "".join(half_width(str(text)).replace("（", "(").replace("）", ")").split()).strip("()[]【】").lower()
    text = _PREFIX.sub("", text).removeprefix("人民币").removeprefix("/")
    return text.replace("²", "2").replace("㎡", "m2")


def is_unit(text):
    """Whether a text is a unit of measure that is known."""
    name = plain(text)
    return any(name in kind for kind in _KINDS)


def is_like_unit(text):
    """Whether a text is one, known or not."""
    name = plain(text)
    return bool(name) and (is_unit(name) or (len(name) <= 5 and _LIKE_A_UNIT.search(name) is not None))


def is_remark(text):
    """Whether what stands in brackets behind a heading is a remark and says nothing of a unit."""
    return _REMARK.fullmatch(plain(text)) is not None


def in_brackets(heading):
    """Everything that stands in brackets in a heading: '工资性收入（万元）（必填）' → ['万元', '必填']."""
    return _BRACKETED.findall(half_width(str(heading)).replace("（", "(").replace("）", ")"))


def alike(unit, other):
    """Whether two units measure the same: a row '单位：万元、亩' says 万元 of money only."""
    return _kind_of(unit, other) is not None


def ratio(unit, other):
    """How many of `other` one `unit` is, a Fraction; None where they do not measure the same or one is unknown."""
    kind = _kind_of(unit, other)
    return None if kind is None else Fraction(kind[plain(unit)]) / Fraction(kind[plain(other)])


def _kind_of(unit, other):
    unit, other = plain(unit), plain(other)
    return next((kind for kind in _KINDS if unit in kind and other in kind), None)


def apart(text):
    """('0.85', '万元') of '0.85万元'; (text, '') where no unit that is known follows a number."""
    found = _NUMBER_AND_UNIT.fullmatch(text)
    return (found[1], found[2]) if found and is_unit(found[2]) else (text, "")


def told_above(cells):
    """The units that a row above a head tells ('单位：元、亩', '（万元）'), and those of them that nobody knows.

    '填报单位：高林湾村' names who fills in, and tells none.
    """
    texts = ["" if cell is None else str(cell).strip() for cell in cells]
    known, unknown = [], []
    for place, text in enumerate(texts):
        shape = half_width(text).replace("（", "(").replace("）", ")")
        found = _LABEL.search(shape)
        words = found[1] if found else ""
        if found and not words.strip():
            words = next((other for other in texts[place + 1 :] if other), "")
        told = _SEPARATORS.split(words) if words else [each for each in in_brackets(text) if is_unit(each)]
        known += [each for each in told if is_unit(each)]
        unknown += [each for each in told if each and not is_unit(each) and is_like_unit(each)]
    return known, unknown
