"""Numbers as people type them: with commas between thousands, with the unit that the field has anyway, at full width."""

import re
import unicodedata

from django import forms

GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")
OWN_UNIT = re.compile(r"（([^（）]+)）$")  # at the end of a label: 耕地（亩）


def plain(text, unit=""):
    """'９,642 元' with the unit 元 → '9642'. What is no such number comes back as it was typed, to be answered.

    static/js/store.js (`number`) reads the same where there is no signal.
    """
    read = "".join(unicodedata.normalize("NFKC", text).split())
    read = read.removeprefix("¥").removesuffix(unit) if unit == "元" else read.removesuffix(unit)
    read = read.replace(",", "") if GROUPED.fullmatch(read) else read
    try:
        float(read)
    except ValueError:
        return text
    return read


def read_numbers(field):
    """Let a form's field of numbers take them as people type them; the page is told the unit that may stand behind one."""
    if not isinstance(field, forms.IntegerField) or getattr(field, "reads_numbers", False):
        return
    own = OWN_UNIT.search(str(field.label or ""))
    unit, strict = getattr(field, "unit", "") or (own[1] if own else ""), field.to_python
    field.reads_numbers = True
    field.to_python = lambda value: strict(plain(value, unit) if isinstance(value, str) else value)
    if unit:
        field.widget.attrs["data-unit"] = unit
