"""How far the entry of a record got."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from households.models.people import Household, Member, YearRecord
from households.models.querysets import HouseholdFactQuerySet


def named(record):
    """How a row of Begun names its record."""
    return {
        "household": record if isinstance(record, Household) else record.household,
        "member": record if isinstance(record, Member) else None,
        "year_record": record if isinstance(record, YearRecord) else None,
    }


class Begun(models.Model):
    """A record begun in the entry form: the key its phone gave it, and which screens of the form are still to be filled in.

    A phone without signal names what it begins by a key of its own making, so that sending twice is harmless and what belongs
    together stays together. Records that came another way have no such row, and lack no screen.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(Household, models.CASCADE, related_name="begun", verbose_name=_("贫困户"))
    member = models.OneToOneField(Member, models.CASCADE, null=True, blank=True, related_name="begun", verbose_name=_("家庭成员"))
    year_record = models.OneToOneField(
        YearRecord, models.CASCADE, null=True, blank=True, related_name="begun", verbose_name=_("年度记录")
    )
    steps_left = models.JSONField(_("没有填的页"), default=list, blank=True)
    begun_at = models.DateTimeField(_("开始时间"), auto_now_add=True)

    objects = HouseholdFactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("录入进度")
        ordering = ["begun_at", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(member__isnull=True, year_record__isnull=True),
                name="households_begun_once",
            )
        ]

    def __str__(self):
        return f"{self.household} {self.key}"
