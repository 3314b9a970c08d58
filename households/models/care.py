"""Who answers for a household, who visited it, which papers it was handed, what was found by looking back."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from households.models.people import Household
from households.models.querysets import HouseholdFactQuerySet
from kangle.common.located import Located, on_the_globe
from villages.models import Cadre
from villages.querysets import in_force


class PairingQuerySet(HouseholdFactQuerySet):
    def held(self, on):
        """The pairings in force on a day."""
        return self.filter(in_force(on))


class Pairing(models.Model):
    """The cadre who answers for a household, from one day to another."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="pairings", verbose_name=_("贫困户"))
    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="pairings", verbose_name=_("帮扶责任人"))
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True, blank=True)

    programme_days = ("since", "until")
    objects = PairingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("结对帮扶")
        ordering = ["household", "-since"]
        constraints = [
            models.UniqueConstraint(fields=["household"], condition=Q(until__isnull=True), name="households_one_open_pairing")
        ]

    def __str__(self):
        return f"{self.household} {self.cadre}"


class Visit(Located):
    """One visit of the responsible person to the household; where the phone stood is told by a press of a button alone."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="visits", verbose_name=_("贫困户"))
    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="household_visits", verbose_name=_("走访人"))
    on = models.DateField(_("日期"))
    place = models.CharField(_("地点"), max_length=60, blank=True)
    note = models.CharField(_("情况"), max_length=120, blank=True)

    programme_days = ("on",)
    objects = HouseholdFactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("入户走访")
        ordering = ["-on", "household"]
        constraints = [
            models.UniqueConstraint(fields=["household", "cadre", "on"], name="households_one_visit_a_day"),
            on_the_globe("households_visit_on_the_globe"),
        ]

    def __str__(self):
        return f"{self.household} {self.on}"


class Paper(models.Model):
    """A paper handed to a household for one year: its exit plan, its booklet."""

    class Kind(models.TextChoices):
        EXIT_PLAN = "exit-plan", _("脱贫计划")
        BOOKLET = "booklet", _("明白册")

    household = models.ForeignKey(Household, models.PROTECT, related_name="papers", verbose_name=_("贫困户"))
    kind = models.CharField(_("资料"), max_length=10, choices=Kind)
    year = models.PositiveSmallIntegerField(_("年度"))
    issued_on = models.DateField(_("发放日期"))

    programme_days = ("issued_on",)
    objects = HouseholdFactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("到户资料")
        ordering = ["household", "-issued_on"]
        constraints = [models.UniqueConstraint(fields=["household", "kind", "year"], name="households_one_paper_a_year")]

    def __str__(self):
        return f"{self.household} {self.get_kind_display()}"


class LookBack(models.Model):
    """One household's re-verification (回头看): whether it conforms, and why not."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="look_backs", verbose_name=_("贫困户"))
    on = models.DateField(_("核查日期"))
    conforms = models.BooleanField(_("符合条件"))
    reason = models.CharField(_("不符合原因"), max_length=120, blank=True)
    checked_by = models.CharField(_("核查人"), max_length=60)

    programme_days = ("on",)
    objects = HouseholdFactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("回头看核查")
        ordering = ["-on", "household"]
        constraints = [
            models.UniqueConstraint(fields=["household", "on"], name="households_one_look_back_a_day"),
            models.CheckConstraint(
                condition=Q(conforms=True) | ~Q(reason=""),
                name="households_look_back_reason",
                violation_error_message=_("不符合条件须写明原因。"),
            ),
        ]

    def __str__(self):
        return f"{self.household} {self.on}"


# What is kept beside these records; a model counts as this room's only once this module knows it.
