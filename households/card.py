"""How one household reads on its card: who lives there, what it earns and from what, what it has of the six conditions.

Pure functions from records to what a template prints; nothing here asks the database.
"""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from households.ages import age_on
from households.codes import Health, Labour, Schooling
from households.exits import CONDITIONS, insurance_unknown, out_of_school, schooling_unknown, uninsured
from households.form import OWN, lines
from households.models import YearRecord
from households.models.querysets import INCOME_PARTS
from households.unasked import unasked
from kangle.common import figures

SCHOOL_AGE = 6
ELDER_AGE = 60
TRANSFERS = INCOME_PARTS[3:]


@dataclass(frozen=True)
class Mark:
    """One thing to know of a person at a glance: a single character, the word it stands for, and its class in the stylesheet."""

    sign: str | Promise
    word: str | Promise
    kind: str


PUPIL = Mark(pgettext_lazy("图标", "学"), _("在校生"), "pupil")
ILL = Mark(pgettext_lazy("图标", "病"), _("患病"), "ill")
DISABLED = Mark(pgettext_lazy("图标", "残"), _("残疾"), "disabled")
WORKER = Mark(pgettext_lazy("图标", "工"), _("务工"), "worker")
LABOURER = Mark(pgettext_lazy("图标", "劳"), _("劳动力"), "labourer")
ELDER = Mark(pgettext_lazy("图标", "老"), _("老人"), "elder")
CHILD = Mark(pgettext_lazy("图标", "幼"), _("学龄前"), "child")


@dataclass(frozen=True)
class Light:
    """One of the six conditions: what it is called, whether it holds (None: not on record), and what decided it."""

    sign: str | Promise
    name: str | Promise
    holds: bool | None
    because: str | Promise

    @property
    def word(self):
        return {True: _("达标"), False: _("未达标"), None: _("未采集")}[self.holds]

    @property
    def grade(self):
        return {True: "good", False: "poor", None: "none"}[self.holds]


def marks_of(member, day):
    """What is to be known of a member at a glance on a day, most telling first."""
    age = age_on(member.born_on, day)
    found = []
    if member.schooling not in ("", Schooling.NONE):
        found.append(PUPIL)
    elif age < SCHOOL_AGE:
        found.append(CHILD)
    if member.health in {Health.CHRONIC, Health.CRITICAL}:
        found.append(ILL)
    if member.health == Health.DISABLED:
        found.append(DISABLED)
    if member.months_worked:
        found.append(WORKER)
    elif member.labour in {Labour.ORDINARY, Labour.SKILLED} and member.schooling == Schooling.NONE:
        found.append(LABOURER)
    if age >= ELDER_AGE:
        found.append(ELDER)
    return found


def covered(member):
    """By what a member is insured and supported, in words; '' where by nothing."""
    kinds = {
        _("新农合"): member.medical_insurance,
        _("大病保险"): member.critical_insurance,
        _("养老保险"): member.pension,
        _("低保"): member.dibao,
        _("特困供养"): member.extreme_poverty,
        _("公益岗位"): member.public_post,
    }
    return gettext("、").join(str(kind) for kind, has in kinds.items() if has)


def lights_of(record, members, day=None):
    """A household by the six conditions (吃 穿 教育 医疗 住房 饮水), in the order of `CONDITIONS`: its last record (or None) and
    its living members, as of a day (today).

    Whether each holds is read in households.exits, as for the exit standard; here it is said what decided it.
    """
    day = day or timezone.localdate()
    told = {
        "food": (pgettext_lazy("条件", "吃"), _("不愁吃"), _stated(record, "enough_food")),
        "clothing": (pgettext_lazy("条件", "穿"), _("不愁穿"), _stated(record, "enough_clothing")),
        "education": (pgettext_lazy("条件", "教育"), _("义务教育"), _schooled(members, day)),
        "medical": (pgettext_lazy("条件", "医疗"), _("基本医疗"), _insured(members)),
        "housing": (pgettext_lazy("条件", "住房"), _("住房安全"), _housed(record)),
        "water": (pgettext_lazy("条件", "饮水"), _("饮水安全"), _stated(record, "water_safe")),
    }
    return [Light(sign, name, CONDITIONS[code](record, members, day), because) for code, (sign, name, because) in told.items()]


def _stated(record, name):
    if record is None:
        return _("尚无年度记录")
    if name in unasked(record):
        return _("%(year)s年记录还没有填这一页") % {"year": record.year}
    return _("%(year)s年记录") % {"year": record.year}


def _schooled(members, day):
    if not members:
        return _("没有在户成员")
    if out := out_of_school(members, day):
        return _("失学：%(names)s") % {"names": _names(out)}
    if unknown := schooling_unknown(members, day):
        return _("未登记在校生状况：%(names)s") % {"names": _names(unknown)}
    return _("义务教育阶段无失学")


def _insured(members):
    if not members:
        return _("没有在户成员")
    if without := uninsured(members):
        return _("未参合：%(names)s") % {"names": _names(without)}
    if unknown := insurance_unknown(members):
        return _("未登记是否参合：%(names)s") % {"names": _names(unknown)}
    return _("全家参加新农合")


def _housed(record):
    return record.get_house_grade_display() if record and record.house_grade else _("住房尚未鉴定")


def _names(members):
    return "、".join(member.name for member in members)


def source_of(record):
    """Which year's record a figure was taken from, and when it was."""
    if record is None:
        return gettext("尚无年度记录")
    return gettext("%(year)d年年度记录，%(day)s 采集") % {"year": record.year, "day": f"{record.recorded_on:%Y-%m-%d}"}


def holdings(record, wanted=lambda line: True):
    """[(label, [words])] of what a yearly record says of how a household lives and works, by the form, in the order of the form.

    `wanted`: which of its lines are told. What nobody was asked about is 未采集, not the "no" or 0 that is stored meanwhile.
    """
    open_, together = unasked(record), {}
    for line in lines(YearRecord).values():
        if line.part is not OWN and wanted(line):
            together.setdefault(line.part or line.name, []).append(line)
    return [_told(record, found, open_) for found in together.values()]


def _told(record, together, open_):
    """One fact: the label of some lines that are told together, and their words."""
    first = together[0]
    words = [_words(record, line) for line in together if line.name not in open_]
    nothing = _("未采集") if any(line.name in open_ for line in together) else getattr(first.part, "nothing", figures.UNKNOWN)
    return str(first.part.label) if first.part else _called(record, first)[0], [word for word in words if word] or [str(nothing)]


def _words(record, line):
    value = getattr(record, line.name)
    if isinstance(value, bool):
        return str(line.words[0 if value else 1])
    if record._meta.get_field(line.name).choices:
        return getattr(record, f"get_{line.name}_display")()
    label, unit = _called(record, line)
    if line.named:
        return f"{label} {value} {unit}" if value else ""
    return f"{value} {unit}".strip()


def _called(record, line):
    """What a line is called, and its unit: "耕地（亩）" is 耕地, in 亩."""
    label, _bracket, unit = str(record._meta.get_field(line.name).verbose_name).replace("（", "(").partition("(")
    return str(line.label) or label.strip(), str(line.unit) or unit.rstrip(")）")


@dataclass(frozen=True)
class Line:
    """One line of the income table: its label, its fen for each year (None where nobody was asked), and how it is set off."""

    label: str | Promise
    amounts: list
    kind: str = ""


def income_lines(records, poverty_lines):
    """The income of a household with its parts, the years side by side.

    `records`: yearly records with `net_income_fen` and `income_per_head_fen`, oldest first; `poverty_lines`: year → fen.
    Returns Lines whose amounts (fen) follow the order of the records; empty without records.
    """
    if not records:
        return []
    label = records[0]._meta.get_field

    def line(name):
        return Line(label(name).verbose_name, [None if name in unasked(record) else getattr(record, name) for record in records])

    transfers = [
        None if unasked(each).issuperset(TRANSFERS) else sum(getattr(each, part) for part in TRANSFERS) for each in records
    ]
    detail = [Line(part.label, part.amounts, "part") for part in map(line, TRANSFERS) if any(part.amounts)]
    return [
        *map(line, INCOME_PARTS[:3]),
        Line(_("转移性收入"), transfers),
        *detail,
        line("business_expenses_fen"),
        Line(_("家庭纯收入"), [record.net_income_fen for record in records], "sum"),
        Line(_("人均纯收入"), [record.income_per_head_fen for record in records], "sum"),
        Line(_("当年贫困线"), [poverty_lines.get(record.year) for record in records], "line"),
    ]
