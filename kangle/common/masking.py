"""Identity, telephone and bank numbers as lists and exports show them: enough to tell two apart, too little to use.

What is not of the usual length is hidden whole: a mistyped number must not be shown more fully than a right one.
"""

import re

from kangle.common.texts import half_width

HIDDEN = "****"
# An identity card has 18 places, the last of which may be an X; a disability card two or four more.
WHOLE_IDENTITY = re.compile(r"[0-9]{17}[0-9X]([0-9]{2}|[0-9]{4})?")


def tidy_identity(text):
    """A number as it is kept: no blanks, digits of half width, a capital X."""
    return "".join(half_width(text).split()).upper()


def whole_identity(text):
    """The number somebody typed, where it is that of an identity or disability card in full; else ''.

    Whoever finds a person by it is told whose it is: that is a look at the full number.
    """
    number = tidy_identity(text)
    return number if WHOLE_IDENTITY.fullmatch(number) else ""


def mask_identity(number):
    """An identity or disability card number: '622999200001011234' → '622999********1234'; anything shorter than 18 → '****'."""
    number = _tidy(number)
    if len(number) < 18:
        return HIDDEN if number else ""
    return f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}"


def mask_phone(number):
    """A mobile number: '13812341234' → '138****1234'; a longer or shorter one keeps only its last two digits from seven on."""
    number = _tidy(number)
    if len(number) == 11 and number.isdigit() and number.startswith("1"):
        return f"{number[:3]}****{number[-4:]}"
    if len(number) >= 7:
        return f"{HIDDEN}{number[-2:]}"
    return HIDDEN if number else ""


def mask_account(number):
    """A bank account: '6217001234567890123' → '****0123'; anything shorter than 12 → '****'."""
    number = _tidy(number)
    if len(number) < 12:
        return HIDDEN if number else ""
    return f"{HIDDEN}{number[-4:]}"


def _tidy(number):
    """The number without the blanks and dashes people type into it; '' for None."""
    text = "" if number is None else str(number)
    if text.isalnum():
        return text
    return "".join(character for character in text if not character.isspace() and character != "-")
