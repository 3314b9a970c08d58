"""The whole demo county, drawn room by room into one book."""

from django.utils.translation import gettext as _

from kangle.demo import (
    acceptance,
    carryover,
    classing,
    donors,
    facilities,
    fates,
    faults,
    gaps,
    incomes,
    lacking,
    measures,
    money,
    pairing,
    people,
    posts,
    records,
    reference,
    reported,
    schedule,
    standing,
    supervision,
    works,
)
from kangle.demo import county as places
from kangle.demo.book import Book
from kangle.demo.drawing import stream


def build(keys, *, say=lambda part: None):
    """Draw the county; returns (county, book).

    `keys` gives the database key of each 12-digit code; `say(part)` is told of each part that is drawn.
    """
    county, book = places.lay_out(keys), Book()
    reference.write(county, book)
    numbers = people.settle(county, book)
    places.rank_from_the_poorest(county)
    fates.decide(county, numbers)
    measures.choose_housing(county)
    faults.spoil(county)
    records.write(county, book, numbers)
    incomes.write(county, book)
    say(_("农户"))
    hiring = posts.write(county, book, numbers)
    pairing.write(county, book, hiring)
    standing.write(county, book)
    say(_("干部、村情"))
    lacking.plan(county)
    measures.write(county, book)
    say(_("措施"))
    _works_and_money(county, book)
    say(_("项目、资金"))
    supervision.write(county, book)
    acceptance.write(county, book)
    reported.write(county, book)
    say(_("督查、验收"))
    return county, book


def _works_and_money(county, book):
    """Money is shared out before projects are written: a project says whether it is in the integration plan."""
    drafts = works.draw(county)
    lines = money.share_out(drafts)
    schedule.write(county, book, drafts, stream("schedule"))
    facilities.write(county, book)
    gaps.write(county, book)
    channels = money.write(county, book, lines)
    carryover.write(county, book, channels)
    donors.write(county, book)
    classing.write(county, book)
