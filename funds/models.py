"""Facts about money: where it came from, what for, where it went, and what came back. All amounts are integer fen."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from funds.querysets import (
    AllotmentQuerySet,
    AppropriationQuerySet,
    DeliveryQuerySet,
    DocumentQuerySet,
    DonationQuerySet,
    DonorQuerySet,
    ExpenditureQuerySet,
)
from households.models import Household
from households.models.querysets import HouseholdFactQuerySet
from kangle.common.fields import FenField
from kangle.common.querysets import AreaBoundQuerySet
from projects.models import Project
from villages.models import area_key


class Channel(models.Model):
    """A channel of money: it keeps its owner and its purpose (渠道不乱、性质不变)."""

    class Group(models.TextChoices):
        FISCAL = "fiscal", _("财政专项扶贫资金")
        SECTOR = "sector", _("行业部门资金")
        COOPERATION = "cooperation", _("东西部协作资金")
        SOCIAL = "social", _("社会帮扶资金")
        OWN = "own", _("群众自筹")

    code = models.CharField(_("代码"), max_length=30, unique=True)
    name = models.CharField(_("名称"), max_length=40)
    group = models.CharField(_("类别"), max_length=12, choices=Group)
    owner = models.CharField(_("主管部门"), max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("资金渠道")
        ordering = ["group", "code"]

    def __str__(self):
        return self.name


class Document(models.Model):
    """An allotment document (指标文件): number, date, batch, purpose."""

    area = area_key("fund_documents")
    number = models.CharField(_("文号"), max_length=40, unique=True)
    title = models.CharField(_("标题"), max_length=120)
    issuer = models.CharField(_("发文单位"), max_length=60)
    on = models.DateField(_("发文日期"))
    batch = models.PositiveSmallIntegerField(_("批次"), default=1)
    purpose = models.CharField(_("用途"), max_length=120, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("指标文件")
        ordering = ["-on", "number"]

    def __str__(self):
        return self.number


class Allotment(models.Model):
    """Money that a document allots, in one channel, to one area."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="allotments", verbose_name=_("文件"))
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="allotments", verbose_name=_("渠道"))
    area = area_key("allotments")
    on = models.DateField(_("下达日期"))
    amount_fen = FenField(_("金额"))
    received_on = models.DateField(_("到账日期"), null=True, blank=True)
    purpose = models.CharField(_("用途"), max_length=80, blank=True)

    objects = AllotmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("资金指标")
        ordering = ["-on", "document", "area"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="funds_allotment_positive"),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(received_on__gte=F("on")),
                name="funds_received_after_allotted",
            ),
        ]

    def __str__(self):
        return f"{self.document} {self.area}"


class Appropriation(models.Model):
    """Money of an allotment passed down to a project (下拨).

    `spent_fen` is the one computed value kept on a fact: the database itself refuses spending more than was appropriated.
    """

    allotment = models.ForeignKey(
        Allotment, models.PROTECT, related_name="appropriations", verbose_name=pgettext_lazy("资金", "指标")
    )
    project = models.ForeignKey(Project, models.PROTECT, related_name="appropriations", verbose_name=_("项目"))
    on = models.DateField(_("下拨日期"))
    amount_fen = FenField(_("下拨金额"))
    spent_fen = FenField(_("已支出"), editable=False)

    objects = AppropriationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("资金下拨")
        ordering = ["-on", "project"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="funds_appropriation_positive"),
            models.CheckConstraint(
                condition=Q(spent_fen__gte=0, spent_fen__lte=F("amount_fen")), name="funds_spent_within_appropriation"
            ),
        ]

    def __str__(self):
        return f"{self.project} {self.on}"


class Expenditure(models.Model):
    """Money of an appropriation paid out, and the day it was settled (报账)."""

    appropriation = models.ForeignKey(Appropriation, models.PROTECT, related_name="expenditures", verbose_name=_("下拨"))
    on = models.DateField(_("支出日期"))
    amount_fen = FenField(_("支出金额"))
    payee = models.CharField(_("收款单位"), max_length=60)
    voucher = models.CharField(_("凭证号"), max_length=30, blank=True)
    settled_on = models.DateField(_("报账日期"), null=True, blank=True)

    objects = ExpenditureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("资金支出")
        ordering = ["-on", "appropriation"]
        constraints = [models.CheckConstraint(condition=Q(amount_fen__gt=0), name="funds_expenditure_positive")]

    def __str__(self):
        return f"{self.payee} {self.on}"


class Recovery(models.Model):
    """Money recovered from a household that should not have been listed."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="recoveries", verbose_name=_("贫困户"))
    on = models.DateField(_("追回日期"))
    amount_fen = FenField(_("追回金额"))
    reason = models.CharField(_("原因"), max_length=120)

    objects = HouseholdFactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("资金追回")
        ordering = ["-on", "household"]
        constraints = [models.CheckConstraint(condition=Q(amount_fen__gt=0), name="funds_recovery_positive")]

    def __str__(self):
        return f"{self.household} {self.on}"


class Budget(models.Model):
    """The county's own means in a year that the rules tie to poverty work: revenue increment, recovered stock funds."""

    area = area_key("budgets")
    year = models.PositiveSmallIntegerField(_("年度"))
    on = models.DateField(_("日期"))
    revenue_increment_fen = FenField(_("财政收入增量"), signed=True)
    recovered_stock_fen = FenField(_("清理收回存量资金"))
    source = models.CharField(_("依据"), max_length=80)

    objects = AreaBoundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("县级财力")
        ordering = ["-year", "area"]
        constraints = [models.UniqueConstraint(fields=["area", "year"], name="funds_one_budget_a_year")]

    def __str__(self):
        return f"{self.area} {self.year}"


class Donor(models.Model):
    """An enterprise, agency, association or person who helps from outside."""

    class Kind(models.TextChoices):
        ENTERPRISE = "enterprise", _("爱心企业")
        AGENCY = "agency", _("帮扶单位")
        ASSOCIATION = "association", _("社会组织")
        PERSON = "person", _("个人")

    name = models.CharField(_("名称"), max_length=60, unique=True)
    kind = models.CharField(_("类型"), max_length=12, choices=Kind)
    contact = models.CharField(_("联系人"), max_length=30, blank=True)

    objects = DonorQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("帮扶主体")
        ordering = ["kind", "name"]

    def __str__(self):
        return self.name


class Donation(models.Model):
    """What a donor pledged to an area: money, goods, or a project of its own."""

    class Form(models.TextChoices):
        MONEY = "money", _("资金")
        GOODS = "goods", _("物资")
        PROJECT = "project", _("项目")

    donor = models.ForeignKey(Donor, models.PROTECT, related_name="donations", verbose_name=_("帮扶主体"))
    area = area_key("donations")
    form = models.CharField(_("形式"), max_length=8, choices=Form)
    content = models.CharField(_("内容"), max_length=80)
    pledged_on = models.DateField(_("承诺日期"))
    pledged_fen = FenField(_("承诺金额"))

    objects = DonationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("社会帮扶")
        ordering = ["-pledged_on", "donor"]
        constraints = [models.CheckConstraint(condition=Q(pledged_fen__gt=0), name="funds_donation_positive")]

    def __str__(self):
        return f"{self.donor} {self.content}"


class Delivery(models.Model):
    """A part of a donation that arrived."""

    donation = models.ForeignKey(Donation, models.PROTECT, related_name="deliveries", verbose_name=_("社会帮扶"))
    on = models.DateField(_("到位日期"))
    amount_fen = FenField(_("到位金额"))

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("帮扶到位")
        ordering = ["-on", "donation"]
        constraints = [models.CheckConstraint(condition=Q(amount_fen__gt=0), name="funds_delivery_positive")]

    def __str__(self):
        return f"{self.donation} {self.on}"
