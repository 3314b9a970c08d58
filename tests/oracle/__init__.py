"""The slow twin of the scorecard: every indicator by loops and ifs, written from its sentence, never from the engine.

`tests.oracle.expected(county, day)` answers what the snapshot of a county must hold; tests compare the two.
"""

from dataclasses import dataclass

from tests.oracle import focus, in_place, looking, precise, results, scoring, works
from tests.oracle.book import Book, View, stands
from tests.oracle.sheet import SHEET, figure

MODULES = (in_place, precise, results, works, focus)


@dataclass
class Expected:
    """What a snapshot must hold, by (area's key, code): figures, scores, places, vetoes; and shares beyond belief."""

    figures: dict
    scores: dict
    places: dict
    vetoes: dict
    out_of_bounds: set


def expected(county, day, weights, formula=2):
    """Everything the snapshot of `county` (an Area) as of `day` must hold, by `weights` ({code: weight}) and a formula."""
    book = Book()
    areas = sorted((area for area in book.areas if area.path.startswith(county.path)), key=lambda area: area.path)
    figures, unseen, in_the_county, unfounded = {}, [], {}, []
    for area in areas:
        view = View(book, area, day)
        seen = looking.what_was_seen(view)
        in_the_county = in_the_county or seen  # the first of the areas
        unseen += [(area, code) for code in SHEET if not looking.was_seen(seen, in_the_county, code)]
        if precise.lacks_a_rural_population(view):
            unfounded.append((area, "targeting.incidence"))
        for code, each in SHEET.items():
            figures[area, code] = figure(each, view)
    top = next(area for area in areas if area.path == county.path)
    unlooked = [key for key in figures if not looking.was_looked_at(key[0], top, figures, key[1])]
    for key in unlooked + unseen + unfounded:
        figures[key].seen = False
        told = key[1] == "targeting.incidence" and figures[key].numerator and key not in unfounded
        if not figures[key].plan and not told:
            figures[key].target = None
    made = {key: found for key, found in figures.items() if key not in unfounded}
    standing = [area for area in areas if stands(area, day.year)]
    scores = scoring.judge(SHEET, {key: found for key, found in figures.items() if key[0] in standing}, standing)
    marks, vetoes, unplaced = scoring.marks(SHEET, scores, standing, weights, formula)
    scores.update(marks)
    return Expected(
        figures={(area.id, code): found for (area, code), found in figures.items()},
        scores={(area.id, code): score for (area, code), score in scores.items()},
        places={(area.id, code): place for (area, code), place in scoring.places(scores, standing, unplaced).items()},
        vetoes={(area.id, item): code for (area, item), code in vetoes.items()},
        out_of_bounds={(area.id, code) for (area, code), found in made.items() if _is_impossible(SHEET[code], found)},
    )


def _is_impossible(each, found):
    """A share of a whole that is less than nothing or more than all."""
    if each.may_exceed_one or each.kind != "share" or not found.denominator:
        return False
    return not 0 <= found.numerator <= found.denominator
