"""What is left to do in a village, each thing with the household, the day it is due and the page where it is done."""

import datetime
from dataclasses import dataclass

from django.db.models import Max, Q, TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.entry.facts import new_address
from households.entry.judging import address_of
from households.entry.steps import YEAR
from households.models import Begun, Doubt, Household, Measure, Pairing, Visit, YearRecord
from kangle.procedures.codes import State
from kangle.procedures.models import Case, Notice

POOR = ("identified", "returned")
REGISTERED = (*POOR, "exited")
MEASURE_DAYS = 30  # within which a household identified or returned must have a measure (domain: a month after)


class Kind(TextChoices):
    """The kinds of things to do, in the order in which they weigh on the same day."""

    RETURNED = "returned", gettext_lazy("办件要重办")
    NOTICE = "notice", gettext_lazy("公示")
    DOUBT = "doubt", gettext_lazy("疑点要改正")
    UNFINISHED = "unfinished", gettext_lazy("没有录完")
    NO_MEASURE = "no-measure", gettext_lazy("没有帮扶措施")
    NO_HELPER = "no-helper", gettext_lazy("没有帮扶责任人")
    VISIT = "visit", gettext_lazy("该走访了")
    NO_RECORD = "no-record", gettext_lazy("没有年度记录")


ORDER = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True)
class Task:
    """One thing to do: whom it is about, until when, how many days late (negative: to come), what, and the page to do it on."""

    kind: Kind
    name: str
    due: datetime.date
    late: int
    what: str
    url: str

    @property
    def begins(self):
        """Whether the page begins a new record: then each time another."""
        return self.kind in {Kind.NO_MEASURE, Kind.NO_HELPER, Kind.VISIT}


def tasks_of(village, period, day):
    """Everything to do in a village, most urgent first; nine queries, however many households.

    What the year asks is late by `day`, the earlier of today and the year's end; cases and notices run by the calendar.
    """
    homes = {home.pk: home for home in Household.objects.filter(village=village).with_head().with_status(day)}
    registered = {pk: home for pk, home in homes.items() if home.status in REGISTERED}
    poor = {pk: home for pk, home in registered.items() if home.status in POOR}
    today = timezone.localdate()
    found = [
        *_returned(village, today),
        *_notices(village, today),
        *_doubts(homes, village, day),
        *_unfinished(homes, village, day),
        *_without_measure(poor, day),
        *_without_helper(poor, day),
        *_visits(poor, period, day),
        *_without_record(registered, period, day),
    ]
    return sorted(found, key=lambda task: (-task.late, ORDER[task.kind], task.name))


def _task(kind, home, due, clock, what, url):
    name = home if isinstance(home, str) else home.head_name or home.number
    return Task(kind, name, due, (clock - due).days, what, url)


def _returned(village, today):
    """Cases that came back with a reason, or that the village has not sent up yet."""
    cases = Case.objects.filter(area=village, state__in=[State.RETURNED, State.VILLAGE]).with_last_reason()
    for case in cases.order_by("pk"):
        back = case.state == State.RETURNED
        what = (
            _("退回：%(reason)s") % {"reason": case.last_reason}
            if back
            else _("%(kind)s还没有送审") % {"kind": case.get_kind_display()}
        )
        url = reverse("procedures:case", args=[case.pk])
        yield _task(Kind.RETURNED, case.title, case.due_on or case.arrived_on, today, what, url)


def _notices(village, today):
    """Notices of the village's cases that hang now: the day after the last one may be sent on."""
    for notice in Notice.objects.within(village).running(today).order_by("pk"):
        what = _("%(place)s，公示到 %(day)s") % {"place": notice.place, "day": notice.ends_on}
        due = notice.ends_on + datetime.timedelta(days=1)
        url = reverse("procedures:notice", args=[notice.pk])
        yield _task(Kind.NOTICE, notice.get_kind_display(), due, today, what, url)


def _doubts(homes, village, day):
    """What the checks found and nobody has put right or explained: to be done today, for no rule says until when."""
    doubts = Doubt.objects.filter(village=village, household__isnull=False).standing().unexplained().grave()
    for doubt in doubts.select_related("year_record").order_by("severity", "pk"):
        if doubt.household_id in homes:
            yield _task(Kind.DOUBT, homes[doubt.household_id], day, day, doubt.sentence, address_of(doubt))


def _unfinished(homes, village, day):
    left = {}
    for key, codes in Begun.objects.filter(household__village=village).values_list("household_id", "steps_left"):
        left[key] = left.get(key, 0) + len(codes)
    for key, screens in left.items():
        if screens and key in homes:
            what = _("还有 %(number)d 页没有填") % {"number": screens}
            yield _task(Kind.UNFINISHED, homes[key], day, day, what, reverse("households:entry", args=[key]))


def _without_measure(poor, day):
    planned = Q(stopped_on__isnull=True) | Q(stopped_on__gt=day)
    have = set(Measure.objects.filter(planned, household__in=poor, planned_on__lte=day).values_list("household_id", flat=True))
    for key, home in poor.items():
        if key not in have:
            due = home.status_on + datetime.timedelta(days=MEASURE_DAYS)
            what = _("%(since)s 起没有正在执行的措施") % {"since": home.status_on}
            yield _task(Kind.NO_MEASURE, home, due, day, what, new_address(Measure, key))


def _without_helper(poor, day):
    have = set(Pairing.objects.held(day).filter(household__in=poor).values_list("household_id", flat=True))
    for key, home in poor.items():
        if key not in have:
            yield _task(Kind.NO_HELPER, home, day, day, _("要确定一名帮扶责任人"), new_address(Pairing, key))


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
            yield _task(Kind.VISIT, home, due, day, what, new_address(Visit, key))


SOON = datetime.timedelta(days=7)  # so long before it is due a visit stands in the list


def _without_record(registered, period, day):
    have = set(YearRecord.objects.filter(household__in=registered, year=period.year).values_list("household_id", flat=True))
    first = YEAR[0].code
    for key, home in registered.items():
        if key not in have:
            what = _("%(year)d 年的收入和生活条件还没有采集") % {"year": period.year}
            url = reverse("households:year-step", args=[key, period.year, first])
            yield _task(Kind.NO_RECORD, home, period.ends_on, day, what, url)


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
