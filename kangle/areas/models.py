"""The division tree: who lies within whom, under which name in which edition of the published list."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kangle.common.querysets import AreaBoundQuerySet


class AreaQuerySet(AreaBoundQuerySet):
    area_lookup = ""

    def current(self):
        """Areas that the newest loaded edition still lists."""
        return self.filter(closed_in__isnull=True)

    def standing_in(self, year):
        """Areas that the lists up to a year's own still held: a village merged away in 2018 stands in 2015."""
        return self.filter(models.Q(closed_in__isnull=True) | models.Q(closed_in__gt=year))

    def at_level(self, level):
        return self.filter(level=level)

    def with_borne(self):
        """Annotates `borne`: the names it bore otherwise than now, for areas.naming.formerly."""
        from kangle.areas.naming import borne_before  # it is about these models

        return self.annotate(borne=borne_before())

    def by_code(self, code):
        """The area that bears `code` now, else the last one that bore it; None where none did.

        A code may be given in full or without its trailing zeros: 622922 is 622922000000.
        """
        return self.filter(code=code.ljust(12, "0")).order_by(models.F("closed_in").desc(nulls_first=True), "-edition").first()


class Area(models.Model):
    """A division of the published list: province, prefecture, county, township or village.

    An area is known by its code and the edition it first appeared in, because codes are used again. `path` orders the tree:
    it is the code without trailing zeros, unless another area bore that code before (then letters stand for digits in its
    last step).
    """

    class Level(models.IntegerChoices):
        PROVINCE = 1, _("省")
        PREFECTURE = 2, _("市州")
        COUNTY = 3, _("县")
        TOWNSHIP = 4, _("乡镇")
        VILLAGE = 5, _("村")

    class Kind(models.TextChoices):
        PROVINCE = "province", _("省")
        PREFECTURE = "prefecture", _("市州")
        COUNTY = "county", _("县")
        DISTRICT = "district", _("市辖区")
        TOWN = "town", _("镇")
        TOWNSHIP = "township", _("乡")
        SUBDISTRICT = "subdistrict", _("街道")
        VILLAGE = "village", _("村")
        COMMUNITY = "community", _("社区")
        OTHER = "other", _("其他")

    CODE_LENGTH = {1: 2, 2: 4, 3: 6, 4: 9, 5: 12}

    code = models.CharField(_("代码"), max_length=12, db_index=True)
    edition = models.PositiveSmallIntegerField(_("首见版本"))
    path = models.CharField(_("路径"), max_length=12, unique=True)
    name = models.CharField(_("名称"), max_length=60)
    level = models.PositiveSmallIntegerField(_("级别"), choices=Level)
    kind = models.CharField(_("类型"), max_length=12, choices=Kind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级"))
    closed_in = models.PositiveSmallIntegerField(_("撤销版本"), null=True, blank=True)

    also_named = "names__name"  # by which the records' admin finds it besides

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("行政区划")
        ordering = ["path"]
        constraints = [models.UniqueConstraint(fields=["code", "edition"], name="areas_code_and_edition")]

    def __str__(self):
        return self.short_name

    def stood_in(self, year):
        """Whether the area stands in a year: as AreaQuerySet.standing_in."""
        return self.closed_in is None or self.closed_in > year

    @property
    def short_name(self):
        """The name as people say it: 高林湾村 for 高林湾村委会, 新集社区 for 新集居委会."""
        name = self.name
        for official, spoken in SPOKEN_ENDINGS:
            if name.endswith(official) and len(name) > len(official):
                return name[: -len(official)] + spoken
        return name

    @property
    def short_code(self):
        """The code as people write it: 6 digits for a county, 9 for a township, 12 for a village."""
        return self.code[: self.CODE_LENGTH[self.level]]

    @property
    def county(self):
        """The path of the county it lies in; its own where it lies above."""
        return county_of(self.path)

    @property
    def is_village(self):
        return self.level == self.Level.VILLAGE

    @property
    def former_names(self):
        """The names people knew it by before, as they say them: 下庄村 of what is 吓庄村 now."""
        from kangle.areas.naming import formerly  # it is about these models

        return formerly(self)

    def name_in(self, year):
        """The name it bore in an edition: what a paper of that year calls it."""
        borne = self.names.filter(edition__lte=year).order_by("-edition").first() or self.names.order_by("edition").first()
        return borne.name if borne else self.name

    def ancestors(self):
        """The areas above this one, from the province down, without itself."""
        paths = [self.path[:length] for length in self.CODE_LENGTH.values() if length < len(self.path)]
        return Area.objects.filter(path__in=paths).order_by("path")


def county_of(path):
    """The path of the county in which what has this path lies; the path itself above counties."""
    return path[: Area.CODE_LENGTH[Area.Level.COUNTY]]


# The longest ending first: 村村民委员会 before 村民委员会 before 村委会.
SPOKEN_ENDINGS = [
    ("社区居民委员会", "社区"),
    ("社区居委会", "社区"),
    ("村村民委员会", "村"),
    ("村民委员会", "村"),
    ("居民委员会", "社区"),
    ("村委会", "村"),
    ("居委会", "社区"),
]


class Name(models.Model):
    """The name an area bore from one edition on: a rename adds a row, so that an old paper can still be understood."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="names", verbose_name=_("地区"))
    edition = models.PositiveSmallIntegerField(_("起始版本"))
    name = models.CharField(_("名称"), max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = _("历史名称")
        ordering = ["area", "edition"]
        constraints = [models.UniqueConstraint(fields=["area", "edition"], name="areas_one_name_per_edition")]

    def __str__(self):
        return f"{self.edition} {self.name}"


def name_of_path(path):
    """What the place at a path is called; the path itself where there is none."""
    found = Area.objects.filter(path=path).first()
    return found.short_name if found else path


class GroupQuerySet(AreaBoundQuerySet):
    area_lookup = "village"

    def standing(self, on):
        """The groups that exist on a day."""
        return self.filter(models.Q(opened_on__isnull=True) | models.Q(opened_on__lte=on)).filter(
            models.Q(closed_on__isnull=True) | models.Q(closed_on__gt=on)
        )


class Group(models.Model):
    """A villagers' group (社, 村民小组) below the village: not a farmers' co-operative, and not in the published list."""

    village = models.ForeignKey(Area, models.PROTECT, related_name="groups", verbose_name=_("村"))
    number = models.PositiveSmallIntegerField(_("序号"))
    name = models.CharField(_("名称"), max_length=30)
    opened_on = models.DateField(_("设立日期"), null=True, blank=True)
    closed_on = models.DateField(_("撤销日期"), null=True, blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("社（村民小组）")
        ordering = ["village", "number"]
        constraints = [models.UniqueConstraint(fields=["village", "number"], name="areas_group_number")]

    def __str__(self):
        return self.name
