"""What a telephone number looks like, wherever one is typed."""

import re

from django.core.exceptions import ValidationError

from kangle.common.sayings import said as _

_NUMBER = re.compile(r"\+?[0-9][0-9 -]{5,18}[0-9]")


def fault_of(number):
    """What is wrong with a telephone number, in a sentence that may be kept; "" where nothing is."""
    return "" if _NUMBER.fullmatch(number) else _("电话只写数字（可用空格或短横线分隔），7 至 20 位。")


def refuse(number):
    """A validator of a form's field."""
    if fault := fault_of(number):
        raise ValidationError(fault)
