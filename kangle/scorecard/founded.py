"""Of what it is a part must be told by every place: where one has not told it, no share is made of the others' whole.

Poor persons are counted where they live, the rural population is entered village by village. A county in which one village of
many has entered its own would hold everybody's poor against that one: a share of something else, or more than the whole.
"""

from kangle.areas.models import Area
from kangle.scorecard.counting import COLUMNS
from kangle.scorecard.models import Value


def places_that_told(snapshot, area, indicator):
    """(how many villages of an area have told their whole, of how many that have what is counted), as a snapshot has them."""
    found = Value.objects.filter(snapshot=snapshot, indicator=indicator.code, numerator__gt=0, area__level=Area.Level.VILLAGE)
    found = found.filter(area__in=Area.objects.within(area))
    return found.filter(denominator__gt=0).count(), found.count()


def without_whole(indicator, tree, totals):
    """The keys of the areas in which some place has what the indicator counts, and nothing that it is held against."""
    if not indicator.of_each_place:
        return frozenset()
    columns = COLUMNS[indicator.numerator], COLUMNS[indicator.denominator]
    own = {key: [totals[key][column] for column in columns] for key in tree.keys}
    for child, parent in tree.climb():
        own[parent] = [mine - totals[child][column] for mine, column in zip(own[parent], columns, strict=True)]
    return tree.with_those_above(key for key, (counted, whole) in own.items() if counted and not whole)
