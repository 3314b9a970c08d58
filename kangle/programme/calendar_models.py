"""The days on which offices work, for the years that the published lists at hand do not know."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kangle.areas.models import Area
from kangle.common.querysets import AreaBoundQuerySet


class WorkCalendar(models.Model):
    """A year's days off and make-up days as its published arrangement has them, entered by a county's poverty office.

    Both are lists of ISO days ("2027-01-01"). An arrangement may also name days of the December before its year.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="work_calendars", verbose_name=_("县"))
    year = models.PositiveSmallIntegerField(_("年度"), validators=[MinValueValidator(1980), MaxValueValidator(2100)])
    days_off = models.JSONField(_("放假的日子"))
    make_up_days = models.JSONField(_("调休上班的日子"), default=list, blank=True)
    source = models.CharField(_("依据"), max_length=120)

    objects = AreaBoundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("放假安排")
        ordering = ["area", "-year"]
        constraints = [models.UniqueConstraint(fields=["area", "year"], name="programme_one_work_calendar_a_year")]

    def __str__(self):
        return f"{self.area} {self.year}"
