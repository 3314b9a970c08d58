"""The numbers of households until the national system gives its own."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from households.models import Household
from kangle.areas.models import Area

SERIALS = 9999  # households a village can number


def next_number(village):
    """The next free household number of a village: the first of `free_numbers`."""
    return next(free_numbers(village))


def free_numbers(village):
    """The free household numbers of a village, one after another: its code and a serial of four digits. The first one asked for
    locks the village until the transaction ends.

    The national system gives a number of its own later; it is then corrected on the card. Raises ValidationError where the
    village has none left.
    """
    Area.objects.select_for_update().get(pk=village.pk)
    within = {"number__gte": f"{village.code}0000", "number__lte": f"{village.code}9999"}  # a range of the index
    own = Household.objects.filter(**within, number__regex=rf"^{village.code}[0-9]{{4}}$")
    last = own.order_by("-number").values_list("number", flat=True).first()
    for serial in range(int(last[-4:]) + 1 if last else 1, SERIALS + 1):
        yield f"{village.code}{serial:04d}"
    raise ValidationError(_("%(village)s的户编号已用到 9999：请联系县扶贫办。") % {"village": village})
