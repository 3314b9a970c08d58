"""Ranking by the 663 score, a group, an item or an indicator: judged anew from integers and the rules that came with them.

`rule`: {"formula": 1, "subject": code, "kind": "whole" | "group" | "item" | "indicator", "scheme": {...}, "weights": {code: n},
"groups": {code: [items]}, "order": [groups], "items": {code: [indicators]}, "indicators": {code: {"rule", "less", "share",
"planned", "judged", "version", ...}}, "names": {code: name}, "least_n": n, "communities": 0 or 1}.
`inputs["units"]`: [{"code", "name", "parent", "parent_name", "kind", "figures": {indicator: [numerator, denominator, target]}}].
"""

from kangle.rankings.placing import COMMUNITY, FEW_ITEMS, NO_SCORE, SMALL_N, placed
from kangle.scorecard.rules import FULL, RankDecrement, read, reading_of
from kangle.scorecard.weighing import in_force, is_enough, lost, shares, weighted_mean, whole


def compute(rule, inputs):
    """The result rows, best first: {"code", "place", "of", "tied", "score", "n", "reason", "lost": [[part, weight, points]]}."""
    units = inputs["units"]
    figures = judged(rule, units)
    rows = [row_of(rule, unit, marks_of(rule, figures[unit["code"]]), figures[unit["code"]]) for unit in units]
    return placed(rows)


def judged(rule, units):
    """{unit: {indicator: hundredths or None}}: every indicator of the rule, those that look at the whole field included."""
    found = {unit["code"]: {} for unit in units}
    for code, each in rule["indicators"].items():
        judge = read(each["rule"]) if each["judged"] else None
        readings = {}
        for unit in units:
            known = {"planned": each["planned"], "share": each["share"], "less": bool(each["less"])}
            reading = judge and reading_of(*unit["figures"][code], **known)
            found[unit["code"]][code] = None
            if reading is None or not judge:
                continue
            if isinstance(judge, RankDecrement):
                readings[unit["code"]] = reading
            else:
                found[unit["code"]][code] = judge.score(reading)
        if readings:
            for unit, score in judge.scores(readings).items():
                found[unit][code] = score
    return found


def marks_of(rule, scores):
    """{item, group or "663": hundredths or None} of one unit from its indicators' scores; what the rule names, no more."""
    weights, marks = rule["weights"], {}
    for item, indicators in rule["items"].items():
        vetoed = any(scores[code] == 0 and is_veto(rule, code) for code in indicators)
        marks[item] = 0 if vetoed else weighted_mean([(scores[code], weights.get(code, 1)) for code in indicators])
    for group, items in rule["groups"].items():
        marks[group] = weighted_mean([(marks[item], weights.get(item, 1)) for item in items])
    if rule["kind"] == "whole":
        marks[rule["subject"]] = whole(rule["groups"], weights, marks, rule["scheme"]["formula"])
    return marks


def is_veto(rule, code):
    parameters = rule["indicators"][code]["rule"]
    return parameters is not None and parameters["kind"] == "veto"


def row_of(rule, unit, marks, scores):
    """One unit's row before it is placed."""
    subject, n = rule["subject"], None
    score = scores[subject] if rule["kind"] == "indicator" else marks[subject]
    parts = parts_of(rule, marks, scores)
    if rule["kind"] == "indicator":
        n = n_of(rule, unit["figures"][subject][1])
    else:
        n = sum(mine is not None for _code, _weight, mine in parts)
    row = {"code": unit["code"], "score": score, "n": n, "reason": reason_of(rule, unit, score, n, has_enough(rule, marks))}
    return row | {"lost": costs(rule, parts, score)}


def n_of(rule, denominator):
    """Of how many an indicator's figure is: the denominator of a share; None for what is no share."""
    return denominator if rule["indicators"][rule["subject"]]["share"] else None


def parts_of(rule, marks, scores):
    """[(part, weight in force, hundredths or None)]: the items of the whole or a group, the indicators of an item."""
    weights = rule["weights"]
    if rule["kind"] == "whole":
        heavy = in_force(rule["groups"], weights, marks, rule["scheme"]["formula"])
        return [(item, heavy[item], marks[item]) for item in heavy]
    if rule["kind"] == "group":
        return [(item, weights.get(item, 1), marks[item]) for item in rule["groups"][rule["subject"]]]
    if rule["kind"] == "item":
        return [(code, weights.get(code, 1), scores.get(code)) for code in rule["items"][rule["subject"]]]
    return []


def reason_of(rule, unit, score, n, enough):
    """Why a unit takes no place; '' where it does. `enough`: whether enough of the weight applies to be compared."""
    if unit["kind"] == "community" and not rule["communities"]:
        return COMMUNITY
    if score is None:
        return NO_SCORE
    if rule["kind"] == "indicator":
        few = rule["indicators"][rule["subject"]]["sampled"] and n is not None and n < rule["least_n"]
        return SMALL_N if few else ""
    return "" if enough else FEW_ITEMS


def has_enough(rule, marks):
    """Whether enough of the weight applies to be compared; an item is always compared."""
    formula, weights = rule["scheme"]["formula"], rule["weights"]
    if rule["kind"] == "whole":
        shared = shares(rule["groups"], weights)
        return is_enough([(marks[item], weight) for item, weight in shared.items()], formula)
    if rule["kind"] == "group":
        return is_enough([(marks[item], weights.get(item, 1)) for item in rule["groups"][rule["subject"]]], formula)
    return True


def costs(rule, parts, score):
    """[[part, its weight in ten-thousandths of all that applies, hundredths lost]], the costliest first; what applies, no more.

    A veto costs what the other parts leave of the score.
    """
    if score is None or not parts:
        return []
    together = sum(weight for _code, weight, mine in parts if mine is not None)
    vetoes = [code for code, _weight, mine in parts if mine == 0 and rule["kind"] == "item" and is_veto(rule, code)]
    unvetoed = weighted_mean([(mine, weight) for _code, weight, mine in parts]) if vetoes else score
    unvetoed = FULL if unvetoed is None else unvetoed  # where the veto alone applies and weighs nothing
    found = lost(parts, unvetoed)
    if vetoes:
        found[vetoes[0]] = found.get(vetoes[0], 0) + unvetoed
    heavy = {code: weight for code, weight, _mine in parts}
    rows = [[code, 10000 * heavy[code] // together if together else 0, points] for code, points in found.items()]
    return sorted(rows, key=lambda each: (-each[2], each[0]))


FORMULAS = {1: compute}
