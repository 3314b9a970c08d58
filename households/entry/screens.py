"""What an address of the entry form names: whose record, which of its screens, and what is known of it before anybody types."""

import datetime
import uuid
from dataclasses import dataclass

from django.db.models import Exists, Model, OuterRef
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from households import presumed as of_new
from households.codes import Relation
from households.entry.steps import STEPS, Step
from households.models import Begun, Household, Member, StatusEvent, Visit, YearRecord
from households.models.begun import named
from households.models.querysets import head_among
from households.unasked import is_told, unasked
from kangle.areas.models import Area
from kangle.programme.models import Period
from kangle.programme.years import day_in_hand_of

# What has several screens to be filled in; visits, measures and pairings are named by their receipts instead.
BEGUN_HERE = (Household, Member, YearRecord)
# What is presumed to be on the county's day in hand, not today: it counts in the year that is worked on.
DAYS_IN_HAND = ("joined_on", "planned_on")


@dataclass
class Screen:
    """One screen of one record."""

    key: int | uuid.UUID
    record: Model  # a Household, or something of one
    step: Step

    @cached_property
    def begun(self):
        """The row of a record begun in this form; None for one that came another way or is new."""
        if self.is_new or not isinstance(self.record, BEGUN_HERE) or (is_told(self.record) and not self.record.steps_left):
            return None
        return Begun.objects.filter(**named(self.record)).first()

    @property
    def is_new(self):
        return self.record._state.adding

    @property
    def household(self):
        return self.record if isinstance(self.record, Household) else self.record.household

    @property
    def left(self):
        """The codes of the record's screens that are still to be filled in."""
        if self.is_new:
            return [step.code for step in STEPS[self.step.model]]
        return self.begun.steps_left if self.begun else []

    @property
    def blank(self):
        """Whether the screen is filled in for the first time."""
        return self.step.code in self.left

    @property
    def explain(self):
        """Whether altering what stands here needs a reason: not while the household or this record is first being entered."""
        return bool(self.step.fields) and self.household.registered and not self.left

    @cached_property
    def last_year(self):
        """The yearly record before this one, whose values are offered; None without one, and for other records."""
        if not isinstance(self.record, YearRecord) or self.household._state.adding:
            return None
        earlier = self.household.year_records.filter(year__lt=self.record.year)
        return earlier.with_steps_left().order_by("-year").first()

    @property
    def offered(self):
        """The fields of the screen that are offered as they were a year before: not the day on which they were recorded, and
        not what nobody was asked about then.
        """
        unknown = unasked(self.last_year) if self.last_year else ()
        return [name for name in self.step.fields if name != "recorded_on" and name not in unknown]


def village_asked(request):
    """The village a person asks for (`village`, a code) within his area; his own if he is of one. Raises Http404."""
    own, code = request.user.area, request.GET.get("village", "")
    found = Area.objects.visible_to(request.user).by_code(code) if code.isascii() and code.isdigit() else own
    if found is None or not found.is_village:
        raise Http404(_("请先选择村。"))
    return found


def households(user):
    """The households a person may enter, each knowing whether it was ever `registered` (has a status event), its `head_name` and
    `responsible_id` (the cadre who answers for it today; of several the person himself).
    """
    events = StatusEvent.objects.filter(household=OuterRef("pk"))
    rows = Household.objects.visible_to(user).select_related("village__parent", "group")
    return rows.annotate(registered=Exists(events)).with_head().with_responsible(timezone.localdate(), user).with_steps_left()


def household_at(user, key, *, lock=False):
    """The household under a number or under the key its phone gave it; None where there is none in the person's area.

    `lock`: nobody else writes it until the transaction ends.
    """
    of_a_phone = {"begun__key": key, "begun__member__isnull": True, "begun__year_record__isnull": True}
    named = {"pk": key} if isinstance(key, int) else of_a_phone
    if lock:
        Household.objects.filter(**named).lock()
    return households(user).filter(**named).first()


def new_household(village, number=""):
    household = Household(village=village, number=number)
    household.registered, household.responsible_id = False, None
    return household


def new_member(household):
    """A member as presumed, until the screens say otherwise."""
    return of_new.member(household, day=day_in_hand_of(household.village), registered=household.registered)


def new_year_record(household, year):
    return YearRecord(household=household, year=year)


def steps_but(step):
    """The codes of a record's screens without one."""
    return [each.code for each in STEPS[step.model] if each is not step]


# --- what is known before anybody types --------------------------------------------------------------------------------


def presumed(screen, day=None):
    """Initial values of a screen filled in for the first time: what follows from the household, never an answer to a question.

    `day`: the county's day in hand, for whoever asks about many screens.
    """
    record = screen.record
    found = known(screen, day)
    if isinstance(record, YearRecord):
        return found | {"recorded_on": min(found["recorded_on"], datetime.date(record.year, 12, 31))}
    if isinstance(record, Household):
        return found | {"number": record.number}
    if not isinstance(record, Member):
        held = screen.household.responsible_id if isinstance(record, Visit) else None
        return found | ({"cadre": held} if held else {})
    others = [] if screen.household._state.adding else [each for each in screen.household.members.all() if each != record]
    head = head_among(others)
    return found | ({"ethnicity": head.ethnicity} if head else {"relation": Relation.HEAD})


def known(screen, day=None):
    """What is presumed of every record of the kind, whoever's it is; `day` as for `presumed`."""
    if isinstance(screen.record, Household):
        return {}
    day = day or day_in_hand_of(screen.household.village)  # the one clock: today, or the end of the county's last year
    if isinstance(screen.record, YearRecord):
        return {"recorded_on": day}
    if not isinstance(screen.record, Member):
        return {name: day for name in ("on", "since", "planned_on") if name in screen.step.fields}
    return of_new.of_member(day=day, registered=screen.household.registered)


def open_years(household):
    """The years of the county whose records may be written, newest first."""
    periods = Period.objects.open().filter(area__path=household.village.county)
    return list(periods.order_by("-year").values_list("year", flat=True))


def years_to_enter(household):
    """The open years in which the household has no record yet, newest first."""
    have = set(household.year_records.values_list("year", flat=True)) if household.pk else set()
    return [year for year in open_years(household) if year not in have]


def key_is_taken(key):
    """Whether a phone's key names a record already, of whatever household: then it begins no other."""
    return Begun.objects.filter(key=key).exists()
