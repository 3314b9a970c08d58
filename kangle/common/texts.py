"""Texts as people type them, and the one shape in which each kind is kept, looked for and compared."""

import re
import unicodedata

# A Chinese keyboard types digits, letters and blanks at full width by default; brackets and stops belong to the text.
_HALF = {
    code: code - 0xFEE0 for start, end in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A)) for code in range(start, end + 1)
}
_HALF[0x3000] = " "
DOT = "·"
# The dot between the parts of a name, as keyboards, fonts and other systems have it; a full stop too, between two characters.
_DOTS = re.compile("[\u2022\u2027\u2219\u22c5\u30fb\uff65\u0387\u1427\u2024\ufe52\uff0e\u25cf\u25aa\u25e6\u318d\u119e]")
_HAN = "\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_STOP = re.compile(f"(?<=[{_HAN}])\\.(?=[{_HAN}])")
_BETWEEN = re.compile(f"(?<=[{_HAN}{DOT}])\\s+(?=[{_HAN}{DOT}])")
# Radicals and characters of compatibility look like the character they stand for, and are another one to every comparison.
_LOOKALIKES = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
# Of the radicals' supplement Unicode gives no compatible character; these pass for one that names are written with.
_RADICALS = dict(
    zip("⺠⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰", "民西见角贝车长门青页风飞食马骨鬼鱼鸟卤麦黄齐齿龙", strict=True)
)
# What nobody sees: control characters, marks without width, fillers, selectors of shapes, tags, halves of characters.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
# What people write where something is to be written: it says "as above" or "nothing", and is no telephone, address or account.
PLACEHOLDERS = frozenset(
    ["同", "同上", "同左", "同前", "如上", "上同", "与上同", "ditto", "n.a.", "未填", "未写", "暂缺", "缺", "〃", "″", '"', "''",
     "“", "”", "々", "無", "无", "没有", "暂无", "空", "空白", "无此项", "不详", "未知", "不清楚", "不知道", "待定", "待补",
     "待填", "nan", "null", "none", "nil", "n/a", "na", "undefined", "xx"]
)  # fmt: skip
_ONLY_MARKS = re.compile(r"[\W_]+")
_AS_ELSEWHERE = re.compile(
    r"[^\w]*(?:同|与|见|如)(?:上|前|左|右|户主|本户|上一?[户行格]|前一?[户行格]|户口[本簿]|附[表件]|原[表件])(?:面|同|一样|相同)?"
)
# What a spreadsheet makes of a cell that was to hold words: a bare number, a day, a yes, a formula that was not reckoned.
_NO_WORDS = re.compile(r"[\d\W_]+|(?:\d{2,4}年)?\d{1,2}月(?:\d{1,2}[日号]?)?|true|false|=.*", re.IGNORECASE)
# Most texts are none, and most names need no tidying: one look tells.
_BEGINNINGS = frozenset(each[0] for each in PLACEHOLDERS) | frozenset(each[0].upper() for each in PLACEHOLDERS) | {"见", "与"}
_IN_NAMES = frozenset("· .-'’〇○")
_IS_TIDY = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")


def half_width(text):
    """'６２２９　ａｂ（一期）' → '6229 ab（一期）': what is looked for is found however it was typed."""
    return text.translate(_HALF)


def one_dot(text):
    """'阿卜•马' → '阿卜·马': the dot of a name in the one shape in which it is kept."""
    return _STOP.sub(DOT, _DOTS.sub(DOT, text))


def tidy_name(text):
    """A person's name in the one shape in which it is kept: '牟　珍' → '牟珍', '阿卜 • 马' → '阿卜·马', 'Ｌｉ  Ｍ' → 'Li M'."""
    if _IS_TIDY.fullmatch(text):
        return text
    text = _LOOKALIKES.sub(_unified, half_width(text))
    return _BETWEEN.sub("", one_dot(" ".join(text.split())))


def _unified(found):
    return _RADICALS.get(found[0]) or unicodedata.normalize("NFKC", found[0])


def is_plainly_words(text):
    """Whether a text is nothing but characters, the first of which begins no placeholder: nearly always a name."""
    return _IS_TIDY.fullmatch(text) is not None and text[0] not in _BEGINNINGS


def is_placeholder(text):
    """Whether a text only says 'as above' or 'nothing' (同上, 〃, /, 无 …), or has no letter, digit or character at all."""
    if "0" <= text[:1] <= "\u9fff" and text[0] not in _BEGINNINGS and text[0].isalnum():
        return False
    plain = "".join(half_width(text).split()).lower()
    return bool(plain) and (plain in PLACEHOLDERS or any(each.fullmatch(plain) for each in (_ONLY_MARKS, _AS_ELSEWHERE)))


def is_wordless(text):
    """Whether a text that should be words (an address, a bank) is only a number, a day, a yes or a formula."""
    return _NO_WORDS.fullmatch(text) is not None


def is_name(text):
    """Whether a text can be somebody's name: no digit, bracket, star or comma among its characters.

    A rare character may be one that this Python does not know, or one that somebody drew himself: it stays.
    """
    return not is_wordless(text) and all(
        character in _IN_NAMES or unicodedata.category(character)[0] not in "NPS" for character in text
    )


def seen(text):
    """A text as it looks: without what nobody sees, radicals as the characters they pass for."""
    return _LOOKALIKES.sub(_unified, UNSEEN.sub("", text))
