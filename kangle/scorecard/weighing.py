"""Weighing: how parts make a score, who has enough of them to be placed, and what each part cost. Integers throughout.

What does not apply (缺项不计) leaves its weight to the rest. To whom is said by the formula of the scheme:

1. within its group: a group whose only applicable item is a single yes or no then weighs as much as a full one;
2. over all items of the groups that have at least half of their weight; what is left of a group that has less keeps its own part
   of the whole and grows by nothing, so that a single yes or no costs no more than the sheet gives it. Where no group has half,
   over all that applies. Who has less than half of the whole's weight is scored, but takes no place.
"""

from math import lcm

from kangle.scorecard.rules import FULL, half_up

WITHIN_GROUPS, OVER_ALL = 1, 2


def weighted_mean(parts):
    """The mean of (score, weight) pairs, rounded half up; None where no score applies or all weights are 0."""
    applicable = [(score, weight) for score, weight in parts if score is not None]
    total = sum(weight for _, weight in applicable)
    return half_up(sum(score * weight for score, weight in applicable), total) if total else None


def shares(groups, weights):
    """{item: its weight in the whole} as integers in proportion, for `groups` {code: [item codes]}; a missing weight is 1."""
    sums = {group: sum(weights.get(item, 1) for item in items) for group, items in groups.items()}
    common = lcm(*(each for each in sums.values() if each))
    return {
        item: weights.get(group, 1) * weights.get(item, 1) * (common // sums[group]) if sums[group] else 0
        for group, items in groups.items()
        for item in items
    }


def whole(groups, weights, scores, formula, shared=None):
    """The 663 score of one area from its `scores` {code: hundredths or None} of items and groups; `shared` as `shares` gives."""
    if formula == WITHIN_GROUPS:
        return weighted_mean([(scores[group], weights.get(group, 1)) for group in groups])
    return weighted_mean([(scores[item], weight) for item, weight in over_all(groups, weights, scores, shared).items()])


def over_all(groups, weights, scores, shared=None):
    """{item: the weight it has in this area's whole by formula 2}, as integers in proportion; 0 where it does not apply."""
    shared = shared or shares(groups, weights)
    present = {item: 0 if scores[item] is None else weight for item, weight in shared.items()}
    together = sum(shared.values())
    wide, narrow = 0, 0  # the weight that applies in groups with at least half of theirs, and in the others
    lone = set()
    for items in groups.values():
        mine = sum(present[item] for item in items)
        if 2 * mine >= sum(shared[item] for item in items):
            wide += mine
        else:
            narrow += mine
            lone.update(items)
    if not wide or not narrow:
        return present
    return {item: weight * wide if item in lone else weight * (together - narrow) for item, weight in present.items()}


def is_enough(parts, formula):
    """Whether (score, weight) pairs hold enough that applies for a place among others."""
    if formula == WITHIN_GROUPS:
        return True
    applicable = sum(weight for score, weight in parts if score is not None)
    return 2 * applicable >= sum(weight for _, weight in parts)


def in_force(groups, weights, scores, formula):
    """{item: the weight it has in this area's whole}: 0 where it does not apply; in proportion, over all groups."""
    if formula == OVER_ALL:
        return over_all(groups, weights, scores)
    present = {group: [item for item in items if scores[item] is not None] for group, items in groups.items()}
    kept = shares({group: items for group, items in present.items() if items}, weights)
    return {item: kept.get(item, 0) for items in groups.values() for item in items}


def lost(parts, score):
    """What each part cost: {code: hundredths} of (code, weight in force, score), adding up to what `score` lacks of 100.

    The rounding that is left goes to the parts that were cut most (ties: by code, so that no order of writing matters); what
    does not apply costs nothing.
    """
    applicable = [(code, weight, mine) for code, weight, mine in parts if mine is not None and weight]
    total = sum(weight for _, weight, _ in applicable)
    exact = [(code, weight * (FULL - mine)) for code, weight, mine in applicable]
    found = {code: cost // total for code, cost in exact}
    left = (FULL - score) - sum(found.values())
    for code, _cost in sorted(exact, key=lambda each: (-(each[1] % total), each[0]))[: max(left, 0)]:
        found[code] += 1
    if left < 0:  # by formula 1 the groups were rounded up before: the costliest part gives it back
        found[max(found, key=lambda code: (found[code], code))] += left
    return found
