"""Each yearly record: what must not be blank, the income and its parts, the land and the way to the house."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from households.checks.declaring import BLOCKS, EXPLAIN, Finding, Sheet
from households.exits import income_unknown
from households.sharing import NOBODY
from households.unasked import open_steps, unasked

SHEET = Sheet()
REQUIRED = ("road", "house_grade", "fuel", "floor_area_m2")


@SHEET.year_record(
    "year-record.unfinished",
    _("年度记录没有填完"),
    EXPLAIN,
    _("%(year)d 年年度记录还没有填：%(of_year)s。请在手机上补填，一时问不到的，写明原因。"),
)
def unfinished(record, case):
    left = open_steps(record)
    return {"of_year": left} if left else None


@SHEET.year_record(
    "year-record.blank", _("年度记录的必填项空白"), EXPLAIN, _("%(year)d 年年度记录的“%(field)s”%(lack)s：请补填，或者写明原因。")
)
def blanks(record, case):
    """Of what nobody was asked yet, the rule above speaks."""
    missed = [name for name in REQUIRED if not getattr(record, name) and name not in unasked(record)]
    return [Finding({"field": f"yearrecord.{name}"}, name) for name in missed]


@SHEET.year_record(
    "year-record.people-moved",
    _("采集以后分户合户"),
    EXPLAIN,
    _(
        "%(year)d 年年度记录采集于 %(on)s，后来%(names)s因分户或合户转入转出：收入和人口对不上，"
        "请按现在的 %(now)d 人重新采集，采集日期写转入转出以后；收入不受影响的，写明原因。"
    ),
    field="recorded_on",
)
def people_moved(record, case):
    """Who came or went by an act on two households since the record was taken, in its year; who only went to and fro has not."""
    taken = record.recorded_on
    if not isinstance(taken, date):
        return None
    then, now = ({member.identity_number for member in people} for people in (case.sharing(record), case.living))
    went = [m for m in case.dossier.members if m.went_across and _since(taken, m.left_on) and m.identity_number in then - now]
    came = [m for m in case.living if m.came_across and _since(taken, m.joined_on) and m.identity_number in now - then]
    if not came and not went:
        return None
    return {"on": taken.isoformat(), "names": [member.name for member in (*went, *came)], "now": len(case.living)}


@SHEET.year_record("year-record.nobody-shared", _("采集那天家里没有人"), EXPLAIN, NOBODY, field="recorded_on")
def nobody_shared(record, case):
    """Whoever came later by birth or marriage leaves those who were there: only where all of them came later (a sheet that says
    no day of joining) the income has nobody to be divided by. A household without members is another rule's.
    """
    taken = record.recorded_on
    if not isinstance(taken, date) or not case.living or case.sharing(record):
        return None
    return {"year": record.year, "on": taken.isoformat()}


def _since(taken, moved):
    return moved is not None and taken < moved and moved.year == taken.year


# --- income -----------------------------------------------------------------------------------------------------------


@SHEET.year_record(
    "year-record.income-not-positive",
    _("人均纯收入不是正数"),
    EXPLAIN,
    _("%(year)d 年人均纯收入是 %(income_fen)s 元：请核对各项收入和生产经营性支出，或者写明原因。"),
)
def income_not_positive(record, case):
    income = case.income_per_head(record)
    return {"income_fen": income} if income is not None and income <= 0 and not income_unknown(record) else None


@SHEET.year_record(
    "year-record.income-too-high",
    _("人均纯收入过高"),
    EXPLAIN,
    _("%(year)d 年人均纯收入是 %(income_fen)s 元，超过 %(limit_fen)s 元：请核对是否多写了零，或者写明原因。"),
    threshold=100_000,
    unit=_("元"),
)
def income_too_high(record, case):
    income = case.income_per_head(record)
    limit = case.limit * 100
    return {"income_fen": income, "limit_fen": limit} if income is not None and income > limit else None


@SHEET.year_record(
    "year-record.business-without-expenses",
    _("有经营收入而无经营支出"),
    EXPLAIN,
    _("%(year)d 年生产经营性收入 %(business_fen)s 元，生产经营性支出却是 0：请补填种子、化肥、饲料等支出，或者写明原因。"),
    field="business_expenses_fen",
)
def business_without_expenses(record, case):
    return {"business_fen": record.business_fen} if record.business_fen > 0 and not record.business_expenses_fen else None


def _is_last(record, case):
    """Work and allowances of members are on record as they are now: only the last year's money can be held against them."""
    return record is case.last_record


@SHEET.year_record(
    "year-record.wages-without-worker",
    _("有工资性收入而无人务工"),
    EXPLAIN,
    _("%(year)d 年工资性收入 %(wages_fen)s 元，家里却没有人登记务工或公益性岗位：请补填成员的务工情况，或者核对收入。"),
    field="wages_fen",
)
def wages_without_worker(record, case):
    persons = case.sharing(record)
    if not record.wages_fen or not persons or not _is_last(record, case):
        return None
    workers = any(m.months_worked or m.public_post or unasked(m) & {"months_worked", "public_post"} for m in persons)
    return None if workers else {"wages_fen": record.wages_fen}


def _money_against(record, case, name):
    """Whether an allowance (`name` of a member, its money that of the record) was paid and nobody has it, or somebody has it and
    none was paid; None where they agree, and where either has not been asked about.
    """
    persons, money = case.sharing(record), f"{name}_fen"
    if not persons or not _is_last(record, case):
        return None
    entitled, paid = any(getattr(member, name) for member in persons), getattr(record, money) > 0
    if entitled == paid or money in unasked(record) or paid and any(name in unasked(member) for member in persons):
        return None
    return "unpaid" if entitled else "nobody"


@SHEET.year_record(
    "year-record.dibao-money",
    _("低保金与成员不符"),
    EXPLAIN,
    _("%(year)d 年低保金 %(dibao_fen)s 元，与成员的低保不符：%(reason)s。请改正其中写错的一个。"),
    field="dibao_fen",
)
def dibao_money(record, case):
    reason = _money_against(record, case, "dibao")
    return reason and {"dibao_fen": record.dibao_fen, "reason": f"dibao-{reason}"}


@SHEET.year_record(
    "year-record.extreme-poverty-money",
    _("特困供养金与成员不符"),
    EXPLAIN,
    _("%(year)d 年特困供养金 %(money_fen)s 元，与成员的特困供养不符：%(reason)s。请改正其中写错的一个。"),
    field="extreme_poverty_fen",
)
def extreme_poverty_money(record, case):
    reason = _money_against(record, case, "extreme_poverty")
    return reason and {"money_fen": record.extreme_poverty_fen, "reason": f"extreme-{reason}"}


# --- land and house ---------------------------------------------------------------------------------------------------


@SHEET.year_record(
    "year-record.farmland",
    _("人均耕地过多"),
    EXPLAIN,
    _("%(year)d 年耕地 %(mu)s 亩，人均超过 %(limit)d 亩：请核对是否点错了小数点，或者写明原因。"),
    field="farmland_mu",
    threshold=50,
    unit=_("亩"),
)
def too_much_farmland(record, case):
    mu = record.farmland_mu
    if not mu or mu <= case.limit:  # hardly a household has as much in all
        return None
    persons = len(case.sharing(record))
    return {"mu": str(mu), "limit": case.limit} if persons and mu > case.limit * persons else None


@SHEET.year_record(
    "year-record.irrigated",
    _("有效灌溉多于耕地"),
    BLOCKS,
    _("%(year)d 年有效灌溉 %(irrigated)s 亩，多于耕地 %(mu)s 亩：请改正其中写错的一个。"),
    field="irrigated_mu",
)
def more_irrigated_than_farmed(record, case):
    if record.irrigated_mu <= record.farmland_mu:
        return None
    return {"irrigated": str(record.irrigated_mu), "mu": str(record.farmland_mu)}


@SHEET.year_record(
    "year-record.distance",
    _("距村主干路过远"),
    EXPLAIN,
    _("%(year)d 年与村主干路距离 %(km)s 公里，超过 %(limit)d 公里：请核对单位是不是公里，或者写明原因。"),
    field="km_to_road",
    threshold=50,
    unit=_("公里"),
)
def too_far(record, case):
    return {"km": str(record.km_to_road), "limit": case.limit} if record.km_to_road > case.limit else None
