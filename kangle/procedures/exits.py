"""An exit held against its year's standard, condition by condition: what every subject's comparison is made of."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kangle.procedures.models import Answer
from kangle.programme.models import ExitCondition, ExitStandard

WORDS = {True: _("达标"), False: _("未达标"), None: _("无记录")}
GRADES = {True: "good", False: "poor", None: "none"}


@dataclass(frozen=True)
class Reading:
    """What the records say of one condition (None: they cannot tell), why, and where its rows stand: ((label, address), ...)."""

    holds: bool | None
    because: str | Promise
    rows: tuple = ()

    @property
    def word(self):
        return WORDS[self.holds]

    @property
    def grade(self):
        return GRADES[self.holds]


@dataclass(frozen=True)
class Compared:
    """One condition: whether it holds (None: not on record), by what the records say and by what a person found, if he did.

    `by_hand`: whether a person may answer it. Where he does, his answer decides; against the records it needs his reason.
    What is bound by the records nobody answers otherwise: they are corrected, or the case does not pass.
    """

    condition: ExitCondition
    reading: Reading | None = None
    answer: Answer | None = None
    by_hand: bool = False

    @property
    def is_bound(self):
        """Whether a veto fails by a figure on record: by the standard's own test, not by one read out of its words."""
        tested = self.condition.veto and self.condition.test != ExitCondition.Test.MANUAL
        return tested and self.reading is not None and self.reading.holds is False

    @property
    def lacks_evidence(self):
        """Whether a veto that no record tells holds by a person's bare word."""
        known = self.reading is not None and self.reading.holds is not None
        said = self.answer is not None and self.answer.met and not self.answer.note.strip()
        return said and self.condition.veto and not known

    @property
    def holds(self):
        if self.is_bound:
            return False
        if self.answer is not None:
            return self.answer.met
        return self.reading.holds if self.reading else None

    @property
    def contradicts(self):
        """Whether a person has found the opposite of what the records say."""
        known = self.reading is not None and self.reading.holds is not None
        return known and self.answer is not None and self.answer.met != self.reading.holds

    @property
    def found(self):
        """What a person found, in words: his note, he, the day; "" where nobody has looked."""
        return f"{self.answer.note} {self.answer.by_name} {self.answer.on}".strip() if self.answer else ""

    @property
    def because(self):
        """What decided it, in one piece: what the records say and what was found beside."""
        told = [self.reading.because] if self.reading else []
        if self.answer is not None:
            told.append(self.found)
        elif self.by_hand and (self.reading is None or self.reading.holds is None):
            told.append(_("须人工认定"))
        return _("；").join(map(str, filter(None, told)))

    @property
    def word(self):
        return WORDS[self.holds]

    @property
    def grade(self):
        """Its colour: what holds by somebody's word against the records is not simply good."""
        return "fair" if self.contradicts and self.holds else GRADES[self.holds]


def standard_of(year, subject):
    """The exit standard of a year: its own, else that of the last year before it with one; None where there is none."""
    return ExitStandard.objects.of(year, subject)


def by_hand(condition, answers, reading=None):
    """A condition that a person may answer, with what the records say of it; `answers`: {key of a condition: Answer}."""
    return Compared(condition, reading, answers.get(condition.pk), by_hand=True)
