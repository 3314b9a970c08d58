"""One putting down of what was decided before: who did it for which area, of which day, upon which document."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kangle.areas.models import Area
from kangle.common.querysets import AreaBoundQuerySet, path_range


class RegistrationQuerySet(AreaBoundQuerySet):
    def within(self, area):
        """Those made at an area or below it, and those made above it that reach a household within."""
        events = self.model._meta.get_field("events").related_model.objects.within(area)
        reaching = Q(area__in=area.ancestors()) & Exists(events.filter(registration=OuterRef("pk")))
        return self.filter(Q(**path_range("area", area.path)) | reaching)


class Registration(models.Model):
    """Many households of an area whose standing was decided elsewhere before; the status events it wrote point at it.

    `households` were written, `taken_back` of them since; the last undoing is told, which may be done again.
    """

    class Kind(models.TextChoices):
        """Those kinds of StatusEvent that a county brings along by the thousand."""

        IDENTIFIED = "identified", _("识别")
        EXITED = "exited", _("脱贫")

    # The history names every entry it is made of by this key, and by the other those of its undoing.
    key = models.UUIDField(_("操作编号"), default=uuid.uuid4, editable=False, unique=True)
    undo_key = models.UUIDField(_("撤销编号"), default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="registrations", verbose_name=_("地区"))
    kind = models.CharField(_("事件"), max_length=12, choices=Kind)
    on = models.DateField(_("日期"))
    document = models.CharField(_("依据"), max_length=120)
    households = models.PositiveIntegerField(_("户数"))
    at = models.DateTimeField(_("登记时间"), auto_now_add=True)
    by_name = models.CharField(_("登记人"), max_length=60)
    taken_back = models.PositiveIntegerField(_("已撤销户数"), default=0)
    undone_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    undone_by = models.CharField(_("撤销人"), max_length=60, blank=True)
    undo_reason = models.CharField(_("撤销原因"), max_length=200, blank=True)

    programme_days = ("on",)
    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("身份补登")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.area} {self.get_kind_display()} {self.on}"
