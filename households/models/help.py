"""Help for households: the county's menu of it (菜单式扶贫), and each measure, taken from the menu or arranged besides."""

from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from households import codes
from households.models.querysets import MeasureQuerySet, MenuItemQuerySet
from kangle.areas.models import Area
from kangle.common.fields import FenField
from villages.models import Cadre

LOAN_LIMIT_FEN = 50_000_00


def industry_named(name):
    """The rule of the database that help of the kind 产业到户, and no other, names its industry."""
    return models.CheckConstraint(
        condition=Q(kind="industry") & ~Q(industry="") | ~Q(kind="industry") & Q(industry=""),
        name=name,
        violation_error_message=_("产业到户须写明产业；其他措施不写产业。"),
    )


class MenuItem(models.Model):
    """One version of an item of a county's menu of help: what a household may choose, and what the county adds to it.

    `subsidy_fen` is for one `unit`; `limit_fen` is the most a household gets of the item in one year, None without a limit.
    """

    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="menu_items",
        verbose_name=_("县"),
        limit_choices_to={"level": Area.Level.COUNTY},
    )
    kind = models.CharField(_("措施"), max_length=14, choices=codes.MeasureKind)
    industry = models.CharField(_("产业"), max_length=12, choices=codes.Industry, blank=True)
    name = models.CharField(_("菜单项目"), max_length=40)
    version = models.PositiveSmallIntegerField(_("版本"), default=1)
    description = models.CharField(_("内容说明"), max_length=200, blank=True)
    unit = models.CharField(_("计量单位"), max_length=6)
    subsidy_fen = FenField(_("每单位补助"))
    limit_fen = FenField(_("每户每年上限"), null=True, blank=True, default=None, help_text=_("单位：元；不限就空着"))
    since = models.DateField(_("启用日期"))
    until = models.DateField(_("停用日期"), null=True, blank=True)
    source = models.CharField(_("依据"), max_length=120, blank=True)
    provisional = models.BooleanField(_("暂拟"), default=False)

    presets = ("provisional", "area")  # a mark, set where it is wanted; the menu is that of one's own county
    objects = MenuItemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("帮扶菜单")
        ordering = ["kind", "industry", "name", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["area", "name", "version"], name="households_menu_version"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="households_menu_until_after_since",
                violation_error_message=_("停用日期不能早于启用日期。"),
            ),
            models.CheckConstraint(condition=Q(subsidy_fen__gte=0), name="households_menu_not_negative"),
            industry_named("households_menu_industry_named"),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if self.area_id and self.area.level != Area.Level.COUNTY:
            raise ValidationError({"area": _("菜单是县的菜单：请选择县。")})

    @property
    def in_use(self):
        """Whether a measure names this version: then it is changed by a new version only."""
        return self.measures.exists()

    def holds_on(self, day):
        return self.since <= day and (self.until is None or day <= self.until)

    def reckon(self, quantity, received_fen=0, *, limited=True):
        """What the menu gives for a quantity (Decimal) in fen, where the household has `received_fen` of the item this year.

        `limited=False`: before the limit is asked.
        """
        fen = int((Decimal(quantity) * self.subsidy_fen).to_integral_value(ROUND_HALF_UP))
        return fen if self.limit_fen is None or not limited else max(min(fen, self.limit_fen - received_fen), 0)


def quantity_in_words(quantity, unit):
    """So many (a Decimal or None) of a unit: '10 只'; "" for no quantity."""
    return f"{quantity.normalize():f} {unit or ''}".strip() if quantity is not None else ""


class Measure(models.Model):
    """One help to one household (or to one of its members): planned, done, worth so much, and what came of it.

    One from the menu names its `item` and the `quantity` of the item's unit; where its amount is not what the menu gives,
    `amount_reason` says why.
    """

    household = models.ForeignKey("households.Household", models.PROTECT, related_name="measures", verbose_name=_("贫困户"))
    member = models.ForeignKey(
        "households.Member", models.PROTECT, null=True, blank=True, related_name="measures", verbose_name=_("受益成员")
    )
    kind = models.CharField(_("措施"), max_length=14, choices=codes.MeasureKind)
    industry = models.CharField(_("产业"), max_length=12, choices=codes.Industry, blank=True)
    item = models.ForeignKey(MenuItem, models.PROTECT, null=True, blank=True, related_name="measures", verbose_name=_("菜单项目"))
    quantity = models.DecimalField(_("数量"), max_digits=7, decimal_places=1, null=True, blank=True)
    content = models.CharField(_("内容"), max_length=80, blank=True)
    planned_on = models.DateField(_("安排日期"))
    done_on = models.DateField(_("落实日期"), null=True, blank=True)
    stopped_on = models.DateField(_("停止日期"), null=True, blank=True)
    # Set where a new year took it over unfinished: from then on it is that year's, and its own year may be closed.
    carried_to = models.PositiveSmallIntegerField(_("结转至年度"), null=True, blank=True, editable=False)
    amount_fen = FenField(_("金额"))
    amount_reason = models.CharField(_("金额与菜单不同的原因"), max_length=120, blank=True)
    result = models.CharField(_("结果"), max_length=120, blank=True)
    responsible = models.ForeignKey(
        Cadre, models.PROTECT, null=True, blank=True, related_name="measures", verbose_name=_("责任人")
    )

    programme_days = ("planned_on", "done_on", "stopped_on")
    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("帮扶措施")
        ordering = ["household", "-planned_on", "pk"]
        indexes = [models.Index(fields=["kind", "done_on"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="loan") | Q(amount_fen__lte=LOAN_LIMIT_FEN),
                name="households_loan_limit",
                violation_error_message=_("精准扶贫贷款每户不超过 5 万元。"),
            ),
            industry_named("households_industry_named"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(done_on__gte=F("planned_on")),
                name="households_done_after_planned",
            ),
            models.CheckConstraint(condition=Q(amount_fen__gte=0), name="households_measure_not_negative"),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | Q(quantity__gt=0),
                name="households_measure_quantity",
                violation_error_message=_("数量要大于零。"),
            ),
        ]

    def __str__(self):
        return f"{self.household} {self.get_kind_display()}"

    @property
    def state(self):
        return codes.MeasureState.of(self.done_on, self.stopped_on)

    def ends_on(self, day):
        """The day on which a help is over that ends with something of `day`: not before it was arranged or carried out."""
        return max(filter(None, (day, self.planned_on, self.done_on)))

    @property
    def quantity_in_words(self):
        return quantity_in_words(self.quantity, self.item.unit if self.item else "")

    def clean(self):
        super().clean()
        if self.member_id and self.member.household_id != self.household_id:
            raise ValidationError({"member": _("受益成员不属于该户。")})
