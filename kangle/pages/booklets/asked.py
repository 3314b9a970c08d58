"""Which household or village an address means: one of the person's own area; everything else is alike not there."""

from django.http import Http404
from django.utils.translation import gettext as _

from households.models import Household
from kangle.pages.area import area_or_404


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
