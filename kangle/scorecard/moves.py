"""Why an item's score changed since another day: every indicator that moved it, by points that add up to the change."""

from dataclasses import dataclass

from kangle.scorecard.indicators import of_item
from kangle.scorecard.models import Weight
from kangle.scorecard.readings import Figure
from kangle.scorecard.rules import FULL
from kangle.scorecard.weighing import lost


@dataclass(frozen=True)
class Move:
    """One indicator then and now, and the hundredths of a point by which it moved its item.

    An indicator moves its item also where its own score stands still: another became applicable, or ceased to be, and the
    weights were shared out anew.
    """

    before: Figure
    now: Figure
    points: int

    @property
    def began(self):
        """Whether it is judged now and was not then."""
        return self.before.score is None and self.now.score is not None

    @property
    def ceased(self):
        return self.before.score is not None and self.now.score is None

    @property
    def stood_still(self):
        """Whether its own score is what it was: its weight alone changed."""
        return self.before.score == self.now.score


def weights_of(*schemes):
    """[{code: weight}] of each scheme; what is missing weighs 1. One query."""
    rows = Weight.objects.filter(scheme__in=schemes).values_list("scheme_id", "code", "weight")
    found = {}
    for scheme, code, weight in rows:
        found.setdefault(scheme, {})[code] = weight
    return [found.get(scheme.pk, {}) for scheme in schemes]


def costs(figures, mark, weights):
    """{indicator code: hundredths it takes from its item's 100}, adding up to what the item's score lacks; {} for no score.

    `figures` is {code: Figure} of the item's indicators, `mark` its Score. A veto takes everything.
    """
    if mark is None or mark.score is None:
        return {}
    if mark.veto:
        return {mark.veto: FULL - mark.score}
    return lost([(code, weights.get(code, 1), figure.score) for code, figure in figures.items()], mark.score)


def moves(item_code, then, now):
    """[Move], the largest first, of an item; `then` and `now` are (figures, mark, weights) as `costs` takes them.

    The points add up to the change of the item's score, to the hundredth. Empty where either day has no score.
    """
    if any(mark is None or mark.score is None for _figures, mark, _weights in (then, now)):
        return []
    indicators, found = of_item(item_code), []
    before, after = (
        costs({each.code: figures[each.code] for each in indicators}, mark, weights) for figures, mark, weights in (then, now)
    )
    for indicator in indicators:
        move = Move(then[0][indicator.code], now[0][indicator.code], before.get(indicator.code, 0) - after.get(indicator.code, 0))
        if move.points or move.began or move.ceased:
            found.append(move)
    return sorted(found, key=lambda move: -abs(move.points))
