"""A ranking in words: why a unit is not ranked, how it moved, what its numbers are, by what rule places are given."""

from dataclasses import dataclass

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from kangle.common import figures
from kangle.common.addresses import address
from kangle.programme.items import ITEM
from kangle.rankings.kinds import parts_named
from kangle.rankings.placing import COMMUNITY, FEW_ITEMS, NO_SCORE, SMALL_N
from kangle.scorecard.declarations import SHARE
from kangle.scorecard.indicators import CATALOGUE
from kangle.scorecard.readings import Figure, Stored
from kangle.scorecard.wording import parts_text, unit_text, value_text
from villages.classing_models import Criterion

REASONS = {
    NO_SCORE: gettext_lazy("没有可评的数据"),
    FEW_ITEMS: gettext_lazy("适用事项不足一半，只评分不排名"),
    SMALL_N: gettext_lazy("样本太少，只评分不排名"),
    COMMUNITY: gettext_lazy("社区不参加村的排名"),
    "no-profile": gettext_lazy("没有村情记录"),
    "no-rural-population": gettext_lazy("村情没有农村户籍人口"),
    "no-facilities": gettext_lazy("没有设施记录"),
    "no-housing": gettext_lazy("没有住房安全记录"),
}
# A village without a record of what a criterion asks, and whatever else a kind gives as its reason.
OTHER = gettext_lazy("缺少排名所需的记录")
LOSSES_SHOWN = 3


@dataclass(frozen=True)
class Loss:
    """What one part cost: its name, its weight as a share of all that applies, hundredths lost."""

    code: str
    name: str
    weight: float
    points: int

    @property
    def address(self):
        """The page of the item or indicator; '' for an item of an inspection's sheet."""
        kind = "item" if self.code in ITEM else "indicator" if self.code in CATALOGUE else ""
        return address(f"scorecard:{kind}", self.code) if kind else ""


@dataclass(frozen=True)
class Line:
    """One row of a ranking as a page shows it."""

    row: dict
    unit: dict
    moved: int | None
    value: str
    n: str
    losses: list
    full: tuple = ()  # the parts that apply and cost nothing

    code = property(lambda self: self.row["code"])
    place = property(lambda self: self.row["place"])
    tied = property(lambda self: bool(self.row["tied"]))
    score = property(lambda self: self.row["score"])

    @property
    def lost_in_all(self):
        return sum(loss.points for loss in self.losses)

    @property
    def reason(self):
        return reason_text(self.row["reason"])

    @property
    def moved_text(self):
        return moved_text(self.moved) if self.place else ""


def reason_text(code):
    """Why a unit takes no place; '' where it does."""
    return str(REASONS.get(code, OTHER)) if code else ""


def moved_text(moved):
    """升 2 位, 降 1 位, 不变; 新 where the unit was not placed before."""
    if moved is None:
        return _("上次没有名次")
    if not moved:
        return _("不变")
    told = {"places": abs(moved)}
    if moved > 0:
        return ngettext("升 %(places)s 位", "升 %(places)s 位", moved) % told
    return ngettext("降 %(places)s 位", "降 %(places)s 位", -moved) % told


def lines_of(rows, units, rule, names, *, before=None, values=None):
    """The Lines of result rows; `before` is {code: place} of the last publication, None where there is none."""
    return [
        Line(
            row,
            units[row["code"]],
            _moved(row, before),
            _value(rule, (values or {}).get(row["code"])),
            n_text(rule, row, (values or {}).get(row["code"])),
            [Loss(code, names.get(code, code), weight / 10000, points) for code, weight, points in row["lost"] if points],
            tuple(code for code, _weight, points in row["lost"] if not points),
        )
        for row in rows
    ]


def _moved(row, before):
    then = (before or {}).get(row["code"])
    return None if then is None or row["place"] is None else then - row["place"]


def figure_of(rule, stored):
    """An indicator's figure from its stored integers, to be written as the sheet writes it."""
    return Figure(CATALOGUE[rule["subject"]], Stored(rule["subject"], *stored, None, None, None))


def _value(rule, stored):
    if rule.get("kind") != "indicator" or stored is None or rule["subject"] not in CATALOGUE:
        return ""
    figure = figure_of(rule, stored)
    return f"{value_text(figure)} {unit_text(figure)}".strip()


def n_text(rule, row, stored):
    """Of how many the figure is: "145 / 153 个村" of a share, applicable items of a score, households of a round."""
    if rule.get("kind") == "indicator":
        shared = rule["subject"] in CATALOGUE and CATALOGUE[rule["subject"]].unit is SHARE
        return parts_text(figure_of(rule, stored)) if stored and shared else figures.count(row["n"])
    if rule.get("kind") in ("whole", "group", "item") and row["n"] is not None:
        of = (
            rule["items"][rule["subject"]]
            if rule["kind"] == "item"
            else [each for items in rule["groups"].values() for each in items]
        )
        return f"{row['n']} / {len(of)}"
    return figures.count(row["n"])


def n_heading(rule):
    """What the column of n counts."""
    named = {"indicator": _("样本（n）"), "item": _("适用指标"), "whole": _("适用事项"), "group": _("适用事项")}
    return named.get(rule.get("kind"), _("抽查户数（n）") if "round" in rule else _("农业人口（n）"))


def names_told(rule):
    """{part: its name} for whoever reads: as it was frozen, in another language as the sheet calls it there now."""
    frozen = parts_named(rule)
    if (get_language() or "zh").startswith("zh") or "round" in rule:
        return frozen
    now = {**{code: ITEM[code].name for code in ITEM}, **{code: each.name for code, each in CATALOGUE.items()}}
    now |= {measure.value: measure.label for measure in Criterion.Measure} if "measures" in rule else {}
    return {code: str(now.get(code, name)) for code, name in frozen.items()}


def losses_heading(rule):
    """What the column of points lost is called; "" where there are no parts to lose in."""
    if "measures" in rule:
        return _("比最穷的村少在哪里（权重）")
    return "" if rule.get("kind") == "indicator" else _("失分在哪里（权重）")


def rule_sentences(rule):
    """The rules of a ranking, one sentence each, as they are printed below it."""
    said = [_("得分相同（按百分之一分）的名次并列，下一名次空出（1-2-2-4）。")]
    if rule.get("kind") in ("whole", "group"):
        said.append(_few_items(rule))
    if rule.get("kind") == "indicator" and rule["indicators"][rule["subject"]]["sampled"]:
        said.append(_("户数（人数）不足 %(least)s 的只评分、不排名（暂拟）。") % {"least": rule["least_n"]})
    if "round" in rule:
        said.append(_("抽查不足 %(least)s 户的只评分、不排名（暂拟）。") % {"least": rule["least_n"]})
    if not rule.get("communities", 1):
        said.append(_("社区不参加村的排名。"))
    if "criteria" in rule:
        told = {"name": rule["criteria"]["name"]}
        said.append(_("每项标准最穷的村得 100 分，最不穷的得 0 分，其余按差距；加权相加，分高的更穷。标准：%(name)s。") % told)
    if rule.get("scheme"):
        told = {"name": rule["scheme"]["name"]}
        said.append(_("评分方案：%(name)s；失分按权重计，各项失分之和等于 100 分减得分。") % told)
    return said


def _few_items(rule):
    if rule["scheme"]["formula"] == 1:
        return _("缺项不计：没有数据的事项，权重由本组其余事项分摊。")
    return _(
        "缺项不计：没有数据的事项，权重由全部其余事项按比例分摊；本组适用不足一半的，剩下的事项不加重；全部适用不足一半的，只评分、不排名。"
    )
