"""Division codes: their shape, the paths made of them, and the one way a command or a page finds the area a code names."""

from django.utils.translation import gettext as _

from kangle.areas.models import Area

# Where each level's own digits begin and end in a 12-digit code.
STEPS = {1: (0, 2), 2: (2, 4), 3: (4, 6), 4: (6, 9), 5: (9, 12)}
FULL = 12
# A code's second bearer writes its last step with the letters A-J for 0-9, its third with K-T.
ALPHABETS = ["0123456789", "ABCDEFGHIJ", "KLMNOPQRST"]


class NoSuchArea(ValueError):
    """The text given as a code is no code, or names no area; str() is the sentence to show."""


class CodeExhausted(ValueError):
    """A code was re-used more often than a path can tell apart; str() is the sentence to show."""


def is_full_code(text):
    """Whether `text` is twelve ASCII digits (str.isdigit alone also takes full-width ones)."""
    return len(text) == FULL and text.isascii() and text.isdigit()


def level_of(code):
    """The level (1-5) of a full code, by its last step that is not all zeros; 0 for a code of zeros."""
    return next((level for level in (5, 4, 3, 2, 1) if code[slice(*STEPS[level])].strip("0")), 0)


def full_code(code, level):
    """The 12-digit code of the ancestor of `code` at `level`."""
    return code[: STEPS[level][1]].ljust(FULL, "0")


def path_for(code, parent, earlier):
    """The path of the bearer of `code` below `parent` ((code, path), or None at the top) after `earlier` other bearers there."""
    if earlier >= len(ALPHABETS):
        raise CodeExhausted(
            _("代码 %(code)s 已被 %(earlier)d 个区划先后使用，不能再重用：请核对重用名单。") % {"code": code, "earlier": earlier}
        )
    start, end = STEPS[level_of(code)]
    # Townships may hang directly below a prefecture (东莞): the county's two digits between them are kept as they are.
    above = code[:start] if parent is None else parent[1] + code[STEPS[level_of(parent[0])][1] : start]
    return above + code[start:end].translate(str.maketrans(ALPHABETS[0], ALPHABETS[earlier]))


def area_for(code):
    """The area that bears `code` now (else the last that bore it); 2, 4, 6, 9 or 12 digits, with or without trailing zeros.

    Raises NoSuchArea with a sentence for the user.
    """
    text = str(code).strip()
    if not (text.isascii() and text.isdigit() and len(text) in {2, 4, 6, 9, 12}):
        raise NoSuchArea(_("“%(code)s”不是区划代码：代码是 2、4、6、9 或 12 位数字，例如 622922。") % {"code": text})
    area = Area.objects.by_code(text.ljust(FULL, "0"))
    if area is None:
        raise NoSuchArea(_no_area(text))
    return area


def _no_area(text):
    """The sentence for a code nobody bears, naming the nearest area above it where one is loaded."""
    padded = text.ljust(FULL, "0")
    above = [full_code(padded, level) for level in range(1, level_of(padded))]
    nearest = Area.objects.current().filter(code__in=above).order_by("-level").first()
    if nearest is None:
        return _("没有代码为 %(code)s 的行政区划：请核对代码，或先用 load_areas 载入区划清单。") % {"code": text}
    return _("%(area)s（%(area_code)s）之下没有代码为 %(code)s 的行政区划：请核对代码。") % {
        "code": text,
        "area": nearest.name,
        "area_code": nearest.short_code,
    }
