"""The fact tables as a figure sees them: the rows that stand on the day, each condition that concerns the day applied once."""

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from funds.models import Allotment, Appropriation, Budget, Delivery, Donation, Expenditure, Recovery
from households.models import (
    Doubt,
    Household,
    LookBack,
    Measure,
    Member,
    Pairing,
    Paper,
    StatusEvent,
    YearRecord,
)
from households.models.querysets import size_on
from households.standing import POOR
from kangle.areas.models import Area, Group
from kangle.common.functions import DaysBetween
from kangle.scorecard.declarations import TASKS
from kangle.scorecard.measures import Source
from kangle.scorecard.models import ManualScore
from kangle.supervision.models import (
    AcceptanceTeam,
    Discipline,
    Finding,
    HouseholdAcceptance,
    Inspection,
    Interview,
    Mark,
    PolicySurvey,
    Round,
    VillageAcceptance,
    ZoneDuty,
)
from projects.models import Beneficiary, Gap, Progress, Project, Site, Step
from villages.models import (
    Attendance,
    Facility,
    GroupDuty,
    Organisation,
    Post,
    Profile,
    Target,
    TechnicalVisit,
    Tier,
    Training,
    VillageEvent,
)

POOR_NOW = Q(kind__in=POOR)


def this_period(model, date):
    """Rows of `model` whose `date` lies in the period up to the day."""
    return lambda at: model.objects.filter(**{f"{date}__gte": at.start, f"{date}__lte": at.as_of})


def last_this_period(model, *same, known=lambda at, rows: rows):
    """Rows of the period that no later one, alike in the fields `same`, follows by the day: a household that exits, returns
    and exits again has exited once, a household checked twice is one household checked. `known` leaves rows out as of the day.
    """

    def found(at):
        alike = {name: OuterRef(name) for name in same}
        later = known(at, model.objects.filter(on__gt=OuterRef("on"), on__lte=at.as_of, **alike))
        return known(at, model.objects.filter(~Exists(later), on__gte=at.start, on__lte=at.as_of))

    return found


def in_force(at, events):
    """Events without those whose decision had been undone by the day."""
    return events.in_force(at.as_of)


def decided(at, events):
    """Status events that somebody decided and nobody had undone by the day: a household that splits leaves poverty once."""
    return events.in_force(at.as_of).decided()


# --- areas and villages -----------------------------------------------------------------------------------------------


def _areas(at):
    """Townships and villages, each township with the rounds its county has held this period."""
    rounds = Round.objects.filter(area=OuterRef("parent"), started_on__gte=at.start, started_on__lte=at.as_of)
    counted = rounds.order_by().values("area").annotate(n=Count("pk")).values("n")
    held = Coalesce(Subquery(counted, output_field=IntegerField()), 0)
    return (
        Area.objects.standing_in(at.year).filter(level__in=[Area.Level.TOWNSHIP, Area.Level.VILLAGE]).annotate(rounds_held=held)
    )


def _profiles(at):
    """Each village's newest profile recorded by the day."""
    newer = Profile.objects.filter(village=OuterRef("village"), recorded_on__lte=at.as_of, year__gt=OuterRef("year"))
    return Profile.objects.filter(~Exists(newer), recorded_on__lte=at.as_of)


AREAS = Source("areas", _areas)
GROUPS = Source("groups", lambda at: Group.objects.standing(at.as_of))
PROFILES = Source("profiles", _profiles)
FACILITIES = Source("facilities", lambda at: Facility.objects.as_of(at.as_of))
TIERS = Source("tiers", lambda at: Tier.objects.in_force(at.year, at.as_of))
VILLAGE_EVENTS = Source("village-events", last_this_period(VillageEvent, "village", "kind", known=in_force))
TARGETS = Source(TASKS, lambda at: Target.objects.filter(year=at.year, set_on__lte=at.as_of))
POSTS = Source("posts", lambda at: Post.objects.held(at.as_of))
ATTENDANCES = Source("attendances", this_period(Attendance, "month"))
TRAININGS = Source("trainings", this_period(Training, "held_on"))
TECHNICAL_VISITS = Source("technical-visits", this_period(TechnicalVisit, "on"))


def poor_villages(at):
    """The key poor villages of the year, as area keys."""
    return Tier.objects.in_force(at.year, at.as_of).poor().values("village")


def areas_with(kind):
    """The areas that have an organisation of a kind on the day, as area keys."""
    return lambda at: Organisation.objects.held(at.as_of).filter(kind=kind).values("area")


def areas_with_post(kind):
    """The areas where a post of a kind is held on the day, as area keys."""
    return lambda at: Post.objects.held(at.as_of).filter(kind=kind).values("area")


def groups_with_duty(at):
    return GroupDuty.objects.held(at.as_of).values("group")


# --- people -----------------------------------------------------------------------------------------------------------


def _standing(at):
    """Where each household stands on the day: its latest event, and `persons`, the members living there that day."""
    persons = size_on(Member.objects, OuterRef("household"), at.as_of)
    return StatusEvent.objects.latest(at.as_of).with_decided_on().annotate(persons=persons)


def _at_start(at):
    """The households that were poor when the period began, with the members of that day."""
    persons = size_on(Member.objects, OuterRef("household"), at.start)
    return StatusEvent.objects.latest(at.start).filter(POOR_NOW).annotate(persons=persons)


def served(at):
    """本年帮扶对象户, whom the year's work is for: poor now, or out of poverty since the period began; not those removed."""
    return POOR_NOW | Q(kind="exited", decided_on__gte=at.start)


STANDING = Source("standing", _standing)
AT_START = Source("at-start", _at_start)
EVENTS = Source("events", lambda at: last_this_period(StatusEvent, "household", "kind", known=decided)(at).with_persons())
# Who can fall back: of a household that left poverty and split, both.
ALL_EXITS = Source("all-exits", lambda at: StatusEvent.objects.in_force(at.as_of).filter(kind="exited", on__lte=at.as_of))
LOOK_BACKS = Source("look-backs", last_this_period(LookBack, "household"))
MEASURES = Source("measures", this_period(Measure, "done_on"))


def _records(at):
    """Both years of the households that have both filled in, so that growth compares the same homes."""
    taken = YearRecord.objects.filled_in().filter(recorded_on__lte=at.as_of)
    both = taken.filter(year__in=[at.year - 1, at.year])
    for year in (at.year - 1, at.year):
        both = both.filter(household__in=taken.filter(year=year).values("household"))
    return both.with_net_income()


RECORDS = Source("records", _records)


def paper_holders(kind):
    """Households handed a paper of a kind for the year by the day."""
    return lambda at: Paper.objects.filter(kind=kind, year=at.year, issued_on__lte=at.as_of).values("household")


def paired_households(at):
    return Pairing.objects.held(at.as_of).values("household")


def helped_households(kind=None):
    """Households with a measure (of one kind, or of any) carried out this period."""
    chosen = {} if kind is None else {"kind": kind}
    return lambda at: MEASURES.rows(at).filter(**chosen).values("household")


def households_ever_helped(kind):
    """Households with a measure of a kind carried out by the day, in whatever year."""
    return lambda at: Measure.objects.filter(kind=kind, done_on__lte=at.as_of).values("household")


def households_due(at):
    return Household.objects.filter(planned_exit_year=at.year).values("pk")


def households_with_one_or_two_projects(at):
    """Households that one or two projects serve by the day: none is neglect, more is padding."""
    served = Beneficiary.objects.filter(since__lte=at.as_of).exclude(project__in=withdrawn_projects(at))
    served = served.order_by().values("household")
    return served.annotate(n=Count("pk")).filter(n__lte=2).values("household")


def households_in_national_system(at):
    return Household.objects.filter(in_national_system_on__lte=at.as_of).values("pk")


def households_unable_to_build(at):
    return Household.objects.filter(cannot_build=True).values("pk")


def complete_records(at):
    """Households whose newest due yearly record and address leave none of the required fields blank."""
    year = at.year if at.as_of.month == 12 else at.year - 1
    records = YearRecord.objects.filter(year=year, recorded_on__lte=at.as_of)
    filled = records.exclude(road="").exclude(house_grade="").exclude(fuel="").filter(floor_area_m2__gt=0)
    return filled.exclude(household__phone="").exclude(household__address="").values("household")


def households_in_doubt(at):
    """Households with a doubt that must be put right or explained, and had not been by the day."""
    doubts = Doubt.objects.standing(at.as_of).unexplained(at.as_of).grave()
    return doubts.filter(household__isnull=False).values("household")  # a village's doubt names none


def recorded_households(at):
    """Households whose record of the year is filled in: of one that is not, nobody knows yet what it meets."""
    return YearRecord.objects.filled_in().filter(year=at.year, recorded_on__lte=at.as_of).values("household")


# --- works and money --------------------------------------------------------------------------------------------------


def withdrawn_projects(at):
    """The projects given up by the day: they plan nothing, fill no gap and serve nobody any more."""
    return Step.objects.filter(stage=Step.Stage.WITHDRAWN, on__lte=at.as_of).values("project")


def _projects(at):
    """Projects of the year with the day they were accepted (None until then) by the day; withdrawn ones are left out."""
    steps = Step.objects.filter(project=OuterRef("pk"), on__lte=at.as_of)
    accepted = steps.filter(stage=Step.Stage.ACCEPTED).values("on")[:1]
    standing = Project.objects.filter(year=at.year).exclude(pk__in=withdrawn_projects(at))
    return standing.annotate(accepted_on=Subquery(accepted))


def _sites(at):
    """The sites of the year's projects that should have begun by the day."""
    begun = Site.objects.filter(project__year=at.year, project__planned_start_on__lte=at.as_of)
    return begun.exclude(project__in=withdrawn_projects(at))


PROJECTS = Source("projects", _projects)
SITES = Source("sites", _sites)
PROGRESS = Source("progress", this_period(Progress, "on"))
GAPS = Source("gaps", lambda at: Gap.objects.filter(found_on__lte=at.as_of))
ALLOTMENTS = Source("allotments", this_period(Allotment, "on"))
APPROPRIATIONS = Source(
    "appropriations",
    lambda at: Appropriation.objects.filter(on__lte=at.as_of, allotment__on__gte=at.start, allotment__on__lte=at.as_of).annotate(
        days=DaysBetween(F("allotment__on"), F("on"))
    ),
)
EXPENDITURES = Source(
    "expenditures",
    lambda at: Expenditure.objects.filter(
        on__lte=at.as_of, appropriation__allotment__on__gte=at.start, appropriation__allotment__on__lte=at.as_of
    ),
)
UNSPENT = Source("unspent", lambda at: Allotment.objects.filter(on__lte=at.as_of).with_spent(at.as_of))
BUDGETS = Source("budgets", lambda at: Budget.objects.filter(year=at.year, on__lte=at.as_of))
RECOVERIES = Source("recoveries", this_period(Recovery, "on"))
DONATIONS = Source("donations", this_period(Donation, "pledged_on"))
DELIVERIES = Source("deliveries", this_period(Delivery, "on"))

# --- what is found by visiting ----------------------------------------------------------------------------------------

ROUNDS = Source("rounds", this_period(Round, "started_on"))


def _inspections(at):
    """Inspections of townships in the rounds begun this period, with `points`: the marks summed, in hundredths, or None."""
    total = Mark.objects.filter(inspection=OuterRef("pk")).order_by().values("inspection").annotate(n=Sum("points"))
    begun = Inspection.objects.of_townships().filter(
        round__started_on__gte=at.start, round__started_on__lte=at.as_of, on__lte=at.as_of
    )
    return begun.annotate(points=Subquery(total.values("n"), output_field=IntegerField()))


INSPECTIONS = Source("inspections", _inspections)
FINDINGS = Source("findings", this_period(Finding, "found_on"))
FINDINGS_EVER = Source("findings-ever", lambda at: Finding.objects.filter(found_on__lte=at.as_of))
INTERVIEWS = Source("interviews", this_period(Interview, "required_on"))
TEAMS = Source("teams", lambda at: AcceptanceTeam.objects.filter(year=at.year, formed_on__lte=at.as_of))
HOUSEHOLD_CHECKS = Source("household-checks", last_this_period(HouseholdAcceptance, "household"))
VILLAGE_CHECKS = Source("village-checks", last_this_period(VillageAcceptance, "village"))
SURVEYS = Source("surveys", this_period(PolicySurvey, "on"))
DISCIPLINES = Source("disciplines", this_period(Discipline, "on"))
ZONE_DUTIES = Source("zone-duties", lambda at: ZoneDuty.objects.held(at.as_of))


def passed_households(at):
    """Households that passed an acceptance check of this period at home: an earlier exit's check says nothing of this one."""
    return this_period(HouseholdAcceptance, "on")(at).filter(passed=True, on_site=True).values("household")


def _manual(at):
    """Each area's newest manual score for each indicator, given this year by the day."""
    newer = ManualScore.objects.filter(
        area=OuterRef("area"), indicator=OuterRef("indicator"), year=at.year, on__lte=at.as_of, on__gt=OuterRef("on")
    )
    return ManualScore.objects.filter(~Exists(newer), year=at.year, on__lte=at.as_of)


MANUAL_SCORES = Source("manual-scores", _manual)
