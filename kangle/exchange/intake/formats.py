"""Number formats that show another number than a cell holds: 0.85 as 0.85万元, 0.5 as 50%, 9642000 as 9,642.

What people see is what they checked; what is stored is what would be read. Where the two differ the cell is refused.
"""

import re
from xml.etree import ElementTree

from kangle.exchange.intake import units

PERCENT = {"9": "0%", "10": "0.00%"}  # built into the format, declared nowhere
_SCALED = re.compile(r"[0#?],+(?=[^0#?,]|$)")
_BRACKETED = re.compile(r"\[[^\]]*\]")
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_SHOWN = re.compile(r"[^\x00-\x7f]+")
# Of a day: no unit of a number.
_OF_DAYS = re.compile(r"[yd]|m+/|h+:|上午", re.IGNORECASE)


def telling(styles):
    """{style of a cell: its number format} of the styles whose format may tell more than digits, out of styles.xml (bytes)."""
    root, codes = ElementTree.fromstring(styles), dict(PERCENT)
    for element in root.iter():
        if element.tag.rsplit("}", 1)[-1] == "numFmt":
            codes[element.get("numFmtId")] = element.get("formatCode", "")
    told = {key: code for key, code in codes.items() if _is_scaled(code) or _units_of(code)}
    styles = next((each for each in root.iter() if each.tag.rsplit("}", 1)[-1] == "cellXfs"), ())
    return {str(place): told[each.get("numFmtId")] for place, each in enumerate(styles) if each.get("numFmtId") in told}


def misleads(code, unit):
    """Whether a cell of this format, read as a quantity of `unit`, shows another quantity than it holds."""
    return _is_scaled(code) or any(units.ratio(each, unit) != 1 for each in _units_of(code))


def _bare(code):
    """The part of a format for numbers above nothing, without colours and conditions."""
    return _BRACKETED.sub("", code.split(";")[0])


def _is_scaled(code):
    bare = _QUOTED.sub("", _bare(code))
    return "%" in bare or _SCALED.search(bare) is not None


def _units_of(code):
    bare = _bare(code)
    if _OF_DAYS.search(_QUOTED.sub("", bare)):
        return []
    literal = _SHOWN.findall(_QUOTED.sub(lambda found: f" {found[1] or found[2] or ''} ", bare))
    return [each for each in literal if units.is_unit(each)]
