"""What a new record is taken to be where nobody says otherwise: once, for the phone, the sheet, the records' admin, a split.

Only what follows from the act of registering itself is presumed, never an answer to a question: how healthy somebody is, or what
he belongs to, he is asked. On a form what is presumed stands in its field, to be altered; a sheet leaves the cell blank, and its
hint says so.
"""

from households.codes import Document, Joined, Standard
from households.models import Household, Member

# A household whose row says nothing stands on the national list, whose form the sheet is; a form asks.
STANDARD = Standard.NATIONAL


def member(household, *, day, registered):
    """A person who joins on `day` (the county's day in hand: so that the last year's figures count him) with an identity card.

    `registered`: whether the household was ever identified. Before that everybody comes with its registration; afterwards it must
    be said how somebody came.
    """
    return Member(household=household, **of_member(day=day, registered=registered))


def of_member(*, day, registered):
    """The same as {field: value}."""
    return {"document": Document.IDENTITY_CARD, "joined_on": day, "joined_by": "" if registered else Joined.REGISTERED}


def of_row(village):
    """A household that a row of a sheet begins."""
    return Household(village=village, standard=STANDARD)
