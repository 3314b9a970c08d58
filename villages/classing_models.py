"""倒排序 and what follows from it: by which criteria villages are ordered, what the county decided, who carries what."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kangle.areas.models import Area
from kangle.common.fields import FenField
from villages.querysets import CountyWideQuerySet, TierQuerySet, VillageFactQuerySet, WorkQuerySet


def _area(related_name, level, label):
    return models.ForeignKey(
        Area, models.PROTECT, related_name=related_name, verbose_name=label, limit_choices_to={"level": level}
    )


def _carried():
    """The row of the year before that this one was carried over from."""
    return models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="carried_to", verbose_name=_("结转自")
    )


class PovertyCriteria(models.Model):
    """One version of how a county orders its villages from the poorest up, and how many villages each tier has.

    Once a decision rests on a version it is never altered: the county makes the next one from it.
    """

    area = _area("poverty_criteria", Area.Level.COUNTY, _("县"))
    version = models.PositiveSmallIntegerField(_("版本"))
    name = models.CharField(_("名称"), max_length=60)
    source = models.CharField(_("依据"), max_length=120, blank=True)
    provisional = models.BooleanField(_("暂拟"), default=True)
    presets = ("provisional",)  # until a document fixes it
    in_force_from = models.DateField(_("起用日期"))
    guaranteed = models.PositiveSmallIntegerField(_("包干揽底村数"), default=0)
    whole_village = models.PositiveSmallIntegerField(_("整村推进村数"), default=0)
    other = models.PositiveSmallIntegerField(_("其他贫困村数"), default=0)
    demonstration = models.PositiveSmallIntegerField(_("示范村数"), default=0)

    objects = CountyWideQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("倒排序标准")
        ordering = ["-version", "pk"]
        constraints = [models.UniqueConstraint(fields=["area", "version"], name="villages_one_criteria_a_version")]

    def __str__(self):
        return f"{self.name} {self.version}"


class Criterion(models.Model):
    """One thing that tells how poor a village is, with the weight it has in the order."""

    class Measure(models.TextChoices):
        INCIDENCE = "incidence", _("贫困发生率")
        INCOME = "income", _("农民人均纯收入")
        LACKING = "lacking", _("未达标设施")
        COLLECTIVE = "collective", _("村集体经济收入")
        UNSAFE_HOUSING = "unsafe-housing", _("住房不安全户比例")
        DISTANCE = "distance", _("距乡镇公里数")

    criteria = models.ForeignKey(PovertyCriteria, models.CASCADE, related_name="rows", verbose_name=_("倒排序标准"))
    measure = models.CharField(_("指标"), max_length=16, choices=Measure)
    weight = models.PositiveSmallIntegerField(_("权重"), validators=[MinValueValidator(1), MaxValueValidator(100)])

    class Meta:
        verbose_name = verbose_name_plural = _("倒排序指标")
        ordering = ["criteria", "-weight", "measure"]
        constraints = [models.UniqueConstraint(fields=["criteria", "measure"], name="villages_one_criterion_a_measure")]

    def __str__(self):
        return self.get_measure_display()


# Of these a village has the less, the poorer it is; of the others the more.
LESS_IS_POORER = frozenset({Criterion.Measure.INCOME, Criterion.Measure.COLLECTIVE})


class Classing(models.Model):
    """One decision of a county about the tiers of its villages in a year: of all of them, or of one later on."""

    class Scope(models.TextChoices):
        WHOLE = "whole", _("全县分类")
        SINGLE = "single", _("个别调整")

    area = _area("classings", Area.Level.COUNTY, _("县"))
    year = models.PositiveSmallIntegerField(_("年度"))
    scope = models.CharField(_("范围"), max_length=6, choices=Scope)
    on = models.DateField(_("决定日期"))
    basis = models.CharField(_("依据的文件或会议"), max_length=200)
    criteria = models.ForeignKey(
        PovertyCriteria, models.PROTECT, null=True, blank=True, related_name="classings", verbose_name=_("倒排序标准")
    )
    order_on = models.DateField(_("排序数据截至"), null=True, blank=True)
    decided_at = models.DateTimeField(_("登记时间"), default=timezone.now)
    decided_by = models.CharField(_("决定人"), max_length=60)
    decided_by_id = models.BigIntegerField(_("决定人编号"), null=True, blank=True)
    key = models.UUIDField(_("所属操作"), editable=False)

    objects = CountyWideQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("村级分类决定")
        ordering = ["-year", "-on", "-pk"]

    def __str__(self):
        return f"{self.year} {self.get_scope_display()} {self.on}"


class Tier(models.Model):
    """A poor or demonstration village's place in one year: its rank from the poorest up, its tier and its strategy.

    It holds from `assigned_on` until the day another decision took its place (`superseded_on`), and stays on record.
    """

    class Kind(models.TextChoices):
        GUARANTEED = "guaranteed", _("包干揽底村")
        WHOLE_VILLAGE = "whole-village", _("整村推进村")
        OTHER = "other", _("其他贫困村")
        DEMONSTRATION = "demonstration", _("示范村")

    village = _area("tiers", Area.Level.VILLAGE, _("村"))
    year = models.PositiveSmallIntegerField(_("年度"))
    tier = models.CharField(_("类别"), max_length=14, choices=Kind)
    strategy = models.CharField(_("帮扶策略"), max_length=120, blank=True)
    rank = models.PositiveSmallIntegerField(_("倒排序位"), null=True, blank=True)
    assigned_on = models.DateField(_("确定日期"))
    superseded_on = models.DateField(_("改变日期"), null=True, blank=True)
    proposed = models.CharField(_("建议类别"), max_length=14, choices=Kind, blank=True)
    points = models.PositiveSmallIntegerField(_("贫困程度得分"), null=True, blank=True, help_text=_("百分之一分"))
    reason = models.CharField(_("与建议不同的理由"), max_length=200, blank=True)
    classing = models.ForeignKey(
        Classing, models.PROTECT, null=True, blank=True, editable=False, related_name="tiers", verbose_name=_("决定")
    )
    carried_from = _carried()

    objects = TierQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("贫困村分类")
        ordering = ["-year", "rank", "village"]
        constraints = [
            models.UniqueConstraint(
                fields=["village", "year"], condition=Q(superseded_on__isnull=True), name="villages_one_tier_a_year"
            ),
            models.CheckConstraint(
                condition=Q(tier="demonstration", rank__isnull=True) | ~Q(tier="demonstration"),
                name="villages_demonstration_unranked",
            ),
        ]

    def __str__(self):
        return f"{self.village} {self.get_tier_display()}"


class Backing(models.Model):
    """The enterprise that answers for a guaranteed village in a year."""

    village = _area("backings", Area.Level.VILLAGE, _("村"))
    year = models.PositiveSmallIntegerField(_("年度"))
    enterprise = models.CharField(_("包干企业"), max_length=60)
    duty = models.CharField(_("包干任务"), max_length=200, blank=True)
    agreed_on = models.DateField(_("签约日期"))
    carried_from = _carried()

    objects = VillageFactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("包干企业")
        ordering = ["-year", "village"]
        constraints = [models.UniqueConstraint(fields=["village", "year"], name="villages_one_backing_a_year")]

    def __str__(self):
        return f"{self.village} {self.year} {self.enterprise}"


class Commitment(models.Model):
    """One thing that government or enterprise carries for a guaranteed village: what, for how much, who answers, by when."""

    class Party(models.TextChoices):
        GOVERNMENT = "government", _("政府")
        ENTERPRISE = "enterprise", _("企业")

    village = _area("commitments", Area.Level.VILLAGE, _("村"))
    year = models.PositiveSmallIntegerField(_("年度"))
    party = models.CharField(_("承担方"), max_length=10, choices=Party)
    content = models.CharField(_("承担事项"), max_length=120)
    amount_fen = FenField(_("资金"))
    responsible = models.CharField(_("负责人"), max_length=60)
    due_on = models.DateField(_("完成时限"))
    done_on = models.DateField(_("完成日期"), null=True, blank=True)
    carried_from = _carried()

    objects = WorkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("包干承担事项")
        ordering = ["-year", "village", "-party", "due_on", "pk"]

    def __str__(self):
        return f"{self.village} {self.content}"


class ShowWork(models.Model):
    """One work of a demonstration village, with the standard it is to reach."""

    village = _area("show_works", Area.Level.VILLAGE, _("村"))
    year = models.PositiveSmallIntegerField(_("年度"))
    work = models.CharField(_("建设内容"), max_length=60)
    standard = models.CharField(_("达到的标准"), max_length=120)
    responsible = models.CharField(_("负责人"), max_length=60)
    due_on = models.DateField(_("完成时限"))
    done_on = models.DateField(_("达标日期"), null=True, blank=True)
    carried_from = _carried()

    objects = WorkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("示范建设")
        ordering = ["-year", "village", "due_on", "pk"]

    def __str__(self):
        return f"{self.village} {self.work}"
