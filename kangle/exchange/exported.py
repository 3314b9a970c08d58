"""The receipts of files that left the site."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from kangle.areas.models import Area
from kangle.common.querysets import AreaBoundQuerySet


class ExportQuerySet(AreaBoundQuerySet):
    def visible_to(self, user):
        """A person's own: what others looked for is theirs, and stands in the history for who answers for them."""
        return self.filter(asked_by_id=user.pk) if user.is_active else self.none()


class Export(models.Model):
    """One file that left a list: who asked for it and when, under which conditions, what it holds, by what it is known again.

    A short list is answered at once; a long one is written by a worker and waits to be fetched, until it is cleared away.
    """

    class State(models.TextChoices):
        MAKING = "making", _("正在生成")
        READY = "ready", _("可以下载")
        TAKEN = "taken", _("已下载")
        CLEARED = "cleared", _("文件已清除")

    class Ending(models.TextChoices):
        XLSX = "xlsx", "Excel"
        CSV = "csv", "CSV"
        PDF = "pdf", "PDF"
        DOCX = "docx", "DOCX"
        JSON = "json", "JSON"

    FOLDER = "exports"

    # Where the file lies; nobody can guess it.
    key = models.UUIDField(_("文件编号"), unique=True, default=uuid.uuid4, editable=False)
    # Printed in the file. The same person's same file of the same day bears the same number: it follows from what is in it.
    number = models.CharField(_("回执编号"), max_length=12, blank=True, db_index=True)
    title = models.CharField(_("列表"), max_length=120)
    ending = models.CharField(_("格式"), max_length=4, choices=Ending)
    name = models.CharField(_("文件名"), max_length=160)
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="exports", verbose_name=_("地区"))
    year = models.PositiveSmallIntegerField(_("年度"), null=True, blank=True)
    as_of = models.DateField(_("数据截至"))
    conditions = models.TextField(_("条件"), blank=True)
    # The list's own address with its conditions: by it a worker makes the file, and whoever fetches it is asked for again.
    address = models.TextField(_("地址"))
    language = models.CharField(_("语言"), max_length=10)
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.MAKING)
    asked_by = models.CharField(_("导出人"), max_length=60)
    asked_by_id = models.BigIntegerField(_("导出人编号"), db_index=True)
    asked_at = models.DateTimeField(_("导出时间"), auto_now_add=True, db_index=True)
    ended_at = models.DateTimeField(_("完成时间"), null=True, blank=True)
    expected = models.PositiveIntegerField(_("应有行数"), default=0)
    rows = models.PositiveIntegerField(_("行数"), default=0)
    size = models.PositiveBigIntegerField(_("大小（字节）"), default=0)
    digest = models.CharField(_("数据摘要（SHA-256）"), max_length=64, blank=True)
    file_digest = models.CharField(_("文件摘要（SHA-256）"), max_length=64, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("导出回执")
        ordering = ["-asked_at", "-pk"]

    def __str__(self):
        return self.name

    @property
    def path(self):
        """Where the file lies below MEDIA_ROOT while it waits to be fetched."""
        return f"{self.FOLDER}/{self.key.hex}.{self.ending}"
