"""Who answers for each household and each group, and when they called."""

from households.models import Pairing, Visit
from kangle.demo.accounts import TASK_FORCES
from kangle.demo.drawing import after, before, between, day, stream
from kangle.demo.posts import AGENCIES
from villages.models import Cadre, GroupDuty

HOUSEHOLDS_A_CADRE = 8
UNPAIRED = 0.004
NOTES = (
    "宣讲精准扶贫政策",
    "了解生产生活情况",
    "制定脱贫计划",
    "落实到户项目",
    "节日慰问",
    "核对收入台账",
    "动员参加技能培训",
    "填写明白册",
)


def write(county, book, hiring):
    """Pair households with cadres, give every group to one, and record the calls; each house learns `cadre`."""
    rng = stream("pairing")
    for village in county.villages:
        agency = rng.choice(AGENCIES)
        count = max(2, len(village.houses) // HOUSEHOLDS_A_CADRE)
        village.helpers = [hiring.hire(county if i % 3 else village.township, agency) for i in range(count)]
        if village.code in TASK_FORCES:  # whoever signs in there finds households of his own
            village.helpers[0] = village.leader
        for group, _name in village.groups:
            since = between(rng, day(11, 1, 2014), day(4, 28))
            book.add(GroupDuty, group=group, cadre=rng.choice(village.helpers + village.officials), since=since)
        for position, house in enumerate(village.houses):
            if house.was_registered or house.returned_on:
                cadre = _neighbour(hiring, village, house) if "helper" in house.faults else village.helpers[position % count]
                _pair(book, rng, house, cadre, rng.choice(village.helpers))


def _neighbour(hiring, village, house):
    """A village cadre who answers for the household and is on the register himself: work for the checks."""
    poor = next(other for other in village.houses if other.stays and other is not house and not other.faults)
    name, phone = poor.head.name, hiring.numbers.phone()
    return hiring.book.add(
        Cadre, area=village.pk, name=name, sex=poor.head.sex, unit=village.name, rank="村委会委员", phone=phone
    )


def _pair(book, rng, house, cadre, successor):
    """One cadre from the beginning; a successor for a few; nobody for four in a thousand."""
    if rng.random() < UNPAIRED:
        return
    since = between(rng, day(6, 1, 2014), day(12, 28, 2014)) if rng.random() < 0.82 else between(rng, day(1, 5), day(5, 30))
    since = max(since, house.identified_on)
    ends = house.removed_on or house.deregistered_on
    if ends and since >= ends:
        return
    house.cadre = cadre
    handed_over = None
    if not ends and successor != cadre and rng.random() < 0.03:
        handed_over = between(rng, after(since, 60), day(11, 20))
    book.add(Pairing, household=house.pk, cadre=cadre, since=since, until=handed_over or ends)
    if handed_over:
        house.cadre = successor
        book.add(Pairing, household=house.pk, cadre=successor, since=after(handed_over, 1))
    _call(book, rng, house, since if not handed_over else after(handed_over, 1), ends)


def _call(book, rng, house, since, ends):
    days = set()
    last = before(ends, 1) if ends else day(12, 28)
    for _ in range(rng.choice((1, 1, 2, 2, 3))):
        on = between(rng, max(since, day(1, 4)), last)
        if on <= last and on not in days:
            days.add(on)
            book.add(Visit, household=house.pk, cadre=house.cadre, on=on, note=rng.choice(NOTES))
