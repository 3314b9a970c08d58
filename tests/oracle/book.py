"""All records read into plain objects, and what lies within an area on a day: nothing here knows how the engine counts."""

import datetime

from funds import models as money
from households import models as people
from households.models.begun import Begun
from kangle.areas import models as areas
from kangle.programme.models import PovertyLine
from kangle.scorecard.models import ManualScore
from kangle.supervision import models as visits
from projects import models as works
from villages import models as villages

TABLES = {
    "areas": areas.Area,
    "groups": areas.Group,
    "lines": PovertyLine,
    "profiles": villages.Profile,
    "facilities": villages.Facility,
    "tiers": villages.Tier,
    "village_events": villages.VillageEvent,
    "targets": villages.Target,
    "organisations": villages.Organisation,
    "cadres": villages.Cadre,
    "posts": villages.Post,
    "attendances": villages.Attendance,
    "technical_visits": villages.TechnicalVisit,
    "group_duties": villages.GroupDuty,
    "trainings": villages.Training,
    "households": people.Household,
    "members": people.Member,
    "events": people.StatusEvent,
    "measures": people.Measure,
    "records": people.YearRecord,
    "begun": Begun,
    "pairings": people.Pairing,
    "visits": people.Visit,
    "papers": people.Paper,
    "look_backs": people.LookBack,
    "doubts": people.Doubt,
    "projects": works.Project,
    "steps": works.Step,
    "sites": works.Site,
    "progress": works.Progress,
    "gaps": works.Gap,
    "beneficiaries": works.Beneficiary,
    "channels": money.Channel,
    "allotments": money.Allotment,
    "appropriations": money.Appropriation,
    "expenditures": money.Expenditure,
    "recoveries": money.Recovery,
    "budgets": money.Budget,
    "donors": money.Donor,
    "donations": money.Donation,
    "deliveries": money.Delivery,
    "zone_duties": visits.ZoneDuty,
    "rounds": visits.Round,
    "inspections": visits.Inspection,
    "marks": visits.Mark,
    "findings": visits.Finding,
    "interviews": visits.Interview,
    "teams": visits.AcceptanceTeam,
    "household_checks": visits.HouseholdAcceptance,
    "village_checks": visits.VillageAcceptance,
    "surveys": visits.PolicySurvey,
    "disciplines": visits.Discipline,
    "manual_scores": ManualScore,
}


class Row:
    """One record with its columns; a key leads to the Row it names, and that Row lists those that name it by their table."""

    def __init__(self, columns):
        self.__dict__.update(columns)
        self.listed = {}

    def its(self, table):
        """The rows of `table` that name this one, in the order they were entered."""
        return self.listed.get(table, [])


class Book:
    """Every table as a list of Rows in the order they were entered."""

    def __init__(self):
        by_model = {}
        for name, model in TABLES.items():
            rows = {columns[model._meta.pk.attname]: Row(columns) for columns in model._default_manager.order_by("pk").values()}
            by_model[model] = rows
            setattr(self, name, list(rows.values()))
        for name, model in TABLES.items():
            for key in (each for each in model._meta.fields if each.related_model in by_model):
                for row in getattr(self, name):
                    named = by_model[key.related_model].get(getattr(row, key.attname))
                    setattr(row, key.name, named)
                    if named is not None:
                        named.listed.setdefault(name, []).append(row)
        for name in TABLES:
            for row in getattr(self, name):
                place = area_of(row)
                row.lies = place.path if place else ""


def area_of(row):
    """The area a record lies at: its own, or that of what it hangs on."""
    if hasattr(row, "path"):
        return row
    # The first that a record has decides: an appropriation lies where its allotment lies, not where its project does.
    ways = ("area", "village", "township", "household", "inspection", "post", "group", "site", "allotment", "appropriation")
    for way in (*ways, "donation", "project", "cadre"):
        if hasattr(row, way):
            return area_of(getattr(row, way))
    return None


def stands(area, year):
    """The lists up to the year's own still held the area."""
    return area.closed_in is None or area.closed_in > year


class View:
    """What lies within an area, and the day it is looked at: `view.trainings` are the trainings held there."""

    def __init__(self, book, area, day):
        self.book, self.area, self.day, self.start = book, area, day, datetime.date(day.year, 1, 1)
        self.year = day.year

    def __getattr__(self, table):
        if table not in TABLES:
            raise AttributeError(table)
        rows = [row for row in getattr(self.book, table) if row.lies.startswith(self.area.path)]
        setattr(self, table, rows)
        return rows

    # --- days -----------------------------------------------------------------------------------------------------

    def by_now(self, day):
        """It has happened by the day."""
        return day is not None and day <= self.day

    def this_year(self, day):
        """It happened this year, up to the day."""
        return day is not None and self.start <= day <= self.day

    def in_force(self, row):
        """From `since` to `until`, both days included, or still."""
        return row.since <= self.day and (row.until is None or row.until >= self.day)

    def last_this_year(self, rows):
        """The last of some dated rows that happened this year, or None."""
        happened = [row for row in rows if self.this_year(row.on)]
        return max(happened, key=lambda row: row.on) if happened else None

    # --- areas ----------------------------------------------------------------------------------------------------

    @property
    def administrative_villages(self):
        """行政村: villages of the year's list, without communities."""
        return [area for area in self.areas if area.kind == "village" and stands(area, self.year)]

    @property
    def standing_townships(self):
        return [area for area in self.areas if area.level == 4 and stands(area, self.year)]

    def tier_of(self, village):
        """The tier a village was given for the year by the day, or None."""
        for tier in village.its("tiers"):
            replaced = tier.superseded_on is not None and self.by_now(tier.superseded_on)
            if tier.year == self.year and self.by_now(tier.assigned_on) and not replaced:
                return tier
        return None

    def is_poor_village(self, area):
        tier = self.tier_of(area)
        return tier is not None and tier.tier != "demonstration"

    @property
    def poor_villages(self):
        return [area for area in self.areas if self.is_poor_village(area)]

    def were_set(self, *kinds):
        """Targets of some kinds that somebody set this year; what the year took over at its opening bears its first day."""
        given = [each for each in self.targets if each.kind in kinds and each.year == self.year and self.by_now(each.set_on)]
        return [each for each in given if each.set_on > self.start]

    def planned(self, kind):
        """What the year's targets of a kind add up to."""
        given = [target for target in self.targets if target.kind == kind and target.year == self.year]
        return sum(target.quantity for target in given if self.by_now(target.set_on))

    # --- households -----------------------------------------------------------------------------------------------

    def persons(self, household, day):
        """The members who belong to a household on a day: whoever joins that day does, whoever leaves that day does not."""
        number = 0
        for member in household.its("members"):
            if member.joined_on <= day and (member.left_on is None or day < member.left_on):
                number += 1
        return number

    def last_event(self, household, day):
        """The event that says where a household stands on a day; of one day's, the one entered last. None where none is."""
        last = None
        for event in household.its("events"):
            if event.on <= day and (last is None or event.on >= last.on):
                last = event
        return last

    def is_poor(self, household, day):
        last = self.last_event(household, day)
        return last is not None and last.kind in ("identified", "returned")

    def is_served(self, household):
        """本年帮扶对象: poor still or again, or out of poverty this year; who split off left when the old household did."""
        last = self.last_event(household, self.day)
        if last is None or last.kind != "exited":
            return last is not None and last.kind in ("identified", "returned")
        return (last.carried_from or last).on >= self.start

    @property
    def served(self):
        return [household for household in self.households if self.is_served(household)]

    def last_event_of_the_year(self, household, kind):
        """The household's last event of a kind this year: twice out of poverty in a year is out once."""
        own = [event for event in household.its("events") if event.kind == kind and event.carried_from is None]
        return self.last_this_year(own)

    def with_event(self, kind):
        """The households that exited (returned, were removed) this year."""
        return [household for household in self.households if self.last_event_of_the_year(household, kind)]

    def helps(self, kind=None):
        """The measures carried out this year."""
        return [each for each in self.measures if self.this_year(each.done_on) and kind in (None, each.kind)]

    # --- works ----------------------------------------------------------------------------------------------------

    def is_withdrawn(self, project):
        return any(step.stage == "99-withdrawn" and self.by_now(step.on) for step in project.its("steps"))
