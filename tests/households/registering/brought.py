"""Households as they come along by workbook, and what the poverty office does with them."""

import datetime

from households.models import Registration
from households.registering.acting import register
from households.registering.weighing import Asked, weigh
from tests import county as small

DAY = datetime.date(2014, 6, 1)
EXIT_DAY = datetime.date(2014, 12, 20)
DOCUMENT = "康扶领发〔2014〕12号"
Kind = Registration.Kind


def brought(village, number, **fields):
    """A household that came by workbook: nobody has said yet where it stands."""
    home = small.household(village, number, **fields)
    home.events.all().delete()
    return home


def identify(area, *homes):
    return Asked(area, Kind.IDENTIFIED, DAY, tuple(home.number for home in homes))


def leave(area, *homes, on=EXIT_DAY):
    return Asked(area, Kind.EXITED, on, tuple(home.number for home in homes))


def put_down(asked, by, document=DOCUMENT):
    """What the person does: look, then press."""
    return register(asked, digest=weigh(asked).digest, document=document, by=by)
