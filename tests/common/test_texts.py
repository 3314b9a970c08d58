"""Names have one shape, and what only says "as above" is no text."""

import pytest

from kangle.common.texts import is_placeholder, tidy_name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("牟　珍", "牟珍"),
        (" 马 努力 有 ", "马努力有"),
        ("阿卜•马", "阿卜·马"),
        ("阿卜・马", "阿卜·马"),
        ("阿卜 ‧ 马", "阿卜·马"),
        ("阿卜．马", "阿卜·马"),
        ("阿卜.马", "阿卜·马"),
        ("⼤⻢", "大马"),  # radicals that only look like the characters
        ("Ｌｉ　Ｍｉｎｇ", "Li Ming"),
        ("J. Smith", "J. Smith"),
        ("", ""),
    ],
)
def test_a_name_has_one_shape(typed, kept):
    assert tidy_name(typed) == kept
    assert tidy_name(kept) == kept


@pytest.mark.parametrize("text", ["同上", "同 上", "〃", "/", "—", "——", "无", "N/A", "－", "…", "？", "　无　"])
def test_what_only_says_as_above_or_nothing_is_a_placeholder(text):
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["", "无锡路 3 号", "3", "一社", "没有门牌的院子", "同上村 2 号"])
def test_a_text_is_no_placeholder(text):
    assert not is_placeholder(text)
