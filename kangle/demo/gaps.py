"""What the villages were found to lack, the project that fills each gap, and the households each project serves."""

from kangle.demo.drawing import after, between, day, stream
from projects.models import Beneficiary, Gap

# How many gaps nobody had money for yet, by works.
UNMATCHED = {
    "stage": 30, "village-office": 24, "clinic": 7, "broadband": 6, "power": 6, "water": 12, "road": 14, "kindergarten": 11,
    "primary-school": 5, "industry": 4,
}  # fmt: skip
SERVES = {"housing": "renovation", "relocation": "relocation", "industry": "industry", "water": "safe-water"}


def write(county, book):
    rng = stream("gaps")
    for village in county.villages:
        for works, draft in village.served_by.items():
            if works != "other" and not (works == "industry" and not village.is_poor):
                _gap(book, rng, village, works, draft)
    for works, count in UNMATCHED.items():
        free = [v for v in county.villages if works not in v.served_by and not v.is_community and works not in v.has]
        for village in rng.sample(free, min(count, len(free))):
            _gap(book, rng, village, works, None)
    for village in county.villages:
        for house in village.houses:
            if house.was_registered and not house.removed_on:
                _serve(book, rng, village, house)


def _gap(book, rng, village, works, draft):
    found_on = between(rng, day(12, 1, 2014), day(3, 28))
    quantity = {"water": village.water_done, "road": village.road_done}.get(works) or 1
    if draft is not None:
        quantity = next(planned for place, planned, _done in draft.sites if place is village)
    matched_on = None if draft is None else after(found_on, rng.randint(6, 60))
    project = None if draft is None else draft.pk
    book.add(Gap, village=village.pk, works=works, found_on=found_on, quantity=quantity, project=project, matched_on=matched_on)


def _serve(book, rng, village, house):
    """The projects whose measure the household received; one more for most that are due to leave and had none."""
    served = False
    for works, kind in SERVES.items():
        draft, measure = village.served_by.get(works), house.done.get(kind)
        if draft and measure:
            served = True
            book.add(Beneficiary, project=draft.pk, household=house.pk, measure=measure[0], since=max(measure[1], draft.start))
    industry = village.served_by.get("industry")
    if not served and house.planned_exit_year == 2015 and industry and rng.random() < 0.7:
        book.add(Beneficiary, project=industry.pk, household=house.pk, since=between(rng, industry.start, day(11, 30)))
