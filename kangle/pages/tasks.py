"""What is left to do in a village, each thing with the household, the day it is due and the page where it is done."""

import datetime
from dataclasses import dataclass

from django.db.models import Max, Q, TextChoices
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.entry.steps import YEAR
from households.models import Begun, Household, Measure, Pairing, Visit, YearRecord

POOR = ("identified", "returned")
REGISTERED = (*POOR, "exited")
MEASURE_DAYS = 30  # within which a household identified or returned must have a measure (domain: a month after)


class Kind(TextChoices):
    """The kinds of things to do, in the order in which they weigh on the same day."""

    UNFINISHED = "unfinished", gettext_lazy("没有录完")
    NO_MEASURE = "no-measure", gettext_lazy("没有帮扶措施")
    NO_HELPER = "no-helper", gettext_lazy("没有帮扶责任人")
    VISIT = "visit", gettext_lazy("该走访了")
    NO_RECORD = "no-record", gettext_lazy("没有年度记录")


ORDER = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True)
class Task:
    """One thing to do: `due` may be past; `url` is the page on which it is done."""

    kind: Kind
    household: Household
    due: datetime.date
    what: str
    url: str

    def days_late(self, day):
        """How many days past due it is on a day; negative while it is still to come."""
        return (day - self.due).days


def tasks_of(village, period, day):
    """Everything to do in a village on a day, most urgent first; six queries, however many households."""
    homes = {home.pk: home for home in Household.objects.filter(village=village).with_head().with_status(day)}
    registered = {pk: home for pk, home in homes.items() if home.status in REGISTERED}
    poor = {pk: home for pk, home in registered.items() if home.status in POOR}
    found = [
        *_unfinished(homes, village, day),
        *_without_measure(poor, day),
        *_without_helper(poor, day),
        *_visits(poor, period, day),
        *_without_record(registered, period),
    ]
    return sorted(found, key=lambda task: (task.due, ORDER[task.kind], task.household.number))


def _card(home):
    return reverse("households:detail", args=[home.pk])


def _unfinished(homes, village, day):
    left = {}
    for key, codes in Begun.objects.filter(household__village=village).values_list("household_id", "steps_left"):
        left[key] = left.get(key, 0) + len(codes)
    for key, screens in left.items():
        if screens and key in homes:
            what = _("还有 %(number)d 页没有填") % {"number": screens}
            yield Task(Kind.UNFINISHED, homes[key], day, what, reverse("households:entry", args=[key]))


def _without_measure(poor, day):
    planned = Q(stopped_on__isnull=True) | Q(stopped_on__gt=day)
    have = set(Measure.objects.filter(planned, household__in=poor, planned_on__lte=day).values_list("household_id", flat=True))
    for key, home in poor.items():
        if key not in have:
            due = home.status_on + datetime.timedelta(days=MEASURE_DAYS)
            what = _("%(since)s 起没有正在执行的措施") % {"since": home.status_on}
            yield Task(Kind.NO_MEASURE, home, due, what, _card(home))


def _without_helper(poor, day):
    have = set(Pairing.objects.held(day).filter(household__in=poor).values_list("household_id", flat=True))
    for key, home in poor.items():
        if key not in have:
            yield Task(Kind.NO_HELPER, home, day, _("要确定一名帮扶责任人"), _card(home))


def _visits(poor, period, day):
    """A poor household is visited every so many days (the period says how many); the next visit is due a while before that."""
    every = datetime.timedelta(days=period.visit_days)
    last = dict(
        Visit.objects.filter(household__in=poor, on__lte=day).order_by().values_list("household").annotate(last=Max("on"))
    )
    for key, home in poor.items():
        seen = last.get(key)
        due = (seen or home.status_on) + every
        if due - SOON <= day:
            what = _("上次走访 %(day)s") % {"day": seen} if seen else _("还没有走访过")
            yield Task(Kind.VISIT, home, due, what, _card(home))


SOON = datetime.timedelta(days=7)  # so long before it is due a visit stands in the list


def _without_record(registered, period):
    have = set(YearRecord.objects.filter(household__in=registered, year=period.year).values_list("household_id", flat=True))
    first = YEAR[0].code
    for key, home in registered.items():
        if key not in have:
            what = _("%(year)d 年的收入和生活条件还没有采集") % {"year": period.year}
            url = reverse("households:year-step", args=[key, period.year, first])
            yield Task(Kind.NO_RECORD, home, period.ends_on, what, url)


def progress_of(village, period, day):
    """How far the village's records are: [(what, done, of)] in households."""
    homes = Household.objects.filter(village=village).with_status(day).order_by()
    status = dict(homes.values_list("pk", "status"))
    registered = {key for key, standing in status.items() if standing in REGISTERED}
    poor = {key for key, standing in status.items() if standing in POOR}

    def those(rows, among):
        return len(among & set(rows.filter(household__village=village).values_list("household_id", flat=True)))

    recent = day - datetime.timedelta(days=period.visit_days)
    running = Measure.objects.filter(Q(stopped_on__isnull=True) | Q(stopped_on__gt=day), planned_on__lte=day)
    return [
        (
            _("有%(year)d年度记录") % {"year": period.year},
            those(YearRecord.objects.filter(year=period.year), registered),
            len(registered),
        ),
        (_("未脱贫户有帮扶措施"), those(running, poor), len(poor)),
        (_("未脱贫户有责任人"), those(Pairing.objects.held(day), poor), len(poor)),
        (
            _("%(days)d 天内走访过") % {"days": period.visit_days},
            those(Visit.objects.filter(on__gt=recent, on__lte=day), poor),
            len(poor),
        ),
    ]
