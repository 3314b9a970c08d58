"""Why a unit stands where it stands: what it lost, what would change its place, where it stood before, beside whom."""

from dataclasses import dataclass

from kangle.rankings.kinds.score import marks_of
from kangle.rankings.models import Publication
from kangle.scorecard.models import Score, Snapshot
from kangle.scorecard.rules import FULL


@dataclass(frozen=True)
class Gain:
    """What one indicator at full score would bring: hundredths of the ranked score, and the place that would make."""

    figure: object
    item: str
    points: int
    score: int
    place: int


def gains_of(board, row, sheet):
    """The Gains of a unit, the largest first: each indicator alone brought to full score, everybody else staying as they are.

    `sheet` is the unit's own (scorecard.readings.Sheet). Empty for a unit without a score and for what has no parts.
    """
    rule = board.rule
    if row["score"] is None or rule.get("kind") in (None, "indicator"):
        return []
    scores = {code: sheet.figures[code].score for code in rule["indicators"]}
    item_of = {code: item for item, codes in rule["items"].items() for code in codes}
    found = []
    for code, score in scores.items():
        if score is None or score == FULL:
            continue
        reached = marks_of(rule, scores | {code: FULL})[rule["subject"]]
        if reached > row["score"]:
            place = place_at(board, reached, row)
            found.append(Gain(sheet.figures[code], item_of[code], reached - row["score"], reached, place))
    return sorted(found, key=lambda gain: (-gain.points, gain.figure.code))


def place_at(board, score, row):
    """The place a unit would take with a score, the others staying as they are."""
    return 1 + sum(other["score"] > score for other in board.placed if other["code"] != row["code"])


def next_above(board, row):
    """The unit nearest above, whose score would have to be passed; None for the first and for the unranked."""
    above = [other for other in board.placed if row["place"] and other["place"] < row["place"]]
    return above[-1] if above else None


def places_over_time(choice, area):
    """[(day, place, of, score)] of a unit in the year's snapshots, oldest first; of subjects whose score is stored."""
    kept = Snapshot.objects.published().filter(area=choice.county, year=choice.year)
    stored = Score.objects.filter(snapshot__in=kept, area=area, code=choice.what).order_by("snapshot__as_of")
    return list(stored.values_list("snapshot__as_of", "rank", "of", "score"))


def published_places(choice, code):
    """[(Publication, its row of the unit)] of the rankings published by the same subject, newest first."""
    alike = Publication.objects.in_force().alike(area=choice.county, kind=choice.kind, subject=choice.what, level=choice.level)
    found = []
    for each in alike[:12]:
        row = next((row for row in each.document["result"] if row["code"] == code), None)
        if row is not None:
            found.append((each, row))
    return found
