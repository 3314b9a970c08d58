"""The five charts of a village that 853 asks for, as bars with their figures, on two sheets.

1 the village and its poor; 2 why they are poor; 3 measures and projects; 4 target against acceptance standard; 5 progress.
They are counted from the same lives as the households' booklets, so that a chart equals what the booklets say together.
"""

from collections import Counter

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from households import booklet
from households.codes import Cause, MeasureKind, MeasureState
from households.exits import READINGS, over_line
from households.standing import POOR, STANDINGS
from kangle.common import figures
from kangle.common.sheets import Bar, Block, Fact, Sheet, fitted, plain, short
from kangle.pages import village as villages
from kangle.programme.models import ExitCondition, ExitStandard
from villages.models import Profile, Target

CAUSES_SHOWN, PROJECTS_SHOWN = 8, 6


def charts(village, lives, printing):
    """The two sheets of a village's charts; `lives` are those of its registered households. Ten queries."""
    words = {"village": village.short_name, "year": printing.year}
    title = _("%(village)s精准扶贫五图（%(year)d年）") % words
    about = (f"{_('村')}　{plain(village.parent)} {plain(village)}", f"{_('代码')}　{village.short_code}")
    first = (_poor(village, lives, printing), _causes(lives), _help(village, lives, printing), _works(village, printing))
    second = (_standard(lives, printing), _facilities(village, printing), _progress(lives, village, printing))
    money = _money(village, printing)
    return [
        fitted(Sheet(title, about, first, printing.foot(1, 2))),
        fitted(Sheet(title, about, (*second, money), printing.foot(2, 2))),
    ]


def _homes(number):
    return ngettext("%(number)s 户", "%(number)s 户", number) % {"number": figures.count(number)}


def _of(number, whole):
    """A part of a whole in words, 12 / 30 户 40%: never a share alone."""
    words = {
        "part": figures.count(number),
        "whole": figures.count(whole),
        "share": figures.share(number / whole) if whole else "",
    }
    return _("%(part)s / %(whole)s 户　%(share)s") % words


def _share(number, whole):
    return number / whole if whole else None


def _poor(village, lives, printing):
    """Chart 1: the village, its registered households by where they stand, and the share of its people who are poor now."""
    profile = Profile.objects.filter(village=village, recorded_on__lte=printing.today).order_by("-year").first()
    counted, persons = Counter(), Counter()
    for life in lives:
        counted[life.household.status] += 1
        persons[life.household.status] += life.household.size
    poor = sum(persons[status] for status in POOR)
    facts = [
        (_("建档立卡户"), f"{_homes(len(lives))} {booklet.number_of(sum(persons.values()))}"),
        (_("尚未脱贫"), f"{_homes(sum(counted[status] for status in POOR))} {booklet.number_of(poor)}"),
    ]
    source = _("农户记录；还没有村情登记")
    if profile:
        source = _("农户记录；%(year)d年村情登记，%(day)s") % {"year": profile.year, "day": booklet.day(profile.recorded_on)}
        facts += [
            (_("总户数、人口"), f"{_homes(profile.households)} {booklet.number_of(profile.persons)}"),
            (_("人均纯收入"), figures.yuan(profile.income_per_head_fen)),
            (_("贫困发生率"), figures.share(_share(poor, profile.rural_persons))),
            (_("村集体收入"), figures.yuan(profile.collective_income_fen)),
        ]
    bars = [
        Bar(str(each.word), f"{_of(counted[each.code], len(lives))}　{booklet.number_of(persons[each.code])}",
            _share(counted[each.code], len(lives)), each.tone)
        for each in STANDINGS if counted[each.code]
    ]  # fmt: skip
    return Block(_("图一　村情和贫困户"), source, facts=booklet.facts_of(facts), bars=tuple(bars))


def _causes(lives):
    """Chart 2: the main cause of every registered household, and how many of them are poor still."""
    whole = Counter(life.household.main_cause for life in lives)
    still = Counter(life.household.main_cause for life in lives if life.household.status in POOR)
    bars = []
    for cause, number in whole.most_common(CAUSES_SHOWN):
        value = _("%(number)s，未脱贫 %(still)s") % {"number": _of(number, len(lives)), "still": figures.count(still[cause])}
        bars.append(Bar(str(Cause(cause).label), value, _share(number, len(lives))))
    rest = sum(number for _cause, number in whole.most_common()[CAUSES_SHOWN:])
    if rest:
        bars.append(Bar(_("其余原因"), _of(rest, len(lives)), _share(rest, len(lives))))
    return Block(_("图二　主要致贫原因"), _("农户记录"), bars=tuple(bars), note="" if bars else _("还没有建档立卡户。"))


def _help(village, lives, printing):
    """Chart 3, measures: of each kind how many were planned and how many are done, and for how much."""
    planned, done, amounts = Counter(), Counter(), Counter()
    for measure in (measure for life in lives for measure in life.measures):
        planned[measure.kind] += 1
        done[measure.kind] += measure.state == MeasureState.DONE
        amounts[measure.kind] += measure.amount_fen
    bars = []
    for kind, label in MeasureKind.choices:
        if planned[kind]:
            words = {"done": figures.count(done[kind]), "planned": figures.count(planned[kind])}
            value = _("落实 %(done)s / %(planned)s 项") % words
            value = f"{value}　{figures.money(amounts[kind])}" if amounts[kind] else value
            bars.append(Bar(str(label), value, _share(done[kind], planned[kind])))
    return Block(_("图三　措施和项目：到户措施"), _("帮扶措施记录"), bars=tuple(bars), note="" if bars else _("还没有安排措施。"))


def _works(village, printing):
    """Chart 3, projects: what of each is done here, as on the village's page."""
    found = villages.projects_of(village, printing.today)
    bars = [
        Bar(
            short(project.name, 24),
            f"{figures.count(project.done_here)} / {figures.count(project.planned_here)} {project.unit}　{project.stage_word}",
            project.share_done,
            "poor" if project.schedule == "late" else "",
        )
        for project in found["shown"][:PROJECTS_SHOWN]
    ]
    hidden = found["total"] - len(bars)
    rest = _("另有 %(rest)d 条没有印出，见系统（共 %(total)d 条）") % {"rest": hidden, "total": found["total"]} if hidden else ""
    note = "" if bars else _("本村现在没有项目。")
    return Block(_("图三　措施和项目：村内项目"), _("项目记录"), bars=tuple(bars), note=note, rest=rest)


def _standard(lives, printing):
    """Chart 4: how many registered households meet each condition of the exit standard of the year, by their last record."""
    standard = ExitStandard.objects.of(printing.year, ExitStandard.Subject.HOUSEHOLD)
    if standard is None:
        return Block(_("图四　对照验收标准"), "", note=_("还没有录入退出标准。"))
    met = dict.fromkeys(ExitCondition.Test, 0)
    for life in lives:
        for test, holds in _tests(life, printing).items():
            met[test] += holds
    bars = []
    for condition in standard.conditions.all():
        label = short(condition.text, 24)
        if condition.test == ExitCondition.Test.MANUAL:
            bars.append(Bar(label, _("人工认定"), None))
        else:
            number = met[condition.test]
            bars.append(Bar(label, _of(number, len(lives)), _share(number, len(lives)), target=1.0))
    provisional = f" {_('暂拟')}" if standard.provisional else ""
    source = f"{plain(standard.source)}{provisional}；{_('各户最近年度记录')}"
    return Block(_("图四　对照验收标准：户"), source, bars=tuple(bars))


def _tests(life, printing):
    """{test of an exit condition: whether the household is known to meet it}, as the lights of its booklet say."""
    record, living = life.records[-1] if life.records else None, life.living(printing.today)
    line = printing.poverty_lines.get(record.year) if record else None
    found = {test: reading(record, living, printing.today) is True for test, reading in READINGS.items()}
    return found | {ExitCondition.Test.INCOME: record is not None and over_line(record, record.persons, line) is True}


def _facilities(village, printing):
    """Chart 4, the village: its works, what is there of what should be."""
    bars = []
    for light in villages.lights_of(village, printing.today):
        value = str(light.word)
        if light.of:
            value = f"{figures.count(light.have)} / {figures.count(light.of)}　{booklet.day(light.on)}"
        bars.append(Bar(str(light.name), value, _share(light.have, light.of) if light.of else None, light.grade))
    return Block(_("图四　对照验收标准：村"), _("设施记录，最近一次核查"), bars=tuple(bars))


def _progress(lives, village, printing):
    """Chart 5: the persons who left poverty, month by month and added up, against the year's target."""
    year = printing.year
    months = Counter()
    for life in lives:
        for event in _exits(life, year, printing.today):
            months[event.on.month] += sum(member.lived_here(event.on) for member in life.members)
    targets = Target.objects.filter(area=village, year=year, kind=Target.Kind.EXIT_PERSONS, set_on__lte=printing.today)
    target = targets.aggregate(total=Sum("quantity"))["total"]
    whole = max(sum(months.values()), target or 0)
    bars, total = [], 0
    last = printing.today.month if printing.today.year == year else 12
    for month in range(1, last + 1):
        total += months[month]
        words = {"total": booklet.number_of(total), "new": figures.count(months[month])}
        label = _("%(month)d 月末") % {"month": month}
        bars.append(
            Bar(label, _("累计 %(total)s，当月 %(new)s") % words, _share(total, whole), target=_share(target or 0, whole))
        )
    told = booklet.number_of(target) if target is not None else _("未下达")
    facts = (Fact(_("全年减贫任务"), told), Fact(_("已脱贫"), booklet.number_of(total)))
    return Block(_("图五　进度：减贫人口（竖线是任务）"), _("身份变化记录，年度任务"), facts=facts, bars=tuple(bars))


def _exits(life, year, on):
    """The household's exit of a year, at most one, as the scorecard counts it: the last that nobody has undone by the day."""
    own = [event for event in life.events if event.kind == "exited" and event.carried_from_id is None]
    return [event for event in own if event.on.year == year and not event.is_undone(on)][:1]  # newest first


def _money(village, printing):
    """Chart 5, the year's money: allotted, passed down, spent, as on the village's page."""
    found = villages.money_of(village, printing.year, printing.today)
    title, source = _("图五　进度：资金"), _("资金记录")
    if not found["allotted"]:
        return Block(title, source, note=_("本年度没有下达到本村的资金。"))
    bars = tuple(Bar(str(word), figures.money(amount), part) for word, amount, part in found["lines"])
    return Block(title, source, bars=bars)
