"""What a village or a county begins with: records without which little of it can be told or reckoned, as long as it has none."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from households.models import Household, StatusEvent
from kangle.accounts.keeping import entering
from kangle.accounts.roles import Capability
from villages.models import Facility, Profile


@dataclass(frozen=True)
class Beginning:
    """What a village has no record of, and the label and address of where it is entered."""

    sentence: str
    label: str
    address: str


def profile_beginning(village, user):
    """Where `user` enters the village's first 村情; None for whoever does not."""
    return _record(village, user, Profile, _("本村还没有登记村情：贫困发生率没有基数，算不出来。"))


def beginnings(village, user, *, has_homes):
    """The Beginnings of a village that `user` may enter, in the order in which they are wanted. Two queries."""
    found = []
    if not Profile.objects.filter(village=village).exists():
        found.append(profile_beginning(village, user))
    if not Facility.objects.filter(village=village).exists():
        found.append(_record(village, user, Facility, _("本村还没有登记设施和服务：路、水、电、房这些工程都还是未采集。")))
    if not has_homes and user.may(Capability.ENTER):
        address = f"{reverse('households:new')}?{urlencode({'village': village.code})}"
        found.append(Beginning(_("本村还没有登记农户：一户一户登记，或者用表格导入。"), _("登记新户"), address))
    return [each for each in found if each]


def county_beginnings(county, user):
    """The Beginnings of a county of which nothing can be scored yet, for whoever enters its households. At most two queries."""
    homes = Household.objects.within(county)
    if not user.may(Capability.ENTER):
        return []
    if not homes.exists():
        told = _("还没有登记农户：已有名册的，用表格一次导入。")
        return [Beginning(told, _("表格导入"), reverse("exchange:imports"))]
    if not user.may(Capability.DECIDE) or StatusEvent.objects.within(county).exists():
        return []
    told = _("登记的农户都还没有身份，不算贫困户：以前已经认定的，按名册一次补登。")
    return [Beginning(told, _("补登身份"), reverse("households:register"))]


def _record(village, user, model, sentence):
    where = entering(user, model)
    if not where or not where.address:
        return None
    return Beginning(sentence, where.label, f"{where.address}?{urlencode({'village': village.pk})}")
