"""Where each village stands: its profile of two years, its strategy, its events, its targets, the sessions held in it."""

from kangle.demo.drawing import between, day, stream, tenths
from villages.models import Profile, Target, Training, VillageEvent

STRATEGIES = {
    "guaranteed": ("县级领导包干、部门兜底，基础设施一次到位", "易地搬迁与低保兜底结合", "整合项目打捆投入，限期补齐短板"),
    "whole-village": ("整村推进，水电路房一次规划", "整村推进，以牛羊养殖带动", "整村推进，补齐公共服务"),
    "other": ("缺什么建什么，产业到户", "发展中药材，扩大劳务", "培育合作社，贷款扶持养殖", "改善道路，带动育苗"),
    "demonstration": ("示范建设，先行先试",),
}
TOPICS = {
    "cadres": ("精准扶贫政策解读", "建档立卡业务培训", "“663”工作法培训", "驻村帮扶工作培训", "项目资金管理培训"),
    "households": (
        "强农惠农政策宣讲",
        "精准扶贫政策入户宣讲",
        "精准扶贫贷款政策宣传",
        "新农合与大病保险宣讲",
        "脱贫典型现身说法",
    ),
}
COUNTY_TARGETS = {"train-cadres": 26, "rounds": 4, "enterprises": 30, "technicians": 130}


def write(county, book):
    rng = stream("standing")
    for village in county.villages:
        _profiles(book, rng, village)
        _strategy(rng, village)
        _events(book, rng, village)
        _targets(book, village)
    set_on = day(1, 26)
    for kind, quantity in COUNTY_TARGETS.items():
        book.add(Target, area=county.pk, year=2015, kind=kind, quantity=quantity, set_on=set_on)
    for township in county.townships:
        book.add(Target, area=township.pk, year=2015, kind="train-cadres", quantity=2, set_on=set_on)
    _sessions(book, rng, county)


def _profiles(book, rng, village):
    """The village in 2014 and 2015; `households` of 2015 is what counts of households are held against."""
    village.total_households = round(village.rural_persons / rng.uniform(4.2, 4.5))
    persons = village.rural_persons + rng.randint(6, 60) + (1_900 if village.is_community else 0)
    income = rng.randint(2_900, 3_700) if village.is_poor else rng.randint(4_300, 5_900)
    fixed = {
        "terrain": village.terrain,
        "km_to_township": tenths(rng.randint(30, 180) if village.is_poor else rng.randint(5, 90)),
        "farmland_mu": tenths(int(village.rural_persons * rng.uniform(13, 21))),
        "forest_mu": tenths(rng.randint(200, 30_000)),
        "pasture_mu": tenths(rng.randint(0, 22_000)),
        "party_members": rng.randint(18, 55),
        "wubao_households": sum(house.kind == "wubao" for house in village.houses),
        "dibao_households": sum(house.kind == "dibao" for house in village.houses) + rng.randint(4, 20),
    }
    for year, growth in ((2014, 1.0), (2015, rng.uniform(1.1, 1.15))):
        book.add(
            Profile,
            village=village.pk,
            year=year,
            recorded_on=between(rng, day(12, 1, year), day(12, 28, year)),
            households=village.total_households,
            persons=persons,
            rural_persons=village.rural_persons,
            labourers=int(village.rural_persons * 0.56),
            migrant_workers=int(village.rural_persons * (0.19 if year == 2014 else 0.215)),
            income_per_head_fen=int(income * growth) * 100,
            collective_income_fen=_collective(rng, village, year),
            **fixed,
        )  # fmt: skip


def _collective(rng, village, year):
    """Most poor villages earn nothing together; those that leave do by the end of 2015, all but two."""
    if village.is_poor:
        earns = year == 2015 and (rng.random() < (0.92 if village.exit_on else 0.22))
        return rng.randint(8, 40) * 1_000_00 if earns else 0
    return rng.randint(10, 90) * 1_000_00 if rng.random() < 0.7 else 0


def _strategy(rng, village):
    if village.tier:
        village.strategy = rng.choice(STRATEGIES[village.tier])
        between(rng, day(1, 12), day(1, 30))  # a draw of its own, so that all that follows stays as it was
    else:
        village.strategy = ""


def _events(book, rng, village):
    if village.is_poor:
        on = between(rng, day(6, 10, 2014), day(10, 30, 2014))
        book.add(VillageEvent, village=village.pk, kind="identified", on=on, reason="131识别程序")
    if village.exit_on:
        book.add(VillageEvent, village=village.pk, kind="exited", on=village.exit_on, reason="达到贫困村退出标准")


def _targets(book, village):
    planned = {
        "exit-persons": village.target_persons,
        "exit-households": village.target_households,
        "exit-villages": 1 if village.exit_planned else 0,
        "train-households": 2,
    }
    for kind, quantity in planned.items():
        if quantity:
            book.add(Target, area=village.pk, year=2015, kind=kind, quantity=quantity, set_on=day(2, 5))


def _sessions(book, rng, county):
    """Training and publicity through the year; a few villages held fewer sessions than planned."""
    for _ in range(25):
        _session(book, rng, county, "cadres", rng.randint(60, 320), "县扶贫办")
    for township in county.townships:
        for _ in range(rng.choice((1, 2, 2, 3))):
            _session(book, rng, township, "cadres", rng.randint(25, 70), f"{township.name}人民政府")
    for village in county.villages:
        for _ in range(rng.choices((0, 1, 2, 3, 4), (2, 16, 50, 24, 8))[0]):
            _session(book, rng, village, "households", rng.randint(30, 180), f"{village.name}驻村工作队")


def _session(book, rng, area, audience, persons, organiser):
    held_on = between(rng, day(1, 14), day(12, 20))
    topic = rng.choice(TOPICS[audience])
    book.add(Training, area=area.pk, audience=audience, topic=topic, held_on=held_on, persons=persons, organiser=organiser)
