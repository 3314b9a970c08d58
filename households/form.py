"""The national form, once: every field a person fills in of a household, a member and a year, on the screen where it is asked.

Screens, workbook, lists, files, card and booklet are read off it. A line says what is not usual of its field. Usual is: a column
of the workbook; a column of the list of its kind that files alone have (the table names those of the page); on card and booklet a
fact by its own name; presumed nowhere. A new field is a line here, a field of the model (which gives its place in the workbook),
a migration, its check and its English.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from households.codes import FIRST_YEAR, LAST_YEAR
from households.models import Household, Member, YearRecord
from kangle.exchange.intake import cells, quantities

MOST_FIELDS = 7  # a screen of a phone, a breath of the person asked
OWN = "own"  # the part of what card and booklet tell in a sentence or table of their own
PHONE, SHEET = "phone", "sheet"  # where a new record is presumed to be what follows from the act of registering itself


@dataclass(frozen=True)
class Part:
    """Fields that card and booklet tell together, under one label; `nothing`: what is said where none has anything to say."""

    label: str | Promise
    nothing: str | Promise = "—"


@dataclass(frozen=True)
class Line:
    """One field. `part`: what it is told with on card and booklet: a Part, OWN, or None by itself.

    `booklet`: whether it is told there. `words`: what is said of yes and of no. `named`: within its Part it is told by its name,
    and not at all where it is nothing. `label`, `unit`: what they are called where it is told otherwise than by its field.
    `presumed`: where a new record is presumed to be something in it. In the workbook `column`: whether it has one of its own;
    `reader` (field → Reader), `also` (other headings), `hint`, `width`: see kangle.exchange.intake.declaring.
    """

    name: str
    part: Part | str | None = None
    booklet: bool = True
    presumed: tuple = ()
    words: tuple = (_("是"), _("否"))
    named: bool = False
    label: str | Promise = ""
    unit: str | Promise = ""
    column: bool = True
    reader: Callable | None = None
    also: tuple = ()
    hint: str | Promise = ""
    width: int | None = None


@dataclass(frozen=True)
class Screen:
    """One screen: its code (the last part of its address), its title, its lines in the order in which one asks."""

    code: str
    title: str | Promise
    lines: tuple[Line, ...]

    @cached_property
    def fields(self):
        return tuple(line.name for line in self.lines)


def digits(field):
    return cells.Number(field.max_length)


def person(field):
    return cells.Name(field.max_length)


def identity(field):
    return cells.Identity(field.max_length)


def plan_year(field):
    return quantities.Whole(LAST_YEAR, FIRST_YEAR, unit="年份")


def months(field):
    return quantities.Whole(12, unit="个月")


def own(name, **more):
    """A line whose field card and booklet tell in words of their own."""
    return Line(name, OWN, **more)


FARMLAND, OTHER_LAND = Part(_("耕地")), Part(_("林地、林果、草地和水面"), _("无"))
HOUSE, ROAD, POWER, WATER = Part(_("住房")), Part(_("入户路")), Part(_("用电"), _("未通电")), Part(_("饮水"))
FROM_NUMBER = _("可空着，由证件号码得出")

HOUSEHOLD = (
    Screen("cause", _("住哪里、为什么贫困"), (
        own("group", booklet=False, column=False),  # the sheet knows it by its name
        own("address"),
        own("kind"),
        own("standard", presumed=(SHEET,), hint=_("新户空着的，按国家标准")),
        own("main_cause"),
        own("second_cause"),
        own("third_cause"),
    )),
    Screen("contact", _("联系方式和银行账号"), (
        own("phone", reader=digits),
        own("bank"),
        own("account", reader=digits),
        own("number", booklet=False, presumed=(PHONE, SHEET), column=False),  # a row says by it whose it is
        own("in_national_system_on"),
    )),
    Screen("family", _("家庭类别和计划"), (
        own("martyr_family"),
        own("only_child_family"),
        own("two_daughter_family"),
        own("planned_exit_year", reader=plan_year, hint=_("年，如 2016")),
    )),
    Screen("relocation", _("住房和搬迁意愿"), (
        own("cannot_build"),
        own("wants_relocation"),
        own("relocation_mode"),
        own("relocation_place"),
    )),
)  # fmt: skip

MEMBER = (
    Screen("who", _("这是谁"), (
        own("document", booklet=False, presumed=(PHONE, SHEET)),
        own("identity_number", reader=identity, also=("身份证号码", "身份证号"), width=22),
        own("name", reader=person),
        own("sex", presumed=(SHEET,), hint=FROM_NUMBER),
        own("born_on", presumed=(SHEET,), hint=FROM_NUMBER),
        own("relation", presumed=(PHONE,)),
        own("ethnicity", booklet=False, presumed=(PHONE,)),
    )),
    Screen("health", _("上学和身体"), (
        own("education"),
        own("schooling"),
        own("out_of_school_reason"),
        own("health"),
        own("labour"),
    )),
    Screen("security", _("务工和保障"), (
        own("work_place"),
        own("months_worked", reader=months),
        own("medical_insurance"),
        own("critical_insurance"),
        own("pension"),
        own("dibao"),
        own("extreme_poverty"),
    )),
    Screen("joining", _("岗位和加入"), (
        own("public_post"),
        own("political", booklet=False),
        own("joined_on", booklet=False, presumed=(PHONE, SHEET),
            hint=_("新成员空着的，按今天；本县最后一个年度已过的，按那年最后一天；新登记的户，不晚于表里它的采集日期")),
        own("joined_by", booklet=False, presumed=(PHONE, SHEET)),
    )),
)  # fmt: skip

YEAR = (
    Screen("income", _("收入和支出"), (
        own("recorded_on", presumed=(PHONE,)),
        own("wages_fen"),
        own("business_fen"),
        own("business_expenses_fen"),
        own("property_fen"),
        Line("in_cooperative"),
        Line("with_enterprise"),
    )),
    Screen("transfers", _("补助和转移收入"), (
        own("family_planning_fen"),
        own("dibao_fen"),
        own("extreme_poverty_fen"),
        own("pension_fen"),
        own("ecological_fen"),
        own("other_transfers_fen"),
    )),
    Screen("land", _("土地"), (
        Line("farmland_mu", FARMLAND),
        Line("irrigated_mu", FARMLAND, named=True),
        Line("forest_mu", OTHER_LAND, named=True),
        Line("returned_forest_mu"),
        Line("orchard_mu", OTHER_LAND, named=True),
        Line("pasture_mu", OTHER_LAND, named=True),
        Line("water_mu", OTHER_LAND, named=True),
    )),
    Screen("living", _("水电和生活"), (
        Line("domestic_power", POWER, words=(_("生活用电"), "")),
        Line("production_power", POWER, words=(_("生产用电"), "")),
        Line("broadcast_tv"),
        Line("water_hard_to_get", WATER, words=(_("饮水困难"), "")),
        Line("water_safe", WATER, words=(_("饮水安全"), _("饮水不安全"))),
        Line("toilet", label=_("卫生厕所"), words=(_("有"), _("无"))),
        Line("fuel"),
    )),
    Screen("house", _("房子、路和吃穿"), (
        Line("floor_area_m2", HOUSE, unit="m²"),
        Line("house_grade", HOUSE),
        Line("road", ROAD),
        Line("km_to_road", ROAD),
        own("enough_food"),
        own("enough_clothing"),
    )),
)  # fmt: skip

FORM = {Household: HOUSEHOLD, Member: MEMBER, YearRecord: YEAR}


def lines(model):
    """The lines of a kind of record by the names of their fields, in the order in which one asks."""
    return {line.name: line for screen in FORM[model] for line in screen.lines}


def in_order(model):
    """The same in the order of the national form on paper, which is that of the model's fields."""
    asked = lines(model)
    return [asked[field.name] for field in model._meta.concrete_fields if field.name in asked]


def presumed(model, where):
    """The names of the fields that a new record is presumed to be something in, on the PHONE or in the SHEET."""
    return {name for name, line in lines(model).items() if where in line.presumed}
