"""The lines by which those who are counted at the year's beginning become those of a day, each with the rows it is made of.

A line's condition makes its number and lists its rows. What contradicts the order of events (`households.standing.FOLLOWS`) is
counted, because the last event decides, and stands in lines of its own, so that whoever wants to can open and mend it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from households.codes import Joined, Left
from households.standing import FOLLOWS, POOR, REGISTERED
from kangle.pages.reconciliation import changes


@dataclass(frozen=True)
class Basis:
    """Who is counted: the households whose last event is one of some kinds."""

    code: str
    name: str | Promise
    persons: str | Promise
    kinds: tuple


BASES = {
    basis.code: basis
    for basis in (
        Basis("poor", _("贫困户"), _("贫困人口"), POOR),
        Basis("registered", _("建档立卡户"), _("建档立卡人口"), REGISTERED),
    )
}
NEVER = None  # before the first event


@dataclass(frozen=True, eq=False)
class Line:
    """One line of the statement: rows of `table(at)` that meet `where(basis)`, each a household (or, `of_persons`, a person)."""

    code: str
    name: str | Promise
    sentence: str | Promise
    sign: int
    table: Callable
    where: Callable[[Basis], Q | None]
    of_persons: bool = False
    always: bool = False  # shown where nothing happened, too: its nothing is an answer

    def rows(self, at, basis, area) -> QuerySet:
        condition = self.where(basis)
        found = self.table(at).within(area)
        return found.none() if condition is None else found.filter(condition)


def stood(name, kinds):
    """That an annotation names one of some kinds, or (NEVER among them) nothing."""
    known = [kind for kind in kinds if kind is not NEVER]
    found = Q(**{f"{name}__in": known})
    return found | Q(**{f"{name}__isnull": True}) if NEVER in kinds else found


def _others(basis):
    return [kind for kind in FOLLOWS if kind not in basis.kinds]


OWN, BROUGHT = Q(carried_from__isnull=True), Q(carried_from__isnull=False, goes_on__isnull=True)


def _moves(kind, more=OWN):
    """The condition of a line of events of one kind: they move the household in or out, and may follow what stood before."""

    def where(basis):
        outside = basis.kinds if kind not in basis.kinds else _others(basis)
        before = [each for each in outside if kind in FOLLOWS[each]]
        return more & Q(kind=kind) & stood("before", before) if before else None

    return where


def _against_the_order(inwards):
    """Events that move the household in (or out) although nobody may be decided on so."""

    def where(basis):
        found = []
        for kind in FOLLOWS:
            if kind is NEVER or (kind in basis.kinds) != inwards:
                continue
            outside = _others(basis) if inwards else basis.kinds
            before = [each for each in outside if kind not in FOLLOWS[each]]
            if before:
                found.append(OWN & Q(kind=kind) & stood("before", before))
        if not inwards:
            found.append(BROUGHT & ~Q(kind__in=basis.kinds) & stood("base", basis.kinds))
        return reduce(or_, found) if found else None

    return where


def _people(way, reasons):
    return lambda basis: Q(**{f"{way}_by__in": reasons}) & stood("stood", basis.kinds)


def _came(code, name, sentence, *reasons):
    return Line(f"came-{code}", name, sentence, 1, changes.joined, _people("joined", reasons), of_persons=True)


def _went(code, name, sentence, *reasons):
    return Line(f"went-{code}", name, sentence, -1, changes.left, _people("left", reasons), of_persons=True)


EVENTS = [
    Line(
        "identified",
        _("识别"),
        _("按程序新识别，或清退、销号以后重新识别的户。"),
        1,
        changes.events,
        _moves("identified"),
        always=True,
    ),
    Line("returned", _("返贫"), _("脱贫以后返贫的户。"), 1, changes.events, _moves("returned"), always=True),
    Line(
        "split",
        _("分户新立"),
        _("从在册的户分出来、随原户状态的新户；它的人在“分户转出”里从原户减去。"),
        1,
        changes.events,
        lambda basis: BROUGHT & Q(kind__in=basis.kinds) & stood("base", _others(basis)),
    ),
    Line("exited", _("脱贫"), _("审定脱贫的户，人口是脱贫当日的成员。"), -1, changes.events, _moves("exited"), always=True),
    Line(
        "removed", _("清退"), _("不符合条件清退的户，人口是清退当日的成员。"), -1, changes.events, _moves("removed"), always=True
    ),
    Line(
        "merged",
        _("合户"),
        _("并入另一户而销号的户；它的人在“合户转入”里加到那一户。"),
        -1,
        changes.events,
        _moves("deregistered", more=OWN & Q(merged=True)),
    ),
    Line(
        "deregistered",
        _("销号"),
        _("全户死亡或迁出而销号的户；当日还在户的人随户减去。"),
        -1,
        changes.events,
        _moves("deregistered", more=OWN & Q(merged=False)),
        always=True,
    ),
]
ODD = [
    Line(
        "odd-in",
        _("先后矛盾的变动（计入）"),
        _("记录的先后不合程序（例如没有识别就返贫），但最后一条决定状态，所以计入：请打开逐户核对。"),
        1,
        changes.events,
        _against_the_order(True),
    ),
    Line(
        "odd-out",
        _("先后矛盾的变动（减去）"),
        _("记录的先后不合程序，但最后一条决定状态，所以减去：请打开逐户核对。"),
        -1,
        changes.events,
        _against_the_order(False),
    ),
]
PERSONS = [
    _came("birth", _("出生"), _("年初以后出生、户当时计在内的人。"), Joined.BIRTH),
    _came("marriage", _("婚入"), _("年初以后嫁入或入赘、户当时计在内的人。"), Joined.MARRIAGE),
    _came("move", _("迁入"), _("年初以后迁入、户当时计在内的人。"), Joined.MOVE),
    _came("entered", _("补登"), _("户已计在内以后才登记的人：加入原因是识别登记，加入日期在户的识别之后。"), Joined.REGISTERED),
    _came(
        "across",
        _("分户、合户转入"),
        _("从别的户转来的人：分户、合户或撤销合户，户当时计在内。"),
        Joined.SPLIT,
        Joined.MERGE,
        Joined.UNMERGE,
    ),
    _went("death", _("死亡"), _("年初以后死亡、户当时计在内的人。"), Left.DEATH),
    _went("marriage", _("婚出"), _("年初以后婚出、户当时计在内的人。"), Left.MARRIAGE),
    _went("move", _("迁出"), _("年初以后迁出、户当时计在内的人。"), Left.MOVE),
    _went("other", _("其他离开"), _("以其他原因离开，或没有写原因的人，户当时计在内。"), Left.OTHER, ""),
    _went(
        "across",
        _("分户、合户转出"),
        _("转到别的户的人：分户、合户或撤销合户，户当时计在内。"),
        Left.SPLIT,
        Left.MERGE,
        Left.UNMERGE,
    ),
]
ANEW = [
    Line(
        "restored",
        _("撤销以前的决定（恢复）"),
        _("年初以前的决定后来撤销，年初没有计、现在按当时就计的户；人口是年初的成员。"),
        1,
        changes.decided_anew,
        lambda basis: stood("stands", basis.kinds) & stood("stood", _others(basis)),
    ),
    Line(
        "struck",
        _("撤销以前的决定（减去）"),
        _("年初以前的决定后来撤销，年初计了、现在按当时就不计的户；人口是年初的成员。"),
        -1,
        changes.decided_anew,
        lambda basis: stood("stood", basis.kinds) & stood("stands", _others(basis)),
    ),
]
START = Line(
    "start",
    _("年初"),
    _("1 月 1 日（当天的变动算在内）的户和当日在户的成员。"),
    1,
    lambda at: changes.standing(at.start),
    lambda basis: Q(kind__in=basis.kinds),
    always=True,
)
NOW = Line(
    "now",
    _("截至当日"),
    _("最后一条身份变化说明仍在内的户和当日在户的成员。"),
    1,
    lambda at: changes.standing(at.as_of),
    lambda basis: Q(kind__in=basis.kinds),
    always=True,
)
LINES = {line.code: line for line in (START, *EVENTS, *PERSONS, *ANEW, *ODD, NOW)}
