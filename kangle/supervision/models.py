"""Facts found by visiting: inspection rounds, their scores and findings, interviews, acceptance, discipline."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from households.models import Household
from households.models.querysets import HouseholdFactQuerySet
from kangle.common.querysets import AreaBoundQuerySet
from kangle.programme.items import ITEMS
from kangle.supervision.querysets import (
    CadreFactQuerySet,
    FindingQuerySet,
    InspectionFactQuerySet,
    InspectionQuerySet,
    RoundQuerySet,
    SheetItemQuerySet,
    TeamQuerySet,
    ZoneFactQuerySet,
)
from villages.models import Cadre, area_key, village_key
from villages.querysets import VillageFactQuerySet, in_force


class Zone(models.Model):
    """An inspection zone of the county (south, north) under one of its leaders."""

    area = area_key("zones")
    name = models.CharField(_("片区"), max_length=30)
    leader = models.ForeignKey(Cadre, models.PROTECT, related_name="zones_led", verbose_name=_("牵头领导"))

    objects = AreaBoundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("督查片区")
        ordering = ["area", "name"]

    def __str__(self):
        return self.name


class ZoneDutyQuerySet(ZoneFactQuerySet):
    def held(self, on):
        return self.filter(in_force(on))


class ZoneDuty(models.Model):
    """The zone cadre who answers for one township, from one day to another (three cadres, five townships each)."""

    zone = models.ForeignKey(Zone, models.PROTECT, related_name="duties", verbose_name=_("片区"))
    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="zone_duties", verbose_name=_("片区干部"))
    township = area_key("zone_duties")
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True, blank=True)

    objects = ZoneDutyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("片区包乡")
        ordering = ["zone", "township"]
        constraints = [
            models.UniqueConstraint(fields=["township"], condition=Q(until__isnull=True), name="supervision_one_open_zone_duty")
        ]

    def __str__(self):
        return f"{self.cadre} {self.township}"


class Round(models.Model):
    """One round of inspection of the county: on what basis, when, and how many are interviewed at its end."""

    area = area_key("rounds")
    year = models.PositiveSmallIntegerField(_("年度"))
    number = models.PositiveSmallIntegerField(_("轮次"))
    basis = models.CharField(_("依据"), max_length=120)
    started_on = models.DateField(_("开始"))
    finished_on = models.DateField(_("结束"), null=True, blank=True)
    interviews_required = models.PositiveSmallIntegerField(_("约谈名额"), default=0)

    programme_days = ("started_on", "finished_on")
    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("督查轮次")
        ordering = ["-year", "-number"]
        constraints = [models.UniqueConstraint(fields=["area", "year", "number"], name="supervision_round_number")]

    def __str__(self):
        return gettext("%(year)s年第%(number)s轮") % {"year": self.year, "number": self.number}


class SheetItem(models.Model):
    """One weighted item of a round's score sheet; the weights of a sheet add up to 100."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="items", verbose_name=_("轮次"))
    number = models.PositiveSmallIntegerField(_("序号"))
    content = models.CharField(_("内容"), max_length=80)
    weight = models.PositiveSmallIntegerField(_("分值"))

    objects = SheetItemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("评分项")
        ordering = ["round", "number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="supervision_sheet_number")]

    def __str__(self):
        return self.content


class Inspection(models.Model):
    """One township inspected in a round, by a team, with how many households were sampled."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="inspections", verbose_name=_("轮次"))
    area = area_key("inspections")
    on = models.DateField(_("日期"))
    team = models.CharField(_("督查组"), max_length=60)
    households_sampled = models.PositiveSmallIntegerField(_("抽查户数"), default=0)

    programme_days = ("on",)
    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("督查")
        ordering = ["-on", "area"]
        constraints = [models.UniqueConstraint(fields=["round", "area"], name="supervision_one_inspection_a_round")]

    def __str__(self):
        return f"{self.round} {self.area}"


class Mark(models.Model):
    """The points one inspection gave for one item of the sheet, with the evidence."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="marks", verbose_name=_("督查"))
    item = models.ForeignKey(SheetItem, models.PROTECT, related_name="marks", verbose_name=_("评分项"))
    # Hundredths of a point: 12.50 points are 1250.
    points = models.PositiveIntegerField(_("得分（百分之一分）"))
    evidence = models.CharField(_("依据"), max_length=120, blank=True)

    objects = InspectionFactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("评分")
        ordering = ["inspection", "item"]
        constraints = [models.UniqueConstraint(fields=["inspection", "item"], name="supervision_one_mark_an_item")]

    def __str__(self):
        return f"{self.inspection} {self.item}"


class Finding(models.Model):
    """A fault found: where, what, who puts it right, by when, and when it was."""

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name=_("督查")
    )
    area = area_key("findings")
    item = models.CharField(_("663事项"), max_length=20, choices=[(each.code, each.name) for each in ITEMS])
    content = models.CharField(_("问题"), max_length=200)
    evidence = models.CharField(_("依据"), max_length=200, blank=True)
    responsible = models.ForeignKey(
        Cadre, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name=_("整改责任人")
    )
    found_on = models.DateField(_("发现日期"))
    due_on = models.DateField(_("整改期限"))
    rectified_on = models.DateField(_("整改日期"), null=True, blank=True)
    rectification = models.CharField(_("整改情况"), max_length=200, blank=True)

    programme_days = ("found_on", "due_on", "rectified_on")
    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("督查问题")
        ordering = ["-found_on", "area"]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("found_on")), name="supervision_due_after_found"),
            models.CheckConstraint(
                condition=Q(rectified_on__isnull=True) | Q(rectified_on__gte=F("found_on")),
                name="supervision_rectified_after_found",
            ),
        ]

    def __str__(self):
        return self.content


class Interview(models.Model):
    """An admonishment interview (约谈) that a round requires, and the day it was held."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="interviews", verbose_name=_("轮次"))
    area = area_key("interviews")
    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="interviews", verbose_name=_("被约谈人"))
    required_on = models.DateField(_("决定日期"))
    held_on = models.DateField(_("约谈日期"), null=True, blank=True)
    reason = models.CharField(_("原因"), max_length=120)

    programme_days = ("required_on", "held_on")
    objects = AreaBoundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("约谈")
        ordering = ["-required_on", "area"]
        constraints = [models.UniqueConstraint(fields=["round", "cadre"], name="supervision_one_interview_a_round")]

    def __str__(self):
        return f"{self.cadre} {self.required_on}"


class AcceptanceTeam(models.Model):
    """A county-led team that checks exiting households and villages on site."""

    area = area_key("acceptance_teams")
    year = models.PositiveSmallIntegerField(_("年度"))
    number = models.PositiveSmallIntegerField(_("组号"))
    leader = models.ForeignKey(Cadre, models.PROTECT, related_name="teams_led", verbose_name=_("组长"))
    formed_on = models.DateField(_("成立日期"))

    programme_days = ("formed_on",)
    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("验收组")
        ordering = ["-year", "number"]
        constraints = [models.UniqueConstraint(fields=["area", "year", "number"], name="supervision_team_number")]

    def __str__(self):
        return f"{self.year} {gettext('第%(number)s验收组') % {'number': self.number}}"


class HouseholdAcceptance(models.Model):
    """One exiting household checked by a team: on site, its papers, its own word; passed or not, and why."""

    team = models.ForeignKey(AcceptanceTeam, models.PROTECT, related_name="household_checks", verbose_name=_("验收组"))
    household = models.ForeignKey(Household, models.PROTECT, related_name="acceptances", verbose_name=_("贫困户"))
    on = models.DateField(_("验收日期"))
    on_site = models.BooleanField(_("入户核实"), default=True)
    papers_complete = models.BooleanField(_("资料齐全"), default=True)
    household_agrees = models.BooleanField(_("户主认可"), default=True)
    passed = models.BooleanField(_("通过"))
    reason = models.CharField(_("未通过原因"), max_length=120, blank=True)

    programme_days = ("on",)
    objects = HouseholdFactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("户验收")
        ordering = ["-on", "household"]
        constraints = [
            models.UniqueConstraint(fields=["household", "on"], name="supervision_one_household_check_a_day"),
            models.CheckConstraint(condition=Q(passed=True) | ~Q(reason=""), name="supervision_household_fail_reason"),
        ]

    def __str__(self):
        return f"{self.household} {self.on}"


class VillageAcceptance(models.Model):
    """One village due to leave poverty, checked by a team."""

    team = models.ForeignKey(AcceptanceTeam, models.PROTECT, related_name="village_checks", verbose_name=_("验收组"))
    village = village_key("acceptances")
    on = models.DateField(_("验收日期"))
    passed = models.BooleanField(_("通过"))
    reason = models.CharField(_("未通过原因"), max_length=120, blank=True)

    programme_days = ("on",)
    objects = VillageFactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("村验收")
        ordering = ["-on", "village"]
        constraints = [
            models.UniqueConstraint(fields=["village", "on"], name="supervision_one_village_check_a_day"),
            models.CheckConstraint(condition=Q(passed=True) | ~Q(reason=""), name="supervision_village_fail_reason"),
        ]

    def __str__(self):
        return f"{self.village} {self.on}"


class PolicySurvey(models.Model):
    """How many of the households asked in a village knew the policies that concern them."""

    village = village_key("surveys")
    on = models.DateField(_("日期"))
    surveyed = models.PositiveSmallIntegerField(_("调查户数"))
    aware = models.PositiveSmallIntegerField(_("知晓户数"))

    programme_days = ("on",)
    objects = VillageFactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("政策知晓调查")
        ordering = ["-on", "village"]
        constraints = [
            models.UniqueConstraint(fields=["village", "on"], name="supervision_one_survey_a_day"),
            models.CheckConstraint(condition=Q(aware__lte=F("surveyed")), name="supervision_aware_within_surveyed"),
        ]

    def __str__(self):
        return f"{self.village} {self.on}"


class Discipline(models.Model):
    """A cadre held to account for his part in the programme (执纪问责)."""

    class Sanction(models.TextChoices):
        ADMONISHED = "admonished", _("诫勉谈话")
        CRITICISED = "criticised", _("通报批评")
        WARNED = "warned", _("党内警告")
        DISMISSED = "dismissed", _("免职")

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="disciplines", verbose_name=_("干部"))
    on = models.DateField(_("日期"))
    sanction = models.CharField(_("处理"), max_length=12, choices=Sanction)
    reason = models.CharField(_("事由"), max_length=120)

    programme_days = ("on",)
    objects = CadreFactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("执纪问责")
        ordering = ["-on", "cadre"]

    def __str__(self):
        return f"{self.cadre} {self.get_sanction_display()}"
