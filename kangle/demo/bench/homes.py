"""What is measured of households' pages: a village's booklets as PDF, and the card that has most to say."""

import statistics

from django.db.models import Count

from households.form import HOUSEHOLD
from households.models import Household, StatusEvent
from households.standing import REGISTERED
from kangle.accounts.models import User
from kangle.areas.models import Area
from kangle.demo.bench.measuring import Pages, seconds
from kangle.exchange.awaiting import asked_page

HOUSEHOLDS = 120
WRITER = "fupinban"  # whoever may also enter gets the fullest card


def village_of_booklets():
    """The village with the fewest registered households from 120 up, so that the figure is for no fewer."""
    registered = StatusEvent.objects.latest("9999-12-31").filter(kind__in=REGISTERED)
    counted = registered.order_by().values("household__village").annotate(households=Count("pk"))
    fewest = counted.filter(households__gte=HOUSEHOLDS).order_by("households", "household__village").first()
    return Area.objects.get(pk=fewest["household__village"])


def village_seconds():
    """Median of a worker's seconds from the question to the last byte of a village's PDF: charts and households' booklets."""
    address, person = f"/areas/{village_of_booklets().code}/booklets/", User.objects.select_related("area").get(username=WRITER)
    return statistics.median(seconds(lambda: asked_page(address, person).made()) for _round in range(3))


def card():
    """The address of the card of the household with the most measures, members counted next."""
    most = Household.objects.annotate(helps=Count("measures", distinct=True), people=Count("members", distinct=True))
    return f"/households/{most.order_by('-helps', '-people', 'pk').first().pk}/"


def step_over_bare():
    """A screen of the entry form over a bare Django form of the same fields of the same household."""
    first = Household.objects.order_by("pk").first().pk
    return Pages(WRITER).over_bare(f"/households/entry/{first}/{HOUSEHOLD[0].code}/", bare=f"/bare-form/{first}/")
