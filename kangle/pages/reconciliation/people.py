"""The counts of persons that are no households': who is on file, who lives where, and the rural population of the profiles."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from households.models import Member
from kangle.pages.reconciliation.names import NAMES
from kangle.scorecard import sources as s


@dataclass(frozen=True, eq=False)
class People:
    """One name of a count of persons: as many as `rows(at, area)`, or the sum of their column `of`.

    `base`: the name of which it is a part; the rest of that opens as rows of its own. `parts` and `pages` as of `names.Name`.
    """

    code: str
    name: str | Promise
    sentence: str | Promise
    rows: Callable
    of: str = ""
    base: str = ""
    parts: tuple = ()
    pages: tuple = ()

    def number(self, at, area):
        found = self.rows(at, area).order_by()
        return found.aggregate(n=Sum(self.of, default=0))["n"] if self.of else found.count()

    def rest(self, at, area):
        """Those of the base who are not counted here."""
        return PEOPLE[self.base].rows(at, area).exclude(pk__in=self.rows(at, area).order_by().values("pk"))


def _living(at, area):
    return Member.objects.living(at.as_of).within(area)


def _living_in(name):
    return lambda at, area: _living(at, area).filter(household__in=NAMES[name].keys(at, area))


ALL = [
    People(
        "members",
        _("成员档案"),
        _("系统里有档案的人，已离开的也在内；从一户转到另一户的人各户一条。不按日期。"),
        lambda at, area: Member.objects.within(area),
        pages=((_("成员名单"), "households:members", {}),),
    ),
    People(
        "living",
        _("在户人口"),
        _("当日在户的人，不论户的状态：清退户、以前年度脱贫户的人也在内。"),
        _living,
        base="members",
        pages=((_("成员名单"), "households:members", {"living": "yes"}),),
    ),
    People(
        "registered-persons",
        _("建档立卡人口"),
        _("建档立卡户当日在户的人。"),
        _living_in("registered"),
        base="living",
        pages=((_("村五图"), "villages:list", {}),),
    ),
    People(
        "poor-persons",
        _("现有贫困人口"),
        _("现有贫困户当日在户的人；除以农村户籍人口就是贫困发生率。"),
        _living_in("poor"),
        base="registered-persons",
        parts=(("targeting.persons", "numerator"), ("targeting.incidence", "numerator")),
        pages=((_("村名单"), "villages:list", {}),),
    ),
    People(
        "rural",
        _("农村户籍人口"),
        _("各村最近一次村情里的农村户籍人口，村里填报，不是数出来的人。"),
        lambda at, area: s.PROFILES.rows(at).within(area),
        of="rural_persons",
        parts=(("targeting.incidence", "denominator"),),
        pages=((_("村名单"), "villages:list", {}),),
    ),
]
PEOPLE = {people.code: people for people in ALL}


def people_counted(at, area):
    """[(People, how many, of whom it is a part or None, how many of those it leaves out)]."""
    numbers = {people.code: people.number(at, area) for people in ALL}
    found = []
    for people in ALL:
        base = PEOPLE.get(people.base)
        found.append((people, numbers[people.code], base, numbers[base.code] - numbers[people.code] if base else 0))
    return found
