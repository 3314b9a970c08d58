"""The three sheets of the national collection form: a household, its members, its years; every column a person fills in.

A row says whose it is by the household's number, or by the identity number of its head where it has no number yet. A person is
known by his identity number. Derived figures (net income, income a head) have no column: they are never typed.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.codes import FIRST_YEAR, LAST_YEAR
from households.form import SHEET, digits, identity, in_order, person
from households.models import Household, Member, YearRecord
from households.workbook.words import ANSWERS, WORDS
from kangle.exchange.intake import cells
from kangle.exchange.intake.declaring import Column, SheetForm, of_field
from kangle.exchange.intake.quantities import Whole

HEAD, HEAD_NAME, VILLAGE, VILLAGE_NAME = "head_number", "head_name", "village_code", "village_name"
NUMBER, IDENTITY, NAME = Household._meta.get_field("number"), *map(Member._meta.get_field, ("identity_number", "name"))
WHOSE = (
    of_field(Household, "number", reader=digits(NUMBER), also=("户号",), needed=False, hint=_("新户空着，由系统编号")),
    Column(HEAD, "户主证件号码", identity(IDENTITY), also=("户主身份证号码", "户主身份证号"), width=22,
           hint=_("没有户编号时，凭它认定是哪一户")),
)  # fmt: skip
TOLD = Column(HEAD_NAME, "户主姓名", person(NAME), shown_only=True, width=10)


def columns(model):
    """The columns of the fields of the form, in its order on paper."""
    return tuple(_column(model, line) for line in in_order(model) if line.column)


def _column(model, line):
    field = model._meta.get_field(line.name)
    told = {"also": line.also, "hint": line.hint, "width": line.width}
    if SHEET in line.presumed:
        told["needed"] = False
    if line.name in WORDS:
        told["reader"] = cells.Choice(field.choices, WORDS[line.name])
    elif line.name in ANSWERS:
        words, is_had = ANSWERS[line.name]
        told["reader"] = cells.YesNo(words, is_had=is_had)
    elif line.reader:
        told["reader"] = line.reader(field)
    return of_field(model, line.name, **told)


HOUSEHOLDS = SheetForm("households", "户", pgettext_lazy("工作表", "户"), Household, (
    *WHOSE,
    TOLD,
    Column(VILLAGE, "村代码", cells.Number(12), also=("行政村代码",), width=15, hint=_("十二位；只有一个村的表可以空着")),
    Column(VILLAGE_NAME, "村", cells.Text(40), also=("村名", "村名称", "行政村"), width=12,
           hint=_("新户没有村代码时，凭它认定是哪个村；曾用名也可以")),
    Column("group", "社", cells.Text(30), also=("村民小组", "组"), width=8, hint=_("本村已登记的社")),
    *columns(Household),
), keys=(("number", HEAD), "main_cause"))  # fmt: skip

MEMBERS = SheetForm("members", "成员", pgettext_lazy("工作表", "成员"), Member, (*WHOSE, *columns(Member), TOLD),
    keys=(("number", HEAD), "identity_number", "relation"), known_by="identity_number", others=("户主",))  # fmt: skip

YEARS = SheetForm("years", "年度", pgettext_lazy("工作表", "年度"), YearRecord, (
    *WHOSE,
    TOLD,
    of_field(YearRecord, "year", reader=Whole(LAST_YEAR, FIRST_YEAR, unit="年份")),
    *columns(YearRecord),
), keys=(("number", HEAD), "year"), known_by="year", year="year")  # fmt: skip

SHEETS = (HOUSEHOLDS, MEMBERS, YEARS)
