"""The frame of a county's year: its period, the poverty lines and the exit standards it is held to."""

import datetime

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kangle.areas.models import Area
from kangle.common.fields import FenField
from kangle.common.querysets import AreaBoundQuerySet
from kangle.programme.calendar_models import WorkCalendar  # noqa: F401  (a table of this room)


class PeriodQuerySet(AreaBoundQuerySet):
    def open(self):
        return self.filter(state=Period.State.OPEN)


class Period(models.Model):
    """A county's programme year: open (its records may change, the nightly run recomputes it) or closed (immutable)."""

    class State(models.TextChoices):
        OPEN = "open", _("进行中")
        CLOSED = "closed", _("已关闭")

    area = models.ForeignKey(Area, models.PROTECT, related_name="periods", verbose_name=_("县"))
    year = models.PositiveSmallIntegerField(_("年度"))
    state = models.CharField(_("状态"), max_length=6, choices=State, default=State.OPEN)
    visit_days = models.PositiveSmallIntegerField(
        _("走访间隔（天）"),
        default=30,
        validators=[MinValueValidator(1)],
        help_text=_("帮扶责任人至少每隔多少天走访一户，按自然日算；暂拟。"),
    )
    # The key of the act that carried over what the year before left; its parts in the audit say what that was.
    carried_key = models.UUIDField(_("结转编号"), null=True, blank=True, editable=False)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("年度")
        ordering = ["area", "-year"]
        constraints = [models.UniqueConstraint(fields=["area", "year"], name="programme_one_period_a_year")]

    def __str__(self):
        return f"{self.area} {self.year}"

    @property
    def starts_on(self):
        return datetime.date(self.year, 1, 1)

    @property
    def ends_on(self):
        return datetime.date(self.year, 12, 31)

    @property
    def is_open(self):
        return self.state == self.State.OPEN


class PovertyLine(models.Model):
    """Net income a head and year below which a person is poor, at the prices of that year."""

    class Kind(models.TextChoices):
        NATIONAL = "national", _("国家标准")
        PROVINCIAL = "provincial", _("省级标准")

    year = models.PositiveSmallIntegerField(_("年度"))
    kind = models.CharField(_("标准"), max_length=10, choices=Kind)
    amount_fen = FenField(_("每人每年纯收入"))
    source = models.CharField(_("依据"), max_length=120)
    provisional = models.BooleanField(_("暂拟"), default=False)

    presets = ("provisional",)  # a mark, set where it is wanted

    class Meta:
        verbose_name = verbose_name_plural = _("贫困线")
        ordering = ["year", "kind"]
        constraints = [models.UniqueConstraint(fields=["year", "kind"], name="programme_one_line_a_year")]

    def __str__(self):
        return f"{self.year} {self.get_kind_display()}"


class ExitStandardQuerySet(models.QuerySet):
    def with_conditions(self):
        """Those that ask for something: one without a condition is begun, and would be met by everybody."""
        return self.filter(models.Exists(ExitCondition.objects.filter(standard=models.OuterRef("pk"))))

    def of(self, year, subject):
        """The standard of a year: its own, else that of the last year before it with one; None where there is none."""
        return self.with_conditions().filter(subject=subject, year__lte=year).order_by("-year").first()


class ExitStandard(models.Model):
    """What a household, village or county must have reached to leave poverty in one year: a table, never constants."""

    class Subject(models.TextChoices):
        HOUSEHOLD = "household", _("户")
        VILLAGE = "village", _("村")
        COUNTY = "county", _("县")

    year = models.PositiveSmallIntegerField(_("年度"))
    subject = models.CharField(_("对象"), max_length=10, choices=Subject)
    source = models.CharField(_("依据"), max_length=120)
    provisional = models.BooleanField(_("暂拟"), default=False)

    presets = ("provisional",)  # a mark, set where it is wanted
    objects = ExitStandardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("退出标准")
        ordering = ["year", "subject"]
        constraints = [models.UniqueConstraint(fields=["year", "subject"], name="programme_one_standard_a_year")]

    def __str__(self):
        return f"{self.year} {self.get_subject_display()}"


class ExitCondition(models.Model):
    """One condition of an exit standard; a veto condition may not be made up for by the others.

    `limit`: the figure a test compares with, where its standard states one: incidence in per cent, collective income in yuan.
    """

    class Test(models.TextChoices):
        """The reading of a record that decides the condition; MANUAL where a person must look."""

        INCOME = "income", _("人均纯收入超过贫困线")
        FOOD = "food", _("吃穿不愁")
        WATER = "water", _("饮水安全")
        EDUCATION = "education", _("义务教育")
        MEDICAL = "medical", _("基本医疗")
        HOUSING = "housing", _("住房安全")
        INCIDENCE = "incidence", _("贫困发生率低于限值")
        COLLECTIVE = "collective", _("村集体经济收入超过限值")
        INDUSTRY = "industry", _("富民产业和合作社")
        ROAD = "road", _("通村硬化路")
        POWER = "power", _("动力电")
        CLINIC = "clinic", _("村卫生室")
        MANUAL = "manual", _("人工认定")

    standard = models.ForeignKey(ExitStandard, models.CASCADE, related_name="conditions", verbose_name=_("标准"))
    number = models.PositiveSmallIntegerField(_("序号"))
    text = models.CharField(_("内容"), max_length=120)
    test = models.CharField(_("判定"), max_length=10, choices=Test, default=Test.MANUAL)
    limit = models.DecimalField(
        _("限值"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("贫困发生率填百分数（3 即 3%），集体经济收入填元；其他判定不填。"),
    )
    veto = models.BooleanField(_("一票否决"), default=False)

    presets = ("veto",)  # a mark, set where it is wanted

    class Meta:
        verbose_name = verbose_name_plural = _("退出条件")
        ordering = ["standard", "number"]
        constraints = [models.UniqueConstraint(fields=["standard", "number"], name="programme_condition_number")]

    def __str__(self):
        return self.text

    def clean(self):
        if self.standard.subject not in ExitStandard.Subject.values:
            return  # nobody has said whose standard it is: the standard's own page asks
        subject = ExitStandard.Subject(self.standard.subject)
        if self.test not in TESTS_OF[subject]:
            words = {"test": self.get_test_display(), "subject": subject.label}
            raise ValidationError({"test": _("“%(test)s”判不了%(subject)s的退出：请另选，或选“人工认定”。") % words})
        if self.test == self.Test.INCIDENCE and self.limit is None:
            raise ValidationError({"limit": _("请填限值：贫困发生率要低于百分之几。")})


# Which readings there are of whose records; whatever no record tells is looked at by a person.
_T = ExitCondition.Test
TESTS_OF = {
    ExitStandard.Subject.HOUSEHOLD: {_T.INCOME, _T.FOOD, _T.WATER, _T.EDUCATION, _T.MEDICAL, _T.HOUSING, _T.MANUAL},
    ExitStandard.Subject.VILLAGE: {
        *(_T.INCIDENCE, _T.COLLECTIVE, _T.INDUSTRY, _T.ROAD, _T.POWER, _T.CLINIC, _T.WATER, _T.HOUSING, _T.MANUAL)
    },
    ExitStandard.Subject.COUNTY: {_T.MANUAL},
}


class PlanLineQuerySet(AreaBoundQuerySet):
    def followed(self, area, year):
        """The plan of the county `area` lies in for a year: that year's lines, else those of the last year before it with any."""
        own = self.filter(area__path=area.county, year__lte=year)
        return own.filter(year=own.order_by("-year").values("year")[:1])


class PlanLine(models.Model):
    """One line of a county's plan as it was made public (思路 "123456"), with the codes of the figures that tell how far it is.

    `figures` names indicators ("targeting.persons") or items ("planning") of the scorecard, which lies above and reads them.
    """

    class Part(models.IntegerChoices):
        GOAL = 1, _("一个总体目标")
        KEYS = 2, _("两个关键")
        FOCUSES = 3, _("三个重点")
        SYSTEMS = 4, _("四项制度")
        MEASURES = 5, _("五项措施")
        PRECISE = 6, _("六个精准")
        STEPS = 7, _("三步走")

    area = models.ForeignKey(Area, models.PROTECT, related_name="plan_lines", verbose_name=_("县"))
    year = models.PositiveSmallIntegerField(_("年度"))
    number = models.PositiveSmallIntegerField(_("部分"), choices=Part)
    position = models.PositiveSmallIntegerField(_("序号"))
    title = models.CharField(_("标题"), max_length=40)
    text = models.CharField(_("内容"), max_length=200, blank=True)
    figures = models.JSONField(_("指标代码"), default=list, blank=True)
    source = models.CharField(_("依据"), max_length=120, blank=True)
    provisional = models.BooleanField(_("暂拟"), default=False)

    presets = ("provisional",)  # a mark, set where it is wanted
    objects = PlanLineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("工作思路")
        ordering = ["area", "-year", "number", "position"]
        constraints = [models.UniqueConstraint(fields=["area", "year", "number", "position"], name="programme_plan_position")]

    def __str__(self):
        return f"{self.get_number_display()} {self.title}"
