"""What is a reason: something was done or is so because of it, and whoever reads it later has to learn what."""

from django.core.exceptions import ValidationError

from kangle.common.sayings import said as _
from kangle.common.texts import is_placeholder


def says_nothing(reason):
    """Whether a text gives no reason: blank, 无 or 同上, marks or digits alone."""
    return is_placeholder(reason.strip()) or not any(character.isalpha() for character in reason)


def fault_of(reason):
    """What is wrong with a text that was typed as a reason, in a sentence; "" where nothing is, or nothing was typed."""
    if reason.strip() and says_nothing(reason):
        return _("“%(typed)s”说明不了什么：请写明核实了什么，或者为什么这样办。") % {"typed": reason.strip()[:20]}
    return ""


def refuse(reason):
    """A validator of a form's field: raises ValidationError."""
    if fault := fault_of(reason):
        raise ValidationError(fault)
