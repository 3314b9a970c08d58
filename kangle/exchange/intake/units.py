"""Units of measure as people write them into a heading, above a table, below a head or into a cell; what one is of another."""

import re
from fractions import Fraction

from kangle.common.texts import half_width

# Of each kind of quantity: how much of the first unit each is.
_KINDS = (
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
_LONG = re.compile(
    "|".join(
        sorted((name for kind in _KINDS[:3] for name in kind if len(name) > 1 and not name.isascii()), key=len, reverse=True)
    )
)
_BRACKETS = str.maketrans("（）【】〔〕[]", "()()()()")
_PREFIX = re.compile(r"^(?:金额|计量|货币|面积)?单位[:：]?")
_NUMBER_AND_UNIT = re.compile(r"([-+]?[0-9.,，eE+]*[0-9.])([^0-9.].*)")
# Endings by which a word that is in no table is known for a unit all the same: it must not be passed over.
_LIKE_A_UNIT = re.compile(r"[元亩里米顷角厘平方斤吨升垧]$")
_LABEL = re.compile(r"单位\s*(?:[:：]|均?为|是)?\s*([^()]*)")
_IN_WORDS = re.compile(r"以\s*([^\s()以]{1,5}?)\s*[为作](?:计量|货币|金额|面积)?单位")
_OF_A_THING = re.compile(r"(?:金额|收入|资金|面积|里程|数据|货币|币种)\s*[:：]\s*([^()]*)")
_SEPARATORS = re.compile(r"[、,，;；/|和及:：。\s]+")
_BRACKETED = re.compile(r"\(([^()]*)(?:\)|$)")
# What people put around a unit in a remark: 请按万元填, 以亩计, 万元整.
_BEFORE = re.compile(r"^(?:[:：\s]|请|均|统一|一律|全部|按照?|以|用|填写?|写|单位|注|说明|折合|折|为|是)+")
_BEHIND = re.compile(r"(?:为单位|填写|填报|填|计算|计|为准|表示|整)+$")
# A bare cell above a head is a unit where it can be nothing else; 年 and 里 may belong to a day or a place.
_SURE = {"元", "亩", "米"}


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
    return any(name in kind for kind in _KINDS[:-1])


def is_like_unit(text):
    """Whether a text is one, known or not."""
    name = plain(text)
    return bool(name) and (is_unit(name) or (len(name) <= 5 and _LIKE_A_UNIT.search(name) is not None))


def _bare(word):
    return _BEHIND.sub("", _BEFORE.sub("", word))


def told_in(remark):
    """The units that are known among what a remark says: '含奖金，万元' → ['万元'], '请按亩填' → ['亩'], '必填' → []."""
    words = map(_bare, _SEPARATORS.split(bracketed(remark)))
    return [each for each in words if is_unit(each)] or _LONG.findall("".join(bracketed(remark).split()))


def in_brackets(heading):
    """Everything that stands in brackets in a heading: '工资性收入（万元）（必填）' → ['万元', '必填']."""
    return _BRACKETED.findall(bracketed(heading))


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


def told_beside(cells):
    """The units that a row above or below a table tells ('单位：元、亩', '（万元）', '金额以万元为单位'), and those nobody knows.

    '填报单位：高林湾村' names who fills in, and tells none.
    """
    texts = ["" if cell is None else str(cell).strip() for cell in cells]
    known, unknown = [], []
    for place, text in enumerate(texts):
        told = [_bare(each) for each in _told_by(bracketed(text), texts[place + 1 :])]
        known += [each for each in told if is_unit(each)]
        unknown += [each for each in told if each and not is_unit(each) and is_like_unit(each)]
    return known, unknown


def _told_by(text, beside):
    """The words of a cell that stand where a unit is told."""
    if is_unit(text) and (len(plain(text)) > 1 or plain(text) in _SURE):
        return [plain(text)]
    if found := _IN_WORDS.search(text) or _LABEL.search(text) or _OF_A_THING.search(text):
        words = found[1].strip() or next((each for each in [*in_brackets(text), *beside] if each), "")
        return _SEPARATORS.split(words)
    return [each for each in in_brackets(text) if is_unit(each)]
