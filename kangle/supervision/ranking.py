"""A round's townships from the best down: the marks summed, equals sharing a place."""

from dataclasses import dataclass

from kangle.areas.models import Area


@dataclass(frozen=True)
class Place:
    """One township's place in a round. `score` in hundredths (None: not marked, hence unranked); `before` is its last place."""

    area: Area
    rank: int | None
    tied: bool
    score: int | None
    sampled: int
    findings: int
    before: int | None

    @property
    def moved(self):
        """How many places up (positive) or down since the round before; None where either place is unknown."""
        return None if self.rank is None or self.before is None else self.before - self.rank

    @property
    def down(self):
        """How many places down, for the sentence that says so."""
        return -self.moved if self.moved is not None else None


def ranks(scores):
    """The rank of each score, the highest first; equals share the better place and the next is left out: 1-2-2-4."""
    ordered = sorted(scores, reverse=True)
    return [ordered.index(score) + 1 for score in scores]


def places_of(round_, previous):
    """The Places of a round, best first, the unmarked last; `previous` is the round before it or None. At most two queries."""
    before = {}
    if previous is not None:
        marked = previous.inspections.of_townships().with_score().filter(score__isnull=False)
        before = {inspection.area_id: rank for inspection, rank in _ranked(marked)}
    inspections = list(round_.inspections.of_townships().with_score().select_related("area"))
    marked = [inspection for inspection in inspections if inspection.score is not None]
    ranked = {inspection.pk: rank for inspection, rank in _ranked(marked)}
    shared = list(ranked.values())
    places = [
        Place(
            area=inspection.area,
            rank=ranked.get(inspection.pk),
            tied=shared.count(ranked.get(inspection.pk)) > 1,
            score=inspection.score,
            sampled=inspection.households_sampled,
            findings=inspection.findings_count,
            before=before.get(inspection.area_id),
        )
        for inspection in inspections
    ]
    return sorted(places, key=lambda place: (place.rank is None, place.rank or 0, place.area.path))


def _ranked(inspections):
    found = list(inspections)
    return zip(found, ranks([inspection.score for inspection in found]), strict=True)
