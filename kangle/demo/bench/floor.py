"""A whole recomputation in hand-written SQL: the same snapshot rows, scores and ranks as the engine, in the same tables.

It is the floor the engine is measured against (`recompute.full_vs_sql`), and no part of the site uses it.
"""

import re

from django.db import connection, transaction
from django.utils import timezone

from households.ages import born_of_compulsory_age, years_before
from kangle.demo.bench.floor_counts import PEOPLE, PREPARE
from kangle.demo.bench.floor_places import DISTINCT, MONEY, PROJECTS, VILLAGES, VISITING
from kangle.demo.bench.floor_seen import OF_ITEMS, SEEN_AT, UNSEEN_ITEMS
from kangle.demo.bench.floor_sheet import FOUNDED, LISTED, LISTS, LOOKED, RULES, SHEET
from kangle.scorecard.actions import discard, scheme_in_force
from kangle.scorecard.models import Snapshot

DAYS = {"sqlite": 'CAST(julianday(p."on") - julianday(a."on") AS INTEGER)', "postgresql": 'p."on" - a."on"'}
SCRATCH = [
    "size",
    "standing",
    "event",
    "passed",
    "poor",
    "withdrawn",
    "standard",
    "cell",
    "total",
    "sheet",
    "seen",
    "unseen",
    "figure",
    "mark",
    "enough",
]

ROLL_UP = """
INSERT INTO floor_total
SELECT t.id, c.slot, SUM(c.n) FROM floor_cell c JOIN areas_area a ON a.id = c.area_id
JOIN areas_area t ON t.path = a.path OR (t.path = substr(a.path, 1, 9) AND length(a.path) > 9)
  OR (t.path = substr(a.path, 1, 6) AND length(a.path) > 6)
WHERE a.path >= %(county)s AND a.path < %(after)s GROUP BY t.id, c.slot
"""

# (indicator, slot) of what must have been looked at, and of what is held against a list of places.
PAIRS = ", ".join(f"('{code}', '{slot}')" for code, slots in LOOKED.items() for slot in slots)
HELD_AGAINST = ", ".join(f"('{code}', '{slot}')" for code, slot in LISTED.items())
BARE = ", ".join(f"'{slot}'" for slot in (*LISTS, "rounds_due"))
OF_EACH_PLACE = ", ".join(f"'{code}'" for code in FOUNDED)
BOTH_PARTS = ", ".join(f"('{code}', '{top}', '{bottom}')" for code, (top, bottom) in FOUNDED.items())
# Where nothing was looked at, where some place has not told its whole, where nothing is on record or the county keeps no such
# list, and where nothing of the year is.
UNSEEN = f"""
CREATE TEMP TABLE floor_unseen AS
WITH looked (code, slot) AS (VALUES {PAIRS}), listed (code, slot) AS (VALUES {HELD_AGAINST}),
  of_item (code, item) AS (VALUES {OF_ITEMS}), founded (code, top, bottom) AS (VALUES {BOTH_PARTS}),
  here AS (SELECT id, path FROM areas_area WHERE path >= %(county)s AND path < %(after)s),
  counted AS (SELECT t.area_id, t.slot, h.path FROM floor_total t JOIN here h ON h.id = t.area_id WHERE t.n <> 0)
SELECT area_id, code, MAX(hollow) AS hollow FROM (
SELECT h.id AS area_id, c.code, 0 AS hollow FROM here h CROSS JOIN (SELECT DISTINCT code FROM looked) c
WHERE NOT EXISTS (SELECT 1 FROM looked l JOIN counted t ON t.slot = l.slot AND t.area_id = h.id WHERE l.code = c.code)
UNION
SELECT DISTINCT h.id, f.code, 1 FROM founded f JOIN floor_cell c ON c.slot = f.top JOIN here p ON p.id = c.area_id
JOIN here h ON h.path = substr(p.path, 1, length(h.path))
LEFT JOIN floor_cell w ON w.area_id = c.area_id AND w.slot = f.bottom WHERE w.area_id IS NULL
UNION
SELECT h.id, l.code, 0 FROM here h CROSS JOIN listed l
WHERE NOT EXISTS (SELECT 1 FROM counted t WHERE t.slot = l.slot AND t.path = %(county)s)
  OR NOT EXISTS (SELECT 1 FROM counted t WHERE t.area_id = h.id AND t.slot NOT IN ({BARE}))
UNION {UNSEEN_ITEMS}
) every GROUP BY area_id, code
"""

# One row for each area and indicator with its fraction, target and rule; then the score where the rule needs no siblings.
FIGURES = f"""
CREATE TEMP TABLE floor_figure AS
SELECT a.id AS area_id, a.level, s.code, s.item, s.rule, s.less, s.p1, s.p2, s.p3, s.share,
  COALESCE(n.n, 0) AS top, CASE WHEN s.bottom = '' THEN NULL ELSE COALESCE(d.n, 0) END AS bottom,
  CASE WHEN s.planned <> '' THEN COALESCE(t.n, 0)
    WHEN u.code IS NULL OR (u.hollow = 0 AND n.n <> 0 AND s.code IN ({OF_EACH_PLACE})) THEN s.target END AS goal,
  CASE WHEN s.rule = '' OR a.level > s.lowest OR u.code IS NOT NULL
    OR (s.bottom <> '' AND COALESCE(d.n, 0) = 0) OR (s.planned <> '' AND COALESCE(t.n, 0) = 0)
    THEN 0 ELSE 1 END AS judged
FROM areas_area a CROSS JOIN floor_sheet s
LEFT JOIN floor_total n ON n.area_id = a.id AND n.slot = s.top
LEFT JOIN floor_total d ON d.area_id = a.id AND d.slot = s.bottom
LEFT JOIN floor_total t ON t.area_id = a.id AND t.slot = s.planned
LEFT JOIN floor_unseen u ON u.area_id = a.id AND u.code = s.code
WHERE a.path >= %(county)s AND a.path < %(after)s
"""

# top * share / (goal * bottom): a figure against its target, in exact integers; `share` is 10000 for a share, else 1.
SCORE = """
CASE WHEN judged = 0 THEN NULL
WHEN rule = 'linear' AND less = 0 THEN CASE WHEN goal = 0 THEN NULL ELSE
  LEAST(10000, FLOOR((2 * 10000 * GREATEST(top, 0) * share + goal * b) / (2 * goal * b))) END
WHEN rule = 'linear' THEN CASE WHEN top * share <= goal * b THEN 10000
  WHEN p1 * b <= top * share THEN 0
  ELSE FLOOR((2 * 10000 * (p1 * b - top * share) + (p1 - goal) * b) / (2 * (p1 - goal) * b)) END
WHEN rule IN ('all', 'veto') THEN CASE WHEN (less = 0 AND top * share >= goal * b) OR (less = 1 AND top * share <= goal * b)
  THEN 10000 ELSE 0 END
WHEN rule = 'steps' THEN CASE WHEN top * share >= goal * b THEN 10000 ELSE
  GREATEST(p3, 10000 - p2 * FLOOR((goal * b - top * share + p1 * b - 1) / (p1 * b))) END
WHEN rule = 'deduct' THEN GREATEST(0, 10000 - p1 * top)
WHEN rule = 'manual' THEN LEAST(10000, FLOOR((2 * top + b) / (2 * b)))
WHEN rule = 'aware' THEN CASE WHEN top * share >= 9000 * b THEN 10000 WHEN top * share >= 8000 * b THEN 8500
  WHEN top * share >= 7000 * b THEN 7000 WHEN top * share >= 6000 * b THEN 5000 ELSE 0 END
WHEN rule = 'spent' THEN CASE WHEN top * share >= 9200 * b THEN 10000 WHEN top * share >= 8500 * b THEN 9000
  WHEN top * share >= 8000 * b THEN 8000 WHEN top * share >= 7000 * b THEN 6000 WHEN top * share >= 6000 * b THEN 4000
  WHEN top * share >= 3000 * b THEN 2000 ELSE 0 END
WHEN rule = 'place' THEN CASE WHEN field < 2 THEN NULL ELSE GREATEST(p2, 10000 - p1 * (place - 1)) END END
"""

VALUES = f"""
INSERT INTO scorecard_value (snapshot_id, area_id, indicator, numerator, denominator, target, score, rank, "of")
SELECT %(snapshot)s, area_id, code, counted, bottom, goal, score,
  CASE WHEN score IS NULL THEN NULL ELSE RANK() OVER (PARTITION BY code, level, score IS NULL ORDER BY score DESC) END,
  CASE WHEN score IS NULL THEN NULL ELSE COUNT(score) OVER (PARTITION BY code, level) END
FROM (SELECT area_id, level, code, counted, bottom, goal, {SCORE} AS score FROM (
  SELECT f.area_id, f.level, f.code, f.rule, f.less, f.p1, f.p2, f.p3, f.share, f.goal, f.judged, f.bottom, f.top AS counted,
    EXACT(f.top) AS top, COALESCE(f.bottom, 1) AS b,
    CASE WHEN rule = 'place' THEN SUM(judged) OVER (PARTITION BY code, level) END AS field,
    CASE WHEN rule = 'place' THEN RANK() OVER (PARTITION BY code, level, judged ORDER BY
      CASE WHEN bottom > 0 THEN FLOOR((2.0 * 10000 * f.top + bottom) / (2 * bottom)) END DESC) END AS place
  FROM floor_figure f) placed) judged_figures
"""

MARKS = """
CREATE TEMP TABLE floor_mark AS
SELECT v.area_id, s.item AS code, s.kin,
  CASE WHEN MAX(CASE WHEN s.rule = 'veto' AND v.score = 0 THEN 1 ELSE 0 END) = 1 THEN 0
    WHEN COUNT(v.score) = 0 THEN NULL ELSE FLOOR((2 * SUM(v.score) + COUNT(v.score)) / (2 * COUNT(v.score))) END AS score,
  MAX(CASE WHEN s.rule = 'veto' AND v.score = 0 THEN v.indicator ELSE '' END) AS veto
FROM scorecard_value v JOIN floor_sheet s ON s.code = v.indicator WHERE v.snapshot_id = %(snapshot)s
GROUP BY v.area_id, s.item, s.kin
"""
MEAN = "CASE WHEN COUNT(score) = 0 THEN NULL ELSE FLOOR((2 * SUM(score) + COUNT(score)) / (2 * COUNT(score))) END"
# Every item is as heavy as in the sheet: a third of its group in the group of three, a sixth in those of six.
HEAVY = "CASE WHEN kin = 'focus' THEN 2 ELSE 1 END"
GROUP_MARKS = f"INSERT INTO floor_mark SELECT area_id, kin, '663', {MEAN}, '' FROM floor_mark GROUP BY area_id, kin"
# By group: what applies of its weight and what it scores with it; then `wide` of those with at least half, `lone` of the others.
WHOLE = f"""
INSERT INTO floor_mark SELECT area_id, '663', '', CASE WHEN wide + lone = 0 THEN NULL
  WHEN wide = 0 OR lone = 0 THEN FLOOR((2 * (won + kept) + wide + lone) / (2 * (wide + lone)))
  ELSE FLOOR((2 * (won * (parts - lone) + kept * wide) + wide * parts) / (2 * wide * parts)) END, ''
FROM (SELECT area_id, SUM(parts) AS parts,
    SUM(CASE WHEN 2 * mine >= parts THEN mine ELSE 0 END) AS wide, SUM(CASE WHEN 2 * mine >= parts THEN 0 ELSE mine END) AS lone,
    SUM(CASE WHEN 2 * mine >= parts THEN got ELSE 0 END) AS won, SUM(CASE WHEN 2 * mine >= parts THEN 0 ELSE got END) AS kept
  FROM (SELECT area_id, kin, SUM({HEAVY}) AS parts, SUM(CASE WHEN score IS NULL THEN 0 ELSE {HEAVY} END) AS mine,
      COALESCE(SUM(score * {HEAVY}), 0) AS got
    FROM floor_mark WHERE kin NOT IN ('663', '') GROUP BY area_id, kin) grouped GROUP BY area_id) summed
"""
# Who has less than half of a group's, or of the whole's, weight takes no place in it.
ENOUGH = f"""
CREATE TEMP TABLE floor_enough AS
SELECT area_id, kin AS code FROM floor_mark WHERE kin NOT IN ('663', '') GROUP BY area_id, kin HAVING 2 * COUNT(score) >= COUNT(*)
UNION ALL SELECT area_id, '663' FROM floor_mark WHERE kin NOT IN ('663', '') GROUP BY area_id
  HAVING 2 * SUM(CASE WHEN score IS NULL THEN 0 ELSE {HEAVY} END) >= SUM({HEAVY})
"""
SCORES = """
INSERT INTO scorecard_score (snapshot_id, area_id, code, score, veto, rank, "of")
SELECT %(snapshot)s, area_id, code, score, veto,
  CASE WHEN placed = 0 THEN NULL ELSE RANK() OVER (PARTITION BY code, level, placed ORDER BY score DESC) END,
  CASE WHEN placed = 0 THEN NULL ELSE COUNT(score) OVER (PARTITION BY code, level, placed) END
FROM (SELECT m.area_id, m.code, m.score, m.veto, a.level, CASE WHEN m.score IS NULL
    OR (m.kin IN ('663', '') AND e.code IS NULL) THEN 0 ELSE 1 END AS placed
  FROM floor_mark m JOIN areas_area a ON a.id = m.area_id
  LEFT JOIN floor_enough e ON e.area_id = m.area_id AND e.code = m.code) weighed
"""


def recompute_in_sql(county, *, year, as_of):
    """Write and publish the county's snapshot as of a day with SQL alone; returns the Snapshot."""
    with transaction.atomic():
        old = Snapshot.objects.filter(area=county, year=year, as_of=as_of)
        discard(old)
        snapshot = Snapshot.objects.create(area=county, year=year, as_of=as_of, scheme=scheme_in_force(as_of))
        with connection.cursor() as cursor:
            _run(cursor, _parameters(county, year, as_of, snapshot))
        Snapshot.objects.filter(pk=snapshot.pk).update(published_at=timezone.now())
    return snapshot


def _parameters(county, year, as_of, snapshot):
    return {
        "year": year,
        "start": f"{year}-01-01",
        "as_of": as_of.isoformat(),
        "one_year": years_before(as_of, 1).isoformat(),
        "two_years": years_before(as_of, 2).isoformat(),
        "school_until": born_of_compulsory_age(as_of)["born_on__lte"].isoformat(),
        "school_from": born_of_compulsory_age(as_of)["born_on__gt"].isoformat(),
        "complete_year": year if as_of.month == 12 else year - 1,
        "county": county.path,
        "after": f"{int(county.path) + 1}",
        "snapshot": snapshot.pk,
    }


def _run(cursor, parameters):
    def do(sql):
        sql = _dialect(sql)
        names = set(re.findall(r"%\((\w+)\)s", sql))
        cursor.execute(sql, {name: parameters[name] for name in names})

    for name in SCRATCH:
        cursor.execute(f"DROP TABLE IF EXISTS floor_{name}")
    for sql in PREPARE:
        do(sql)
    cursor.execute("CREATE TEMP TABLE floor_cell (area_id bigint, slot text, n bigint)")
    cursor.execute("CREATE TEMP TABLE floor_total (area_id bigint, slot text, n bigint, PRIMARY KEY (slot, area_id))")
    _sheet(cursor)
    for sql in [*PEOPLE, *VILLAGES, *PROJECTS, *MONEY, *VISITING]:
        do(_into_cells(sql))
    do(ROLL_UP)
    for slot, (thing, place, rest) in DISTINCT.items():
        do(_distinct(slot, thing, place, rest))
    if connection.vendor == "postgresql":
        cursor.execute("ANALYZE floor_total")
    for sql in [*SEEN_AT, UNSEEN, FIGURES, VALUES, MARKS, GROUP_MARKS, WHOLE, ENOUGH, SCORES]:
        do(sql)


def _dialect(sql):
    sql = sql.replace("{days}", DAYS[connection.vendor])
    if connection.vendor == "sqlite":
        return sql.replace("GREATEST(", "MAX(").replace("LEAST(", "MIN(").replace("EXACT(", "(")
    # Fen times hundredths times ten-thousandths leave the range of a bigint.
    return sql.replace("EXACT(f.top)", "f.top::numeric")


def _slots(sql):
    """The names of the slots a scan counts."""
    return [name for name in re.findall(r"\bAS (\w+)", sql) if name in SLOTS]


def _into_cells(sql):
    """Turn a scan's columns into (area, slot, n) rows: the wide result is made once and read once for each column."""
    slots = _slots(sql)
    parts = " UNION ALL ".join(f"SELECT area_id, '{slot}', {slot} FROM wide WHERE {slot} <> 0" for slot in slots)
    return f"INSERT INTO floor_cell WITH wide AS MATERIALIZED ({sql}) {parts}"


def _distinct(slot, thing, place, rest):
    return f"""
    INSERT INTO floor_total SELECT t.id, '{slot}', COUNT(DISTINCT x.thing)
    FROM (SELECT {thing} AS thing, {place} AS area_id FROM {rest}) x
    JOIN areas_area a ON a.id = x.area_id
    JOIN areas_area t ON t.path = a.path OR (t.path = substr(a.path, 1, 9) AND length(a.path) > 9)
      OR (t.path = substr(a.path, 1, 6) AND length(a.path) > 6)
    WHERE a.path >= %(county)s AND a.path < %(after)s GROUP BY t.id"""


def _sheet(cursor):
    """The sheet as a table: which slots make an indicator, and how it is judged."""
    cursor.execute(
        "CREATE TEMP TABLE floor_sheet (code text, item text, kin text, top text, bottom text, planned text, target bigint,"
        " share bigint, less int, rule text, p1 bigint, p2 bigint, p3 bigint, lowest int)"
    )
    rows = [row for code in SHEET for row in [RULES[code]]]
    marks = ", ".join(["(" + ", ".join(["%s"] * 14) + ")"] * len(rows))
    cursor.execute(f"INSERT INTO floor_sheet VALUES {marks}", [field for row in rows for field in row])


SLOTS = {slot for slots in SHEET.values() for slot in slots if slot}
