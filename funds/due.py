"""What is still to be recovered: nobody opens a recovery, it is read off the records."""

from django.db.models import F, OuterRef

from funds.models import Recovery
from households.codes import MeasureKind
from households.models import Household, Measure
from projects.querysets import total


def due_for_recovery(on):
    """Households removed by a day that had benefited and have not given it all back, as Household rows.

    Annotates `status_on` (the day of removal), `received_fen` (helps carried out; a loan is owed to the bank, not here),
    `recovered_fen` and `due_fen`, all by the day.
    """
    received = Measure.objects.filter(household=OuterRef("pk"), done_on__lte=on).exclude(kind=MeasureKind.LOAN)
    recovered = Recovery.objects.filter(household=OuterRef("pk"), on__lte=on)
    return (
        Household.objects.with_status(on)
        .filter(status="removed")
        .annotate(
            received_fen=total(received, "household", "amount_fen"), recovered_fen=total(recovered, "household", "amount_fen")
        )
        .annotate(due_fen=F("received_fen") - F("recovered_fen"))
        .filter(due_fen__gt=0)
    )
