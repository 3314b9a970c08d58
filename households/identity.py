"""Whether an identity number can be the bearer's: its length, its check digit, the birthday and the sex it tells."""

import datetime
import re

from stdnum.cn import ric

from households.codes import Document, Sex
from kangle.common.sayings import said as _

WRITTEN = re.compile(r"[0-9]{17}[0-9X][0-9]*")
LENGTHS = {Document.IDENTITY_CARD: (18,), Document.DISABILITY_CARD: (20, 22)}
CARD = 18  # the first so many characters of any card are the identity number


def problems(number, *, document, sex, born_on):
    """What is wrong with the number of a card: {kind: what was judged, JSON-able}, in the order in which it is to be put right.

    A disability card's number is the identity number and two or four digits more (GB 11643; the national collection form).
    Kinds: length, letters, checksum (each alone: what the number tells is then not to be trusted), birth-date, sex.
    """
    lengths = LENGTHS.get(document)
    if lengths is None:
        return {}
    if len(number) not in lengths:
        return {"length": {"right": " / ".join(map(str, lengths)), "found": len(number)}}
    card = number[:CARD]
    if not WRITTEN.fullmatch(number):
        return {"letters": {}}
    # ric.validate would raise KeyError for a division that was never assigned.
    if ric.calc_check_digit(card) != card[17]:
        return {"checksum": {}}
    found = {}
    told = _birthday_in(card)
    if born_on and told != born_on.isoformat() or not born_on and not is_day(told):
        found["birth-date"] = {"told": told}
    if sex and sex_of(number) != sex:
        found["sex"] = {}
    return found


def is_day(text):
    """Whether a text such as 1990-02-30 names a day that exists."""
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def fault_of(number, *, document, sex, born_on):
    """What is wrong with the number of a card, in one sentence; "" where nothing is."""
    for kind, values in problems(number, document=document, sex=sex, born_on=born_on).items():
        return _sentence(kind, values)
    return ""


def _sentence(kind, values):
    if kind == "length":
        return _("应当是 %(right)s 位，现在是 %(found)d 位。") % values
    if kind == "letters":
        return _("只能是数字，第 18 位可以是大写的 X。")
    if kind == "checksum":
        return _("校验码不对：请逐位核对，多半是抄错了一位。")
    if kind == "sex":
        return _("其中的性别与所填的性别不符。")
    if not is_day(values["told"]):
        return _("其中的出生日期 %(told)s 不存在。") % {"told": values["told"].replace("-", "")}
    return _("其中的出生日期是 %(told)s，与所填的出生日期不符。") % values


def _birthday_in(number):
    return f"{number[6:10]}-{number[10:12]}-{number[12:14]}"


def told_by(number, document):
    """{field: value} of what the number of a card tells of a member: birthday and sex; {} of one that is none, or wrong."""
    if not number or document not in LENGTHS or problems(number, document=document, sex="", born_on=None):
        return {}
    return {"born_on": datetime.date.fromisoformat(_birthday_in(number)), "sex": sex_of(number).value}


def sex_of(number):
    """The sex a well-formed number tells: its seventeenth digit is odd for a man."""
    return Sex.MALE if int(number[16]) % 2 else Sex.FEMALE


def borne_elsewhere():
    """What is told of a number that is registered beyond one's area: that, and no place. Whoever says it puts it on record."""
    return _("这个证件号码已在别处登记：请核对号码；没有抄错的，请报乡镇核实。这次查询已记录。")
