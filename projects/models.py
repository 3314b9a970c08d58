"""Facts about works: what is lacking, what is planned where, how far it is, whom it serves."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.codes import Industry
from households.models import Household, Measure
from households.models.querysets import HouseholdFactQuerySet
from projects.querysets import GapQuerySet, ProgressQuerySet, ProjectFactQuerySet, ProjectQuerySet, SiteQuerySet
from villages.models import area_key, village_key


class Works(models.TextChoices):
    """What a project builds or does; the unit of its quantity stands in `UNITS`."""

    WATER = "water", _("安全饮水")
    ROAD = "road", _("道路硬化")
    KINDERGARTEN = "kindergarten", _("幼儿园")
    PRIMARY_SCHOOL = "primary-school", _("薄弱小学改扩建")
    VILLAGE_OFFICE = "village-office", _("村级办公场所")
    CLINIC = "clinic", _("村卫生室")
    STAGE = "stage", _("乡村舞台")
    POWER = "power", _("动力电")
    HOUSING = "housing", _("危房改造")
    RELOCATION = "relocation", _("易地搬迁")
    INDUSTRY = "industry", _("产业发展")
    BROADBAND = "broadband", _("宽带")
    OTHER = "other", _("其他")


# What one unit of quantity is: whole numbers only (roads in metres), so that sums stay exact.
UNITS = {
    Works.WATER: _("户"),
    Works.ROAD: _("米"),
    Works.KINDERGARTEN: pgettext_lazy("幼儿园", "所"),
    Works.PRIMARY_SCHOOL: _("所"),
    Works.VILLAGE_OFFICE: pgettext_lazy("场所", "个"),
    Works.CLINIC: pgettext_lazy("卫生室", "所"),
    Works.STAGE: pgettext_lazy("舞台", "个"),
    Works.POWER: pgettext_lazy("计量", "村"),
    Works.HOUSING: _("户"),
    Works.RELOCATION: _("户"),
    Works.INDUSTRY: _("户"),
    Works.BROADBAND: pgettext_lazy("计量", "村"),
    Works.OTHER: pgettext_lazy("计量", "项"),
}


class Project(models.Model):
    """One project of the library or the year's plan: what, where, by whom, for how much, and until when."""

    area = area_key("projects")
    number = models.CharField(_("项目编号"), max_length=30, unique=True)
    name = models.CharField(_("项目名称"), max_length=80)
    year = models.PositiveSmallIntegerField(_("年度"))
    works = models.CharField(_("建设内容类别"), max_length=16, choices=Works)
    industry = models.CharField(_("产业"), max_length=12, choices=Industry, blank=True)
    content = models.CharField(_("主要内容"), max_length=200, blank=True)
    benefit = models.CharField(_("预期效益"), max_length=120, blank=True)
    authority = models.CharField(_("主管部门"), max_length=60)
    executor = models.CharField(_("实施单位"), max_length=60, blank=True)
    approval_number = models.CharField(_("批复文号"), max_length=40, blank=True)
    integrated = models.BooleanField(_("纳入整合方案"), default=False)
    planned_start_on = models.DateField(_("计划开工"))
    planned_finish_on = models.DateField(_("计划完工"))

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("项目")
        ordering = ["-year", "number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(planned_finish_on__gte=models.F("planned_start_on")), name="projects_finish_after_start"
            )
        ]

    def __str__(self):
        return self.name


class Step(models.Model):
    """One dated step of a project's life, from proposal to hand-over; a project stands at its latest step."""

    class Stage(models.TextChoices):
        PROPOSED = "01-proposed", _("村级申报")
        REVIEWED = "02-reviewed", _("乡镇审核")
        APPRAISED = "03-appraised", _("部门评审")
        DECIDED = "04-decided", _("县级审定")
        NOTICED = "05-noticed", _("公示")
        IN_LIBRARY = "06-in-library", _("入库")
        PLANNED = "07-planned", _("列入年度计划")
        APPROVED = "08-approved", _("批复")
        WORKS = "09-works", _("开工建设")
        ACCEPTED = "10-accepted", _("竣工验收")
        SETTLED = "11-settled", _("决算报账")
        HANDED_OVER = "12-handed-over", _("移交管护")
        UPKEEP = "13-upkeep", _("后续管护")
        WITHDRAWN = "99-withdrawn", _("终止")

    project = models.ForeignKey(Project, models.PROTECT, related_name="steps", verbose_name=_("项目"))
    stage = models.CharField(_("阶段"), max_length=16, choices=Stage)
    on = models.DateField(_("日期"))
    by = models.CharField(_("办理人"), max_length=60, blank=True)
    note = models.CharField(_("说明"), max_length=120, blank=True)

    programme_days = ("on",)
    objects = ProjectFactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("项目进程")
        ordering = ["project", "on", "stage"]
        constraints = [models.UniqueConstraint(fields=["project", "stage"], name="projects_one_step_a_stage")]

    def __str__(self):
        return f"{self.project} {self.get_stage_display()}"


class Site(models.Model):
    """A project at one area: what is planned there, in whole units of the project's works."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="sites", verbose_name=_("项目"))
    area = area_key("sites")
    planned = models.PositiveIntegerField(_("计划数量"))

    objects = SiteQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("项目实施点")
        ordering = ["project", "area"]
        constraints = [models.UniqueConstraint(fields=["project", "area"], name="projects_one_site_an_area")]

    def __str__(self):
        return f"{self.project} {self.area}"


class Progress(models.Model):
    """Quantity done at a site by a day, added to what was done before."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="progress", verbose_name=_("实施点"))
    on = models.DateField(_("日期"))
    quantity = models.PositiveIntegerField(_("完成数量"))

    programme_days = ("on",)
    objects = ProgressQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("工程进度")
        ordering = ["site", "on"]
        constraints = [models.UniqueConstraint(fields=["site", "on"], name="projects_one_progress_a_day")]

    def __str__(self):
        return f"{self.site} {self.on}"


class Gap(models.Model):
    """A facility a village lacks (缺什么建什么), and the project that fills it."""

    village = village_key("gaps")
    works = models.CharField(_("缺什么"), max_length=16, choices=Works)
    found_on = models.DateField(_("摸底日期"))
    quantity = models.PositiveIntegerField(_("缺口数量"), default=1)
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="gaps", verbose_name=_("对应项目"))
    matched_on = models.DateField(_("对接日期"), null=True, blank=True)

    programme_days = ("found_on", "matched_on")
    objects = GapQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("设施缺口")
        ordering = ["village", "works", "found_on"]
        constraints = [
            models.UniqueConstraint(fields=["village", "works", "found_on"], name="projects_one_gap_a_day"),
            models.CheckConstraint(
                condition=Q(project__isnull=True, matched_on__isnull=True) | Q(project__isnull=False, matched_on__isnull=False),
                name="projects_gap_matched_with_date",
            ),
        ]

    def __str__(self):
        return f"{self.village} {self.get_works_display()}"


class Beneficiary(models.Model):
    """A household that a project serves, and the measure it amounts to for that household."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="beneficiaries", verbose_name=_("项目"))
    household = models.ForeignKey(Household, models.PROTECT, related_name="projects", verbose_name=_("贫困户"))
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("措施"))
    since = models.DateField(_("起"))

    programme_days = ("since",)
    objects = HouseholdFactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("受益户")
        ordering = ["project", "household"]
        constraints = [models.UniqueConstraint(fields=["project", "household"], name="projects_one_benefit")]

    def __str__(self):
        return f"{self.project} {self.household}"
