"""Numbers as people type them: commas or blanks between thousands, behind them the unit the field has anyway, at full width."""

import re

from django import forms
from django.core.exceptions import ValidationError

# Full width only. NFKC folds more, and makes another number of it: 5² would be 52, and ① 1.
FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", ord("￥"): "¥", ord("−"): "-"}
GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:([, ])[0-9]{3}(?:\1[0-9]{3})*)(\.[0-9]*)?")
# What Python reads besides (1_000, 1e5, nan) is a slip of the finger, and no number that anybody means.
NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
OWN_UNIT = re.compile(r"（([^（）]+)）$")  # at the end of a label: 耕地（亩）


def plain(text, unit=""):
    """'９,642 元' with the unit 元 → '9642'. What is no such number comes back as it was typed, to be answered.

    A blank stands between thousands or before the unit, and nowhere else: '12 5' may be 125, 12.5 or two numbers.
    static/js/store.js (`number`) reads the same where there is no signal.
    """
    read = " ".join(text.translate(FOLDED).split())
    read = read.removeprefix("¥") if unit == "元" else read
    read = read.removesuffix(unit).strip()
    read = ungrouped(read)
    return read if NUMBER.fullmatch(read) else text


def ungrouped(text):
    """A text without the commas or blanks that stand between thousands; as it is where they stand anywhere else."""
    return text.replace(",", "").replace(" ", "") if GROUPED.fullmatch(text) else text


def read_numbers(field):
    """Let a form's field of numbers take them as people type them; the page is told the unit that may stand behind one."""
    if not isinstance(field, forms.IntegerField) or getattr(field, "reads_numbers", False):
        return
    own = OWN_UNIT.search(str(field.label or ""))
    unit, strict = getattr(field, "unit", "") or (own[1] if own else ""), field.to_python

    def to_python(value):
        if not isinstance(value, str) or not value.strip():
            return strict(value)
        read = plain(value, unit)
        if not NUMBER.fullmatch(read):
            raise ValidationError(field.error_messages["invalid"], code="invalid")
        return strict(read)

    field.reads_numbers = True
    field.to_python = to_python
    if unit:
        field.widget.attrs["data-unit"] = unit
