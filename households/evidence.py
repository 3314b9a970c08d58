"""What is on record about the fact for which a household is to be removed: what supports the removal, what speaks against it."""

from dataclasses import dataclass

from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from households.exits import income_unknown, over_line
from households.models import Doubt, YearRecord
from households.sharing import income_per_head, nobody_shared
from households.unasked import unasked
from kangle.common import figures
from kangle.exchange.facts import with_query
from kangle.procedures.codes import Kind
from kangle.programme.models import PovertyLine

# Whether a record supports the removal: the word and its colour. What says neither is for the reader to weigh.
WORDS = {True: gettext_lazy("支持清退"), False: gettext_lazy("不支持清退"), None: gettext_lazy("供参考")}
GRADES = {True: "good", False: "fair", None: "none"}


@dataclass(frozen=True)
class Evidence:
    """One thing on record: what it is called, what it says, whether it supports the removal, and where its rows stand."""

    label: str | Promise
    said: tuple
    supports: bool | None = None
    rows: tuple = ()  # ((label, address), ...)

    @property
    def word(self):
        return WORDS[self.supports]

    @property
    def grade(self):
        return GRADES[self.supports]


def evidence_of(household, day):
    """[Evidence] about a household as of a day, the look-back first. Six queries."""
    record = _newest(YearRecord.objects.filter(household=household, recorded_on__lte=day))
    members = list(household.members.living(day))
    return [_look_back(household, day), _income(household, record), _house(household, record), _work(household, members),
            _doubts(household), _elsewhere()]  # fmt: skip


@dataclass(frozen=True)
class Weighed:
    """What the records say of a case, in sentences: what they lack for it, and what they say against it."""

    lacks: tuple = ()
    against: tuple = ()


def weighed(household, kind, day, evidence=()):
    """Weighed, for a case of a `kind`: a removal by its `evidence`; who is to be identified or returns is said to be poor.

    An exit has its standard.
    """
    if kind == Kind.REMOVE:
        denied = [each for each in evidence if each.supports is False]
        return Weighed((), tuple(_told(each.label, each) for each in denied))
    if kind not in (Kind.IDENTIFY, Kind.RETURN):
        return Weighed()
    record = _newest(YearRecord.objects.filter(household=household, year=day.year, recorded_on__lte=day))
    members = list(household.members.living(day))
    lacks = [] if members else [_("还没有登记家庭成员")]
    if record is None:
        lacks.append(_("没有 %(year)d 年的年度记录，收入无从核对") % {"year": day.year})
        return Weighed(tuple(lacks))
    if members and not record.persons:
        lacks.append(str(nobody_shared(record)))
    income = _income(household, record)
    return Weighed(tuple(lacks), (_told(_("收入高于贫困线"), income),) if income.supports else ())


def _newest(records):
    """The record of the last year among some of a household's, with what its income is judged by; None without one."""
    return records.with_persons().with_steps_left().order_by("-year").first()


def _told(label, evidence):
    return _("%(label)s：%(value)s") % {"label": label, "value": _("；").join(evidence.said)}


def _rows(label, name, household, **query):
    return ((label, with_query(name, area=household.village.short_code, q=household.number, **query)),)


def _look_back(household, day):
    found = list(household.look_backs.filter(on__lte=day).order_by("-on", "-pk")[:3])
    if not found:
        return Evidence(_("“回头看”核查"), (_("没有核查记录：请先入户核查并登记，再报清退。"),))
    words = {True: _("%(day)s 核查：符合条件（%(who)s）"), False: _("%(day)s 核查：不符合，%(reason)s（%(who)s）")}
    said = [
        words[each.conforms] % {"day": each.on, "reason": each.reason or _("未写原因"), "who": each.checked_by} for each in found
    ]
    rows = _rows(_("核查记录"), "households:look-backs", household)
    return Evidence(_("“回头看”核查"), tuple(said), not found[0].conforms, rows)


def _income(household, record):
    if record is None:
        return Evidence(_("收入"), (_("没有年度记录，算不出人均纯收入。"),))
    rows = _rows(_("年度记录"), "households:year-records", household)
    if not record.persons:
        return Evidence(_("收入"), (str(nobody_shared(record)),), None, rows)
    line = PovertyLine.objects.filter(year=record.year).aggregate(line=Max("amount_fen"))["line"]
    told = {
        "year": record.year,
        "income": figures.yuan(income_per_head(record.net_income, record.persons)),
        "wages": figures.yuan(record.wages_fen),
        "business": figures.yuan(record.business_fen),
        "property": figures.yuan(record.property_fen),
    }
    said = [_("%(year)d 年人均纯收入 %(income)s；全户工资 %(wages)s、经营 %(business)s、财产 %(property)s") % told]
    if line is not None:
        said.append(_("当年贫困线 %(line)s") % {"line": figures.yuan(line)})
    if income_unknown(record):
        said.append(_("收入还没有填完"))
    return Evidence(_("收入"), tuple(said), over_line(record, record.persons, line), rows)


def _house(household, record):
    if record is None:
        return Evidence(_("住房"), (_("没有年度记录。"),))
    grade = _("%(grade)s级") % {"grade": record.house_grade} if record.house_grade else _("未评定")
    said = _("%(year)d 年登记的住房 %(area)s 平方米，等级：%(grade)s；城镇房产不在这份记录里")
    if "floor_area_m2" in unasked(record):
        said = _("%(year)d 年的记录还没有填住房；城镇房产不在这份记录里")
    words = {"year": record.year, "area": figures.count(record.floor_area_m2), "grade": grade}
    return Evidence(_("住房"), (said % words,), None, _rows(_("年度记录"), "households:year-records", household))


def _work(household, members):
    said = []
    for member in members:
        parts = [member.get_work_place_display()] if member.work_place else []
        if member.months_worked:
            parts.append(ngettext("%(count)d 个月", "%(count)d 个月", member.months_worked) % {"count": member.months_worked})
        if member.public_post:
            parts.append(_("公益性岗位"))
        if parts:
            said.append(_("%(label)s：%(value)s") % {"label": member.name, "value": _("、").join(parts)})
    rows = _rows(_("家庭成员"), "households:members", household)
    return Evidence(_("务工和岗位"), tuple(said) or (_("没有人登记务工或公益性岗位。"),), None, rows)


def _doubts(household):
    """How many there are; which they are the case's page lists once, under 疑点."""
    count = Doubt.objects.filter(household=household).standing().count()
    counted = ngettext("%(count)d 条，见“疑点”。", "%(count)d 条，见“疑点”。", count) % {"count": count}
    return Evidence(_("校验疑点"), (counted if count else _("校验没有发现疑点。"),))


def _elsewhere():
    """The four registers that a removal rests on are kept by others; a household's own records cannot prove them."""
    said = _("房产、车辆、工商登记和财政供养名册不在本系统：由会审部门比对，各部门的意见见“部门会审”。")
    return Evidence(_("房、车、公司、财政供养"), (said,))
