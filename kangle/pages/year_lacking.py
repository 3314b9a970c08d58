"""What a year still needs before a household or a village can leave poverty in it, and who enters it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kangle.accounts.keeping import address_for, keepers
from kangle.programme.models import ExitStandard, PovertyLine

WANTED = ((PovertyLine, _("贫困线")), (ExitStandard, _("退出标准")))


@dataclass(frozen=True)
class Lacking:
    """What one year lacks: [(what, its address, "" for a reader who may not enter it)], and whom such a reader asks."""

    year: int
    wanted: list
    asked: str


def lacking_in(year, user):
    """The Lacking of a year as `user` reads it; None where nothing is lacking."""
    models = {model: what for model, what in WANTED if not model.objects.filter(year=year).exists()}
    if not models:
        return None
    wanted = [(what, address_for(user, model)) for model, what in models.items()]
    return Lacking(year, wanted, "" if all(address for _what, address in wanted) else keepers(*models))


def lacking_of(periods, user):
    """[Lacking] of the open ones among `periods`: a closed year is judged no more."""
    found = (lacking_in(period.year, user) for period in periods if period.is_open)
    return [lacking for lacking in found if lacking]
