"""Places among units: who takes part, and ties as ties (1-2-2-4). Pure: the same for a live page and a frozen file."""

from kangle.scorecard.rules import places

# Why a unit stands below the line.
NO_SCORE, FEW_ITEMS, SMALL_N, COMMUNITY = "no-score", "few-items", "small-n", "community"


def placed(rows, *, most_first=True):
    """Give each row (a dict with `code`, `score` and `reason`, '' where it takes part) its `place`, `of` and `tied`.

    The order: by place, then by code; below them the unranked by code. Returns that list.
    """
    keys = {row["code"]: -row["score"] if most_first else row["score"] for row in rows if not row["reason"]}
    found, of = places(keys), len(keys)
    shared = {}
    for place in found.values():
        shared[place] = shared.get(place, 0) + 1
    for row in rows:
        place = found.get(row["code"])
        row |= {"place": place, "of": of, "tied": int(shared.get(place, 0) > 1)}
    return sorted(rows, key=lambda row: (row["place"] is None, row["place"] or 0, row["code"]))
