"""What a procedure leaves with a household: the case about it with the facts of the moment, and the undoing of an event."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from households.codes import Cause
from households.querysets import HouseholdFactQuerySet
from kangle.procedures.models import Case


class HouseholdCase(models.Model):
    """A case about one household: what was true of it when it was sent up, and what the case asks to be set.

    `facts`: label-free values by name (see households.cases.facts_of); `stopped`: keys of the measures its decision stopped.
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="of_household", verbose_name=_("办件"))
    household = models.ForeignKey("households.Household", models.PROTECT, related_name="cases", verbose_name=_("贫困户"))
    facts = models.JSONField(_("提交时情况"), default=dict, blank=True)
    cause = models.CharField(_("返贫原因"), max_length=12, choices=Cause, blank=True)
    planned_exit_year = models.PositiveSmallIntegerField(_("计划脱贫年度"), null=True, blank=True)
    stopped = models.JSONField(_("停止的措施"), default=list, blank=True)

    objects = HouseholdFactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("户办件")
        ordering = ["household", "-pk"]

    def __str__(self):
        return str(self.case)


class RevocationQuerySet(HouseholdFactQuerySet):
    area_lookup = "event__household__village"


class Revocation(models.Model):
    """The undoing of a status event: an act of its own day. Before that day the event stands as it was decided."""

    event = models.OneToOneField("households.StatusEvent", models.PROTECT, related_name="revocation", verbose_name=_("身份变化"))
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="revocations", verbose_name=_("办件"))
    on = models.DateField(_("撤销日期"))
    reason = models.CharField(_("撤销原因"), max_length=200)
    by_name = models.CharField(_("经办人"), max_length=60)

    objects = RevocationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("撤销身份变化")
        ordering = ["-on", "-pk"]

    def __str__(self):
        return f"{self.event} {self.on}"
