"""An exit held against its year's standard, condition by condition: what every subject's comparison is made of."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kangle.programme.models import ExitCondition, ExitStandard


@dataclass(frozen=True)
class Compared:
    """One condition: whether it holds (None: not on record), what decided it, and whether a person must look."""

    condition: ExitCondition
    holds: bool | None
    because: str | Promise
    by_hand: bool = False

    @property
    def word(self):
        return {True: _("达标"), False: _("未达标"), None: _("无记录")}[self.holds]

    @property
    def grade(self):
        return {True: "good", False: "poor", None: "none"}[self.holds]


def standard_of(year, subject):
    """The exit standard of a year: its own, else that of the last year before it with one; None where there is none."""
    return ExitStandard.objects.filter(subject=subject, year__lte=year).order_by("-year").first()


def by_hand(condition, answers):
    """A condition that a person must look at, with what he found; `answers`: {key of a condition: Answer}."""
    answer = answers.get(condition.pk)
    if answer is None:
        return Compared(condition, None, _("须人工认定"), by_hand=True)
    return Compared(condition, answer.met, f"{answer.note} {answer.by_name} {answer.on}".strip(), by_hand=True)
