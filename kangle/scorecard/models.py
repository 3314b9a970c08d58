"""Derived figures: snapshots with their values, scores and ranks; the scheme that weighs them; what documents reported."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kangle.areas.models import Area
from kangle.common.querysets import AreaBoundQuerySet
from kangle.jobs.models import Run
from kangle.programme.models import Period
from kangle.scorecard.weighing import OVER_ALL, WITHIN_GROUPS


class Scheme(models.Model):
    """One version of the weights and words a score is made with; provisional (暂拟) until a document fixes it."""

    class Formula(models.IntegerChoices):
        WITHIN_GROUPS = WITHIN_GROUPS, _("在本组事项内分摊")
        OVER_ALL = OVER_ALL, _("在全部事项内分摊，适用不足半数不排名")

    version = models.PositiveSmallIntegerField(_("版本"), unique=True)
    name = models.CharField(_("名称"), max_length=60)
    source = models.CharField(_("依据"), max_length=120)
    provisional = models.BooleanField(_("暂拟"), default=True)
    in_force_from = models.DateField(_("启用日期"))
    # Hundredths of a point: 到位 from 90.00, 基本到位 from 70.00.
    attained_from = models.PositiveSmallIntegerField(_("到位线"), default=9000)
    nearly_from = models.PositiveSmallIntegerField(_("基本到位线"), default=7000)

    # How what does not apply is shared out; the numbers are those of kangle.scorecard.weighing.
    formula = models.PositiveSmallIntegerField(_("缺项分摊"), choices=Formula, default=Formula.OVER_ALL)
    # A new version begins with the lines and the formula that the design proposes, provisional until a document fixes them.
    presets = ("provisional", "attained_from", "nearly_from", "formula")

    class Meta:
        verbose_name = verbose_name_plural = _("评分方案")
        ordering = ["-in_force_from", "-version"]
        constraints = [
            models.CheckConstraint(
                condition=Q(nearly_from__lt=models.F("attained_from"), attained_from__lte=10000),
                name="scorecard_words_in_order",
            )
        ]

    def __str__(self):
        return self.name


class Weight(models.Model):
    """The weight of one group, item or indicator among its siblings; what has no row here weighs 1."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="weights", verbose_name=_("方案"))
    code = models.CharField(_("代码"), max_length=40)
    weight = models.PositiveSmallIntegerField(_("权重"), default=1)
    presets = ("weight",)  # what is not weighed otherwise weighs like its siblings

    class Meta:
        verbose_name = verbose_name_plural = _("权重")
        ordering = ["scheme", "code"]
        constraints = [models.UniqueConstraint(fields=["scheme", "code"], name="scorecard_one_weight_a_code")]

    def __str__(self):
        return f"{self.code} {self.weight}"


class SnapshotQuerySet(AreaBoundQuerySet):
    def published(self):
        return self.filter(published_at__isnull=False)


class Snapshot(models.Model):
    """All figures of a county (or of a level above) as of one day; it can be read once `published_at` is set."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="snapshots", verbose_name=_("地区"))
    year = models.PositiveSmallIntegerField(_("年度"))
    as_of = models.DateField(_("截至"))
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="snapshots", verbose_name=_("评分方案"))
    run = models.ForeignKey(Run, models.SET_NULL, null=True, blank=True, related_name="snapshots", verbose_name=_("任务"))
    computed_at = models.DateTimeField(_("计算时间"), default=timezone.now)
    seconds = models.FloatField(_("用时（秒）"), default=0)
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)
    # The version of every indicator that was computed, by code; empty of snapshots made before it was kept.
    versions = models.JSONField(_("指标版本"), default=dict, blank=True, editable=False)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("评分快照")
        ordering = ["area", "-as_of"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "year", "as_of"],
                condition=Q(published_at__isnull=False),
                name="scorecard_one_published_snapshot",
            )
        ]

    def __str__(self):
        return f"{self.area} {self.as_of}"

    @property
    def period(self):
        return Period.objects.filter(area=self.area, year=self.year).first()


class Value(models.Model):
    """One indicator of one area in a snapshot: integers as counted, never a rounded quotient.

    `numerator`, `denominator` and `target` are in the indicator's smallest unit (fen, metres, persons); a share's
    `target` is in ten-thousandths. `score` is in hundredths of a point, None where the indicator does not apply.
    """

    pk = models.CompositePrimaryKey("snapshot_id", "area_id", "indicator")
    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="values", db_index=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    indicator = models.CharField(max_length=40)
    numerator = models.BigIntegerField(null=True)
    denominator = models.BigIntegerField(null=True)
    target = models.BigIntegerField(null=True)
    score = models.PositiveSmallIntegerField(null=True)
    rank = models.PositiveSmallIntegerField(null=True)
    of = models.PositiveSmallIntegerField(null=True)

    def __str__(self):
        return f"{self.indicator} {self.numerator}/{self.denominator}"


class Score(models.Model):
    """One item, group or the whole 663 of one area in a snapshot: hundredths of a point, None where nothing applies."""

    pk = models.CompositePrimaryKey("snapshot_id", "area_id", "code")
    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="scores", db_index=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=40)
    score = models.PositiveSmallIntegerField(null=True)
    rank = models.PositiveSmallIntegerField(null=True)
    of = models.PositiveSmallIntegerField(null=True)
    # The indicator that set the item to 0 by veto; '' where none did.
    veto = models.CharField(max_length=40, blank=True, default="")

    def __str__(self):
        return f"{self.code} {self.score}"


class ReportedQuerySet(AreaBoundQuerySet):
    def standing(self):
        """What documents report, without the entries that were corrected."""
        return self.filter(replaced_at__isnull=True)


class Reported(models.Model):
    """A figure that a document states (上报值), kept beside the computed one so that a difference is seen, not argued away.

    An entry is never altered: a wrong one is replaced by a new one, a difference is explained. The explanation holds for the
    computed figure it was given against.
    """

    class Field(models.TextChoices):
        VALUE = "value", _("数值")
        NUMERATOR = "numerator", _("分子")
        DENOMINATOR = "denominator", _("分母")
        TARGET = "target", _("目标")
        MINIMUM = "minimum", _("不少于")

    area = models.ForeignKey(Area, models.PROTECT, related_name="reported", verbose_name=_("地区"))
    year = models.PositiveSmallIntegerField(_("年度"))
    indicator = models.CharField(_("指标"), max_length=40)
    field = models.CharField(_("项"), max_length=12, choices=Field)
    # In the unit the document prints: yuan, shares 0–1.
    value = models.DecimalField(_("上报值"), max_digits=18, decimal_places=4)
    phrase = models.CharField(_("原文"), max_length=120)
    document = models.CharField(_("文件"), max_length=120)
    document_on = models.DateField(_("文件日期"), null=True, blank=True)
    as_of = models.DateField(_("数据截至"))
    note = models.CharField(_("备注"), max_length=200, blank=True)
    entered_by = models.CharField(_("登记人"), max_length=60, blank=True, editable=False)
    entered_at = models.DateTimeField(_("登记时间"), null=True, blank=True, editable=False)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="replaced_by", verbose_name=_("更正了")
    )
    replaced_at = models.DateTimeField(_("更正时间"), null=True, blank=True, editable=False)
    explanation = models.CharField(_("不一致的原因"), max_length=200, blank=True, editable=False)
    explained_by = models.CharField(_("说明人"), max_length=60, blank=True, editable=False)
    explained_at = models.DateTimeField(_("说明时间"), null=True, blank=True, editable=False)
    # The computed figure it was given against, as an exact fraction: see `comparing.Comparison.has_lapsed`.
    explained_against = models.CharField(_("说明时按记录的数"), max_length=60, blank=True, default="", editable=False)

    objects = ReportedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("上报值")
        ordering = ["area", "year", "indicator", "field"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "indicator", "field", "as_of", "document", "phrase"],
                condition=Q(replaced_at__isnull=True),
                name="scorecard_one_reported_figure",
                violation_error_message=_("这份文件里的这句话已经登记过：登记错了，请打开那一条更正。"),
            )
        ]

    def __str__(self):
        return self.phrase

    @property
    def part(self):
        """The part of the figure it is compared with."""
        return "value" if self.field == self.Field.MINIMUM else self.field


class ManualScore(models.Model):
    """A score a person gives where records cannot: with its evidence, in hundredths of a point."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="manual_scores", verbose_name=_("地区"))
    indicator = models.CharField(_("指标"), max_length=40)
    year = models.PositiveSmallIntegerField(_("年度"))
    on = models.DateField(_("评分日期"))
    score = models.PositiveSmallIntegerField(_("得分（百分之一分）"))
    evidence = models.CharField(_("依据"), max_length=200)
    given_by = models.CharField(_("评分人"), max_length=60)

    objects = AreaBoundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("人工评分")
        ordering = ["area", "indicator", "-on"]
        constraints = [
            models.UniqueConstraint(fields=["area", "indicator", "on"], name="scorecard_one_manual_score_a_day"),
            models.CheckConstraint(condition=Q(score__lte=10000), name="scorecard_manual_score_range"),
        ]

    def __str__(self):
        return f"{self.area} {self.indicator} {self.on}"
