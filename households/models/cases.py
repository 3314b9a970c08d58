"""What a procedure leaves with a household: the case about it with the facts of the moment, and the undoing of an event."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from households.codes import Cause, Severity
from households.models.querysets import HouseholdFactQuerySet
from kangle.procedures.codes import PENDING
from kangle.procedures.models import Case, CaseStep
from kangle.procedures.querysets import CaseFactQuerySet


class HouseholdCaseQuerySet(HouseholdFactQuerySet):
    def pending(self):
        """Those that nobody has ended yet, each with its case."""
        return self.filter(case__state__in=PENDING).select_related("case__method")


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

    objects = HouseholdCaseQuerySet.as_manager()

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


class PassedOverQuerySet(CaseFactQuerySet):
    area_lookup = "step__case__area"


class PassedOver(models.Model):
    """A doubt that stood open when a case was brought forward past it: as it was said then, whatever becomes of it later."""

    step = models.ForeignKey(CaseStep, models.PROTECT, related_name="passed_over", verbose_name=_("办理步骤"))
    rule = models.CharField(_("规则"), max_length=50)
    severity = models.CharField(_("程度"), max_length=8, choices=Severity)
    values = models.JSONField(_("内容"), default=dict)

    objects = PassedOverQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("办理时的疑点")
        ordering = ["step", "pk"]

    def __str__(self):
        return f"{self.step} {self.rule}"

    @property
    def sentence(self):
        """As the doubt says it, in the language of the moment."""
        from households.checks.sheet import say  # the rules read this room's models

        return say(self.rule, self.values)
