"""The catalogue: every figure of the 663 sheet, in the order of its items."""

from kangle.programme.items import ITEMS
from kangle.scorecard.sheet import focus, in_place, precise, works

_ALL = [*in_place.SHEET, *precise.SHEET, *works.SHEET, *focus.SHEET]
_ORDER = {item.code: position for position, item in enumerate(ITEMS)}

CATALOGUE = {indicator.code: indicator for indicator in sorted(_ALL, key=lambda each: _ORDER[each.item])}
if len(CATALOGUE) != len(_ALL):
    raise ValueError("two indicators share a code")


def of_item(item_code):
    """The indicators of one item, in the order of the sheet."""
    return [indicator for indicator in CATALOGUE.values() if indicator.item == item_code]
