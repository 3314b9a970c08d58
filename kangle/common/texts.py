"""Texts as people type them."""

# A Chinese keyboard types digits, letters and blanks at full width by default; brackets and stops belong to the text.
_HALF = {
    code: code - 0xFEE0 for start, end in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A)) for code in range(start, end + 1)
}
_HALF[0x3000] = " "


def half_width(text):
    """'６２２９　ａｂ（一期）' → '6229 ab（一期）': what is looked for is found however it was typed."""
    return text.translate(_HALF)
