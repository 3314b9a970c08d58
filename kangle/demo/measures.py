"""What is done for each household and member in 2015, and a little of what was done the year before."""

from households.codes import HouseholdKind, Industry
from households.codes import MeasureKind as Kind
from households.models import Measure
from kangle.demo import menu
from kangle.demo.drawing import after, before, between, day, fit, stream, weighted

RENOVATED = 1_951
RELOCATED = 203
STUDENTS = 169
STUDENT_LOAN_FEN = 5_700_00
TRAINED = 3_657
LOANS = 6_219
LOANED_YUAN = 262_000_000
HOUSES_BUILT = 288
HOUSE_FEN = 35_000_00

INDUSTRIES = {Industry.LIVESTOCK: 46, Industry.SEEDLINGS: 16, Industry.HERBS: 21, Industry.LABOUR: 13, Industry.TOURISM: 4}
COURSES = ("牛肉面制作", "肉牛养殖", "电焊工", "挖掘机操作", "砌筑工", "刺绣", "中药材种植", "美容美发", "电子商务")


def choose_housing(county):
    """Whose house is repaired, who moves, and who cannot build and is given a house: three sets without a common household."""
    rng = stream("housing")
    pool = [house for house in county.houses if house.stays or (house.exit_on and house.exit_on >= day(6, 1))]
    drawn = rng.sample(pool, len(pool))
    weakest = [h for h in drawn if h.stays and not any(p.is_able for p in h.members)][:HOUSES_BUILT]
    for house in weakest:
        house.cannot_build = True
    rest = [house for house in drawn if not house.cannot_build]
    for house in rest[:RENOVATED]:
        house.renovated = True
    for house in [h for h in rest[RENOVATED:] if h.village.terrain in ("mountain", "alpine")][:RELOCATED]:
        house.relocated = True


def write(county, book):
    """Every measure of the year; each house learns `done`: {kind: (measure key, day)}, None where planned and not done."""
    rng, offers = stream("measures"), menu.write(county, book)
    houses = [house for house in county.houses if house.was_registered and not house.deregistered_on]
    for house in county.houses:
        house.done = {}
    kept = [house for house in houses if not house.removed_on]
    _housing(rng, book, kept)
    _loans(rng, book, kept)
    _students(rng, book, kept)
    _training(rng, book, kept)
    _industry(rng, book, kept, offers)
    _welfare(rng, book, kept)
    _stopped(rng, book, [house for house in houses if house.removed_on], offers)
    _unfinished(rng, book, kept)
    _year_before(rng, book, houses)
    _returned([house for house in county.houses if house.returned_on], book)


def _returned(houses, book):
    """What is arranged for those who fell back: for all but three of them, within a month or so."""
    rng = stream("returned")
    for house in houses[:-3]:
        planned_on = after(house.returned_on, rng.randint(4, 26))
        book.add(
            Measure, household=house.pk, kind=Kind.MEDICAL, content="防返贫救助", planned_on=planned_on,
            done_on=after(planned_on, rng.randint(0, 12)), amount_fen=rng.randint(8, 30) * 100_00, responsible=house.cadre,
        )  # fmt: skip


def _give(rng, book, house, kind, first, last, fen, *, member=None, industry="", content="", **taken):
    """One measure done between two days; before it left, where the household left poverty in between.

    `taken`: what the menu says of it, and what came of it.
    """
    if house.exit_on:
        last = max(first, min(last, before(house.exit_on, 26)))
    done_on = between(rng, first, last)
    planned_on = max(before(done_on, rng.randint(0, 75)), day(1, 4))
    key = book.add(
        Measure,
        household=house.pk,
        member=member,
        kind=kind,
        industry=industry,
        content=content,
        **taken,
        planned_on=min(planned_on, done_on),
        done_on=done_on,
        amount_fen=fen,
        responsible=house.cadre,
    )
    house.done[kind] = (key, done_on)


def _housing(rng, book, houses):
    for house in houses:
        if house.renovated:
            fen = rng.choice((11_500, 11_500, 13_500, 15_000, 20_000)) * 100
            _give(rng, book, house, Kind.RENOVATION, day(5, 5), day(12, 12), fen, content="危房改造")
        elif house.relocated:
            _give(
                rng, book, house, Kind.RELOCATION, day(6, 10), day(12, 15), rng.randint(50, 80) * 1_000_00, content="易地扶贫搬迁"
            )
        elif house.cannot_build:
            _give(rng, book, house, Kind.SOCIAL_HOUSE, day(6, 1), day(12, 20), HOUSE_FEN, content="爱心企业帮建住房")


def _loans(rng, book, houses):
    """Loans of at most 50 000 yuan, 262 million in all, to households with somebody to work for it."""
    able = [h for h in houses if h.kind != HouseholdKind.WUBAO and any(p.is_able and p.age <= 60 for p in h.members)]
    chosen = rng.sample(able, LOANS)
    thousands = weighted(rng, {50: 62, 40: 14, 30: 17, 20: 7}, LOANS)
    fit(rng, thousands, LOANED_YUAN // 1000, low=10, high=50)
    for house, amount in zip(chosen, thousands, strict=True):
        _give(rng, book, house, Kind.LOAN, day(1, 12), day(12, 22), amount * 1_000_00, content="精准扶贫专项贷款")


def _students(rng, book, houses):
    students = [(house, person) for house in houses for person in house.members if person.studies_away and not person.left_on]
    for house, person in rng.sample(students, STUDENTS):
        content = "生源地信用助学贷款"
        _give(rng, book, house, Kind.STUDENT_LOAN, day(8, 5), day(10, 15), STUDENT_LOAN_FEN, member=person.pk, content=content)


def _training(rng, book, houses):
    fit_to_learn = [
        (house, person)
        for house in houses
        for person in house.members
        if person.is_able and 18 <= person.age <= 55 and not person.left_on and person.joined_on < day(1, 1)
    ]
    for house, person in rng.sample(fit_to_learn, TRAINED):
        content = rng.choice(COURSES)
        _give(rng, book, house, Kind.TRAINING, day(2, 26), day(12, 10), 800_00, member=person.pk, content=f"{content}培训")


def _industry(rng, book, houses, offers):
    outcomes = stream("outcomes")
    for house in houses:
        able = any(person.is_able for person in house.members)
        share = 0.8 if house.exit_on else 0.66
        if rng.random() < (share if able else 0.3):
            industry = weighted(rng, INDUSTRIES)[0]
            fen = rng.choice((1_500, 2_000, 2_000, 3_000, 5_000)) * 100
            taken = rng.choice(offers[industry]).taken(fen, outcomes)
            _give(rng, book, house, Kind.INDUSTRY, day(2, 20), day(11, 30), fen, industry=industry, **taken)


def _welfare(rng, book, houses):
    """Subsistence allowance, medical aid, safe water; and something for most of those who would go without."""
    for house in houses:
        if house.kind != HouseholdKind.GENERAL and rng.random() < 0.97:
            _give(
                rng, book, house, Kind.RELIEF, day(1, 20), day(3, 31), rng.randint(8, 24) * 100_00 * house.size, content="低保金"
            )
        sick = any(person.health in ("critical", "disabled") for person in house.members)
        if sick and rng.random() < 0.42:
            _give(rng, book, house, Kind.MEDICAL, day(2, 10), day(12, 20), rng.randint(5, 80) * 100_00, content="医疗救助")
        if house.village.water_for_poor and rng.random() < 0.45:
            house.village.water_for_poor -= 1
            _give(rng, book, house, Kind.SAFE_WATER, day(4, 20), day(11, 20), 1_200_00, content="自来水入户")
        if not house.done and rng.random() < (0.9 if house.exit_on else 0.62):
            kind, fen = (Kind.RELIEF, 600_00) if rng.random() < 0.6 else (Kind.MEDICAL, 500_00)
            _give(rng, book, house, kind, day(1, 20), day(11, 30), fen, content="临时救助")


def _stopped(rng, book, houses, offers):
    """Those removed had begun to receive: what they received ends with their removal, and some of it is recovered."""
    sheep = next(offer for offer in offers[Industry.LIVESTOCK] if offer.name == "肉羊养殖")
    for house in houses:
        house.received_fen = 0
        if rng.random() < 0.46:
            done_on = between(rng, day(1, 10), before(house.removed_on, 1))
            house.received_fen = rng.choice((1_000, 1_500, 2_000, 2_000, 3_000)) * 100
            taken = sheep.taken(house.received_fen)
            book.add(
                Measure, household=house.pk, kind=Kind.INDUSTRY, industry=Industry.LIVESTOCK, **taken,
                planned_on=before(done_on, 5), done_on=done_on, stopped_on=house.removed_on, amount_fen=house.received_fen,
                responsible=house.cadre,
            )  # fmt: skip


def _unfinished(rng, book, houses):
    """Planned this year and not done by its end."""
    free = [h for h in houses if h.stays and not (h.renovated or h.relocated or h.cannot_build)]
    for kind, count, fen, content in (
        (Kind.RENOVATION, 46, 11_500_00, "危房改造"),
        (Kind.RELOCATION, 12, 60_000_00, "易地扶贫搬迁"),
        (Kind.SAFE_WATER, 64, 1_200_00, "自来水入户"),
        (Kind.MEDICAL, 30, 1_000_00, "医疗救助"),
    ):
        for house in rng.sample([house for house in free if kind not in house.done], count):
            planned_on = between(rng, day(3, 1), day(10, 30))
            book.add(
                Measure,
                household=house.pk,
                kind=kind,
                content=content,
                planned_on=planned_on,
                amount_fen=fen,
                responsible=house.cadre,
            )
            house.done[kind] = None


def _year_before(rng, book, houses):
    """Measures of 2014, which no figure of 2015 may count."""
    for house in rng.sample(houses, 2_400):
        done_on = between(rng, max(house.identified_on, day(5, 1, 2014)), day(12, 30, 2014))
        kind = rng.choice((Kind.INDUSTRY, Kind.INDUSTRY, Kind.RELIEF, Kind.RENOVATION))
        book.add(
            Measure, household=house.pk, kind=kind, industry=Industry.HERBS if kind == Kind.INDUSTRY else "",
            content="2014年度项目", planned_on=before(done_on, rng.randint(0, 30)), done_on=done_on,
            amount_fen=rng.choice((1_000, 2_000, 5_000)) * 100,
        )  # fmt: skip
