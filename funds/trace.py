"""Where a document's yuan are: passed down, paid out against a voucher, still with a project, or unexplained."""

from dataclasses import dataclass

from django.db.models import Q, Sum

from funds.models import Expenditure


@dataclass(frozen=True)
class Trace:
    """One document's money in fen, stage by stage, as far as the person asking sees it; `households` it has reached."""

    allotted: int
    received: int
    appropriated: int
    spent: int
    vouched: int
    settled: int
    projects: int
    households: int

    @property
    def with_projects(self):
        """Passed down and not yet paid out: it lies with a project."""
        return self.appropriated - self.spent

    @property
    def unexplained(self):
        """What is neither with a project nor paid out against a voucher: not passed down, or paid out without paper."""
        return self.allotted - self.with_projects - self.vouched


def trace(allotments, appropriations, beneficiaries):
    """The Trace of some allotments, the appropriations made from them, and the `beneficiaries` one may see. Five queries."""
    money = allotments.aggregate(
        allotted=Sum("amount_fen", default=0),
        received=Sum("amount_fen", filter=Q(received_on__isnull=False), default=0),
    )
    passed_down = appropriations.aggregate(appropriated=Sum("amount_fen", default=0))
    paid = Expenditure.objects.filter(appropriation__in=appropriations.values("pk")).aggregate(
        spent=Sum("amount_fen", default=0),
        vouched=Sum("amount_fen", filter=~Q(voucher=""), default=0),
        settled=Sum("amount_fen", filter=Q(settled_on__isnull=False), default=0),
    )
    served = beneficiaries.filter(project__in=appropriations.values("project"))
    return Trace(
        **money,
        **passed_down,
        **paid,
        projects=appropriations.values("project").distinct().count(),
        households=served.values("household").distinct().count(),
    )
