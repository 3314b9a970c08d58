"""How long a ranking takes: the page of the county's villages, and placing as many villages as a province has."""

import random
import statistics

from kangle.areas.models import Area
from kangle.demo.bench.measuring import Pages, seconds
from kangle.demo.county import COUNTY
from kangle.rankings.kinds.reading import rule_of
from kangle.rankings.kinds.score import costs, parts_of, reason_of
from kangle.rankings.placing import placed
from kangle.scorecard.models import Snapshot
from kangle.scorecard.weighing import whole

PAGE = "/rankings/?level=village"
# The villages and communities of Gansu.
PROVINCE = 17_656
SHOWN = 200


def page_milliseconds():
    """Median of the page that ranks the county's villages and communities, what each lost among them."""
    pages = Pages("ducha")
    pages.get(PAGE)
    return statistics.median(seconds(lambda: pages.get(PAGE)) for _ in range(11)) * 1000


def page_queries():
    return Pages("ducha").queries(PAGE)


def province_milliseconds():
    """Median of ranking a province's villages by their stored scores, with what those of one page lost."""
    snapshot = Snapshot.objects.published().filter(area=Area.objects.by_code(COUNTY)).order_by("-as_of").first()
    rule = rule_of(snapshot, "663", "village")
    draw = random.Random(663)
    items = [item for items in rule["groups"].values() for item in items]
    villages = []
    for number in range(PROVINCE):
        scores = {item: None if draw.random() < 0.1 else draw.randrange(10001) for item in items}
        villages.append((f"{number:012}", scores, whole(rule["groups"], rule["weights"], scores, 2)))
    return statistics.median(seconds(lambda: _rank(rule, villages)) for _ in range(5)) * 1000


def _rank(rule, villages):
    unit = {"kind": "village"}
    rows = [
        {"code": code, "score": score, "n": None, "reason": reason_of(rule, unit, score, None, True), "lost": []}
        for code, _scores, score in villages
    ]
    by_code = {code: scores for code, scores, _score in villages}
    for row in placed(rows)[:SHOWN]:
        row["lost"] = costs(rule, parts_of(rule, by_code[row["code"]], {}), row["score"])
