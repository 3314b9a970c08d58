"""Judging: from counted totals to indicator scores, item, group and total scores, and places among siblings."""

from collections import defaultdict
from dataclasses import dataclass, field

from kangle.programme.items import GROUPS, ITEMS, TOTAL, items_of
from kangle.scorecard.counting import COLUMNS
from kangle.scorecard.founded import without_whole
from kangle.scorecard.indicators import CATALOGUE, of_item
from kangle.scorecard.looking import was_looked_at, was_seen
from kangle.scorecard.measures import Measure
from kangle.scorecard.rules import RankDecrement, Veto, places
from kangle.scorecard.weighing import OVER_ALL, is_enough, shares, weighted_mean, whole


@dataclass(slots=True)
class Figure:
    """One indicator of one area: what was counted, and how it was judged (hundredths; None = not applicable)."""

    numerator: int
    denominator: int | None
    target: int | None
    score: int | None = None
    rank: int | None = None
    of: int | None = None


@dataclass(slots=True)
class Mark:
    """An item's, a group's or the whole's score of one area."""

    score: int | None
    veto: str = ""
    rank: int | None = None
    of: int | None = None


@dataclass
class Verdict:
    """Everything a snapshot holds: figures by (area key, indicator code) and marks by (area key, code)."""

    figures: dict = field(default_factory=dict)
    marks: dict = field(default_factory=dict)


GROUPED = {group.code: [item.code for item in items_of(group.code)] for group in GROUPS}


def judge(tree, totals, weights, year, formula=OVER_ALL, *, seen=None):
    """Judge every area of `tree`; `weights` is {code: weight}, what is missing weighs 1; `formula` as in `weighing`.

    An area closed by the `year` keeps the figures of what still lies there, but is neither scored nor ranked; nor is an item of
    an area where nothing of the year was looked at for it (`seen`, as looking.seen gives it).
    """
    verdict = Verdict()
    siblings = defaultdict(list)
    for area in tree.areas:
        siblings[area.level].append(area.pk)
    standing = {area.pk for area in tree.areas if area.stood_in(year)}
    county = totals[tree.areas[0].pk]
    for indicator in CATALOGUE.values():
        unfounded = without_whole(indicator, tree, totals)
        _figures(indicator, totals, siblings, standing, verdict.figures, county, seen, unfounded)
    shared = shares(GROUPED, weights)
    too_little = {key: _marks(key, weights, shared, formula, verdict) for key in tree.keys}
    _place(verdict, siblings, too_little)
    return verdict


def _figures(indicator, totals, siblings, standing, figures, county, seen, unfounded):
    """Fill in one indicator for all areas; those `standing` are scored, at once or where the rule looks at the whole field.

    Where nothing was looked at, nothing of the year was, or some place has not told its whole (`unfounded`), a fixed target is
    not set: whoever judges the stored figure again comes to no score either.
    """
    numerator = COLUMNS[indicator.numerator]
    denominator = None if indicator.denominator is None else COLUMNS[indicator.denominator]
    planned = COLUMNS[indicator.target] if isinstance(indicator.target, Measure) else None
    code, rule, reading_of = indicator.code, indicator.rule, indicator.reading
    by_place = isinstance(rule, RankDecrement)
    for level, keys in siblings.items():
        readings, is_judged = {}, rule is not None and level <= indicator.judged_to
        for key in keys:
            row = totals[key]
            target = row[planned] if planned is not None else indicator.target
            is_seen = rule is None or was_seen(indicator, key, seen)
            if planned is None and rule is not None and not (is_seen and was_looked_at(indicator, row, county)):
                # Of a share that every place tells, a missing target says that one has not: what is counted keeps it else.
                target = target if indicator.of_each_place and row[numerator] else None
            if key in unfounded:
                target = None
            below = None if denominator is None else row[denominator]
            figure = figures[key, code] = Figure(row[numerator], below, target)
            if not is_judged or key not in standing or not is_seen:
                continue
            reading = reading_of(figure.numerator, figure.denominator, figure.target)
            if reading is None:
                continue
            if by_place:
                readings[key] = reading
            else:
                figure.score = rule.score(reading)
        if by_place:
            for key, score in rule.scores(readings).items():
                figures[key, code].score = score


def _marks(key, weights, shared, formula, verdict):
    """The fifteen items, the three groups and the whole of one area; gives the codes in which it has too little for a place."""
    marks, scores, too_little = verdict.marks, {}, set()
    for item in ITEMS:
        parts, veto = [], ""
        for indicator in of_item(item.code):
            score = verdict.figures[key, indicator.code].score
            parts.append((score, weights.get(indicator.code, 1)))
            if score == 0 and isinstance(indicator.rule, Veto):
                veto = indicator.code
        mark = marks[key, item.code] = Mark(0 if veto else weighted_mean(parts), veto)
        scores[item.code] = mark.score
    for group, items in GROUPED.items():
        parts = [(scores[item], weights.get(item, 1)) for item in items]
        scores[group] = weighted_mean(parts)
        marks[key, group] = Mark(scores[group])
        if not is_enough(parts, formula):
            too_little.add(group)
    marks[key, TOTAL] = Mark(whole(GROUPED, weights, scores, formula, shared))
    if not is_enough([(scores[item], weight) for item, weight in shared.items()], formula):
        too_little.add(TOTAL)
    return too_little


def _place(verdict, siblings, too_little):
    """Give every score its place among the areas of the same level (ties 1-2-2-4), but for those with too little to compare."""
    for results, codes in (
        (verdict.figures, [code for code, indicator in CATALOGUE.items() if indicator.rule is not None]),
        (verdict.marks, [item.code for item in ITEMS] + [group.code for group in GROUPS] + [TOTAL]),
    ):
        for code in codes:
            for keys in siblings.values():
                compared = (key for key in keys if code not in too_little[key])
                judged = {key: -results[key, code].score for key in compared if results[key, code].score is not None}
                for key, place in places(judged).items():
                    results[key, code].rank, results[key, code].of = place, len(judged)
