"""Figures in words: the number with its unit, and the fraction behind a share ("145 / 153 个村")."""

from fractions import Fraction

from django.utils.translation import gettext as _

from kangle.areas.models import Area
from kangle.common import figures
from kangle.scorecard import rules
from kangle.scorecard.declarations import POINTS, SHARE, TASKS, YUAN
from kangle.scorecard.rules import half_up


def number_text(value, unit):
    """A figure in its unit's smallest parts (fen, metres) or, for a share, the Fraction itself, as people write it."""
    if value is None:
        return figures.UNKNOWN
    if unit is SHARE:
        return figures.share(float(value))
    if unit is YUAN:
        return figures.money(figures.whole(value))
    if unit is POINTS:
        return figures.score(half_up(value.numerator, value.denominator))
    return figures.trimmed(float(value) / unit.scale, 1)


def value_text(figure):
    """The figure without its unit's name: 94.8%, 4.34亿元, 18,858; where nobody looked, that it is unknown."""
    value = figure.value
    if value is None:
        return figures.UNKNOWN if figure.was_looked_at and not figure.is_unfounded else _("未采集")
    unit = figure.indicator.unit
    if unit is SHARE:
        return _share_text(value, figure.row.target, figure.indicator.less)
    return number_text(value * unit.scale, unit)


def _share_text(value, target, less):
    """A share, in as many decimals as tell it from a target (in ten-thousandths) that it missed."""
    line = target and Fraction(target, 10000)
    is_missed = line is not None and (value > line if less else value < line)
    return figures.share(value, missed=[line] if is_missed else ())


def unit_text(figure):
    """The unit's name where the number does not carry it already."""
    unit = figure.indicator.unit
    return "" if unit in (SHARE, YUAN, POINTS) or figure.value is None else unit.name


def target_text(figure):
    """The target as it is written; a dash where there is none, and where it is a task, that nobody has set it."""
    goal, indicator = figure.goal, figure.indicator
    if goal is None:
        is_task = figure.was_counted and indicator.is_planned and indicator.target.source.code == TASKS
        return _("未下达") if is_task else figures.UNKNOWN
    return figures.share(goal / 10000) if indicator.unit is SHARE else number_text(goal, indicator.unit)


def parts_text(figure):
    """Numerator and denominator in words; '' for a figure that has none, or where nobody looked."""
    row, parts = figure.row, figure.indicator.parts
    if row.denominator is None or not figure.was_looked_at:
        return ""
    if figure.is_unfounded:
        return _("%(number)s %(unit)s，基数不全") % {"number": figures.count(row.numerator), "unit": parts.name}
    if figure.indicator.is_of_tasks and not row.denominator:
        return _("%(number)s %(unit)s / 未下达") % {"number": figures.count(row.numerator), "unit": parts.name}
    if parts is None:
        top, bottom = number_text(row.numerator, figure.indicator.unit), figures.count(row.denominator)
        return f"{top} / {bottom}"
    if parts is YUAN:
        return f"{figures.money(row.numerator)} / {figures.money(row.denominator)}"
    return f"{figures.count(row.numerator)} / {figures.count(row.denominator)} {parts.name}"


def gap_text(figure):
    """What a share lacks of the whole, counted: 还差 1 人; "" where nothing is lacking, or it is no such share."""
    indicator, row = figure.indicator, figure.row
    if indicator.unit is not SHARE or indicator.less or indicator.parts in (None, YUAN) or not row.denominator:
        return ""
    lacking = row.denominator - row.numerator
    return _("还差 %(number)s %(unit)s") % {"number": figures.count(lacking), "unit": indicator.parts.name} if lacking > 0 else ""


def move_text(move):
    """An indicator's move as one sentence: 约谈落实 100.0 → 0.0：还差 1 人."""
    told = {"name": move.now.indicator.name, "before": figures.score(move.before.score), "now": figures.score(move.now.score)}
    sentence = _("%(name)s %(before)s → %(now)s") % told
    gap = gap_text(move.now) if move.points < 0 else ""
    return _("%(sentence)s：%(gap)s") % {"sentence": sentence, "gap": gap} if gap else sentence


def rule_text(indicator):
    """How the figure is judged, in one sentence a county sheet would print."""
    rule = indicator.rule
    if rule is None:
        return _("不评分，只公布数值")
    return _RULE_TEXTS[type(rule)](rule, indicator)


def rule_hint(indicator):
    """The rule where its score does not simply follow the value; "" where it does."""
    if indicator.judged_to < Area.Level.VILLAGE:
        return _("只评到%(level)s一级") % {"level": Area.Level(indicator.judged_to).label}
    return "" if indicator.rule is None or isinstance(indicator.rule, (rules.Linear, rules.Manual)) else rule_text(indicator)


def _linear(rule, indicator):
    if not indicator.less:
        return _("按目标完成比例得分，达到目标得 100 分")
    worst = figures.share(rule.worst / 10000) if indicator.unit is SHARE else number_text(rule.worst, indicator.unit)
    return _("达到目标得 100 分，到 %(worst)s 为 0 分，其间按比例") % {"worst": worst}


def _steps(rule, indicator):
    step = figures.share(rule.step / 10000) if indicator.unit is SHARE else number_text(rule.step, indicator.unit)
    return _("每差 %(step)s（不足按一档）扣 %(points)s 分，最低 %(floor)s 分") % {
        "step": step,
        "points": figures.score(rule.points),
        "floor": figures.score(rule.floor),
    }


def _bands(rule, indicator):
    return "；".join(
        _("%(start)s 以上 %(score)s 分") % {"start": figures.share(start / 10000), "score": figures.score(score)}
        for start, score in rule.bands
    )


_RULE_TEXTS = {
    rules.Linear: _linear,
    rules.Steps: _steps,
    rules.Bands: _bands,
    rules.AllOrNothing: lambda rule, indicator: _("达到目标得 100 分，否则 0 分"),
    rules.DeductOnly: lambda rule, indicator: _("满分 100 分，每个扣 %(points)s 分") % {"points": figures.score(rule.points)},
    rules.Veto: lambda rule, indicator: _("一票否决：不达标则整个事项为 0 分"),
    rules.Manual: lambda rule, indicator: _("取各次评分的平均分"),
    rules.RankDecrement: lambda rule, indicator: (
        _("第一名 100 分，每后移一名扣 %(points)s 分，最低 %(floor)s 分")
        % {"points": figures.score(rule.points), "floor": figures.score(rule.floor)}
    ),
}
