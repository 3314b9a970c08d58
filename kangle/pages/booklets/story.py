"""A household's whole story on two sheets: what its own room knows, its projects, its acceptance, the money it gave back."""

from dataclasses import dataclass

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from funds.due import owed_by, with_due
from funds.models import Recovery
from households import booklet, lives
from households.models import Household
from households.standing import REGISTERED
from kangle.common import figures
from kangle.common.sheets import Block, Cell, Column, Row, Sheet, fitted, plain, short
from kangle.pages.context import is_demo
from kangle.programme.chosen import period_asked
from kangle.programme.models import PovertyLine
from kangle.programme.years import day_in_hand
from kangle.supervision.models import HouseholdAcceptance
from projects.models import Beneficiary, Step
from projects.querysets import beneficiaries_with_stage


@dataclass(frozen=True)
class Printing:
    """What all sheets of one printing share: the county and its year, and the day they speak of (`today`).

    That is the earlier of today and the end of the year in their title: what came later stands on the sheets of its own year.
    Ages are counted on it, too, as on the card.
    """

    county: str
    period: object
    today: object
    moment: str
    poverty_lines: dict
    invented: bool

    @classmethod
    def of(cls, area, request=None):
        """The printing of now for an area's county, of the year the request reads. Three queries."""
        period = period_asked(request, area)
        today = day_in_hand([period] if period else [])
        county = area if len(area.path) <= 6 else area.ancestors().filter(level=area.Level.COUNTY).first()
        lines = PovertyLine.objects.order_by("year").values_list("year").annotate(Max("amount_fen"))
        moment = f"{timezone.localtime():%Y-%m-%d %H:%M}"
        return cls(county.short_name if county else "", period, today, moment, dict(lines), is_demo())

    @property
    def year(self):
        return self.period.year if self.period else self.today.year

    def foot(self, number, of):
        """The last line of a sheet: as of when, printed when, which page of how many."""
        words = {"day": booklet.day(self.today), "moment": self.moment, "number": number, "of": of}
        foot = _("数据截至 %(day)s　打印于 %(moment)s　第 %(number)d 页，共 %(of)d 页") % words
        return f"{foot}　{_('演示数据，人物均为虚构')}" if self.invented else foot


def registered(village, on):
    """The households of a village that stand in the register on a day, in the order of their numbers.

    Those removed or struck off have no booklet of their own any more, but may be opened one by one.
    """
    return Household.objects.filter(village=village).with_status(on).filter(status__in=REGISTERED).order_by("number", "pk")


@dataclass(frozen=True)
class Told:
    """Some households with what the rooms above theirs know, by household."""

    lives: list
    projects: dict
    acceptances: dict
    recoveries: dict

    @classmethod
    def of(cls, households, on):
        """Twelve queries, however many households."""
        found = lives.lives_of(with_due(households, on), on)
        mine = {"household__in": [life.household.pk for life in found]}
        by_day = mine | {"on__lte": on}
        served = Beneficiary.objects.filter(**mine, since__lte=on).select_related("project").order_by("-since", "pk")
        return cls(
            found,
            lives.by_household(beneficiaries_with_stage(served, on)),
            lives.by_household(HouseholdAcceptance.objects.filter(**by_day).select_related("team").order_by("-on", "-pk")),
            lives.by_household(Recovery.objects.filter(**by_day).order_by("-on", "-pk")),
        )


def booklets(told, printing):
    """The sheets of every household told of, two each, in order."""
    return [sheet for life in told.lives for sheet in _booklet(life, told, printing)]


def _booklet(life, told, printing):
    key = life.household.pk
    living = life.living(printing.today)
    record = life.records[-1] if life.records else None
    first = (
        booklet.basics(life),
        booklet.people(living, printing.today),
        booklet.needs(life, living, printing.today),
        booklet.holdings(record),
    )
    checked = [(each.on, _("验收"), _check(each)) for each in told.acceptances.get(key, [])]
    returned = [
        (each.on, _("资金追回"), f"{figures.yuan(each.amount_fen)} {each.reason}") for each in told.recoveries.get(key, [])
    ]
    if owed := owed_by(life.household):
        words = {"due": figures.yuan(owed.due_fen), "received": figures.yuan(owed.received_fen)}
        returned.append((life.household.status_on, _("待追回"), _("还须退回 %(due)s（已享受 %(received)s）") % words))
    second = (
        booklet.helper(life),
        booklet.measures(life),
        _projects(told.projects.get(key, [])),
        booklet.income(life, printing.poverty_lines),
        booklet.results(life, [*checked, *returned]),
    )
    signed = (_("户主（签字）"), _("帮扶责任人（签字）"), _("村委会（盖章）"), _("日期"))
    head = _head(life, printing)
    return [
        fitted(Sheet(*head, first, printing.foot(1, 2))),
        fitted(Sheet(*head, second, printing.foot(2, 2), signed)),
    ]


def _head(life, printing):
    home = life.household
    words = {"county": printing.county, "year": printing.year}
    title = _("%(county)s精准扶贫明白册（%(year)d年）") % words
    place = " ".join(plain(part) for part in (home.village.parent, home.village, home.group or "") if str(part))
    return title, (
        f"{_('村')}　{place}",
        f"{_('户编号')}　{home.number}",
        f"{_('户主')}　{plain(home.head_name or '') or figures.UNKNOWN}",
    )


def _projects(beneficiaries):
    title, source = _("受益项目"), _("项目记录")
    if not beneficiaries:
        return Block(title, source, note=_("没有记录。"))
    columns = (Column(_("项目名称"), 46), Column(_("类别"), 18), Column(_("阶段"), 18), Column(_("受益起"), 18))
    rows = tuple(
        Row(
            (
                Cell(short(each.project.name, 40)),
                Cell(str(each.project.get_works_display())),
                Cell(str(Step.Stage(each.stage).label) if each.stage else _("未开始")),
                Cell(booklet.day(each.since)),
            )
        )
        for each in beneficiaries
    )
    return Block(title, source, columns=columns, rows=rows, least=1)


def _check(acceptance):
    word = _("通过") if acceptance.passed else _("未通过")
    return f"{acceptance.team} {word} {acceptance.reason}"
