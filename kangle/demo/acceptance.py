"""Twenty-three teams check every household and village before it leaves poverty."""

from kangle.demo.drawing import after, before, between, day, stream
from kangle.supervision.models import AcceptanceTeam, HouseholdAcceptance, VillageAcceptance

TEAMS = 23
FAILED_FIRST = 84
FAILED = 71
VILLAGES_FAILED = 2
REASONS = ("人均纯收入未达标", "住房存在安全隐患", "饮水安全未解决", "资料不完整", "户主不认可")


def write(county, book):
    rng = stream("acceptance")
    teams = [
        book.add(AcceptanceTeam, area=county.pk, year=2015, number=number, leader=leader, formed_on=day(3, 12))
        for number, leader in enumerate(county.team_leaders, 1)
    ]
    leaving = [house for house in county.houses if house.exit_on]
    twice = set(rng.sample(leaving, FAILED_FIRST))
    for house in leaving:
        _pass(book, rng, teams, house, house in twice)
    staying = [house for house in county.houses if house.stays]
    for house in rng.sample(staying, FAILED):
        _fail(book, rng, teams, house, between(rng, day(4, 10), day(12, 15)))
    _villages(county, book, rng, teams)


def _pass(book, rng, teams, house, failed_first):
    """Passed within days before leaving; some only at the second visit."""
    on = before(house.exit_on, rng.randint(1, 7))
    team = teams[int(house.village.code) % TEAMS]
    if failed_first:
        _fail(book, rng, teams, house, max(before(on, rng.randint(6, 10)), day(3, 20)))
    rng.random(), rng.random()  # once drawn here: what is drawn after them stays what it was
    found = {"on_site": True, "papers_complete": True, "household_agrees": True}
    book.add(HouseholdAcceptance, team=team, household=house.pk, on=on, passed=True, **found)


def _fail(book, rng, teams, house, on):
    reason = rng.choice(REASONS)
    book.add(
        HouseholdAcceptance, team=teams[int(house.village.code) % TEAMS], household=house.pk, on=on, on_site=True,
        papers_complete=reason != "资料不完整", household_agrees=reason != "户主不认可", passed=False, reason=reason,
    )  # fmt: skip


def _villages(county, book, rng, teams):
    """The twenty-two that left, and two more that were checked and did not pass."""
    for village in county.villages:
        if village.exit_on:
            on = before(village.exit_on, rng.randint(1, 10))
            book.add(VillageAcceptance, team=teams[int(village.code) % TEAMS], village=village.pk, on=on, passed=True)
    staying = [village for village in county.poor_villages if village.tier == "other" and not village.exit_on]
    for village in rng.sample(staying, VILLAGES_FAILED):
        on = after(day(11, 20), rng.randint(0, 25))
        reason = "村集体经济收入未达标"
        book.add(VillageAcceptance, team=teams[int(village.code) % TEAMS], village=village.pk, on=on, passed=False, reason=reason)
