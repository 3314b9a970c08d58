"""What a year still needs before a household or a village can leave poverty in it, and who enters it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kangle.accounts.keeping import address_for, keepers
from kangle.programme.models import ExitStandard, PovertyLine

Subject = ExitStandard.Subject
WANTED = (
    (PovertyLine, _("贫困线"), lambda year: PovertyLine.objects.filter(year=year)),
    (ExitStandard, _("退出标准（户）"), lambda year: _standards(year, Subject.HOUSEHOLD)),
    (ExitStandard, _("退出标准（村）"), lambda year: _standards(year, Subject.VILLAGE)),
)


def _standards(year, subject):
    return ExitStandard.objects.with_conditions().filter(year=year, subject=subject)


@dataclass(frozen=True)
class Lacking:
    """What one year lacks: [(what, its address, "" for a reader who may not enter it)], and whom such a reader asks."""

    year: int
    wanted: list
    asked: str


def lacking_in(year, user):
    """The Lacking of a year as `user` reads it; None where nothing is lacking."""
    lacking = [(model, what) for model, what, rows in WANTED if not rows(year).exists()]
    if not lacking:
        return None
    wanted = [(what, address_for(user, model)) for model, what in lacking]
    asked = "" if all(address for _what, address in wanted) else keepers(*(model for model, _what in lacking))
    return Lacking(year, wanted, asked)


def lacking_of(periods, user):
    """[Lacking] of the open ones among `periods`: a closed year is judged no more."""
    found = (lacking_in(period.year, user) for period in periods if period.is_open)
    return [lacking for lacking in found if lacking]
