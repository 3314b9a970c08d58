"""What is left to do in a village, each thing with the household, the day it is due and the page where it is done."""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.db.models import F, Max, TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from households.checks.sheet import RULE
from households.entry.facts import new_address
from households.entry.judging import address_of
from households.form import YEAR
from households.models import Begun, Doubt, Household, Measure, Pairing, Visit, YearRecord
from households.standing import POOR, REGISTERED, owed_since
from kangle.accounts.roles import Capability
from kangle.assignments.models import Assignment
from kangle.procedures.codes import Kind as CaseKind
from kangle.procedures.codes import State
from kangle.procedures.models import Case, Notice
from kangle.programme.workdays import Span

MEASURE_DAYS = RULE["household.unhelped"].threshold  # within which a household must have a measure
SOON = datetime.timedelta(days=7)  # so long before it is due a visit stands in the list


class Kind(TextChoices):
    """The kinds of things to do, in the order in which they weigh on the same day."""

    ASSIGNED = "assigned", pgettext_lazy("列表", "交办")
    RETURNED = "returned", gettext_lazy("办件要办")
    NOTICE = "notice", gettext_lazy("公示")
    DOUBT = "doubt", gettext_lazy("疑点要改正")
    UNFINISHED = "unfinished", gettext_lazy("录入未完成")
    NO_MEASURE = "no-measure", gettext_lazy("没有帮扶措施")
    NO_HELPER = "no-helper", gettext_lazy("没有帮扶责任人")
    VISIT = "visit", gettext_lazy("该走访了")
    NO_RECORD = "no-record", gettext_lazy("没有年度记录")


ORDER = {kind: place for place, kind in enumerate(Kind)}


def _urgent(task):
    return task.kind != Kind.ASSIGNED, task.late < 0, not task.own, -task.late, ORDER[task.kind], task.name


@dataclass(frozen=True)
class Task:
    """One thing to do: whom it is about, until when, how many days late (negative: to come), what, and the page to do it on.

    `own`: it concerns a household that the person at work answers for.
    """

    kind: Kind
    name: str
    due: datetime.date
    late: int
    what: str
    url: str
    own: bool = False

    @property
    def begins(self):
        """Whether the page begins a new record: then each time another."""
        return self.kind in {Kind.NO_MEASURE, Kind.NO_HELPER, Kind.VISIT}


class Work:
    """What there is to do in a village on a day, and how far it has come; ten queries, however many households.

    What the `period` asks is late by `day`, the earlier of today and the year's end; cases and notices run by the calendar. What
    has been done counts as of today: whoever visits a household after the last year's end has visited it. `person` is the account
    whose own households come first; None for nobody's.
    """

    def __init__(self, village, period, day, person=None):
        self.village, self.period, self.day, self.person = village, period, day, person
        self.today = timezone.localdate()

    # --- what is on record, each read once ---------------------------------------------------------------------------------

    @cached_property
    def homes(self):
        """{key: household} of the village by number, with `head_name`, `status`, `status_on`, `decided_on`, `put_down_at`."""
        rows = Household.objects.filter(village=self.village).with_head().with_status(self.today)
        rows = rows.with_decided_on(self.today).with_put_down(self.today)
        return {home.pk: home for home in rows.order_by("number")}

    def _standing(self, among):
        return {key: home for key, home in self.homes.items() if home.status in among}

    @cached_property
    def registered(self):
        return self._standing(REGISTERED)

    @cached_property
    def poor(self):
        return self._standing(POOR)

    def _of_village(self, rows):
        return rows.filter(household__village=self.village).order_by().values_list("household_id", flat=True)

    @cached_property
    def measured(self):
        return set(self._of_village(Measure.objects.running(self.today)))

    @cached_property
    def _pairings(self):
        """{(household key, key of the account of who answers for it or None)}."""
        held = Pairing.objects.held(self.today).filter(household__village=self.village).order_by()
        return set(held.values_list("household_id", "cadre__user_id"))

    @cached_property
    def paired(self):
        return {key for key, _account in self._pairings}

    @cached_property
    def own(self):
        """The keys of the households that the person answers for, as his account's cadre."""
        return {key for key, account in self._pairings if self.person is not None and account == self.person.pk}

    @cached_property
    def recorded(self):
        return set(self._of_village(YearRecord.objects.filter(year=self.period.year)))

    @cached_property
    def visited(self):
        """{household key: the day it was last visited}."""
        visits = Visit.objects.filter(household__village=self.village, on__lte=self.today)
        return dict(visits.order_by().values_list("household").annotate(last=Max("on")))

    # --- how far it has come ------------------------------------------------------------------------------------------------

    @property
    def progress(self):
        """[(what, done, of)] in households: of the registered ones, and of those that are poor (`uncounted` are neither)."""
        recent = self.day - datetime.timedelta(days=self.period.visit_days)
        seen = {key for key, on in self.visited.items() if on > recent}
        told = [
            (_("建档立卡户有%(year)d年度记录") % {"year": self.period.year}, self.recorded, self.registered),
            (_("现有贫困户有帮扶措施"), self.measured, self.poor),
            (_("现有贫困户有责任人"), self.paired, self.poor),
            (self._visited_since(recent), seen, self.poor),
        ]
        return [(what, len(have & among.keys()), len(among)) for what, have, among in told]

    def _visited_since(self, recent):
        """What the count of visits counts: those of the last days; of a year that is past all from a day on, until today."""
        if self.day < self.today:
            return _("%(day)s 以来走访过") % {"day": recent + datetime.timedelta(days=1)}
        return _("%(span)s内走访过") % {"span": Span(self.period.visit_days)}

    @property
    def uncounted(self):
        """How many of the village's households are not registered now: no part of the progress is about them."""
        return len(self.homes) - len(self.registered)

    # --- what is left -------------------------------------------------------------------------------------------------------

    @cached_property
    def tasks(self):
        """Everything to do: what a leader has given first; then what is due before what is to come, of each the person's own
        households first, most urgent first."""
        found = [
            *self._assigned(),
            *self._returned(),
            *self._notices(),
            *self._announcements(),
            *self._doubts(),
            *self._unfinished(),
            *self._without_measure(),
            *self._without_helper(),
            *self._visits(),
            *self._without_record(),
        ]
        return sorted(found, key=_urgent)

    def _task(self, kind, home, due, what, url):
        """A thing to do about a household, late by the day the year is looked at; who does not enter is led to its card."""
        if not self._enters:
            url = reverse("households:detail", args=[home.pk])
        return Task(kind, home.head_name or home.number, due, (self.day - due).days, what, url, own=home.pk in self.own)

    @cached_property
    def _enters(self):
        return self.person is None or self.person.may(Capability.ENTER)

    def _by_calendar(self, kind, name, due, what, url):
        return Task(kind, name, due, (self.today - due).days, what, url)

    def _assigned(self):
        """What a leader has given the person and waits for his answer, whatever it is about."""
        if self.person is None:
            return
        for each in Assignment.objects.waiting_for(self.person).select_related("giver"):
            what = _("%(giver)s交办：%(word)s") % {"giver": each.giver, "word": each.word}
            yield self._by_calendar(Kind.ASSIGNED, each.title, each.due_on, what, each.get_absolute_url())

    def _returned(self):
        """Cases that came back with a reason, or that the village has not sent up yet."""
        cases = Case.objects.filter(area=self.village, state__in=[State.RETURNED, State.VILLAGE]).with_last_reason()
        of_homes = cases.annotate(home=F("of_household__household"))
        for case in of_homes.with_subject().order_by("pk"):
            what = _("%(kind)s还没有送审") % {"kind": case.what}
            if case.state == State.RETURNED:
                what = _("退回：%(reason)s") % {"reason": case.last_reason}
            url = reverse("procedures:case", args=[case.pk])
            yield self._by_calendar(Kind.RETURNED, self._of(case), case.due_on or case.arrived_on, what, url)

    def _of(self, case):
        """Whom a case is about, as the village knows him now: a household proposed has no standing, and may have no head yet."""
        home = self.homes.get(case.home)
        name = (home.head_name or home.address or home.number) if home else case.title
        return _("新识别 · %(name)s") % {"name": name} if home and case.kind == CaseKind.IDENTIFY else name

    def _notices(self):
        """Notices of the village's cases that hang now: the day after the last one may be sent on."""
        for notice in Notice.objects.within(self.village).running(self.today).with_subject().order_by("pk"):
            told = {"place": notice.place, "day": notice.ends_on, "span": notice.span}
            what = _("%(place)s，公示 %(span)s，到 %(day)s") if notice.ends_on else _("%(place)s，公示 %(span)s，止期还不能确定")
            what, due = what % told, notice.ends_on + datetime.timedelta(days=1) if notice.ends_on else self.today
            url = reverse("procedures:notice", args=[notice.pk])
            yield self._by_calendar(Kind.NOTICE, notice.what, due, what, url)

    def _announcements(self):
        """Decided cases of the village whose notice the person's office still owes; nothing for whoever does not decide."""
        if self.person is None or not self.person.may(Capability.DECIDE):
            return
        for case in Case.objects.to_announce(self.person).filter(area=self.village).with_subject().order_by("pk"):
            what = _("%(what)s已审定，还没有张贴县级公告") % {"what": case.what}
            url = reverse("procedures:case", args=[case.pk])
            yield self._by_calendar(Kind.NOTICE, case.title, case.arrived_on, what, url)

    def _doubts(self):
        """What the checks found and nobody has put right or explained: to be done today, for no rule says until when."""
        doubts = Doubt.objects.filter(village=self.village, household__isnull=False).standing().unexplained().grave()
        for doubt in doubts.select_related("year_record").order_by("severity", "pk"):
            if home := self.homes.get(doubt.household_id):
                yield self._task(Kind.DOUBT, home, self.day, doubt.sentence, address_of(doubt))

    def _unfinished(self):
        left = Counter()
        for key, codes in Begun.objects.filter(household__village=self.village).values_list("household_id", "steps_left"):
            left[key] += len(codes)
        for key, screens in left.items():
            if screens and key in self.homes:
                what = _("还有 %(number)d 页没有填") % {"number": screens}
                yield self._task(Kind.UNFINISHED, self.homes[key], self.day, what, reverse("households:entry", args=[key]))

    def _without_measure(self):
        for key, home in self.poor.items():
            if key not in self.measured:
                due = owed_since(home.status_on, home.put_down_at) + datetime.timedelta(days=MEASURE_DAYS)
                split = home.decided_on != home.status_on
                what = _("%(since)s 分户以来没有自己的措施") if split else _("%(since)s 起没有正在执行的措施")
                what %= {"since": home.status_on}
                yield self._task(Kind.NO_MEASURE, home, due, what, new_address(Measure, key))

    def _without_helper(self):
        for key, home in self.poor.items():
            if key not in self.paired:
                yield self._task(Kind.NO_HELPER, home, self.day, _("要确定一名帮扶责任人"), new_address(Pairing, key))

    def _visits(self):
        """A poor household is visited every so many days (the period says how many); a visit stands here a while before."""
        every = datetime.timedelta(days=self.period.visit_days)
        for key, home in self.poor.items():
            seen = self.visited.get(key)
            due = (seen or owed_since(home.status_on, home.put_down_at)) + every
            if due - SOON <= self.day:
                what = _("上次走访 %(day)s") % {"day": seen} if seen else _("还没有走访过")
                yield self._task(Kind.VISIT, home, due, what, new_address(Visit, key))

    def _without_record(self):
        for key, home in self.registered.items():
            if key not in self.recorded:
                what = _("%(year)d 年的收入和生活条件还没有采集") % {"year": self.period.year}
                url = reverse("households:year-step", args=[key, self.period.year, YEAR[0].code])
                yield self._task(Kind.NO_RECORD, home, self.period.ends_on, what, url)
