"""The floor a recomputation is measured against, first half: every measure counted by hand-written SQL.

Each entry is one scan: a SELECT that gives `area_id` and one column for each slot it counts. `{placeholders}` are filled with
the tables made in `PREPARE`; `%(year)s`, `%(start)s` and `%(as_of)s` are the day asked for.
"""

POOR = "kind IN ('identified', 'returned')"
IN_HAND = f"({POOR} OR (kind = 'exited' AND on_day >= %(start)s))"
HELD = "since <= %(as_of)s AND (until IS NULL OR until >= %(as_of)s)"
FILLED_IN = "NOT EXISTS (SELECT 1 FROM households_begun b WHERE b.year_record_id = r.id AND b.steps_left <> '[]')"
LIVES = "joined_on <= {day} AND (left_on IS NULL OR left_on > {day})"

PREPARE = [
    # Where each household stands, with its village and the people living there.
    f"""
    CREATE TEMP TABLE floor_size AS
    SELECT household_id, COUNT(*) FILTER (WHERE {LIVES.format(day="%(as_of)s")}) AS persons,
           COUNT(*) FILTER (WHERE {LIVES.format(day="%(start)s")}) AS persons_at_start
    FROM households_member GROUP BY household_id
    """,
    "CREATE UNIQUE INDEX floor_size_key ON floor_size (household_id)",
    """
    CREATE TEMP TABLE floor_standing AS
    SELECT e.household_id, e.kind, e."on" AS on_day, h.village_id AS area_id, COALESCE(z.persons, 0) AS persons,
           h.planned_exit_year, h.cannot_build, h.in_national_system_on
    FROM households_statusevent e JOIN households_household h ON h.id = e.household_id
    LEFT JOIN floor_size z ON z.household_id = e.household_id
    WHERE e."on" <= %(as_of)s AND NOT EXISTS (
      SELECT 1 FROM households_statusevent l WHERE l.household_id = e.household_id AND l."on" <= %(as_of)s
      AND (l."on" > e."on" OR (l."on" = e."on" AND l.id > e.id)))
    """,
    f"""
    CREATE TEMP TABLE floor_event AS
    SELECT e.household_id, e.kind, h.village_id AS area_id,
           (SELECT COUNT(*) FROM households_member m WHERE m.household_id = e.household_id
            AND {LIVES.format(day='e."on"')}) AS persons
    FROM households_statusevent e JOIN households_household h ON h.id = e.household_id
    WHERE e."on" BETWEEN %(start)s AND %(as_of)s AND NOT EXISTS (
      SELECT 1 FROM households_statusevent l WHERE l.household_id = e.household_id AND l.kind = e.kind
      AND l."on" > e."on" AND l."on" <= %(as_of)s)
    """,
    """
    CREATE TEMP TABLE floor_passed AS SELECT DISTINCT household_id FROM supervision_householdacceptance
    WHERE passed AND on_site AND "on" BETWEEN %(start)s AND %(as_of)s
    """,
    "CREATE TEMP TABLE floor_poor AS SELECT village_id FROM villages_tier"
    " WHERE year = %(year)s AND assigned_on <= %(as_of)s AND tier <> 'demonstration'"
    " AND (superseded_on IS NULL OR superseded_on > %(as_of)s)",
    "CREATE TEMP TABLE floor_withdrawn AS SELECT project_id FROM projects_step"
    " WHERE stage = '99-withdrawn' AND \"on\" <= %(as_of)s",
    f"""
    CREATE TEMP TABLE floor_standard AS
    SELECT r.household_id FROM households_yearrecord r JOIN floor_size z ON z.household_id = r.household_id
    WHERE r.year = %(year)s AND r.recorded_on <= %(as_of)s AND {FILLED_IN}
      AND r.enough_food AND r.enough_clothing AND r.water_safe
      AND r.house_grade IN ('A', 'B') AND z.persons > 0
      AND r.household_id IN (SELECT household_id FROM floor_event WHERE kind = 'exited')
      AND r.wages_fen + r.business_fen + r.property_fen + r.family_planning_fen + r.dibao_fen + r.extreme_poverty_fen
        + r.pension_fen + r.ecological_fen + r.other_transfers_fen - r.business_expenses_fen >
        (SELECT NULLIF(COUNT(*), 0) FROM households_member m WHERE m.household_id = r.household_id
          AND {LIVES.format(day="r.recorded_on")}) * (SELECT MAX(amount_fen) FROM programme_povertyline WHERE year = %(year)s)
      AND NOT EXISTS (SELECT 1 FROM households_member m WHERE m.household_id = r.household_id
        AND {LIVES.format(day="%(as_of)s")} AND (m.out_of_school_reason <> '' OR NOT m.medical_insurance
          OR (m.schooling IN ('', 'none') AND m.born_on > %(school_from)s AND m.born_on <= %(school_until)s)))
    """,
]

IN = "household_id IN (SELECT household_id FROM {})".format
PAPER = "households_paper WHERE kind = '{}' AND year = %(year)s AND issued_on <= %(as_of)s".format
MEASURE = "households_measure WHERE done_on BETWEEN %(start)s AND %(as_of)s"
SERVED = """(SELECT household_id FROM projects_beneficiary WHERE since <= %(as_of)s
    AND project_id NOT IN (SELECT project_id FROM floor_withdrawn) GROUP BY household_id HAVING COUNT(*) <= 2) served"""
COMPLETE = """households_yearrecord r JOIN households_household hh ON hh.id = r.household_id
    WHERE r.year = %(complete_year)s AND r.recorded_on <= %(as_of)s AND r.road <> '' AND r.house_grade <> '' AND r.fuel <> ''
    AND r.floor_area_m2 > 0 AND hh.phone <> '' AND hh.address <> ''"""
DOUBTED = """households_doubt WHERE household_id IS NOT NULL AND severity <> 'hint' AND found_on <= %(as_of)s
    AND (cleared_on IS NULL OR cleared_on > %(as_of)s) AND (explained_on IS NULL OR explained_on > %(as_of)s)"""
RECORDED = f"households_yearrecord r WHERE year = %(year)s AND recorded_on <= %(as_of)s AND {FILLED_IN}"


def columns(**slots):
    """The columns of a scan: COUNT(*) FILTER (WHERE condition) for each slot."""
    return ", ".join(f"COUNT(*) FILTER (WHERE {condition}) AS {slot}" for slot, condition in slots.items())


def sums(**slots):
    """The columns of a scan: SUM(what) FILTER (WHERE condition) for each slot given as (what, condition)."""
    return ", ".join(
        f"COALESCE(SUM({what}) FILTER (WHERE {condition}), 0) AS {slot}" for slot, (what, condition) in slots.items()
    )


PEOPLE = [
    "SELECT area_id, "
    + columns(
        register=IN_HAND,
        poor_households=POOR,
        plans=f"{IN_HAND} AND {IN(PAPER('exit-plan'))}",
        booklets=f"{IN_HAND} AND {IN(PAPER('booklet'))}",
        due=f"{IN_HAND} AND planned_exit_year = %(year)s",
        due_served=f"{IN_HAND} AND planned_exit_year = %(year)s AND household_id IN (SELECT household_id FROM {SERVED})",
        cannot_build=f"{IN_HAND} AND cannot_build",
        housed=f"{IN_HAND} AND cannot_build AND " + IN("households_measure WHERE kind = 'social-house' AND done_on <= %(as_of)s"),
        complete=f"{IN_HAND} AND household_id IN (SELECT r.household_id FROM {COMPLETE})",
        sound=f"{IN_HAND} AND household_id NOT IN (SELECT household_id FROM {DOUBTED})",
        national=f"{IN_HAND} AND in_national_system_on <= %(as_of)s",
        covered=f"{IN_HAND} AND {IN(MEASURE)}",
        paired=f"{IN_HAND} AND {IN('households_pairing WHERE ' + HELD)}",
    )
    + ", "
    + sums(poor_persons=("persons", POOR))
    + " FROM floor_standing GROUP BY area_id",
    """
    SELECT h.village_id AS area_id, SUM(z.persons_at_start) AS persons_at_start
    FROM households_statusevent e JOIN households_household h ON h.id = e.household_id
    JOIN floor_size z ON z.household_id = e.household_id
    WHERE e."on" <= %(start)s AND e.kind IN ('identified', 'returned') AND NOT EXISTS (
      SELECT 1 FROM households_statusevent l WHERE l.household_id = e.household_id AND l."on" <= %(start)s
      AND (l."on" > e."on" OR (l."on" = e."on" AND l.id > e.id)))
    GROUP BY h.village_id
    """,
    "SELECT area_id, "
    + columns(
        exited="kind = 'exited'",
        verified=f"kind = 'exited' AND {IN('floor_passed')}",
        unaccepted=f"kind = 'exited' AND NOT {IN('floor_passed')}",
        returned="kind = 'returned'",
        exit_recorded=f"kind = 'exited' AND {IN(RECORDED)}",
        exit_standard=f"kind = 'exited' AND {IN('floor_standard')}",
    )
    + ", "
    + sums(exited_persons=("persons", "kind = 'exited'"), removed_persons=("persons", "kind = 'removed'"))
    + " FROM floor_event GROUP BY area_id",
    """
    SELECT h.village_id AS area_id, COUNT(DISTINCT e.household_id) AS ever_exited
    FROM households_statusevent e JOIN households_household h ON h.id = e.household_id
    WHERE e.kind = 'exited' AND e."on" <= %(as_of)s GROUP BY h.village_id
    """,
    """
    SELECT h.village_id AS area_id, COUNT(*) AS looked_back, COUNT(*) FILTER (WHERE b.conforms) AS conforming
    FROM households_lookback b JOIN households_household h ON h.id = b.household_id
    WHERE b."on" BETWEEN %(start)s AND %(as_of)s AND NOT EXISTS (SELECT 1 FROM households_lookback l
      WHERE l.household_id = b.household_id AND l."on" > b."on" AND l."on" <= %(as_of)s) GROUP BY h.village_id
    """,
    "SELECT h.village_id AS area_id, "
    + ", ".join(
        f"COUNT(DISTINCT m.{of}_id) FILTER (WHERE m.kind = '{kind}') AS {slot}"
        for slot, kind, of in [
            ("renovation", "renovation", "household"),
            ("relocation", "relocation", "household"),
            ("student_loans", "student-loan", "member"),
            ("training", "training", "member"),
            ("loans", "loan", "household"),
            ("safe_water", "safe-water", "household"),
            ("medical", "medical", "household"),
            ("relief", "relief", "household"),
            ("social_house", "social-house", "household"),
        ]
    )
    + ", "
    + ", ".join(
        f"COUNT(DISTINCT m.household_id) FILTER (WHERE m.industry = '{industry}') AS {industry}"
        for industry in ("livestock", "seedlings", "herbs", "labour", "tourism")
    )
    + ", COUNT(DISTINCT m.household_id) AS helped, "
    + sums(
        student_loan_money=("m.amount_fen", "m.kind = 'student-loan'"),
        loan_money=("m.amount_fen", "m.kind = 'loan'"),
        house_money=("m.amount_fen", "m.kind = 'social-house'"),
        help_money=("m.amount_fen", "m.kind NOT IN ('loan', 'student-loan')"),
    )
    + """ FROM households_measure m JOIN households_household h ON h.id = m.household_id
    WHERE m.done_on BETWEEN %(start)s AND %(as_of)s GROUP BY h.village_id""",
    """
    SELECT h.village_id AS area_id,
      SUM(CASE WHEN r.year = %(year)s THEN r.net ELSE -r.net END) AS income_growth,
      SUM(CASE WHEN r.year = %(year)s THEN 0 ELSE r.net END) AS income_before
    FROM (SELECT household_id, year, wages_fen + business_fen + property_fen + family_planning_fen + dibao_fen
            + extreme_poverty_fen + pension_fen + ecological_fen + other_transfers_fen - business_expenses_fen AS net,
            COUNT(*) OVER (PARTITION BY household_id) AS years
          FROM households_yearrecord r
          WHERE year IN (%(year)s, %(year)s - 1) AND recorded_on <= %(as_of)s AND """
    + FILLED_IN
    + """) r
    JOIN households_household h ON h.id = r.household_id WHERE r.years = 2 GROUP BY h.village_id
    """,
    """
    SELECT h.village_id AS area_id, COUNT(*) AS checked, COUNT(*) FILTER (WHERE c.passed) AS passed
    FROM supervision_householdacceptance c JOIN households_household h ON h.id = c.household_id
    WHERE c."on" BETWEEN %(start)s AND %(as_of)s AND NOT EXISTS (SELECT 1 FROM supervision_householdacceptance l
      WHERE l.household_id = c.household_id AND l."on" > c."on" AND l."on" <= %(as_of)s) GROUP BY h.village_id
    """,
    """
    SELECT h.village_id AS area_id, SUM(r.amount_fen) AS recovered FROM funds_recovery r
    JOIN households_household h ON h.id = r.household_id
    WHERE r."on" BETWEEN %(start)s AND %(as_of)s GROUP BY h.village_id
    """,
]
