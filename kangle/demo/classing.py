"""The county's 倒排序 of 2015 and its decision: the computed order, two villages decided otherwise, and who carries what."""

from funds.models import Donor
from kangle.areas.models import Area
from kangle.demo.drawing import after, between, day, stream
from kangle.rankings.kinds import poverty
from villages import criteria
from villages.classing import Choice, decide
from villages.models import Backing, Commitment, ShowWork

ORDER_ON = day(12, 31, 2014)
DECIDED_ON = day(1, 28)
BASIS = "县扶贫开发领导小组2015年第一次会议纪要"
# Decided otherwise than their place proposes, and why (暂拟: the article gives the numbers, not the villages).
REASONS = {
    "whole-village": "与相邻村水电路连片实施整村推进，县上未列入包干范围",
    "guaranteed": "因灾返贫户多、住房条件差，现场核查后由县级领导包干",
}
GOVERNMENT = (
    ("通村道路硬化和桥涵", 60, 180, "县交通运输局"),
    ("人饮管网和入户", 25, 80, "县水务局"),
    ("危旧房改造", 40, 150, "县住建局"),
    ("村卫生室和村级活动场所", 15, 45, "乡镇人民政府"),
)
ENTERPRISE = (
    ("帮建无自建能力户住房", 20, 70, "包村负责人"),
    ("基础母牛投放和代养分红", 15, 60, "产业部经理"),
    ("务工岗位和技能培训", 3, 12, "人力资源部"),
)
SHOWN = (
    ("村庄道路和亮化", "主干道硬化率100%，路灯覆盖全部社", 8, 31),
    ("村容村貌整治", "垃圾集中清运，农户庭院整洁率95%以上", 9, 30),
    ("富民产业", "户均1项增收产业，农民人均纯收入高于全县平均", 11, 30),
    ("乡村舞台和文化活动", "建成乡村舞台，全年活动不少于12场", 10, 31),
)


def decide_tiers(area, county):
    """The county's first criteria and its decision of January: tiers as the villages were drawn, places as computed."""
    values, weights = criteria.beginnings(area)
    made = criteria.make_version(area, values | {"in_force_from": day(1, 1)}, weights, by="演示数据")
    rule, inputs = poverty.freeze(area, 2015, ORDER_ON, made)
    places = {row["code"]: row for row in poverty.compute(rule, inputs)}
    areas = {village.path: village for village in Area.objects.within(area).at_level(Area.Level.VILLAGE)}
    choices = [_choice(village, places[village.code], areas[village.code]) for village in county.villages]
    choices = [choice for choice in choices if choice.tier or choice.proposed]
    decide(area, 2015, choices=choices, criteria=made, order_on=ORDER_ON, on=DECIDED_ON, basis=BASIS, by="演示数据")


def _choice(village, row, area):
    tier = str(village.tier or "")
    otherwise = tier != row["tier"] and tier in REASONS
    return Choice(
        village=area,
        tier=tier,
        strategy=village.strategy,
        reason=REASONS[tier] if otherwise else "",
        rank=row["place"],
        points=row["score"],
        proposed=row["tier"],
    )


def write(county, book):
    """What government and enterprise carry in each guaranteed village, and what the demonstration villages build."""
    rng = stream("backings")
    donors = [donor["name"] for donor in book.table(Donor).dicts() if donor["kind"] == "enterprise"]
    guaranteed = [village for village in county.villages if village.tier == "guaranteed"]
    for position, village in enumerate(guaranteed):
        agreed_on = between(rng, day(2, 10), day(3, 20))
        enterprise = donors[position]
        book.add(
            Backing, village=village.pk, year=2015, enterprise=enterprise, agreed_on=agreed_on,
            duty="企业包产业、包就业、包住房，政府包基础设施和公共服务，不脱贫不脱钩",
        )  # fmt: skip
        _commit(book, rng, village, "government", rng.sample(GOVERNMENT, 3), agreed_on)
        if position != len(guaranteed) - 1:  # with the last one the enterprise has not yet said what it takes on
            _commit(book, rng, village, "enterprise", rng.sample(ENTERPRISE, 2), agreed_on)
    for village in (each for each in county.villages if each.tier == "demonstration"):
        for work, standard, month, number in SHOWN:
            due_on = day(month, number)
            done_on = after(due_on, -rng.randint(2, 40)) if rng.random() < 0.8 else None
            book.add(
                ShowWork, village=village.pk, year=2015, work=work, standard=standard,
                responsible=f"{village.township.name}人民政府", due_on=due_on, done_on=done_on,
            )  # fmt: skip


def _commit(book, rng, village, party, items, agreed_on):
    for content, least, most, responsible in items:
        due_on = between(rng, day(8, 31), day(12, 20))
        done_on = between(rng, after(agreed_on, 60), due_on) if rng.random() < 0.75 else None
        book.add(
            Commitment, village=village.pk, year=2015, party=party, content=content,
            amount_fen=rng.randint(least, most) * 10_000_00, responsible=responsible, due_on=due_on, done_on=done_on,
        )  # fmt: skip
