"""Ranking the townships of a closed inspection round by the points its score sheet gave them.

`rule`: {"formula": 1, "round": key, "items": [[number, content, weight]], "least_n": households}.
`inputs["units"]`: [{"code", "name", "parent", "parent_name", "kind", "marks": [[item number, hundredths]], "sampled",
"findings"}].
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kangle.rankings.placing import NO_SCORE, SMALL_N, placed
from kangle.rankings.units import unit_of

# Of fewer households visited a township's points say too little to stand beside another's; provisional (暂拟).
LEAST_SAMPLED = 5


def compute(rule, inputs):
    """The result rows, best first; `n` is the households sampled, `lost` goes by item of the sheet."""
    weights = {number: weight for number, _content, weight in rule["items"]}
    together = sum(weights.values())
    rows = []
    for unit in inputs["units"]:
        marks = dict(unit["marks"])
        score = sum(marks.values()) if marks else None
        reason = NO_SCORE if score is None else SMALL_N if unit["sampled"] < rule["least_n"] else ""
        costs = [
            [str(number), 10000 * weight // together, 100 * weight - marks[number]]
            for number, weight in weights.items()
            if number in marks
        ]
        costs.sort(key=lambda each: (-each[2], int(each[0])))
        rows.append({"code": unit["code"], "score": score, "n": unit["sampled"], "reason": reason, "lost": costs})
    return placed(rows)


FORMULAS = {1: compute}


def freeze(round_, *, least_n=LEAST_SAMPLED):
    """(rule, inputs) of a closed round, in three queries. Raises ValidationError for one that is still under way."""
    if round_.finished_on is None:
        raise ValidationError(_("%(round)s还没有结束：结束后才能排名和发布。") % {"round": round_})
    items = {item.pk: item for item in round_.items.order_by("number")}
    rule = {
        "formula": 1,
        "round": str(round_),
        "items": [[item.number, item.content, item.weight] for item in items.values()],
        "least_n": least_n,
    }
    units = []
    inspections = round_.inspections.of_townships().select_related("area__parent").prefetch_related("marks", "findings")
    inspections = inspections.order_by("area__path")
    for inspection in inspections:
        marks = sorted([items[mark.item_id].number, mark.points] for mark in inspection.marks.all())
        numbers = {"marks": marks, "sampled": inspection.households_sampled, "findings": len(inspection.findings.all())}
        units.append(unit_of(inspection.area) | numbers)
    return rule, {"units": units}
