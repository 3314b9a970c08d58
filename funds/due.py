"""What is still to be recovered: nobody opens a recovery, it is read off the records."""

from dataclasses import dataclass

from django.db.models import F, OuterRef

from funds.models import Recovery
from households.codes import MeasureKind
from households.models import Household, Measure
from kangle.exchange.facts import with_query
from projects.querysets import total


def with_due(households, on):
    """Annotates a Household queryset with `received_fen` (helps carried out; a loan is owed to the bank, not here),
    `recovered_fen` and `due_fen`, all by the day; what is due is owed by those removed alone."""
    received = Measure.objects.filter(household=OuterRef("pk"), done_on__lte=on).exclude(kind=MeasureKind.LOAN)
    recovered = Recovery.objects.filter(household=OuterRef("pk"), on__lte=on)
    sums = {
        "received_fen": total(received, "household", "amount_fen"),
        "recovered_fen": total(recovered, "household", "amount_fen"),
    }
    return households.annotate(**sums).annotate(due_fen=F("received_fen") - F("recovered_fen"))


def due_for_recovery(on):
    """Households removed by a day that had benefited and have not given it all back, as Household rows.

    Annotated as `with_due` does, and `status_on`: the day of removal.
    """
    return with_due(Household.objects.with_status(on).filter(status="removed"), on).filter(due_fen__gt=0)


@dataclass(frozen=True)
class Owed:
    """What a removed household has still to give back, in fen, and where the list has it."""

    due_fen: int
    received_fen: int
    recovered_fen: int
    address: str


def owed_by(household):
    """The Owed of a household (`with_due`, `with_status`); None where it is not removed or has given everything back."""
    if household.status != "removed" or household.due_fen <= 0:
        return None
    address = with_query("funds:due", q=household.number)
    return Owed(household.due_fen, household.received_fen, household.recovered_fen, address)
