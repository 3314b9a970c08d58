"""The floor's scans of what lies at villages, in works and in money, and what is found by visiting (see floor_counts)."""

from kangle.demo.bench.floor_counts import HELD, columns, sums

POOR_VILLAGE = "IN (SELECT village_id FROM floor_poor)"


def facilities():
    """have and of of each facility, counted where its indicator says."""
    found = {}
    for kind in ("tap-water", "preschool", "compulsory-retention", "clinic", "safe-housing", "industry", "insurance"):
        found[kind] = f"f.kind = '{kind}'"
    for kind in ("paved-road", "stage", "broadband", "village-office"):
        found[kind] = f"f.kind = '{kind}' AND a.kind = 'village'"
    found["power"] = f"f.kind = 'power' AND f.village_id {POOR_VILLAGE}"
    slots = {}
    for kind, condition in found.items():
        name = "facility_" + kind.replace("-", "_")
        slots[f"{name}_have"], slots[f"{name}_of"] = ("f.have", condition), ('f."of"', condition)
    return sums(**slots)


WORKS = {
    "water": "water",
    "road": "road",
    "kindergarten": "kindergarten",
    "primary_school": "primary-school",
    "village_office": "village-office",
    "clinic": "clinic",
    "stage": "stage",
    "power": "power",
}
TARGETS = (
    "exit-persons",
    "exit-households",
    "exit-villages",
    "train-cadres",
    "train-households",
    "rounds",
    "enterprises",
    "technicians",
)

VILLAGES = [
    "SELECT a.id AS area_id, "
    + columns(
        villages="a.kind = 'village'",
        targeted="a.kind = 'village' AND a.id IN (SELECT area_id FROM villages_target WHERE kind = 'exit-persons'"
        " AND year = %(year)s AND set_on <= %(as_of)s)",
        forced="a.kind = 'village' AND a.id IN (SELECT area_id FROM villages_organisation WHERE kind = 'task-force' AND "
        + HELD
        + ")",
        served_villages="a.kind = 'village' AND a.id IN (SELECT area_id FROM villages_post WHERE kind = 'technician' AND "
        + HELD
        + ")",
        townships="a.level = 4",
        stationed="a.level = 4 AND a.id IN (SELECT area_id FROM villages_organisation WHERE kind = 'station' AND " + HELD + ")",
    )
    + """, COALESCE(SUM((SELECT COUNT(*) FROM supervision_round r WHERE r.area_id = a.parent_id
        AND r.started_on BETWEEN %(start)s AND %(as_of)s)) FILTER (WHERE a.level = 4), 0) AS rounds_due
    FROM areas_area a WHERE a.closed_in IS NULL AND a.level IN (4, 5) GROUP BY a.id""",
    "SELECT g.village_id AS area_id, COUNT(*) AS all_groups, COUNT(*) FILTER (WHERE g.id IN (SELECT group_id"
    f" FROM villages_groupduty WHERE {HELD})) AS paired_groups FROM areas_group g"
    " WHERE (g.opened_on IS NULL OR g.opened_on <= %(as_of)s) AND (g.closed_on IS NULL OR g.closed_on > %(as_of)s)"
    " GROUP BY g.village_id",
    """
    SELECT p.village_id AS area_id, SUM(p.rural_persons) AS rural_persons FROM villages_profile p
    WHERE p.recorded_on <= %(as_of)s AND NOT EXISTS (SELECT 1 FROM villages_profile l WHERE l.village_id = p.village_id
      AND l.recorded_on <= %(as_of)s AND l.year > p.year) GROUP BY p.village_id
    """,
    f"""
    SELECT f.village_id AS area_id, {facilities()} FROM villages_facility f JOIN areas_area a ON a.id = f.village_id
    WHERE f."on" <= %(as_of)s AND NOT EXISTS (SELECT 1 FROM villages_facility l WHERE l.village_id = f.village_id
      AND l.kind = f.kind AND l."on" <= %(as_of)s AND l."on" > f."on") GROUP BY f.village_id
    """,
    "SELECT village_id AS area_id, "
    + columns(
        poor_villages="tier <> 'demonstration'",
        ranked="tier <> 'demonstration' AND rank IS NOT NULL",
        strategic="tier <> 'demonstration' AND strategy <> ''",
        key="tier IN ('guaranteed', 'whole-village', 'other')",
        focus="tier IN ('guaranteed', 'whole-village')",
        guaranteed="tier = 'guaranteed'",
        whole_village="tier = 'whole-village'",
        other_poor="tier = 'other'",
        demonstration="tier = 'demonstration'",
        secretaried="tier <> 'demonstration' AND village_id IN (SELECT area_id FROM villages_post"
        f" WHERE kind = 'first-secretary' AND {HELD})",
    )
    + " FROM villages_tier WHERE year = %(year)s AND assigned_on <= %(as_of)s"
    " AND (superseded_on IS NULL OR superseded_on > %(as_of)s) GROUP BY village_id",
    """
    SELECT e.village_id AS area_id, COUNT(*) AS exited_villages FROM villages_villageevent e
    WHERE e.kind = 'exited' AND e."on" BETWEEN %(start)s AND %(as_of)s AND NOT EXISTS (SELECT 1 FROM villages_villageevent l
      WHERE l.village_id = e.village_id AND l.kind = e.kind AND l."on" > e."on" AND l."on" <= %(as_of)s) GROUP BY e.village_id
    """,
    "SELECT area_id, "
    + sums(**{"target_" + kind.replace("-", "_"): ("quantity", f"kind = '{kind}'") for kind in TARGETS})
    + " FROM villages_target WHERE year = %(year)s AND set_on <= %(as_of)s GROUP BY area_id",
    "SELECT p.area_id, "
    + columns(
        secretary_months="p.kind = 'first-secretary'",
        secretary_months_full="p.kind = 'first-secretary' AND t.days >= 20",
        leader_months="p.kind = 'task-force-leader'",
        leader_months_full="p.kind = 'task-force-leader' AND t.days >= 20",
    )
    + " FROM villages_attendance t JOIN villages_post p ON p.id = t.post_id"
    " WHERE t.month BETWEEN %(start)s AND %(as_of)s GROUP BY p.area_id",
    "SELECT area_id, "
    + columns(cadre_sessions="audience = 'cadres'", household_sessions="audience = 'households'")
    + ", SUM(persons) AS persons_trained FROM villages_training WHERE held_on BETWEEN %(start)s AND %(as_of)s GROUP BY area_id",
    "SELECT area_id, COUNT(*) AS technical_visits, SUM(persons) AS guided FROM villages_technicalvisit"
    ' WHERE "on" BETWEEN %(start)s AND %(as_of)s GROUP BY area_id',
]

PROJECTS = [
    "SELECT s.area_id, "
    + sums(**{f"done_{slot}": ("g.quantity", f"p.works = '{works}'") for slot, works in WORKS.items()})
    + """ FROM projects_progress g JOIN projects_site s ON s.id = g.site_id JOIN projects_project p ON p.id = s.project_id
    WHERE g."on" BETWEEN %(start)s AND %(as_of)s GROUP BY s.area_id""",
    "SELECT s.area_id, "
    + sums(**{f"planned_{slot}": ("s.planned", f"p.works = '{works}'") for slot, works in WORKS.items()})
    + """ FROM projects_site s JOIN projects_project p ON p.id = s.project_id
    WHERE p.year = %(year)s AND p.planned_start_on <= %(as_of)s
      AND s.project_id NOT IN (SELECT project_id FROM floor_withdrawn) GROUP BY s.area_id""",
    """SELECT village_id AS area_id, COUNT(*) AS gaps, COUNT(*) FILTER (WHERE matched_on <= %(as_of)s
      AND project_id NOT IN (SELECT project_id FROM floor_withdrawn)) AS gaps_matched
    FROM projects_gap WHERE found_on <= %(as_of)s GROUP BY village_id""",
    """SELECT p.area_id, COUNT(*) AS projects_due, COUNT(*) FILTER (WHERE EXISTS (SELECT 1 FROM projects_step t
      WHERE t.project_id = p.id AND t.stage = '10-accepted' AND t."on" <= %(as_of)s AND t."on" <= p.planned_finish_on)) AS on_time
    FROM projects_project p WHERE p.year = %(year)s AND p.planned_finish_on <= %(as_of)s
      AND p.id NOT IN (SELECT project_id FROM floor_withdrawn) GROUP BY p.area_id""",
]

GROUPS = "c.\"group\" IN ('fiscal', 'sector')"
MONEY = [
    "SELECT a.area_id, "
    + sums(
        fiscal=("a.amount_fen", "c.\"group\" = 'fiscal'"),
        sector=("a.amount_fen", "c.\"group\" = 'sector'"),
        allotted=("a.amount_fen", GROUPS),
        cooperation=("a.amount_fen", "c.\"group\" = 'cooperation'"),
        fiscal_poor=("a.amount_fen", f"c.\"group\" = 'fiscal' AND a.area_id {POOR_VILLAGE}"),
        sector_poor=("a.amount_fen", f"c.\"group\" = 'sector' AND a.area_id {POOR_VILLAGE}"),
        from_increment=("a.amount_fen", "c.code = 'county-revenue-increment'"),
        from_stock=("a.amount_fen", "c.code = 'county-recovered-stock'"),
    )
    + """ FROM funds_allotment a JOIN funds_channel c ON c.id = a.channel_id
    WHERE a."on" BETWEEN %(start)s AND %(as_of)s GROUP BY a.area_id""",
    "SELECT a.area_id, COUNT(*) AS appropriations, SUM({days}) AS days, "
    + sums(
        appropriated=("p.amount_fen", GROUPS),
        integrated=("p.amount_fen", f"j.integrated AND {GROUPS}"),
    )
    + """ FROM funds_appropriation p JOIN funds_allotment a ON a.id = p.allotment_id JOIN funds_channel c ON c.id = a.channel_id
    JOIN projects_project j ON j.id = p.project_id
    WHERE p."on" <= %(as_of)s AND a."on" BETWEEN %(start)s AND %(as_of)s GROUP BY a.area_id""",
    f"""SELECT a.area_id, COALESCE(SUM(x.amount_fen) FILTER (WHERE {GROUPS}), 0) AS spent FROM funds_expenditure x
    JOIN funds_appropriation p ON p.id = x.appropriation_id JOIN funds_allotment a ON a.id = p.allotment_id
    JOIN funds_channel c ON c.id = a.channel_id
    WHERE x."on" <= %(as_of)s AND a."on" BETWEEN %(start)s AND %(as_of)s GROUP BY a.area_id""",
    "SELECT a.area_id, "
    + sums(
        unspent_young=("a.amount_fen - COALESCE(x.paid_out, 0)", 'a."on" > %(one_year)s'),
        unspent_second=("a.amount_fen - COALESCE(x.paid_out, 0)", 'a."on" <= %(one_year)s AND a."on" > %(two_years)s'),
        unspent_old=("a.amount_fen - COALESCE(x.paid_out, 0)", 'a."on" <= %(two_years)s'),
    )
    + """ FROM funds_allotment a LEFT JOIN (SELECT p.allotment_id, SUM(e.amount_fen) AS paid_out FROM funds_expenditure e
      JOIN funds_appropriation p ON p.id = e.appropriation_id WHERE e."on" <= %(as_of)s GROUP BY p.allotment_id) x
      ON x.allotment_id = a.id WHERE a."on" <= %(as_of)s GROUP BY a.area_id""",
    """SELECT area_id, SUM(revenue_increment_fen) AS increment, SUM(recovered_stock_fen) AS stock FROM funds_budget
    WHERE year = %(year)s AND "on" <= %(as_of)s GROUP BY area_id""",
    "SELECT n.area_id, "
    + sums(
        pledged_enterprise=("n.pledged_fen", "r.kind = 'enterprise'"),
        pledged_agency=("n.pledged_fen", "r.kind = 'agency'"),
    )
    + ", "
    + columns(agency_projects="r.kind = 'agency' AND n.form = 'project'")
    + """ FROM funds_donation n JOIN funds_donor r ON r.id = n.donor_id
    WHERE n.pledged_on BETWEEN %(start)s AND %(as_of)s GROUP BY n.area_id""",
    "SELECT n.area_id, "
    + sums(
        delivered_enterprise=("v.amount_fen", "r.kind = 'enterprise'"),
        delivered_agency=("v.amount_fen", "r.kind = 'agency'"),
        kept_enterprise=("v.amount_fen", "r.kind = 'enterprise' AND n.pledged_on BETWEEN %(start)s AND %(as_of)s"),
        kept_agency=("v.amount_fen", "r.kind = 'agency' AND n.pledged_on BETWEEN %(start)s AND %(as_of)s"),
    )
    + """ FROM funds_delivery v JOIN funds_donation n ON n.id = v.donation_id JOIN funds_donor r ON r.id = n.donor_id
    WHERE v."on" BETWEEN %(start)s AND %(as_of)s GROUP BY n.area_id""",
]

VISITING = [
    "SELECT area_id, COUNT(*) AS rounds FROM supervision_round WHERE started_on BETWEEN %(start)s AND %(as_of)s GROUP BY area_id",
    """SELECT i.area_id, COUNT(*) AS inspections, COALESCE(SUM(k.sum_points), 0) AS points, COUNT(k.sum_points) AS marked
    FROM supervision_inspection i JOIN supervision_round r ON r.id = i.round_id
    JOIN areas_area a ON a.id = i.area_id AND a.level = 4
    LEFT JOIN (SELECT inspection_id, SUM(points) AS sum_points FROM supervision_mark GROUP BY inspection_id) k
      ON k.inspection_id = i.id
    WHERE r.started_on BETWEEN %(start)s AND %(as_of)s AND i."on" <= %(as_of)s GROUP BY i.area_id""",
    "SELECT area_id, "
    + columns(
        findings_due="due_on <= %(as_of)s",
        findings_rectified="due_on <= %(as_of)s AND rectified_on <= %(as_of)s",
    )
    + " FROM supervision_finding WHERE found_on BETWEEN %(start)s AND %(as_of)s GROUP BY area_id",
    "SELECT area_id, "
    + columns(findings_overdue="due_on < %(as_of)s AND (rectified_on IS NULL OR rectified_on > %(as_of)s)")
    + " FROM supervision_finding WHERE found_on <= %(as_of)s GROUP BY area_id",
    "SELECT area_id, COUNT(*) AS interviews, COUNT(*) FILTER (WHERE held_on <= %(as_of)s) AS interviews_held"
    " FROM supervision_interview WHERE required_on BETWEEN %(start)s AND %(as_of)s GROUP BY area_id",
    "SELECT area_id, COUNT(*) AS teams FROM supervision_acceptanceteam"
    " WHERE year = %(year)s AND formed_on <= %(as_of)s GROUP BY area_id",
    """SELECT c.village_id AS area_id, COUNT(*) FILTER (WHERE c.passed) AS villages_passed FROM supervision_villageacceptance c
    WHERE c."on" BETWEEN %(start)s AND %(as_of)s AND NOT EXISTS (SELECT 1 FROM supervision_villageacceptance l
      WHERE l.village_id = c.village_id AND l."on" > c."on" AND l."on" <= %(as_of)s) GROUP BY c.village_id""",
    "SELECT village_id AS area_id, SUM(surveyed) AS surveyed, SUM(aware) AS aware FROM supervision_policysurvey"
    ' WHERE "on" BETWEEN %(start)s AND %(as_of)s GROUP BY village_id',
    """SELECT m.area_id, SUM(m.score) AS appraised, COUNT(*) AS appraisals FROM scorecard_manualscore m
    WHERE m.indicator = 'planning.appraisal' AND m.year = %(year)s AND m."on" <= %(as_of)s AND NOT EXISTS (
      SELECT 1 FROM scorecard_manualscore l WHERE l.area_id = m.area_id AND l.indicator = m.indicator AND l.year = m.year
      AND l."on" <= %(as_of)s AND l."on" > m."on") GROUP BY m.area_id""",
]

# Things that one area may share with another: slot → (thing, area, the rest of the query).
DISTINCT = {
    "enterprises": (
        "n.donor_id",
        "n.area_id",
        "funds_donation n JOIN funds_donor r ON r.id = n.donor_id"
        " WHERE r.kind = 'enterprise' AND n.pledged_on BETWEEN %(start)s AND %(as_of)s",
    ),
    "agencies": (
        "n.donor_id",
        "n.area_id",
        "funds_donation n JOIN funds_donor r ON r.id = n.donor_id"
        " WHERE r.kind = 'agency' AND n.pledged_on BETWEEN %(start)s AND %(as_of)s",
    ),
    "zone_leaders": ("z.cadre_id", "z.township_id", f"supervision_zoneduty z WHERE {HELD}"),
    "disciplined": (
        "d.cadre_id",
        "k.area_id",
        'supervision_discipline d JOIN villages_cadre k ON k.id = d.cadre_id WHERE d."on" BETWEEN %(start)s AND %(as_of)s',
    ),
    "technicians": ("p.cadre_id", "p.area_id", f"villages_post p WHERE p.kind = 'technician' AND {HELD}"),
    "first_batch": ("p.cadre_id", "p.area_id", f"villages_post p WHERE p.kind = 'first-secretary' AND p.batch = 1 AND {HELD}"),
    "second_batch": ("p.cadre_id", "p.area_id", f"villages_post p WHERE p.kind = 'first-secretary' AND p.batch = 2 AND {HELD}"),
    "industries": (
        "m.industry",
        "h.village_id",
        "households_measure m JOIN households_household h ON h.id = m.household_id"
        " WHERE m.kind = 'industry' AND m.done_on BETWEEN %(start)s AND %(as_of)s",
    ),
}
