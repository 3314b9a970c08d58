"""What an exit case says of its acceptance: read off the records of the teams, never from what was noted of them.

A household and a village are told alike: what a team found at either stands against its exit in one way.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from funds.cases import RecoveringSubject
from households.models import HouseholdCase
from households.village_cases import PoorVillageSubject
from kangle.audit.guards import guard
from kangle.procedures.codes import CHECKED, Kind, State
from kangle.procedures.subjects import Check
from kangle.programme.days import changed
from kangle.supervision.models import HouseholdAcceptance, VillageAcceptance
from villages.case_models import VillageCase


@dataclass(frozen=True)
class Checked:
    """One of what is checked before it leaves poverty: `name` is the field by which its acceptances and its cases point at it."""

    name: str
    acceptances: type[Model]
    cases: type[Model]
    relied_upon: str | Promise  # the sentence where a `case` was decided upon an acceptance that somebody alters

    def key_of(self, record):
        """The key of what an acceptance or a case is about."""
        return getattr(record, f"{self.name}_id")

    def exits(self, acceptance):
        """The exit cases about what an acceptance is of, each with its Case."""
        about = {self.name: self.key_of(acceptance), "case__kind": Kind.EXIT}
        return self.cases.objects.filter(**about).select_related("case__method")

    def last_of(self, kept):
        """The last by its day of the acceptances that were put on a case (`kept`) and still stand; None where none does.

        The steps of the case say which days were put on it; what was found on them, and whether it stands, the records say.
        """
        days = kept.case.steps.filter(act__in=CHECKED).values("on")
        return self.acceptances.objects.filter(**{self.name: self.key_of(kept)}, on__in=days).order_by("-on").first()


HOUSEHOLD = Checked(
    "household",
    HouseholdAcceptance,
    HouseholdCase,
    gettext_lazy(
        "县里已凭这次验收审定了“%(case)s”：不能删除，也不能改成别的户、日期或未通过。确有错误的，请先在办件页面撤销决定。"
    ),
)
VILLAGE = Checked(
    "village",
    VillageAcceptance,
    VillageCase,
    gettext_lazy(
        "县里已凭这次验收审定了“%(case)s”：不能删除，也不能改成别的村、日期或未通过。确有错误的，请先在办件页面撤销决定。"
    ),
)


def checked_by(acceptance):
    """The Checked that an acceptance is of."""
    return next(each for each in (HOUSEHOLD, VILLAGE) if isinstance(acceptance, each.acceptances))


def told(acceptance):
    """Who checked, and what was missing; records are kept in Chinese, whatever the one who enters reads."""
    with translation.override(settings.LANGUAGE_CODE):
        return " ".join(filter(None, (str(acceptance.team), acceptance.reason)))


def check_of(kept):
    """The last Check of what was put on the case of `kept` (a HouseholdCase or VillageCase) and still stands."""
    if not any(step.act in CHECKED for step in kept.case.steps.all()):
        return None
    found = next(each for each in (HOUSEHOLD, VILLAGE) if isinstance(kept, each.cases)).last_of(kept)
    return found and Check(found.on, found.passed, told(found))


class AcceptedSubject(RecoveringSubject):
    """Cases about households, with what the county's acceptance teams found at home."""

    def checked(self, case):
        return check_of(case.of_household)


class AcceptedVillageSubject(PoorVillageSubject):
    """Cases about villages, with what the county's acceptance teams found there."""

    def checked(self, case):
        return check_of(case.of_village)


@guard(HouseholdAcceptance, VillageAcceptance)
def refuse_what_was_decided_upon(old, new):
    """The check by which the county decided an exit stays as it was, until that decision is taken back."""
    if old is None or not old.passed:
        return
    checked = checked_by(old)
    if new is not None and not changed([f"{checked.name}_id", "on", "passed"], old, new):
        return
    for kept in checked.exits(old).filter(case__state=State.DECIDED):
        if checked.last_of(kept) == old:
            raise ValidationError(checked.relied_upon % {"case": kept.case})
