"""口径: every count of households the site prints, by its name: its sentence, where it stands, how it differs from another.

A name's condition counts and lists. Two names are compared as sets of households: how many of the one are not in the other, and
how many are there besides; each of the two opens its rows. So a difference is always whole.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from households.models import Household, YearRecord
from households.standing import REGISTERED
from kangle.pages.reconciliation import changes
from kangle.pages.reconciliation.lines import BASES, LINES
from kangle.scorecard import sources as s
from kangle.scorecard.indicators import CATALOGUE


@dataclass(frozen=True, eq=False)
class Name:
    """One name of a count: the households that rows of `table(at)` meeting `where` name through `key`.

    `base`: the name it is compared with. `parts`: the indicators' parts that print this number (or its persons); `pages`: the
    pages that do, as (label, URL name, query). Of `own_day` the persons are those of the row's own day (an event's, the year's
    first), else those of the day. A name that is not `listed` is only there to be compared with.
    """

    code: str
    name: str | Promise
    sentence: str | Promise
    table: Callable
    where: Q | Callable | None = None
    key: str = "household"
    base: str = ""
    own_day: bool = False
    parts: tuple = ()
    pages: tuple = ()
    listed: bool = True

    def condition(self, at):
        found = self.where(at) if callable(self.where) else self.where
        return Q() if found is None else found

    def keys(self, at, area):
        """The keys of the households, as a query."""
        return self.table(at).within(area).filter(self.condition(at)).order_by().values(self.key)

    def homes(self, at, area):
        return Household.objects.within(area).filter(pk__in=self.keys(at, area))

    def persons_of_own_day(self, at):
        """The members of a household (the outer query's row) on the day of the row that names it."""
        named = self.table(at).filter(self.condition(at), **{self.key: OuterRef("pk")}).order_by()
        return Subquery(named.values("persons")[:1])


def _files(at):
    return Household.objects.all()


def _records(at):
    return YearRecord.objects.filter(year=at.year, recorded_on__lte=at.as_of)


def _as_in(code, part="numerator"):
    """The rows and the condition of an indicator's part: the name is counted as the scorecard counts it."""
    measure = CATALOGUE[code].measures[part]
    return {"table": measure.source.rows, "where": measure.condition, "parts": ((code, part),)}


def _moved(*codes):
    """The households that lines of the statement of the poor moved, to compare an indicator's count of the same with."""

    def where(at):
        found = Q(pk__in=[])
        for code in codes:
            found |= LINES[code].where(BASES["poor"])
        return found

    return {"table": changes.events, "where": where, "listed": False}


def _page(label, name, **query):
    return (label, name, query)


IN_LIST = _("农户名单")
# Shares of the households that the year's work is for.
OF_SERVED = (
    "targeting.quality",
    "targeting.national-system",
    "measures.covered",
    "staffing.households-paired",
    "planning.exit-plans",
    "planning.booklets",
)
ALL = [
    Name(
        "files",
        _("农户档案"),
        _("系统里有档案的户，不论状态：还没有识别的、已清退、已销号的也在内。不按日期。"),
        _files,
        key="pk",
        pages=(_page(IN_LIST, "households:list"),),
    ),
    Name(
        "registered",
        _("建档立卡户"),
        _("识别以后没有清退、销号的户：现有贫困户，加历年脱贫、至今没有返贫的户。"),
        s.STANDING.rows,
        Q(kind__in=REGISTERED),
        base="files",
        pages=(_page(IN_LIST, "households:list", status="registered"), _page(_("各村待办"), "pages:my-village")),
    ),
    Name(
        "served",
        _("本年帮扶对象户"),
        _("现有贫困户，加年初以后审定脱贫、至今没有返贫的户；以前年度脱贫的不在内。各项“户”的比例以它为基数。"),
        **_as_in("targeting.complete-records", "denominator")
        | {"parts": tuple((code, "denominator") for code in ("targeting.complete-records", *OF_SERVED))},
        base="registered",
    ),
    Name(
        "poor",
        _("现有贫困户"),
        _("最后一条身份变化是识别或返贫的户。"),
        **_as_in("targeting.households") | {"parts": (("targeting.households", "numerator"), ("targeting.persons", "numerator"))},
        base="served",
        pages=(
            _page(IN_LIST, "households:list", status="poor"),
            _page(_("村名单"), "villages:list"),
            _page(_("各村待办"), "pages:my-village"),
        ),
    ),
    Name(
        "start",
        _("年初贫困户"),
        _("1 月 1 日（当天的变动算在内）的贫困户；人口是当日在户的成员。"),
        **_as_in("targeting.registered-at-start"),
        base="files",
        own_day=True,
    ),
    Name(
        "exited",
        _("当年脱贫户"),
        _("年初以后审定脱贫的户：一年脱贫两次的只算一次，分户带来的不算，后来返贫的也在内。人口是脱贫当日的成员。"),
        **_as_in("outcomes.households-exited")
        | {"parts": (("outcomes.households-exited", "numerator"), ("outcomes.persons-exited", "numerator"))},
        base="moved-exited",
        own_day=True,
    ),
    Name("moved-exited", _("对账里的脱贫"), "", base="", **_moved("exited")),
    Name(
        "out",
        _("已脱贫户"),
        _("最后一条身份变化是脱贫的户，不论哪一年脱贫；后来返贫、清退、销号的不在内。"),
        s.STANDING.rows,
        Q(kind="exited"),
        base="exited",
        pages=(_page(IN_LIST, "households:list", status="exited"),),
    ),
    Name(
        "ever-out",
        _("历年脱贫过的户"),
        _("到当日脱贫过的户，后来返贫、清退、销号的也在内；返贫率以它为基数。"),
        **_as_in("outcomes.returned", "denominator"),
        base="out",
    ),
    Name(
        "returned",
        _("当年返贫户"),
        _("年初以后返贫的户；一年返贫两次的只算一次。人口是返贫当日的成员。"),
        **_as_in("targeting.households-returned")
        | {"parts": (("targeting.households-returned", "numerator"), ("outcomes.returned", "numerator"))},
        base="moved-returned",
        own_day=True,
    ),
    Name("moved-returned", _("对账里的返贫"), "", **_moved("returned")),
    Name(
        "removed",
        _("当年清退户"),
        _("年初以后清退的户，清退前已脱贫的也在内；人口是清退当日的成员。"),
        **_as_in("targeting.persons-removed"),
        base="moved-removed",
        own_day=True,
    ),
    Name("moved-removed", _("对账里的清退"), "", **_moved("removed")),
    Name(
        "struck",
        _("当年销号户"),
        _("年初以后全户死亡、迁出或并入他户而销号的户，销号前已脱贫的也在内。"),
        s.EVENTS.rows,
        Q(kind="deregistered"),
        base="moved-struck",
        own_day=True,
    ),
    Name("moved-struck", _("对账里的“合户”和“销号”两行"), "", **_moved("merged", "deregistered")),
    Name(
        "looked-back",
        _("回头看核查户"),
        _("年初以后“回头看”核查过的户，核查几次的算一户。"),
        **_as_in("targeting.conforming", "denominator"),
        base="start",
    ),
    Name(
        "covered",
        _("当年措施到户的户"),
        _("本年帮扶对象户中，年初以后有帮扶措施落实的。"),
        **_as_in("measures.covered"),
        base="served",
    ),
    Name(
        "helped",
        _("当年受帮扶户（不论状态）"),
        _("年初以后有帮扶措施落实的户，后来清退的、以前年度脱贫的也在内；户均帮扶资金以它为基数。"),
        **_as_in("measures.money-per-household", "denominator"),
        base="covered",
    ),
    Name(
        "recorded",
        _("有本年年度记录的户"),
        _("采集了本年年度记录的户，不论状态。"),
        _records,
        base="registered",
    ),
    Name(
        "national",
        _("录入全国系统的户"),
        _("本年帮扶对象户中，到当日录入了全国扶贫信息系统的。"),
        **_as_in("targeting.national-system"),
        base="served",
    ),
    Name(
        "national-all",
        _("录入全国系统的户（不论状态）"),
        _("到当日录入了全国扶贫信息系统的户，后来清退的、以前年度脱贫的也在内。"),
        _files,
        lambda at: Q(in_national_system_on__lte=at.as_of),
        key="pk",
        base="national",
    ),
    Name(
        "paired",
        _("有帮扶责任人的户"),
        _("本年帮扶对象户中，当日有帮扶责任人结对的。"),
        **_as_in("staffing.households-paired"),
        base="served",
    ),
    Name(
        "planned",
        _("有当年脱贫计划的户"),
        _("本年帮扶对象户中，到当日发了当年脱贫计划的。"),
        **_as_in("planning.exit-plans"),
        base="served",
    ),
    Name(
        "booklets",
        _("有当年明白册的户"),
        _("本年帮扶对象户中，到当日发了当年明白册的。"),
        **_as_in("planning.booklets"),
        base="served",
    ),
]
NAMES = {name.code: name for name in ALL}
