"""Units of measure where a table tells them: in a heading, above it, below a head. What each is stands in kangle.common.units."""

import re

from kangle.common.units import KINDS, alike, bracketed, is_unit, plain, ratio

__all__ = ["alike", "bracketed", "in_brackets", "is_like_unit", "is_unit", "plain", "ratio", "told_beside", "told_in"]
_LONG = re.compile(
    "|".join(sorted((name for kind in KINDS[:3] for name in kind if len(name) > 1 and not name.isascii()), key=len, reverse=True))
)
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
