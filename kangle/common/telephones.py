"""What a telephone number looks like, wherever one is typed."""

import re

from django.core.exceptions import ValidationError

from kangle.common.sayings import said as _

MOBILE = 11  # digits; no number of a place begins with 1
_NUMBER = re.compile(r"\+?[0-9][0-9 -]{5,18}[0-9]")


def fault_of(number):
    """What is wrong with a telephone number, in a sentence that may be kept; "" where nothing is."""
    if not _NUMBER.fullmatch(number):
        return _("电话只写数字（可用空格或短横线分隔），7 至 20 位。")
    digits = sum(each.isdigit() for each in number)
    if number.startswith("1") and digits != MOBILE:
        return _("电话写了 %(digits)d 位：1 开头的是手机号码，应是 %(wanted)d 位，请核对。") % {
            "digits": digits,
            "wanted": MOBILE,
        }
    return ""


def refuse(number):
    """A validator of a form's field."""
    if fault := fault_of(number):
        raise ValidationError(fault)
