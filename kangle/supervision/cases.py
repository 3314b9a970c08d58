"""What a case about a household says of its acceptance: read off the records of the teams, never from what was noted of them."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from funds.cases import RecoveringSubject
from households.models import HouseholdCase
from kangle.audit.guards import guard
from kangle.procedures.codes import CHECKED, Kind, State
from kangle.procedures.subjects import Check
from kangle.programme.days import changed
from kangle.supervision.models import HouseholdAcceptance


def last_of(kept):
    """The last by its day of the acceptances that were put on a HouseholdCase and still stand; None where none does.

    The steps of the case say which days were put on it; what was found on them, and whether it stands, the records say.
    """
    days = kept.case.steps.filter(act__in=CHECKED).values("on")
    return HouseholdAcceptance.objects.filter(household=kept.household_id, on__in=days).order_by("-on").first()


def told(acceptance):
    """Who checked, and what was missing; records are kept in Chinese, whatever the one who enters reads."""
    with translation.override(settings.LANGUAGE_CODE):
        return " ".join(filter(None, (str(acceptance.team), acceptance.reason)))


class AcceptedSubject(RecoveringSubject):
    """Cases about households, with what the county's acceptance teams found at home."""

    def checked(self, case):
        found = last_of(case.of_household) if any(step.act in CHECKED for step in case.steps.all()) else None
        return found and Check(found.on, found.passed, told(found))


@guard(HouseholdAcceptance)
def refuse_what_was_decided_upon(old, new):
    """The check by which the county decided an exit stays as it was, until that decision is taken back."""
    if old is None or not old.passed or (new is not None and not changed(["household_id", "on", "passed"], old, new)):
        return
    decided = HouseholdCase.objects.filter(household=old.household_id, case__kind=Kind.EXIT, case__state=State.DECIDED)
    for kept in decided.select_related("case"):
        if last_of(kept) == old:
            sentence = _(
                "县里已凭这次验收审定了“%(case)s”：不能删除，也不能改成别的户、日期或未通过。确有错误的，请先在办件页面撤销决定。"
            )
            raise ValidationError(sentence % {"case": kept.case})
