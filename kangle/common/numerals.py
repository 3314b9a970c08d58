"""Numbers as people type them, read alike in every form and every cell: commas or blanks between thousands, at full width,
behind them the unit the field has anyway or another of its kind: 0.85万元 is 8,500 in a field of yuan.
"""

import re
from decimal import Decimal
from fractions import Fraction

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import override

from kangle.common import units
from kangle.common.sayings import said as _

# Full width only. NFKC folds more, and makes another number of it: 5² would be 52, and ① 1.
FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", ord("￥"): "¥", ord("−"): "-"}
GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:([, ])[0-9]{3}(?:\1[0-9]{3})*)(\.[0-9]*)?")
# What Python reads besides (1_000, 1e5, nan) is a slip of the finger, and no number that anybody means.
NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
NUMBER_AND_UNIT = re.compile(r"([+-]?[0-9.][0-9., ]*)(.*)")
OWN_UNIT = re.compile(r"（([^（）]+)）$")  # at the end of a label: 耕地（亩）
MONEY = "元"
FEN_DIGITS = 2
# Of what is counted whole (months, persons, square metres) so many decimals show that it is not.
DIGITS_OF_NO_WHOLE = 6


class NoNumber(ValueError):
    """A text that is no number, or one with a unit where nothing has any."""


class OtherUnit(ValueError):
    """A number in a unit that measures something else than the field; `sentence` says so."""

    def __init__(self, found, unit):
        self.sentence = _("不认识单位“%(found)s”：请按%(unit)s填，只写数字。") % {"found": found[:20], "unit": unit}
        super().__init__(self.sentence)


def read(text, unit="", *, told="", digits=FEN_DIGITS):
    """'０.85 万元' in a field of 元 → '8500', '９,642 元' → '9642': the number that a text says, as a text that Decimal takes.

    `unit`: the field's own; `told`: that in which its column is told, where the text says none; `digits`: to how many decimals
    the field keeps what was converted. A blank stands between thousands or before the unit, and nowhere else: '12 5' may be 125,
    12.5 or two numbers. Raises NoNumber, OtherUnit. static/js/store.js (`number`) reads the same where there is no signal.
    """
    written = " ".join(text.translate(FOLDED).split())
    if written[:1] == "¥" and units.alike(unit, MONEY):
        written = written.removeprefix("¥").lstrip()
    parts = NUMBER_AND_UNIT.fullmatch(written)
    number, own = (ungrouped(parts[1].strip().replace(", ", ",")), parts[2]) if parts else ("", "")
    if not NUMBER.fullmatch(number) or (own and own != unit and not (unit and units.is_unit(own))):
        raise NoNumber(text)
    return converted(number, own or told, unit, digits)


def converted(number, told, unit, digits=FEN_DIGITS):
    """A number (as a text) of the unit `told` as one of `unit`, half up to `digits` decimals where they are not the same: acres
    of one kind are no round number of another's. Raises OtherUnit.
    """
    if not told or not unit or told == unit:
        return number
    ratio = units.ratio(told, unit)
    if ratio is None:
        raise OtherUnit(told, unit)
    return number if ratio == 1 else _in_decimals(Fraction(Decimal(number)) * ratio, digits or DIGITS_OF_NO_WHOLE)


def _in_decimals(exact, digits):
    """A fraction as a text of at most so many decimals, half up: as long as it is, where a Decimal rounds to its precision."""
    whole, part = divmod((2 * abs(exact.numerator) * 10**digits + exact.denominator) // (2 * exact.denominator), 10**digits)
    text = f"{whole}.{part:0{digits}}".rstrip("0").rstrip(".")
    return f"-{text}" if exact < 0 and text != "0" else text


def ungrouped(text):
    """A text without the commas or blanks that stand between thousands; as it is where they stand anywhere else."""
    return text.replace(",", "").replace(" ", "") if GROUPED.fullmatch(text) else text


def unit_of(field):
    """The unit of a form's field: its own, or the one at the end of its label, whatever language that is read in; "" of none."""
    if unit := getattr(field, "unit", ""):
        return unit
    with override("zh-hans"):
        own = OWN_UNIT.search(str(field.label or ""))
    return own[1] if own else ""


def digits_of(field):
    """How many decimals a form's field of numbers keeps."""
    if not isinstance(field, forms.DecimalField):
        return 0
    return FEN_DIGITS if field.decimal_places is None else field.decimal_places


def typed(field, value):
    """What was typed into a form's field of numbers, as a number that Django reads. Raises ValidationError."""
    if not isinstance(value, str) or not value.strip():
        return value
    try:
        return read(value, unit_of(field), digits=digits_of(field))
    except OtherUnit as other:
        words = {"field": field.label or "", "typed": value.strip(), "why": other.sentence}
        raise ValidationError(_("“%(field)s”写的是“%(typed)s”。%(why)s") % words, code="unit") from other
    except NoNumber as none:
        raise ValidationError(field.error_messages["invalid"], code="invalid") from none


class MeasuredField(forms.DecimalField):
    """A form's field of a quantity, which reads it as people type it."""

    reads_numbers = True

    def to_python(self, value):
        return super().to_python(typed(self, value))


def read_numbers(field):
    """Let a form's field of numbers take them as people type them; the page is told the unit that may stand behind one."""
    if not isinstance(field, forms.IntegerField):
        return
    if unit := unit_of(field):
        field.widget.attrs |= {"data-unit": unit, "data-digits": str(digits_of(field))}
    if getattr(field, "reads_numbers", False):
        return
    strict = field.to_python
    field.reads_numbers = True
    field.to_python = lambda value: strict(typed(field, value))
