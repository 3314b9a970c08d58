"""A ranking as it stands now: places from the stored scores, what each unit lost read for those that are shown.

Equal to what `kinds.compute` makes of the frozen inputs; a test holds the two together on random counties.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kangle.rankings.kinds import reading
from kangle.rankings.kinds.score import costs, n_of, parts_of, reason_of
from kangle.rankings.placing import placed
from kangle.rankings.units import areas_at, unit_of
from kangle.scorecard.models import Score, Value


@dataclass
class Board:
    """A ranking's rows in order with their units, and the rule they were placed by."""

    rule: dict
    units: dict
    rows: list
    keys: dict = field(default_factory=dict)  # the areas' database keys by code
    # Stored values of an indicator, for a page that shows them: {code: (numerator, denominator, target)}.
    values: dict = field(default_factory=dict)
    fill: object = None

    @property
    def placed(self):
        return [row for row in self.rows if row["place"] is not None]

    @property
    def unplaced(self):
        return [row for row in self.rows if row["place"] is None]

    def with_costs(self, rows):
        """The same rows with `lost` and `n`: of those that are shown, in one query."""
        if self.fill:
            self.fill(rows)
        return rows


def board_of(choice):
    """The Board a Choice asks for; the snapshot or the round stands."""
    if choice.kind == "score":
        return _of_scores(choice.snapshot, choice.what, choice.level, choice.communities, choice.least_n)
    frozen = choice.freeze()
    units = {unit["code"]: unit for unit in frozen.inputs["units"]}
    return Board(frozen.rule, units, frozen.result)


def _of_scores(snapshot, subject, level, communities, least_n):
    """The Board of a subject of the sheet: three queries, and one more for the costs of the rows shown."""
    rule = reading.rule_of(snapshot, subject, level, communities=communities, least_n=least_n)
    areas = areas_at(snapshot.area, level, snapshot.year)
    keys, units = {area.path: area.pk for area in areas}, {area.path: unit_of(area) for area in areas}
    board = Board(rule, units, [], keys)
    if rule["kind"] == "indicator":
        stored = Value.objects.filter(snapshot=snapshot, area__in=areas, indicator=subject)
        found = {key: row for key, *row in stored.values_list("area_id", "numerator", "denominator", "target", "score")}
        board.values = {code: found[key][:3] for code, key in keys.items() if key in found}
        marks = {key: (row[3], True) for key, row in found.items()}
    else:
        stored = Score.objects.filter(snapshot=snapshot, area__in=areas, code=subject)
        marks = {key: (score, rank is not None) for key, score, rank in stored.values_list("area_id", "score", "rank")}
        board.fill = lambda rows: _fill(snapshot, board, rows)
    rows = [_row(rule, units[code], marks.get(key, (None, False)), board.values.get(code)) for code, key in keys.items()]
    board.rows = placed(rows)
    return board


def _row(rule, unit, mark, value):
    score, enough = mark
    n = n_of(rule, value[1]) if value else None
    return {"code": unit["code"], "score": score, "n": n, "reason": reason_of(rule, unit, score, n, enough), "lost": []}


def _fill(snapshot, board, rows):
    """What each of `rows` lost by part, and how many parts apply, from the stored scores of the parts."""
    by_key = {board.keys[row["code"]]: row for row in rows}
    rule, parts = board.rule, {}
    if rule["kind"] == "item":
        stored = Value.objects.filter(snapshot=snapshot, area__in=by_key, indicator__in=rule["items"][rule["subject"]])
        stored = stored.values_list("area_id", "indicator", "score")
    else:
        items = [item for items in rule["groups"].values() for item in items]
        stored = Score.objects.filter(snapshot=snapshot, area__in=by_key, code__in=items).values_list("area_id", "code", "score")
    for key, code, score in stored:
        parts.setdefault(key, {})[code] = score
    for key, row in by_key.items():
        known = parts.get(key, {})
        of = parts_of(rule, known, known)
        row["n"] = sum(mine is not None for _code, _weight, mine in of)
        row["lost"] = costs(rule, of, row["score"])


def ensure_as_shown(board, result):
    """Refuse to publish what a page did not show: places computed from the frozen inputs must be those of the stored scores.

    They differ where the sheet's rules have changed since the snapshot was computed. Raises ValidationError.
    """
    shown = {row["code"]: (row["place"], row["score"]) for row in board.rows}
    differing = [row["code"] for row in result if shown.get(row["code"]) != (row["place"], row["score"])]
    if differing:
        told = {"unit": board.units[differing[0]]["name"], "more": len(differing)}
        raise ValidationError(
            _("评分数据算出以后，评分规则改过：%(unit)s等 %(more)d 个单位按现在的规则得分不同。请先重新计算，再发布。") % told
        )
