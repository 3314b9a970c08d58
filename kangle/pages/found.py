"""What an address means within the person's own area: an area, a village, a household; everything else is alike not there."""

from django.http import Http404
from django.utils.translation import gettext as _

from households.models import Household
from kangle.areas.models import Area


def area_or_404(user, code):
    """The area that bears a code (in full or short) within the person's own area.

    Raises Http404 for everything else alike: no such area, one elsewhere, one above his own.
    """
    told = code.isascii() and code.isdigit() and len(code) in {*Area.CODE_LENGTH.values()}
    found = Area.objects.visible_to(user).by_code(code) if told else None
    if found is None:
        raise Http404(_("没有这个地区，或者它不在您的地区之内。"))
    return found


def household_or_404(user, pk):
    found = Household.objects.visible_to(user).filter(pk=pk).select_related("village").first()
    if found is None:
        raise Http404(_("没有这条记录，或者它不在您的地区。"))
    return found


def village_or_404(user, code):
    found = area_or_404(user, code)
    if not found.is_village:
        raise Http404(_("只有村有这一页。"))
    return found
