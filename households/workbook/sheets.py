"""The three sheets of the national collection form: a household, its members, its years; every column a person fills in.

A row says whose it is by the household's number, or by the identity number of its head where it has no number yet. A person is
known by his identity number. Derived figures (net income, income a head) have no column: they are never typed.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.models import Household, Member, YearRecord
from households.workbook.words import ANSWERS, WORDS
from kangle.exchange.intake import cells
from kangle.exchange.intake.declaring import Column, SheetForm, of_field
from kangle.exchange.intake.quantities import Whole

HEAD, HEAD_NAME, VILLAGE, VILLAGE_NAME = "head_number", "head_name", "village_code", "village_name"
# What a new record is presumed to be where its row does not say: as on the phone, only what follows from the act itself.
PRESUMED = {"standard", "document", "joined_on", "joined_by", "number", "sex", "born_on"}


WHOSE = (
    of_field(Household, "number", reader=cells.Number(20), also=("户号",), needed=False, hint=_("新户空着，由系统编号")),
    Column(HEAD, "户主证件号码", cells.Identity(22), also=("户主身份证号码", "户主身份证号"), width=22,
           hint=_("没有户编号时，凭它认定是哪一户")),
)  # fmt: skip
TOLD = Column(HEAD_NAME, "户主姓名", cells.Name(30), shown_only=True, width=10)


def columns(model, *names, **more):
    """The columns of some fields of a model, in order; `more` gives what a field's column has of its own."""
    made = []
    for name in names:
        own = dict(more.get(name, {}))
        if name in PRESUMED:
            own.setdefault("needed", False)
        if name in WORDS:
            own.setdefault("reader", cells.Choice(model._meta.get_field(name).choices, WORDS[name]))
        if name in ANSWERS:
            words, is_had = ANSWERS[name]
            own.setdefault("reader", cells.YesNo(words, is_had=is_had))
        made.append(of_field(model, name, **own))
    return tuple(made)


HOUSEHOLDS = SheetForm("households", "户", pgettext_lazy("工作表", "户"), Household, (
    *WHOSE,
    TOLD,
    Column(VILLAGE, "村代码", cells.Number(12), also=("行政村代码",), width=15, hint=_("十二位；只有一个村的表可以空着")),
    Column(VILLAGE_NAME, "村", cells.Text(40), also=("村名", "村名称", "行政村"), width=12,
           hint=_("新户没有村代码时，凭它认定是哪个村；曾用名也可以")),
    Column("group", "社", cells.Text(30), also=("村民小组", "组"), width=8, hint=_("本村已登记的社")),
    *columns(
        Household, "address", "phone", "bank", "account", "standard", "kind", "main_cause", "second_cause", "third_cause",
        "martyr_family", "only_child_family", "two_daughter_family", "cannot_build", "planned_exit_year", "wants_relocation",
        "relocation_mode", "relocation_place", "in_national_system_on",
        phone={"reader": cells.Number(20)}, account={"reader": cells.Number(30)},
        planned_exit_year={"reader": Whole(2050, 2013, unit="年份"), "hint": _("年，如 2016")},
        standard={"hint": _("新户空着的，按国家标准")},
    ),
), keys=(("number", HEAD), "main_cause"))  # fmt: skip

MEMBERS = SheetForm("members", "成员", pgettext_lazy("工作表", "成员"), Member, (
    *WHOSE,
    *columns(
        Member, "name", "sex", "document", "identity_number", "born_on", "relation", "ethnicity", "political", "education",
        "schooling", "out_of_school_reason", "health", "labour", "work_place", "months_worked", "medical_insurance",
        "critical_insurance", "pension", "dibao", "extreme_poverty", "public_post", "joined_on", "joined_by",
        name={"reader": cells.Name(30)},
        identity_number={"reader": cells.Identity(22), "also": ("身份证号码", "身份证号"), "width": 22},
        months_worked={"reader": Whole(12, unit="个月")},
        sex={"hint": _("可空着，由证件号码得出")}, born_on={"hint": _("可空着，由证件号码得出")},
        joined_on={"hint": _("新成员空着的，按今天；本县最后一个年度已过的，按那年最后一天；新登记的户，不晚于表里它的采集日期")},
    ),
    TOLD,
), keys=(("number", HEAD), "identity_number", "relation"), known_by="identity_number", others=("户主",))  # fmt: skip

YEARS = SheetForm("years", "年度", pgettext_lazy("工作表", "年度"), YearRecord, (
    *WHOSE,
    TOLD,
    *columns(
        YearRecord, "year", "recorded_on", "wages_fen", "business_fen", "property_fen", "family_planning_fen", "dibao_fen",
        "extreme_poverty_fen", "pension_fen", "ecological_fen", "other_transfers_fen", "business_expenses_fen", "farmland_mu",
        "irrigated_mu", "forest_mu", "returned_forest_mu", "orchard_mu", "pasture_mu", "water_mu", "in_cooperative",
        "with_enterprise", "production_power", "domestic_power", "broadcast_tv", "water_hard_to_get", "water_safe", "toilet",
        "km_to_road", "road", "floor_area_m2", "house_grade", "fuel", "enough_food", "enough_clothing",
        year={"reader": Whole(2050, 2013, unit="年份")},
    ),
), keys=(("number", HEAD), "year"), known_by="year", year="year")  # fmt: skip

SHEETS = (HOUSEHOLDS, MEMBERS, YEARS)
