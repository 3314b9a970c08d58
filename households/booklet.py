"""The household's booklet (明白册) as far as this room knows it: pure functions from a Life to the blocks of a printed sheet.

853 asks for three accounts of a household: what it needs; what is done for it and who answers for it; what came of it and what it
earns. The figures are those of the household's card, read by the same functions. Numbers are masked: a paper lies on a table.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from households import card
from households.codes import MeasureState
from households.standing import of_status
from households.tables.help import stopped_since
from households.unasked import unasked
from kangle.common import figures
from kangle.common.masking import mask_account, mask_identity, mask_phone
from kangle.common.sheets import Bar, Block, Cell, Column, Condition, Fact, Mark, Row, plain, short

YEARS_SHOWN = 3
NOTE = 30  # characters of a note


def day(date):
    """2015-12-31, as every list writes a day."""
    return f"{date:%Y-%m-%d}" if date else figures.UNKNOWN


def money(fen):
    return figures.yuan(fen) if fen else figures.UNKNOWN


def standing_of(life):
    """Where the household stands in a word, with the day it does so since."""
    word = of_status(life.household.status).word
    decided, since = life.household.decided_on, life.household.status_on
    if decided == since:
        return f"{word} {day(since)}" if since else str(word)
    return _("%(standing)s %(decided)s（%(day)s 分户）") % {"standing": word, "decided": day(decided), "day": day(since)}


def number_of(persons):
    return ngettext("%(number)s 人", "%(number)s 人", persons) % {"number": figures.count(persons)}


def basics(life):
    """Who the household is: the facts its card begins with, its numbers masked."""
    home = life.household
    families = [("martyr_family", _("军烈属")), ("only_child_family", _("独生子女户")), ("two_daughter_family", _("双女户"))]
    kinds = "、".join(str(word) for name, word in families if getattr(home, name))
    facts = [
        (_("户主"), home.head_name),
        (_("人口"), number_of(home.size)),
        (_("家庭住址"), home.address),
        (_("状态"), standing_of(life)),
        (_("贫困户属性"), home.get_kind_display()),
        (_("识别标准"), home.get_standard_display()),
        (_("联系电话"), mask_phone(home.phone)),
        (_("银行账号"), f"{home.bank} {mask_account(home.account)}"),
        (_("计划脱贫年度"), home.planned_exit_year),
        (_("录入全国系统"), day(home.in_national_system_on) if home.in_national_system_on else _("未录入")),
        *([(_("家庭类别"), kinds)] if kinds else []),
    ]
    return Block(_("家庭基本情况"), _("户档案"), facts=facts_of(facts))


def facts_of(pairs):
    """Facts out of (label, value); what is not on record is a dash."""
    return tuple(Fact(str(label), plain(value if value is not None else "") or figures.UNKNOWN) for label, value in pairs)


def people(living, age_day):
    """Who lives there, a row a person, their ages on a day."""
    columns = (
        Column(_("姓名"), 23),
        Column(_("性别"), 9),
        Column(_("情况"), 21),
        Column(_("文化程度"), 14),
        Column(_("健康与劳动能力"), 15),
        Column(_("保障"), 18),
    )
    title = _("家庭成员")
    source = _("年龄按 %(day)s 计") % {"day": day(age_day)}
    if not living:
        return Block(title, source, note=_("没有在户成员。请登记家庭成员。"))
    return Block(title, source, columns=columns, rows=tuple(_person(member, age_day) for member in living), least=0)


def _person(member, age_day):
    learning = member.get_education_display()
    if member.schooling not in ("", "none"):
        learning = f"{member.get_schooling_display()}{_('在读')}"
    work = ""
    if member.months_worked:
        months = ngettext("务工 %(number)d 个月", "务工 %(number)d 个月", member.months_worked) % {"number": member.months_worked}
        work = f"{member.get_work_place_display()} {months}".strip()
    age = _("%(number)d 岁") % {"number": card.age_on(member.born_on, age_day)}
    marks = tuple(Mark(str(mark.sign), str(mark.word), mark.kind) for mark in card.marks_of(member, age_day))
    out = f"{_('失学')} {short(member.out_of_school_reason, NOTE)}" if member.out_of_school_reason else ""
    return Row(
        (
            Cell(plain(member.name), f"{member.get_relation_display()} {mask_identity(member.identity_number)}"),
            Cell(f"{member.get_sex_display()}", age),
            Cell("", work, marks) if marks else Cell(work or figures.UNKNOWN),
            Cell(str(learning), out),
            Cell(member.get_health_display(), str(member.get_labour_display())),
            Cell("", cover) if (cover := card.covered(member)) else Cell(figures.UNKNOWN),
        )
    )


def needs(life, living, day=None):
    """The first account: why the household is poor, what it has of the six conditions, what it lacks and what it wants."""
    home = life.household
    record = life.records[-1] if life.records else None
    lights = card.lights_of(record, living, day)
    lacking = [str(light.name) for light in lights if light.holds is False]
    unknown = [str(light.name) for light in lights if light.holds is None]
    others = [home.get_second_cause_display(), home.get_third_cause_display()]
    open_ = unasked(home)
    wish = _("未采集") if "wants_relocation" in open_ else _("无")
    if home.wants_relocation:
        wish = f"{_('有搬迁意愿')} {home.get_relocation_mode_display()} {short(home.relocation_place, NOTE)}"
    facts = [
        (_("主要致贫原因"), home.get_main_cause_display()),
        (_("其他致贫原因"), "、".join(str(cause) for cause in others if cause)),
        (_("还缺什么"), "、".join(lacking) or (_("没有记录到缺项") if unknown else _("六项都已达标"))),
        (_("还没有采集"), "、".join(unknown) or _("无")),
        (_("易地搬迁"), wish),
        (_("住房"), _("未采集") if "cannot_build" in open_ else _("无自建住房能力") if home.cannot_build else _("未登记困难")),
    ]
    conditions = tuple(Condition(str(light.sign), str(light.word), light.grade, short(light.because, NOTE)) for light in lights)
    return Block(
        _("第一本账：需求（为什么贫困，还缺什么）"), card.source_of(record), facts=facts_of(facts), conditions=conditions
    )


def holdings(record):
    """What the household has to live and work with, by its last record (or None)."""
    if record is None:
        return Block(_("生产生活条件"), card.source_of(record), note=_("还没有年度记录。请在年底入户采集收入和生活条件。"))
    facts = [(label, " · ".join(words)) for label, words in card.holdings(record, lambda line: line.booklet)]
    return Block(_("生产生活条件"), card.source_of(record), facts=facts_of(facts))


def helper(life):
    """Who answers for the household and how often it was visited; the telephone number is written in by hand, face to face."""
    pairing, visits = life.pairing, life.visits
    cadre = pairing.cadre if pairing else None
    last = f"{day(visits[0].on)} {visits[0].cadre.name} {short(visits[0].note, NOTE)}" if visits else ""
    facts = [
        (_("帮扶责任人"), cadre.name if cadre else _("未结对")),
        (_("单位"), f"{cadre.unit} {cadre.rank}" if cadre else ""),
        (_("结对日期"), day(pairing.since) if pairing else ""),
        (_("责任人电话"), _("（当面填写）____________________")),
        (_("入户走访"), ngettext("%(number)s 次", "%(number)s 次", len(visits)) % {"number": figures.count(len(visits))}),
        (_("最近一次"), last),
    ]
    return Block(_("第二本账：措施和责任人"), _("结对和走访记录"), facts=facts_of(facts))


def measures(life):
    """What is done for the household: each measure with its money, its days and who carries it out; what all of it adds up to."""
    title, source = _("帮扶措施"), _("帮扶措施记录")
    if not life.measures:
        return Block(title, source, note=_("还没有安排措施。请按致贫原因安排。"))
    columns = (
        Column(_("措施"), 22),
        Column(_("内容"), 30),
        Column(_("进展"), 18),
        Column(_("金额"), 15, figures=True),
        Column(_("责任人"), 15),
    )
    done = [measure for measure in life.measures if measure.state == MeasureState.DONE]
    words = {
        "number": figures.count(len(life.measures)),
        "done": figures.count(len(done)),
        "amount": figures.yuan(sum(measure.amount_fen for measure in life.measures)),
    }
    total = _("共安排 %(number)s 项，已落实 %(done)s 项，金额合计 %(amount)s。") % words
    return Block(title, source, columns=columns, rows=tuple(map(_measure, life.measures)), note=total, least=1)


def _told(measure):
    """What was given in words: from the menu its name and how much of it, and what was written."""
    if measure.item is None:
        return short(measure.content, 2 * NOTE)
    content = plain(measure.content).removeprefix(plain(measure.item.name))
    return short(f"{measure.item.name} {measure.quantity_in_words} {content}", 2 * NOTE)


def _measure(measure):
    since = day(measure.done_on or measure.stopped_on or measure.planned_on)
    if measure.done_on and measure.stopped_on:
        since = f"{since} · {stopped_since(measure.stopped_on)}"
    # Only what is on record takes room: a household with many measures keeps to its two sheets.
    more = [
        f"{_('受益成员')} {plain(measure.member.name)}" if measure.member else "",
        _("结果：%(result)s") % {"result": short(measure.result, NOTE)} if measure.result.strip() else "",
    ]
    return Row(
        (
            Cell(measure.get_kind_display(), measure.get_industry_display()),
            Cell(_told(measure) or figures.UNKNOWN, "；".join(filter(None, more))),
            Cell(str(measure.state.label), since),
            Cell(money(measure.amount_fen)),
            Cell(plain(measure.responsible.name) if measure.responsible else figures.UNKNOWN),
        )
    )


def income(life, poverty_lines):
    """The third account: what the household earned in its last years, beside the poverty line of each."""
    title = _("第三本账：收入和成效")
    records = life.records[-YEARS_SHOWN:]
    if not records:
        return Block(title, card.source_of(None), note=_("还没有年度记录。请在年底入户采集收入和生活条件。"))
    columns = (
        Column(pgettext("收入", "项目"), 100 - 18 * len(records)),
        *(Column(str(record.year), 18, figures=True) for record in records),
    )
    rows = [
        Row((Cell(str(line.label)), *(Cell(figures.yuan(amount)) for amount in line.amounts)), line.kind)
        for line in card.income_lines(records, poverty_lines)
    ]
    return Block(
        title, "；".join(card.source_of(record) for record in records[-1:]), columns=columns, rows=tuple(rows),
        bars=tuple(_income_bars(records, poverty_lines)),
    )  # fmt: skip


def _income_bars(records, poverty_lines):
    known = [record for record in records if record.income_per_head_fen is not None]
    whole = max([record.income_per_head_fen for record in known] + [poverty_lines.get(record.year, 0) for record in known] + [1])
    for record in known:
        line = poverty_lines.get(record.year)
        tone = "" if line is None else "good" if record.income_per_head_fen > line else "poor"
        label = _("%(year)d年人均纯收入（竖线是贫困线）") % {"year": record.year}
        part = max(record.income_per_head_fen, 0) / whole
        yield Bar(label, figures.yuan(record.income_per_head_fen), part, tone, line and line / whole)


def results(life, more=()):
    """What came of it: where the household stood when, what was checked. `more` are (day, what, words) of the rooms above."""
    found = [(event.on, event.get_kind_display(), _of_event(event)) for event in life.events]
    found += [(each.on, _("回头看核查"), _conforms(each)) for each in life.look_backs]
    found += [
        (paper.issued_on, _("到户资料"), f"{paper.year} {paper.get_kind_display()}")
        for paper in life.papers
        if paper.issued_on <= life.on
    ]
    found = sorted([*found, *more], key=lambda each: each[0], reverse=True)
    columns = (Column(_("日期"), 18), Column(_("事项"), 20), Column(_("情况"), 62))
    rows = tuple(
        Row((Cell(day(on)), Cell(str(what)), Cell(short(words, 2 * NOTE) or figures.UNKNOWN))) for on, what, words in found
    )
    if not rows:
        return Block(_("成效和核查"), _("身份变化、验收、核查记录"), note=_("没有记录。"))
    return Block(_("成效和核查"), _("身份变化、验收、核查记录"), columns=columns, rows=rows, least=1)


def _of_event(event):
    """Why the household changed its standing; of a decision taken back also that, and since when."""
    undone = _("%(day)s 起已撤销") % {"day": day(event.revoked_on)} if event.revoked_on else ""
    return " ".join(filter(None, (undone, event.reason)))


def _conforms(look_back):
    return f"{_('符合条件') if look_back.conforms else _('不符合条件')} {look_back.reason}"
