"""What a procedure leaves with a village: the case about it with the facts of the moment, and the undoing of an event."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kangle.areas.models import Area
from kangle.procedures.models import Case
from villages.querysets import VillageFactQuerySet


class VillageCase(models.Model):
    """A case about one village. `facts`: what was true of it when it was sent up, by name (see villages.cases)."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="of_village", verbose_name=_("办件"))
    village = models.ForeignKey(Area, models.PROTECT, related_name="village_cases", verbose_name=_("村"))
    facts = models.JSONField(_("提交时情况"), default=dict, blank=True)

    objects = VillageFactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("村办件")
        ordering = ["village", "-pk"]

    def __str__(self):
        return str(self.case)


class VillageRevocationQuerySet(VillageFactQuerySet):
    area_lookup = "event__village"


class VillageRevocation(models.Model):
    """The undoing of a village's event: an act of its own day. Before that day the event stands as it was decided."""

    event = models.OneToOneField("villages.VillageEvent", models.PROTECT, related_name="revocation", verbose_name=_("贫困村事件"))
    case = models.ForeignKey(Case, models.PROTECT, related_name="village_revocations", verbose_name=_("办件"))
    on = models.DateField(_("撤销日期"))
    reason = models.CharField(_("撤销原因"), max_length=200)
    by_name = models.CharField(_("经办人"), max_length=60)

    objects = VillageRevocationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("撤销贫困村事件")
        ordering = ["-on", "-pk"]

    def __str__(self):
        return f"{self.event} {self.on}"
