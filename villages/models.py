"""Facts about villages and about the people and organisations who answer for them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kangle.accounts.models import User
from kangle.areas.models import Area, Group
from kangle.common.fields import FenField, NameField, QuantityField
from kangle.common.querysets import AreaBoundQuerySet
from kangle.procedures.models import Case
from villages.case_models import VillageCase, VillageRevocation  # noqa: F401  (models of this room)
from villages.classing_models import (  # noqa: F401
    Backing,
    Classing,
    Commitment,
    Criterion,
    PovertyCriteria,
    ShowWork,
    Tier,
)
from villages.querysets import (
    AttendanceQuerySet,
    CadreQuerySet,
    FacilityQuerySet,
    GroupDutyQuerySet,
    OrganisationQuerySet,
    PostQuerySet,
    VillageEventQuerySet,
    VillageFactQuerySet,
)


def village_key(related_name):
    """A foreign key to the village a fact lies at."""
    return models.ForeignKey(
        Area,
        models.PROTECT,
        related_name=related_name,
        verbose_name=_("村"),
        limit_choices_to={"level": Area.Level.VILLAGE},
    )


def area_key(related_name):
    """A foreign key to the area, of any level, a fact lies at."""
    return models.ForeignKey(Area, models.PROTECT, related_name=related_name, verbose_name=_("地区"))


class Profile(models.Model):
    """A village in one year: its people, its land, its income (the national form's village record)."""

    class Terrain(models.TextChoices):
        PLAIN = "plain", _("川区")
        HILL = "hill", _("浅山")
        MOUNTAIN = "mountain", _("深山")
        ALPINE = "alpine", _("高寒阴湿")

    village = village_key("profiles")
    year = models.PositiveSmallIntegerField(_("年度"))
    recorded_on = models.DateField(_("登记日期"))
    terrain = models.CharField(_("地貌"), max_length=10, choices=Terrain)
    km_to_township = QuantityField(_("距乡镇（公里）"), max_digits=5, decimal_places=1, default=0)
    households = models.PositiveIntegerField(_("总户数"))
    persons = models.PositiveIntegerField(_("总人口"))
    rural_persons = models.PositiveIntegerField(_("农村户籍人口"))
    labourers = models.PositiveIntegerField(_("劳动力"), default=0)
    migrant_workers = models.PositiveIntegerField(_("外出务工"), default=0)
    dibao_households = models.PositiveIntegerField(_("低保户"), default=0)
    wubao_households = models.PositiveIntegerField(_("五保户"), default=0)
    farmland_mu = QuantityField(_("耕地（亩）"), max_digits=9, decimal_places=1, default=0)
    forest_mu = QuantityField(_("林地（亩）"), max_digits=9, decimal_places=1, default=0)
    pasture_mu = QuantityField(_("牧草地（亩）"), max_digits=9, decimal_places=1, default=0)
    income_per_head_fen = FenField(_("农民人均纯收入"))
    collective_income_fen = FenField(_("村集体经济收入"))
    party_members = models.PositiveSmallIntegerField(_("党员"), default=0)

    objects = VillageFactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("村情")
        ordering = ["village", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["village", "year"], name="villages_one_profile_a_year"),
            models.CheckConstraint(condition=Q(rural_persons__lte=F("persons")), name="villages_rural_within_persons"),
        ]

    def __str__(self):
        return f"{self.village} {self.year}"


class Facility(models.Model):
    """What was found of one of a village's works on a day: how many have it, of how many (never a bare percentage).

    A facility of the village itself (a paved road, a clinic) is `have` 0 or 1 of 1; one of its households or children
    counts them.
    """

    class Kind(models.TextChoices):
        PAVED_ROAD = "paved-road", _("通村硬化路")
        TAP_WATER = "tap-water", _("自来水")
        POWER = "power", _("动力电")
        SAFE_HOUSING = "safe-housing", _("安全住房")
        INDUSTRY = "industry", _("富民产业")
        CLINIC = "clinic", _("村卫生室")
        STAGE = "stage", _("乡村舞台")
        BROADBAND = "broadband", _("宽带")
        VILLAGE_OFFICE = "village-office", _("村级组织活动场所")
        PRESCHOOL = "preschool", _("学前三年入园")
        COMPULSORY_RETENTION = "compulsory-retention", _("义务教育巩固")
        INSURANCE = "insurance", _("社会保险")

    village = village_key("facilities")
    kind = models.CharField(_("设施"), max_length=24, choices=Kind)
    on = models.DateField(_("日期"))
    have = models.PositiveIntegerField(_("已有"))
    of = models.PositiveIntegerField(_("应有"))
    note = models.CharField(_("说明"), max_length=120, blank=True)

    objects = FacilityQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("基础设施")
        ordering = ["village", "kind", "-on"]
        constraints = [
            models.UniqueConstraint(fields=["village", "kind", "on"], name="villages_one_facility_a_day"),
            models.CheckConstraint(condition=Q(have__lte=F("of")), name="villages_have_within_of"),
        ]

    def __str__(self):
        return f"{self.village} {self.get_kind_display()}"


class VillageEvent(models.Model):
    """A dated change of a village's standing as a poor village: never overwritten."""

    class Kind(models.TextChoices):
        IDENTIFIED = "identified", _("识别")
        EXITED = "exited", _("退出")
        RETURNED = "returned", _("返贫")

    village = village_key("events")
    kind = models.CharField(_("事件"), max_length=10, choices=Kind)
    on = models.DateField(_("日期"))
    reason = models.CharField(_("原因"), max_length=120, blank=True)
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, editable=False, related_name="village_events", verbose_name=_("办件")
    )

    programme_days = ("on",)
    objects = VillageEventQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("贫困村事件")
        ordering = ["-on", "village"]
        constraints = [models.UniqueConstraint(fields=["village", "kind", "on"], name="villages_one_event_a_day")]

    def __str__(self):
        return f"{self.village} {self.get_kind_display()} {self.on}"


class Target(models.Model):
    """What an area is asked to reach in a year: set at the level it was broken down to, summed upward."""

    class Kind(models.TextChoices):
        EXIT_PERSONS = "exit-persons", _("减贫人口")
        EXIT_HOUSEHOLDS = "exit-households", _("减贫户")
        EXIT_VILLAGES = "exit-villages", _("退出贫困村")
        TRAIN_CADRES = "train-cadres", _("干部培训场次")
        TRAIN_HOUSEHOLDS = "train-households", _("群众培训场次")
        ROUNDS = "rounds", _("督查轮次")
        ENTERPRISES = "enterprises", _("爱心企业")
        TECHNICIANS = "technicians", _("科技人才")

    area = area_key("targets")
    year = models.PositiveSmallIntegerField(_("年度"))
    kind = models.CharField(_("任务"), max_length=20, choices=Kind)
    quantity = models.PositiveIntegerField(_("数量"))
    set_on = models.DateField(_("下达日期"))

    objects = AreaBoundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("年度任务")
        ordering = ["-year", "area", "kind"]
        constraints = [models.UniqueConstraint(fields=["area", "year", "kind"], name="villages_one_target_a_year")]

    def __str__(self):
        return f"{self.area} {self.year} {self.get_kind_display()}"


class Organisation(models.Model):
    """A body at an area: the township's station, the village's task force, a co-operative, a mutual-aid fund."""

    class Kind(models.TextChoices):
        STATION = "station", _("扶贫工作站")
        TASK_FORCE = "task-force", _("驻村工作队")
        PARTY_BRANCH = "party-branch", _("村党支部")
        COOPERATIVE = "cooperative", _("农民专业合作社")
        ENTERPRISE = "enterprise", _("龙头企业")
        MUTUAL_FUND = "mutual-fund", _("扶贫互助协会")

    area = area_key("organisations")
    kind = models.CharField(_("类型"), max_length=14, choices=Kind)
    name = models.CharField(_("名称"), max_length=60)
    agency = models.CharField(_("派出单位"), max_length=60, blank=True)
    since = models.DateField(_("成立日期"))
    until = models.DateField(_("撤销日期"), null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("组织机构")
        ordering = ["area", "kind", "name"]
        constraints = [models.UniqueConstraint(fields=["area", "kind", "name"], name="villages_organisation_name")]

    def __str__(self):
        return self.name


class Cadre(models.Model):
    """A person who answers for something in the programme: official, first secretary, technician, responsible person."""

    class Sex(models.TextChoices):
        MALE = "male", _("男")
        FEMALE = "female", _("女")

    area = area_key("cadres")
    name = NameField(_("姓名"), max_length=30)
    sex = models.CharField(_("性别"), max_length=6, choices=Sex)
    unit = models.CharField(_("单位"), max_length=60)
    rank = models.CharField(_("职务"), max_length=30, blank=True)
    speciality = models.CharField(_("专长"), max_length=30, blank=True)
    phone = models.CharField(_("电话"), max_length=20, blank=True)
    # The same person's account, where an administrator has tied the two (villages.actions): never told by the name.
    user = models.OneToOneField(
        User, models.PROTECT, null=True, blank=True, editable=False, related_name="cadre", verbose_name=_("账号")
    )

    objects = CadreQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("干部")
        ordering = ["area", "name"]

    def __str__(self):
        return self.name

    @property
    def with_unit(self):
        """The name as a list tells two of one name apart."""
        return f"{self.name}（{self.unit}）"


class Post(models.Model):
    """A cadre's duty at an area from one day to another: first secretary, task-force member, technician, and so on."""

    class Kind(models.TextChoices):
        FIRST_SECRETARY = "first-secretary", _("第一书记")
        TASK_FORCE_LEADER = "task-force-leader", _("工作队队长")
        TASK_FORCE_MEMBER = "task-force-member", _("工作队队员")
        TECHNICIAN = "technician", _("科技特派员")
        STATION_HEAD = "station-head", _("工作站站长")
        COUNTY_LEADER = "county-leader", _("县级包片领导")
        TOWNSHIP_LEADER = "township-leader", _("乡镇党政主要负责人")

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="posts", verbose_name=_("干部"))
    area = area_key("posts")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="posts", verbose_name=_("组织")
    )
    kind = models.CharField(_("岗位"), max_length=20, choices=Kind)
    batch = models.PositiveSmallIntegerField(_("批次"), null=True, blank=True)
    since = models.DateField(_("任职起"))
    until = models.DateField(_("任职止"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("岗位")
        ordering = ["area", "kind", "-since"]
        constraints = [
            models.UniqueConstraint(fields=["cadre", "area", "kind", "since"], name="villages_one_post_a_day"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="villages_post_ends_after_start"
            ),
        ]

    def __str__(self):
        return f"{self.cadre} {self.area} {self.get_kind_display()}"


class Attendance(models.Model):
    """The days a posted cadre spent in the village in one month (the rule asks for twenty)."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="attendances", verbose_name=_("岗位"))
    month = models.DateField(_("月份"), help_text=_("该月第一天"))
    days = models.PositiveSmallIntegerField(_("驻村天数"))

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("驻村考勤")
        ordering = ["post", "-month"]
        constraints = [
            models.UniqueConstraint(fields=["post", "month"], name="villages_one_attendance_a_month"),
            models.CheckConstraint(condition=Q(days__lte=31), name="villages_days_in_a_month"),
        ]

    def __str__(self):
        return f"{self.post} {self.month:%Y-%m}"


class GroupDuty(models.Model):
    """The cadre who answers for a villagers' group, from one day to another."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="duties", verbose_name=_("社"))
    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="group_duties", verbose_name=_("责任人"))
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True, blank=True)

    objects = GroupDutyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("包社责任")
        ordering = ["group", "-since"]
        constraints = [
            models.UniqueConstraint(fields=["group"], condition=Q(until__isnull=True), name="villages_one_open_duty_a_group")
        ]

    def __str__(self):
        return f"{self.group} {self.cadre}"


class Training(models.Model):
    """One training or publicity session held at an area."""

    class Audience(models.TextChoices):
        CADRES = "cadres", _("干部")
        HOUSEHOLDS = "households", _("群众")

    area = area_key("trainings")
    audience = models.CharField(_("对象"), max_length=12, choices=Audience)
    topic = models.CharField(_("主题"), max_length=60)
    held_on = models.DateField(_("举办日期"))
    persons = models.PositiveIntegerField(_("人数"))
    organiser = models.CharField(_("主办单位"), max_length=60, blank=True)

    objects = AreaBoundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("宣传培训")
        ordering = ["-held_on", "area"]

    def __str__(self):
        return f"{self.topic} {self.held_on}"


class TechnicalVisit(models.Model):
    """One visit of a science-and-technology commissioner to a village he serves."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="visits", verbose_name=_("科技特派员"))
    area = area_key("technical_visits")
    on = models.DateField(_("日期"))
    subject = models.CharField(_("内容"), max_length=60)
    persons = models.PositiveSmallIntegerField(_("指导人数"), default=0)

    objects = AreaBoundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("科技服务")
        ordering = ["-on", "area"]

    def __str__(self):
        return f"{self.subject} {self.on}"
