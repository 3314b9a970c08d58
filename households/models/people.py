"""A household, who lives in it, how it earns and lives from year to year."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from households import codes
from households.models.querysets import (
    INCOME_COSTS,
    INCOME_PARTS,
    HouseholdQuerySet,
    MemberQuerySet,
    YearRecordQuerySet,
)
from kangle.areas.models import Group
from kangle.common.fields import FenField, NameField, QuantityField
from kangle.common.masking import tidy_identity
from villages.models import village_key


class Household(models.Model):
    """A registered poor household: its address, its kind, why it is poor, what it wants."""

    class Relocation(models.TextChoices):
        CONCENTRATED = "concentrated", _("集中安置")
        SCATTERED = "scattered", _("分散安置")

    village = village_key("poor_households")
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="poor_households", verbose_name=_("社"))
    number = models.CharField(_("户编号"), max_length=20, unique=True)
    address = models.CharField(_("家庭住址"), max_length=80, blank=True)
    phone = models.CharField(_("联系电话"), max_length=20, blank=True)
    bank = models.CharField(_("开户银行"), max_length=40, blank=True)
    account = models.CharField(_("银行账号"), max_length=30, blank=True)
    standard = models.CharField(_("识别标准"), max_length=10, choices=codes.Standard)
    kind = models.CharField(_("贫困户属性"), max_length=10, choices=codes.HouseholdKind)
    main_cause = models.CharField(_("主要致贫原因"), max_length=12, choices=codes.Cause)
    second_cause = models.CharField(_("其他致贫原因一"), max_length=12, choices=codes.Cause, blank=True)
    third_cause = models.CharField(_("其他致贫原因二"), max_length=12, choices=codes.Cause, blank=True)
    martyr_family = models.BooleanField(_("军烈属"), default=False)
    only_child_family = models.BooleanField(_("独生子女户"), default=False)
    two_daughter_family = models.BooleanField(_("双女户"), default=False)
    cannot_build = models.BooleanField(_("无自建住房能力"), default=False)
    planned_exit_year = models.PositiveSmallIntegerField(_("计划脱贫年度"), null=True, blank=True)
    wants_relocation = models.BooleanField(_("有搬迁意愿"), default=False)
    relocation_mode = models.CharField(_("安置方式"), max_length=14, choices=Relocation, blank=True)
    relocation_place = models.CharField(_("安置地"), max_length=60, blank=True)
    in_national_system_on = models.DateField(_("录入全国系统日期"), null=True, blank=True)

    programme_days = ("in_national_system_on",)
    causes = ("main_cause", "second_cause", "third_cause")
    objects = HouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("贫困户")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(second_cause=F("main_cause")) & ~Q(third_cause=F("main_cause")),
                name="households_other_cause_differs",
                violation_error_message=_("其他致贫原因不能与主要致贫原因相同。"),
            )
        ]

    def __str__(self):
        if "head_name" in vars(self):  # told by `with_head`
            return self.head_name or self.number
        head = self.members.heads().first()
        return head.name if head else self.number

    def repeated_causes(self):
        """{name of a field: cause} of the causes that a field before it names already; each should be another."""
        named = [(name, getattr(self, name)) for name in self.causes if getattr(self, name)]
        return {name: cause for at, (name, cause) in enumerate(named) if cause in [before for _name, before in named[:at]]}


class Member(models.Model):
    """A person of a poor household, from the day of joining to the day of leaving."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="members", verbose_name=_("贫困户"))
    name = NameField(_("姓名"), max_length=30)
    sex = models.CharField(_("性别"), max_length=6, choices=codes.Sex)
    document = models.CharField(_("证件类型"), max_length=16, choices=codes.Document, default=codes.Document.IDENTITY_CARD)
    identity_number = models.CharField(_("证件号码"), max_length=22, db_index=True)
    born_on = models.DateField(_("出生日期"))
    relation = models.CharField(_("与户主关系"), max_length=2, choices=codes.Relation)
    ethnicity = models.CharField(_("民族"), max_length=2, choices=codes.Ethnicity)
    political = models.CharField(_("政治面貌"), max_length=14, choices=codes.Political)
    education = models.CharField(_("文化程度"), max_length=2, choices=codes.Education)
    schooling = models.CharField(_("在校生状况"), max_length=18, choices=codes.Schooling)
    out_of_school_reason = models.CharField(_("失学原因"), max_length=40, blank=True)
    health = models.CharField(_("健康状况"), max_length=10, choices=codes.Health)
    labour = models.CharField(_("劳动能力"), max_length=10, choices=codes.Labour)
    work_place = models.CharField(_("务工地点"), max_length=10, choices=codes.WorkPlace, blank=True)
    months_worked = models.PositiveSmallIntegerField(_("务工月数"), default=0)
    medical_insurance = models.BooleanField(_("新农合"), default=False)
    critical_insurance = models.BooleanField(_("大病保险"), default=False)
    pension = models.BooleanField(_("城乡居民养老保险"), default=False)
    dibao = models.BooleanField(_("低保"), default=False)
    extreme_poverty = models.BooleanField(_("特困供养"), default=False)
    public_post = models.BooleanField(_("公益性岗位"), default=False)
    joined_on = models.DateField(_("加入日期"))
    joined_by = models.CharField(_("加入原因"), max_length=12, choices=codes.Joined)
    left_on = models.DateField(_("离开日期"), null=True, blank=True)
    left_by = models.CharField(_("离开原因"), max_length=12, choices=codes.Left, blank=True)

    presets = ("document", "joined_on")  # see households.presumed
    programme_days = ("left_on",)
    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("家庭成员")
        ordering = ["household", "relation", "pk"]
        # People are looked for by how their name begins; PostgreSQL answers LIKE '马%' from an index of this class only.
        indexes = [models.Index(fields=["name"], name="households_member_name", opclasses=["varchar_pattern_ops"])]
        constraints = [
            models.UniqueConstraint(
                fields=["identity_number"],
                condition=Q(left_on__isnull=True),
                name="households_identity_lives_once",
                violation_error_message=_("该证件号码已登记在另一户。"),
            ),
            models.CheckConstraint(condition=Q(months_worked__lte=12), name="households_months_in_a_year"),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")), name="households_left_after_joined"
            ),
        ]

    def __str__(self):
        return self.name

    def has_left(self, on):
        return self.left_on is not None and self.left_on <= on

    @property
    def went_across(self):
        """Whether the member left by an act on two households; then nobody undoes the leaving by itself."""
        return self.left_by in codes.ACROSS

    @property
    def came_across(self):
        return self.joined_by in codes.ACROSS

    def lived_here(self, on):
        """Whether the member belonged to the household on a day; `MemberQuerySet.living` asks the database the same."""
        return self.joined_on is not None and self.joined_on <= on and not self.has_left(on)

    def clean(self):
        super().clean()
        self.identity_number = tidy_identity(self.identity_number)


class YearRecord(models.Model):
    """What a household earned in one year and how it lived (the national form's yearly record); income per head is derived."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="year_records", verbose_name=_("贫困户"))
    year = models.PositiveSmallIntegerField(_("年度"))
    recorded_on = models.DateField(_("采集日期"))
    wages_fen = FenField(_("工资性收入"))
    business_fen = FenField(_("生产经营性收入"))
    property_fen = FenField(_("财产性收入"))
    family_planning_fen = FenField(_("计划生育金"))
    dibao_fen = FenField(_("低保金"))
    extreme_poverty_fen = FenField(_("特困供养金"))
    pension_fen = FenField(_("养老保险金"))
    ecological_fen = FenField(_("生态补偿金"))
    other_transfers_fen = FenField(_("其他转移性收入"))
    business_expenses_fen = FenField(_("生产经营性支出"))
    farmland_mu = QuantityField(_("耕地（亩）"), max_digits=6, decimal_places=1, default=0)
    irrigated_mu = QuantityField(_("有效灌溉（亩）"), max_digits=6, decimal_places=1, default=0)
    forest_mu = QuantityField(_("林地（亩）"), max_digits=6, decimal_places=1, default=0)
    returned_forest_mu = QuantityField(_("退耕还林（亩）"), max_digits=6, decimal_places=1, default=0)
    orchard_mu = QuantityField(_("林果（亩）"), max_digits=6, decimal_places=1, default=0)
    pasture_mu = QuantityField(_("牧草地（亩）"), max_digits=6, decimal_places=1, default=0)
    water_mu = QuantityField(_("水面（亩）"), max_digits=6, decimal_places=1, default=0)
    in_cooperative = models.BooleanField(_("加入合作社"), default=False)
    with_enterprise = models.BooleanField(_("龙头企业带动"), default=False)
    production_power = models.BooleanField(_("通生产用电"), default=False)
    domestic_power = models.BooleanField(_("通生活用电"), default=False)
    broadcast_tv = models.BooleanField(_("通广播电视"), default=False)
    water_hard_to_get = models.BooleanField(_("饮水困难"), default=False)
    water_safe = models.BooleanField(_("饮水安全"), default=False)
    toilet = models.BooleanField(_("有卫生厕所"), default=False)
    km_to_road = QuantityField(_("与村主干路距离（公里）"), max_digits=5, decimal_places=2, default=0)
    road = models.CharField(_("入户路类型"), max_length=8, choices=codes.Road, blank=True)
    floor_area_m2 = models.PositiveSmallIntegerField(_("住房面积（平方米）"), default=0)
    house_grade = models.CharField(_("住房等级"), max_length=1, choices=codes.HouseGrade, blank=True)
    fuel = models.CharField(_("主要燃料"), max_length=10, choices=codes.Fuel, blank=True)
    enough_food = models.BooleanField(_("不愁吃"), default=False)
    enough_clothing = models.BooleanField(_("不愁穿"), default=False)

    objects = YearRecordQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("年度记录")
        ordering = ["household", "-year"]
        constraints = [models.UniqueConstraint(fields=["household", "year"], name="households_one_record_a_year")]

    def __str__(self):
        return f"{self.household} {self.year}"

    @property
    def net_income(self):
        """Net income of the year in fen: what came in less what the business cost."""
        return sum(getattr(self, part) for part in INCOME_PARTS) - sum(getattr(self, cost) for cost in INCOME_COSTS)
