"""The rules of the sheet on exact fractions, and the marks, means and places that follow; points are 0 to 100."""

import math
from dataclasses import dataclass
from fractions import Fraction


def hundredths(points):
    """Points in hundredths, halves upward: what is printed, and what the next mean is made of."""
    return math.floor(points * 100 + Fraction(1, 2))


# --- rules: (value, target, less) -> points ---------------------------------------------------------------------------


def linear(value, target, less):
    return min(Fraction(100), max(Fraction(0), value / target * 100))


def falling(*, to):
    """100 up to the target, then down evenly to 0 at `to` (per cent for shares, else in the figure's unit)."""

    def rule(value, target, less):
        worst = Fraction(to, 100) if target < 1 else Fraction(to)
        if value <= target:
            return Fraction(100)
        return max(Fraction(0), (worst - value) / (worst - target) * 100)

    return rule


def reached(value, target, less):
    return value <= target if less else value >= target


def all_or_nothing(value, target, less):
    return Fraction(100) if reached(value, target, less) else Fraction(0)


def veto(value, target, less):
    return all_or_nothing(value, target, less)


def steps(*, step, points):
    """`points` off for every started `step` (per cent) that the share falls short."""

    def rule(value, target, less):
        if value >= target:
            return Fraction(100)
        started = math.ceil((target - value) / Fraction(step, 100))
        return max(Fraction(0), Fraction(100) - points * started)

    return rule


def bands(*rows):
    """The points of the highest band whose per cent the share reaches."""

    def rule(value, target, less):
        reached_rows = [points for start, points in rows if value >= Fraction(start, 100)]
        return Fraction(max(reached_rows, default=0))

    return rule


def deduct(*, points):
    def rule(value, target, less):
        return max(Fraction(0), 100 - Fraction(points) * value)

    return rule


def mean_of_marks(value, target, less):
    """The value is a mean of marks in hundredths already."""
    return min(Fraction(100), value / 100)


@dataclass(frozen=True)
class by_rank:
    """`points` off for each place behind the first, down to `floor`; alone there is no place."""

    points: str
    floor: int

    def scores(self, values):
        if len(values) < 2:
            return {}
        # Compared as printed: in hundredths of a per cent.
        printed = {area: math.floor(value * 10000 + Fraction(1, 2)) for area, value in values.items()}
        worked = {}
        for area, mine in printed.items():
            better = sum(theirs > mine for theirs in printed.values())
            worked[area] = hundredths(max(Fraction(self.floor), 100 - Fraction(self.points) * better))
        return worked


# --- judging ----------------------------------------------------------------------------------------------------------


def value_of(each, figure):
    """The figure as a fraction; None where it does not apply: nothing to divide by, no plan, no rule, nothing looked at."""
    if each.rule is None or not figure.seen or (figure.denominator is not None and figure.denominator == 0):
        return None
    if (each.target == "planned" and figure.target == 0) or figure.target is None:
        return None
    return Fraction(figure.numerator, 1 if figure.denominator is None else figure.denominator)


def judge(sheet, figures, areas):
    """{(area, code): score in hundredths} for the indicators of `sheet` that apply."""
    scores = {}
    for code, each in sheet.items():
        for level in {3} if each.only_county else {area.level for area in areas}:
            values = {area: value_of(each, figures[area, code]) for area in areas if area.level == level}
            values = {area: value for area, value in values.items() if value is not None}
            if isinstance(each.rule, by_rank):
                scores.update({(area, code): score for area, score in each.rule.scores(values).items()})
                continue
            for area, value in values.items():
                target = Fraction(figures[area, code].target) if each.target == "planned" else each.target
                scores[area, code] = hundredths(each.rule(value, target, each.less))
    return scores


def mean(scores, weights):
    """The weighted mean of {code: score in hundredths}, rounded; None where nothing applies. A code without a weight weighs 1."""
    heavy = {code: weights.get(code, 1) for code in scores}
    if sum(heavy.values()) == 0:
        return None
    weighed = sum(Fraction(score) * heavy[code] for code, score in scores.items())
    return hundredths(weighed / sum(heavy.values()) / 100)


GROUPS = {
    "in-place": ["planning", "methods", "outreach", "acceptance", "social-aid", "supervision"],
    "precise": ["targeting", "projects", "funds", "measures", "staffing", "outcomes"],
    "focus": ["first-secretaries", "technicians", "helpers"],
}


def marks(sheet, scores, areas, weights, formula):
    """What is marked: ({(area, code): mark of an item, a group or the whole}, {(area, item): the indicator that vetoed it},
    {(area, code)} of the groups and wholes in which too little applies for a place).

    By formula 1 the whole is the mean of the groups; by formula 2 it is that of all items, each as heavy as it is in the sheet.
    """
    found, vetoes, unplaced = {}, {}, set()
    for area in areas:
        for items in GROUPS.values():
            for item in items:
                own = {code: scores[area, code] for code in sheet if code.split(".")[0] == item and (area, code) in scores}
                found[area, item] = mean(own, weights)
                for code, score in own.items():
                    if sheet[code].rule is veto and score == 0:
                        found[area, item], vetoes[area, item] = 0, code
        for group, items in GROUPS.items():
            found[area, group] = mean({i: found[area, i] for i in items if found[area, i] is not None}, weights)
        if formula == 1:
            found[area, "663"] = mean({g: found[area, g] for g in GROUPS if found[area, g] is not None}, weights)
            continue
        heavy = weights_in_the_whole(weights)
        there = {item: found[area, item] for item in heavy if found[area, item] is not None}
        found[area, "663"] = mean(there, weights_of_an_area(heavy, there))
        if sum(heavy[item] for item in there) * 2 < sum(heavy.values()):
            unplaced.add((area, "663"))
        for group, items in GROUPS.items():
            own = {item: weights.get(item, 1) for item in items}
            if sum(own[item] for item in items if item in there) * 2 < sum(own.values()):
                unplaced.add((area, group))
    return {key: score for key, score in found.items() if score is not None}, vetoes, unplaced


def weights_in_the_whole(weights):
    """{item: the part of the whole that the sheet gives it}: the group's weight, shared by the weights of its items."""
    heavy = {}
    for group, items in GROUPS.items():
        together = sum(weights.get(item, 1) for item in items)
        for item in items:
            heavy[item] = Fraction(weights.get(group, 1) * weights.get(item, 1), together) if together else Fraction(0)
    return heavy


def weights_of_an_area(heavy, there):
    """{item there: its part of this area's whole}: an item whose group has less than half of its weight keeps the part that the
    sheet gives it; the others share the rest in proportion. Where no group has half, all share all."""
    kept = {}
    for items in GROUPS.values():
        if sum(heavy[item] for item in items if item in there) * 2 < sum(heavy[item] for item in items):
            kept.update({item: heavy[item] for item in items if item in there})
    sharing = [item for item in there if item not in kept]
    together = sum(heavy[item] for item in sharing)
    if together == 0:
        return {item: heavy[item] for item in there}
    rest = sum(heavy.values()) - sum(kept.values())
    return kept | {item: rest * heavy[item] / together for item in sharing}


def places(scores, areas, unplaced=()):
    """{(area, code): (place, of how many)} among the areas of one level; equal scores share a place: 1-2-2-4."""
    ranked = {}
    compared = {key: score for key, score in scores.items() if key not in unplaced}
    for (area, code), score in compared.items():
        rivals = [scores[other, code] for other in areas if other.level == area.level and (other, code) in compared]
        ranked[area, code] = (1 + sum(rival > score for rival in rivals), len(rivals))
    return ranked
