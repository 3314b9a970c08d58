"""Whether an identity number can be the bearer's: its length, its check digit, the birthday and the sex it tells."""

import datetime
import re

from django.utils.translation import gettext as _
from stdnum.cn import ric

from households.codes import Document, Sex

WRITTEN = re.compile(r"[0-9]{17}[0-9X][0-9]*")
LENGTHS = {Document.IDENTITY_CARD: (18,), Document.DISABILITY_CARD: (20, 22)}


def fault_of(number, *, document, sex, born_on):
    """What is wrong with the number of a card, in one sentence; "" where nothing is.

    A disability card's number is the identity number and two or four digits more (GB 11643; the national collection form).
    """
    lengths = LENGTHS.get(document)
    if lengths is None:
        return ""
    if len(number) not in lengths:
        return _("应当是 %(right)s 位，现在是 %(found)d 位。") % {"right": " / ".join(map(str, lengths)), "found": len(number)}
    card = number[:18]
    if not WRITTEN.fullmatch(number):
        return _("只能是数字，第 18 位可以是大写的 X。")
    # ric.validate would raise KeyError for a division that was never assigned.
    if ric.calc_check_digit(card) != card[17]:
        return _("校验码不对：请逐位核对，多半是抄错了一位。")
    try:
        told = birthday_of(number)
    except ValueError:
        return _("其中的出生日期 %(told)s 不存在。") % {"told": card[6:14]}
    if born_on and told != born_on:
        return _("其中的出生日期是 %(told)s，与所填的出生日期不符。") % {"told": told}
    if sex and sex_of(number) != sex:
        return _("其中的性别与所填的性别不符。")
    return ""


def birthday_of(number):
    """The birthday a well-formed number tells. Raises ValueError for a day that is in no calendar."""
    return datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def sex_of(number):
    """The sex a well-formed number tells: its seventeenth digit is odd for a man."""
    return Sex.MALE if int(number[16]) % 2 else Sex.FEMALE
