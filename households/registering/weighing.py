"""Which households of an area would be put down, and which not, each with the sentence that says why. Nothing is written.

It asks of each what every other way of writing asks of one (households.refusals, households.under_way), and more, since nobody
looks at them one by one: that somebody lives there, that the record is filled in, and that nothing here was decided about it.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils import timezone

from households.joining import joining_earlier
from households.models import Household, Member, StatusEvent
from households.models.registering import Registration
from households.registering.histories import histories_of
from kangle.common.bulk import portions
from kangle.common.sayings import said as _
from kangle.programme.models import Period
from kangle.programme.writing import ensure_writable
from kangle.programme.years import closed_years

LARGEST = 20_000  # households put down at once: a county's are few more, and they are written while somebody waits
MOST_NUMBERS = 20_000


@dataclass(frozen=True)
class Asked:
    """What is to be put down: `kind` (Registration.Kind) as of the day `on`, of the households of an area, or of those among them
    whose `numbers` are given.
    """

    area: object
    kind: str
    on: object
    numbers: tuple = ()

    def event(self, household, **fields):
        return StatusEvent(household=household, kind=self.kind, on=self.on, **fields)


@dataclass
class Weighed:
    """`homes`: the households that would be put down (each with its village, `head_name` and `size`), in the order of their
    places; `refused`: {sentence: names}; `passed`: how many of the area's have a standing already and are not asked about.

    How many persons it is about is counted when a page asks: whoever writes need not know.
    """

    asked: Asked
    homes: list = field(default_factory=list)
    refused: dict = field(default_factory=dict)
    passed: int = 0

    def refuse(self, sentence, called):
        self.refused.setdefault(sentence, []).append(called)

    @property
    def digest(self):
        """By which it is known that what is written is what was seen."""
        told = [self.asked.kind, str(self.asked.on), *(str(key) for key in sorted(home.pk for home in self.homes))]
        return hashlib.sha256(" ".join(told).encode()).hexdigest()

    @cached_property
    def _joining(self):
        """What `joining_earlier` gives of the households; nobody where they leave."""
        if self.asked.kind != Registration.Kind.IDENTIFIED:
            return []
        closed, keys = closed_years(), [home.pk for home in self.homes]
        return [each for some in portions(keys) for each in joining_earlier(some, self.asked.on, closed)]

    @property
    def joining(self):
        """How many persons would belong to their household from an earlier day on (households.joining)."""
        return len(self._joining)

    @property
    def persons(self):
        """How many would have lived in the households on that day."""
        on, keys = self.asked.on, [home.pk for home in self.homes]
        living = sum(Member.objects.filter(household__in=some).living(on).count() for some in portions(keys))
        return living + sum(day == on and not member.has_left(on) for member, day in self._joining)

    @property
    def persons_now(self):
        """How many live in them."""
        return sum(home.size for home in self.homes)

    @property
    def refused_count(self):
        return sum(map(len, self.refused.values()))

    def by_village(self):
        """[(village, what its households are called)] in the order of the villages; two of one name are told apart."""
        found = {}
        for home in self.homes:
            found.setdefault(home.village, []).append(home)
        return [(village, _told_apart(homes)) for village, homes in found.items()]


def ensure_day(asked):
    """Refuse a day that cannot be, in a closed year, or from which on the procedure decides here of every household by itself:
    identification after the county's first year here, an exit, which has to be accepted, in it too. Raises ValidationError.
    """
    first = Period.objects.filter(area__path=asked.area.county).order_by("year").first()
    left = asked.kind == Registration.Kind.EXITED
    if first is not None and asked.on.year > first.year - left:
        words = {"year": first.year, "kind": Registration.Kind(asked.kind).label}
        sentence = _("%(year)d 年是本县在系统里的第一个年度，以后的%(kind)s要逐户立件办理，不能补登：请核对日期。")
        if left:
            sentence = _("%(year)d 年是本县在系统里的第一个年度，从这一年起%(kind)s要逐户立件、验收，不能补登：请核对日期。")
        raise ValidationError({"on": sentence % words})
    # Alike for all in what these ask of a new event: one county, one day.
    ensure_writable(None, asked.event(Household(village=asked.area)))


def weigh(asked):
    """Weigh every household that is asked about; the Weighed.

    Raises ValidationError by field where the day cannot be, or where they are more than LARGEST.
    """
    ensure_day(asked)
    found, weighed = _found(asked), Weighed(asked)
    if len(found) > LARGEST:
        words = {"found": len(found), "most": LARGEST}
        raise ValidationError(_("这里有 %(found)d 户，一次最多登记 %(most)d 户：请先选一个乡镇。") % words)
    if asked.numbers:
        _answer_numbers(weighed, found)
    else:
        weighed.passed = Household.objects.within(asked.area).count() - len(found)
    histories = histories_of(found)
    for home in found:
        sentence = histories.fault_of(home, asked)
        if sentence:
            weighed.refuse(sentence, called(home, home.head_name))
        else:
            weighed.homes.append(home)
    return weighed


def keys_of(asked):
    """The keys of the households asked about."""
    return [key for rows in _rows(asked) for key in rows.values_list("pk", flat=True)]


def _within(asked):
    return Household.objects.within(asked.area).with_status(timezone.localdate())


def _rows(asked):
    """Querysets of the households asked about: those named, else those of the area without any standing."""
    if not asked.numbers:
        return [_within(asked).filter(status__isnull=True).order_by("pk")[: LARGEST + 1]]
    return [_within(asked).filter(number__in=some) for some in portions(list(asked.numbers))]


def _found(asked):
    """The households asked about, in the order of their places."""
    found, today = [], timezone.localdate()
    for some in portions(keys_of(asked)):
        rows = Household.objects.filter(pk__in=some).with_head().with_status(today).with_size(today)
        found += rows.select_related("village__parent")
    return sorted(found, key=lambda home: (home.village.path, home.number))


def _answer_numbers(weighed, found):
    """A number that is none of the area's is told as such, be it another area's."""
    there = {home.number for home in found}
    sentence = _("%(area)s没有这个户编号") % {"area": weighed.asked.area.short_name}
    for number in weighed.asked.numbers:
        if number not in there:
            weighed.refuse(sentence, number)


def _told_apart(homes):
    names = Counter(home.head_name for home in homes)
    return [home.head_name if names[home.head_name] == 1 and home.head_name else called(home, home.head_name) for home in homes]


def called(home, head_name):
    """What the pages call a household."""
    return f"{head_name or '—'}（{home.number}）"
