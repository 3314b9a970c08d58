"""The whole demo county, drawn room by room into one book."""

from kangle.demo import county as places
from kangle.demo import fates, faults, incomes, measures, people, records, reference
from kangle.demo.book import Book


def build(keys, *, say=lambda line: None):
    """Draw the county. `keys` gives the database key of each 12-digit code. Returns (county, book)."""
    county, book = places.lay_out(keys), Book()
    reference.write(county, book)
    numbers = people.settle(county, book)
    places.rank_from_the_poorest(county)
    fates.decide(county, numbers)
    measures.choose_housing(county)
    faults.spoil(county)
    records.write(county, book, numbers)
    incomes.write(county, book)
    say("农户")
    measures.write(county, book)
    say("措施")
    return county, book
