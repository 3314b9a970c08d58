"""What needs a decision in a county now: lists narrowed to what waits, each with the number of rows it opens.

A number and its list cannot differ: the list itself is asked for its rows (kangle.exchange.counted).
"""

import datetime
from dataclasses import dataclass
from functools import cache, cached_property

from django.db.models import Count
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kangle.accounts.roles import Capability
from kangle.areas.models import Area
from kangle.common import prepared
from kangle.common.beside import beside
from kangle.exchange.counted import Listed
from kangle.scorecard.nightly import waiting_in

SOON = datetime.timedelta(days=6)  # today and the six days after it: a week
WHOSE_SHOWN = 3


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: its sentence, how many there are, the address that lists just these, the tone where there are any."""

    words: str | Promise
    number: int
    url: str
    tone: str

    @property
    def text(self):
        return self.words % {"number": self.number}


# (sentence, tone where there are any, the list's URL name, its conditions on a day)
DECISIONS = (
    (_("逾期未整改问题 %(number)d 个"), "poor", "supervision:findings", lambda day: {"state": "overdue"}),
    (_("逾期未完项目 %(number)d 个"), "poor", "projects:list", lambda day: {"schedule": "late"}),
    (_("待约谈 %(number)d 人"), "poor", "supervision:interviews", lambda day: {"held": "no"}),
    (_("等县级审定的办件 %(number)d 件"), "fair", "procedures:list", lambda day: {"state": "county"}),
    (_("待县级公告 %(number)d 件"), "fair", "procedures:list", lambda day: {"announcement": "owed"}),
    (
        _("七天（自然日）内到期的公示 %(number)d 个"),
        "fair",
        "procedures:notices",
        lambda day: {"ends_on_after": day, "ends_on_before": day + SOON},
    ),
    (
        _("未脱贫又无责任人的户 %(number)d 户"),
        "fair",
        "households:list",
        lambda day: {"status": "poor", "has_responsible": "no"},
    ),
)
OVERDUE = DECISIONS[0]
# What waits in a township, for pages that set townships side by side: (what, the list's URL name, its conditions).
OF_TOWNSHIPS = (
    (_("逾期问题"), "supervision:findings", lambda day: {"state": "overdue"}),
    (_("逾期项目"), "projects:list", lambda day: {"schedule": "late"}),
    (_("待约谈"), "supervision:interviews", lambda day: {"held": "no"}),
    (_("无责任人的户"), "households:list", lambda day: {"status": "poor", "has_responsible": "no"}),
    (_("在办的办件"), "procedures:list", lambda day: {"under_way": "yes"}),
)
# What was given to the reader, and what those who give have to look after.
MINE = ((_("交给我办的 %(number)d 件"), "poor", "assignments:list", lambda day: {"whose": "mine", "progress": "waiting"}),)
GIVEN = (
    (_("交办逾期未答复 %(number)d 件"), "poor", "assignments:list", lambda day: {"progress": "overdue"}),
    (_("交办已答复待认可 %(number)d 件"), "fair", "assignments:list", lambda day: {"progress": "answered"}),
)
# Bulletins that wait for the reader's signature, and those that came back to who drafts them.
TO_SIGN = ((_("等签发的通报 %(number)d 份"), "fair", "bulletins:list", lambda day: {"state": "submitted"}),)
SENT_BACK = ((_("退回修改的通报 %(number)d 份"), "poor", "bulletins:list", lambda day: {"state": "returned"}),)
# (what a person must be able to do for it to wait for him, the lines)
BY_CAPABILITY = ((Capability.GIVE, GIVEN), (Capability.SIGN, TO_SIGN), (Capability.DRAFT, SENT_BACK))


class Decisions:
    """What waits in an area as the records stand now, for a person; counted from the start, beside the page (two queries)."""

    def __init__(self, user, area):
        self.user, self.area, self.today = user, area, timezone.localdate()
        own = (line for capability, lines in BY_CAPABILITY if user.may(capability) for line in lines)
        self.lines = (*DECISIONS, *MINE, *own)
        self.lists = [self._listed(line, area) for line in self.lines]
        self._counted = cache(beside(self._count))

    @cached_property
    def waiting(self):
        """[Waiting]; the first line is that of OVERDUE."""
        _overdue, others, _unpublished = self._counted()
        return [
            Waiting(words, number, each.address(self.user), tone if number else "good")
            for (words, tone, *_list), each, number in zip(self.lines, self.lists, (self.overdue, *others), strict=True)
        ]

    @property
    def overdue(self):
        """How many findings are overdue."""
        return sum(self._counted()[0].values())

    @property
    def unpublished(self):
        """How many computations of the area wait, unpublished, for somebody to look at a change beyond belief."""
        return self._counted()[2]

    def _count(self):
        """({the place in the tree of areas, down to townships: how many overdue findings are its own}, [the number of each list
        but the first], the number that is `unpublished`).
        """

        def by_township():
            place = Substr("area__path", 1, Area.CODE_LENGTH[Area.Level.TOWNSHIP])
            return self.lists[0].rows(self.user).order_by().values_list(place).annotate(number=Count("pk"))

        overdue = dict(prepared.rows(("whose", *self._asker), by_township))
        others = self.lists[1:]

        def counted():
            return [*(each.rows(self.user) for each in others), waiting_in(self.area.path)]

        *numbers, unpublished = prepared.counts(("decisions", *self._asker, tuple(others)), counted)
        return overdue, numbers, unpublished

    def whose_overdue(self, townships):
        """[(township, how many of the overdue findings are its own, the address of just these)], most first."""
        overdue, *_others = self._counted()
        found = [(township, overdue[township.path]) for township in townships if township.path in overdue]
        found.sort(key=lambda each: -each[1])
        return [(each, number, self._listed(OVERDUE, each).address(self.user)) for each, number in found[:WHOSE_SHOWN]]

    def _listed(self, line, area):
        _words, _tone, name, conditions = line
        return Listed.of(name, area, **conditions(self.today))

    @property
    def _asker(self):
        """What a list's rows depend on beside its conditions."""
        user = self.user
        return user.pk, user.role, user.is_active, user.area and user.area.path, self.area.path, self.today
