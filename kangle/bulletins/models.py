"""Bulletins (通报) and the files in which they were issued."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kangle.bulletins.querysets import BulletinFileQuerySet, BulletinQuerySet
from kangle.rankings.models import Publication
from kangle.supervision.models import Round
from villages.models import area_key


class Bulletin(models.Model):
    """One bulletin: drafted from the frozen data of a round or a ranking, edited, signed by another person, issued as it is.

    After it is issued nothing of it changes: it can only be withdrawn with a reason, and another issued in its place.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("起草中")
        SUBMITTED = "submitted", _("待签发")
        RETURNED = "returned", _("退回修改")
        ISSUED = "issued", _("已印发")
        WITHDRAWN = "withdrawn", _("已撤回")

    area = area_key("bulletins")
    year = models.PositiveSmallIntegerField(_("年度"))
    round = models.ForeignKey(Round, models.PROTECT, null=True, blank=True, related_name="bulletins", verbose_name=_("轮次"))
    publication = models.ForeignKey(
        Publication, models.PROTECT, null=True, blank=True, related_name="bulletins", verbose_name=_("已发布排名")
    )
    # Where the number is not given yet it is blank.
    number = models.CharField(_("发文字号"), max_length=40, blank=True)
    title = models.CharField(_("标题"), max_length=100)
    issuer = models.CharField(_("发文机关标志"), max_length=30)
    signer = models.CharField(_("发文机关署名"), max_length=30)
    to = models.CharField(_("主送"), max_length=200)
    copies = models.CharField(_("抄送"), max_length=200, blank=True)
    as_of = models.DateField(_("数据截至"))
    # The data as they were when the draft was made, canonical JSON, and its digest, which the bulletin prints.
    basis = models.TextField(_("冻结的数据"))
    basis_sha256 = models.CharField(_("数据摘要"), max_length=64)
    # What was generated from the data, with where each number came from; and the text as people edited it.
    made = models.JSONField(_("生成的正文"), default=list)
    blocks = models.JSONField(_("正文"), default=list)
    version = models.PositiveIntegerField(_("稿次"), default=1)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.DRAFT)
    # Persons are kept as id and name: what somebody drafted or signed outlives the account. `hands`: ids of all who wrote on it.
    hands = models.JSONField(_("参与起草"), default=list)
    drafted_by = models.CharField(_("起草人"), max_length=60)
    drafted_at = models.DateTimeField(_("起草时间"), auto_now_add=True)
    submitted_by = models.CharField(_("送签人"), max_length=60, blank=True)
    submitted_at = models.DateTimeField(_("送签时间"), null=True, blank=True)
    returned_reason = models.CharField(_("退回原因"), max_length=200, blank=True)
    signed_by = models.CharField(_("签发人"), max_length=60, blank=True)
    signed_by_id = models.BigIntegerField(_("签发人编号"), null=True, blank=True)
    issued_on = models.DateField(_("成文日期"), null=True, blank=True)
    issued_at = models.DateTimeField(_("印发时间"), null=True, blank=True)
    # The numbers that differ from the data, as the signer saw and confirmed them, and why they do.
    confirmed = models.JSONField(_("确认的不同"), default=list, blank=True)
    confirmed_reason = models.CharField(_("不同的原因"), max_length=200, blank=True)
    withdrawn_by = models.CharField(_("撤回人"), max_length=60, blank=True)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("撤回原因"), max_length=200, blank=True)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("代替")
    )

    objects = BulletinQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("通报")
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["area", "number"], condition=~Q(number=""), name="bulletins_number_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["issued", "withdrawn"])
                | Q(issued_on__isnull=False) & Q(signed_by_id__isnull=False) & ~Q(number=""),
                name="bulletins_issued_is_signed",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.title}".strip()

    @property
    def is_editable(self):
        return self.state in (self.State.DRAFT, self.State.RETURNED)

    @property
    def is_issued(self):
        """Whether it was issued, withdrawn since or not: its files are frozen."""
        return self.state in (self.State.ISSUED, self.State.WITHDRAWN)


class BulletinFile(models.Model):
    """One file of an issued bulletin, byte for byte as it was issued; in the database, so that it is backed up with it."""

    class Form(models.TextChoices):
        DOCX = "docx", "DOCX"
        PDF = "pdf", "PDF"

    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="files", verbose_name=_("通报"))
    form = models.CharField(_("格式"), max_length=4, choices=Form)
    content = models.BinaryField(_("内容"))
    size = models.PositiveIntegerField(_("字节数"))
    sha256 = models.CharField(_("摘要"), max_length=64)

    objects = BulletinFileQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("通报文件")
        constraints = [models.UniqueConstraint(fields=["bulletin", "form"], name="bulletins_one_file_a_form")]

    def __str__(self):
        return f"{self.bulletin} {self.form}"
