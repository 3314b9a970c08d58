"""What was sent to this site and answered: so that sending it again changes nothing."""

import uuid
from types import MappingProxyType

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kangle.areas.models import Area
from kangle.common.querysets import AreaBoundQuerySet
from kangle.common.sayings import SayingField, SayingsField
from kangle.exchange.attached import Attachment  # noqa: F401  (a model of this room)
from kangle.exchange.exported import Export  # noqa: F401  (likewise)


class Receipt(models.Model):
    """The receipt of one sending: a phone without signal sends what it wrote until it knows that it arrived, once or five times.

    `key` was made by the sender. Only the person who sent it is answered from it.
    """

    key = models.UUIDField(_("发送编号"), editable=False)
    person_id = models.BigIntegerField(_("发送人编号"))
    at = models.DateTimeField(_("时间"), auto_now_add=True, db_index=True)
    answer = models.CharField(_("结果地址"), max_length=200)
    # Of what was sent: other words under the same key are another sending.
    digest = models.CharField(_("内容摘要"), max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("收件回执")
        ordering = ["-at", "pk"]
        constraints = [models.UniqueConstraint(fields=["person_id", "key"], name="exchange_one_receipt")]

    def __str__(self):
        return str(self.key)


class Import(models.Model):
    """One workbook sent in: read and judged, shown, taken in as one act, perhaps undone as one."""

    class State(models.TextChoices):
        READING = "reading", _("正在读取")
        READY = "ready", _("待确认")
        WRITING = "writing", _("正在写入")
        DONE = "done", _("已导入")
        UNREADABLE = "unreadable", _("读不出来")
        DROPPED = "dropped", _("已放弃")
        UNDOING = "undoing", _("正在撤销")
        UNDONE = "undone", pgettext_lazy("导入", "已撤销")

    # The history names every entry it is made of by this key.
    key = models.UUIDField(_("操作编号"), default=uuid.uuid4, editable=False, unique=True)
    # Another one, so that undoing is an act of its own.
    undo_key = models.UUIDField(_("撤销编号"), default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="imports", verbose_name=_("地区"))
    book = models.CharField(_("表格"), max_length=20)
    name = models.CharField(_("文件名"), max_length=120)
    size = models.PositiveIntegerField(_("大小"))
    # By which the same file is known again, whatever it is called.
    digest = models.CharField(_("内容摘要"), max_length=64, blank=True, db_index=True)
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.READING)
    language = models.CharField(_("语言"), max_length=10)
    sent_by = models.CharField(_("上传人"), max_length=60)
    sent_by_id = models.BigIntegerField(_("上传人编号"))
    sent_at = models.DateTimeField(_("上传时间"), auto_now_add=True)
    ended_by = models.CharField(_("确认人"), max_length=60, blank=True)
    ended_by_id = models.BigIntegerField(_("确认人编号"), null=True, blank=True)
    ended_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    undone_by = models.CharField(_("撤销人"), max_length=60, blank=True)
    undone_by_id = models.BigIntegerField(_("撤销人编号"), null=True, blank=True)
    undone_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    undo_reason = models.CharField(_("撤销原因"), max_length=200, blank=True)
    rows = models.PositiveIntegerField(_("行数"), default=0)
    judged = models.PositiveIntegerField(_("已校验"), default=0)
    milliseconds = models.PositiveIntegerField(_("用时"), default=0)
    # {code of a sheet: {outcome: rows}}, and what was passed over, a sentence each.
    counts = models.JSONField(_("结果"), default=dict)
    notes = SayingsField(_("说明"), default=list)
    error = SayingField(_("原因"), blank=True)

    answers = MappingProxyType({})  # what `chosen` gave, while the import is written

    objects = AreaBoundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("表格导入")
        ordering = ["-sent_at", "pk"]

    def __str__(self):
        return self.name

    def count(self, outcome):
        """How many rows of all sheets have an outcome."""
        return sum(sheet.get(outcome, 0) for sheet in self.counts.values())

    @property
    def to_write(self):
        """How many rows would change something, those included about which somebody must choose."""
        return sum(map(self.count, WRITTEN)) + self.count(ImportRow.Outcome.ASKED)

    @property
    def to_choose(self):
        """How many rows somebody must still choose about."""
        return self.outcomes.filter(outcome=ImportRow.Outcome.ASKED, answer="").count()

    def chosen(self):
        """{(title of a sheet, row): THEIRS or OURS} of what somebody chose."""
        chosen = self.outcomes.filter(outcome=ImportRow.Outcome.ASKED).exclude(answer="")
        return {(sheet, row): answer for sheet, row, answer in chosen.values_list("sheet", "row", "answer")}

    @property
    def refused(self):
        return self.count(ImportRow.Outcome.REFUSED)


class ImportFile(models.Model):
    """The workbook itself, as it was sent. It holds full numbers: nobody opens it but the import, and it is forgotten in time."""

    source = models.OneToOneField(Import, models.CASCADE, primary_key=True, related_name="file", verbose_name=_("表格导入"))
    content = models.BinaryField(_("内容"))

    class Meta:
        verbose_name = verbose_name_plural = _("导入文件")

    def __str__(self):
        return str(self.source)


class ImportRow(models.Model):
    """What became of one row that changes something or cannot be taken in; rows that change nothing are counted only."""

    class Outcome(models.TextChoices):
        NEW = "new", _("新增")
        CHANGED = "changed", _("修改")
        ASKED = "asked", _("要您选择")
        SAME = "same", _("没有变化")
        REFUSED = "refused", pgettext_lazy("导入", "退回")

    source = models.ForeignKey(Import, models.CASCADE, related_name="outcomes", verbose_name=_("表格导入"))
    sheet = models.CharField(_("工作表"), max_length=20)
    row = models.PositiveIntegerField(_("行"))
    outcome = models.CharField(_("结果"), max_length=8, choices=Outcome)
    called = models.CharField(_("对象"), max_length=60, blank=True)
    # The keys of the household and of the record it wrote, once they are stored.
    home = models.PositiveBigIntegerField(_("户"), null=True, blank=True)
    record = models.PositiveBigIntegerField(_("记录编号"), null=True, blank=True)
    # {field: [before, after]}, numbers masked (rows of older imports: [[field in words, before, after]], in words already);
    # [[letter of the column, its heading, sentence, "error" or "hint"]].
    changes = models.JSONField(_("内容"), default=list)
    faults = SayingsField(_("问题"), default=list)
    # Of an asked one: what somebody chose (intake.reading.THEIRS or OURS), "" until he has.
    answer = models.CharField(_("选择"), max_length=6, blank=True)
    # Why undoing left it as it is; "" where it was undone.
    kept = SayingField(_("撤销时保留"), blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("导入行")
        ordering = ["source", "sheet", "row"]
        indexes = [models.Index(fields=["source", "outcome"], name="exchange_import_outcome")]

    def __str__(self):
        return f"{self.sheet} {self.row}"


# The outcomes of rows that change something.
WRITTEN = (ImportRow.Outcome.NEW, ImportRow.Outcome.CHANGED)
