"""The photos and papers of facts."""

import uuid

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kangle.areas.models import Area
from kangle.audit.changes import model_name
from kangle.common.located import Located, on_the_globe
from kangle.exchange.querysets import AttachmentQuerySet


class Attachment(Located):
    """A photo or paper of a fact: of a visit, a measure, a household. The file lies apart under a name nobody can guess (`key`).

    The fact is named by its model's label and its number, as in the audit, because it stands in a room above; it alone says who
    may see the file. A removed attachment stays on record, without its file.
    """

    class ContentType(models.TextChoices):
        JPEG = "image/jpeg", _("照片")
        PDF = "application/pdf", _("PDF")

    FOLDER = "attachments"

    key = models.UUIDField(_("文件编号"), unique=True, default=uuid.uuid4, editable=False)
    model = models.CharField(_("记录种类"), max_length=60)
    record_id = models.BigIntegerField(_("记录编号"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="attachments", verbose_name=_("收到时的地区"))
    name = models.CharField(_("文件名"), max_length=120)
    caption = models.CharField(_("照片说明"), max_length=80, blank=True)
    content_type = models.CharField(_("文件类型"), max_length=20, choices=ContentType)
    digest = models.CharField(_("内容摘要（SHA-256）"), max_length=64)
    size = models.PositiveIntegerField(_("大小（字节）"))
    width = models.PositiveIntegerField(_("宽（像素）"), null=True, blank=True)
    height = models.PositiveIntegerField(_("高（像素）"), null=True, blank=True)
    taken_at = models.DateTimeField(_("拍摄时间"), null=True, blank=True)
    added_at = models.DateTimeField(_("收到时间"), auto_now_add=True)
    # Who is kept as id and name, as in the audit: it outlives the account.
    added_by_id = models.BigIntegerField(_("添加人编号"), null=True)
    added_by = models.CharField(_("添加人"), max_length=60)
    removed_at = models.DateTimeField(_("删除时间"), null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("照片和附件")
        ordering = ["-added_at", "-pk"]
        indexes = [models.Index(fields=["model", "record_id"], name="exchange_of_record")]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "record_id", "digest"], condition=Q(removed_at__isnull=True), name="exchange_same_file_once"
            ),
            on_the_globe("exchange_on_the_globe"),
        ]

    def __str__(self):
        return self.caption or self.name

    @property
    def is_photo(self):
        return self.content_type == self.ContentType.JPEG

    @property
    def path(self):
        """Where the file lies below MEDIA_ROOT; its first two characters spread a county's photos over 256 folders."""
        ending = "jpg" if self.is_photo else "pdf"
        return f"{self.FOLDER}/{self.key.hex[:2]}/{self.key.hex}.{ending}"

    @property
    def small_path(self):
        """Where the small picture of a photo lies; a paper has none."""
        return f"{self.FOLDER}/{self.key.hex[:2]}/{self.key.hex}-small.jpg"

    @property
    def kind_of_record(self):
        """What it is a photo of, in words: 入户走访."""
        return model_name(self.model)

    def record_for(self, user):
        """The fact it belongs to, as `user` may see it; None outside the person's area and where the fact is no longer there."""
        try:
            rows = apps.get_model(self.model)._default_manager
        except LookupError:
            return None
        return rows.visible_to(user).filter(pk=self.record_id).first()
