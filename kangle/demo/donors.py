"""Help from outside: thirty enterprises, the agencies with their forty projects, and what was recovered from those removed."""

from funds.models import Delivery, Donation, Donor, Recovery
from kangle.demo.drawing import apportion, between, day, stream

ENTERPRISES = 30
ENTERPRISES_DELIVERED = 12_460_000
AGENCY_PROJECTS = 40
AGENCIES_DELIVERED = 23_530_000

_PLACES = ("兰州", "临夏", "康乐", "厦门", "甘南", "定西")
_TRADES = ("牛业", "建筑工程", "房地产开发", "清真食品", "药业", "农牧科技", "商贸", "矿业", "路桥", "园林")
# Groups without a name: no agency is said to have given what it did not.
_AGENCIES = [
    f"{whose}第{n}组" for whose, count in (("省直帮扶", 8), ("州直帮扶", 10), ("企事业单位帮扶", 8)) for n in range(1, count + 1)
]
_ASSOCIATIONS = ("县慈善协会", "县工商联", "县个体劳动者协会", "西部志愿者联合会")
_GIFTS = ("帮建住房资金", "基础母牛", "太阳能路灯", "学校课桌椅", "化肥籽种", "助学金", "春节慰问物资")
_WORKS = ("村社道路硬化", "文化广场", "养殖小区", "人饮管网", "日光温室", "村级卫生室设备", "中药材基地", "图书室")


def write(county, book):
    rng = stream("donors")
    _enterprises(county, book, rng)
    _agencies(county, book, rng)
    for name in _ASSOCIATIONS:
        donor = book.add(Donor, name=name, kind="association", contact="秘书处")
        village = rng.choice(county.villages)
        _donate(book, rng, donor, village, "goods", "米面油等慰问物资", 30_000, [30_000])
    _recoveries(county, book, rng)


def _enterprises(county, book, rng):
    """More than twelve million delivered by thirty enterprises; a little less than was pledged."""
    delivered = apportion(ENTERPRISES_DELIVERED // 1_000, [rng.uniform(0.3, 2.2) for _ in range(ENTERPRISES)])
    for position, thousands in enumerate(delivered):
        place, trade = _PLACES[position % 6], _TRADES[(position * 7) % 10]
        name = f"{place}{'恒永泰裕丰'[position % 5]}{'盛源祥和达安'[position % 6]}{trade}有限公司"
        donor = book.add(Donor, name=name, kind="enterprise", contact=f"{'马王李张'[position % 4]}经理")
        parts = 2 if thousands > 250 else 1
        for amount in apportion(thousands, [3, 2][:parts]):
            area = rng.choice(county.villages)
            pledged = amount if rng.random() < 0.7 else round(amount * rng.uniform(1.05, 1.3))
            form = rng.choice(("money", "money", "goods"))
            _donate(
                book,
                rng,
                donor,
                area,
                form,
                rng.choice(_GIFTS),
                pledged * 1_000,
                [part * 1_000 for part in apportion(amount, (2, 1))],
            )


def _agencies(county, book, rng):
    delivered = apportion(AGENCIES_DELIVERED // 1_000, [rng.uniform(0.4, 1.8) for _ in range(AGENCY_PROJECTS)])
    donors = [book.add(Donor, name=name, kind="agency", contact="驻村办") for name in _AGENCIES]
    villages = rng.sample(county.poor_villages, AGENCY_PROJECTS)
    for position, (village, thousands) in enumerate(zip(villages, delivered, strict=True)):
        content = f"{village.name}{rng.choice(_WORKS)}"
        pledged = thousands if rng.random() < 0.75 else round(thousands * 1.15)
        parts = [part * 1_000 for part in apportion(thousands, (3, 2))]
        _donate(book, rng, donors[position % len(donors)], village, "project", content, pledged * 1_000, parts)


def _donate(book, rng, donor, area, form, content, pledged, parts):
    """A pledge in yuan, and what arrived of it in parts."""
    pledged_on = between(rng, day(1, 15), day(8, 31))
    donation = book.add(
        Donation, donor=donor, area=area.pk, form=form, content=content, pledged_on=pledged_on, pledged_fen=pledged * 100
    )
    for part in parts:
        if part:
            book.add(Delivery, donation=donation, on=between(rng, pledged_on, day(12, 18)), amount_fen=part * 100)


def _recoveries(county, book, rng):
    """From most of the removed households that had received something; never more than they received."""
    for house in county.houses:
        if house.removed_on and house.received_fen and rng.random() < 0.83:
            amount = house.received_fen if rng.random() < 0.85 else house.received_fen // 2
            on = between(rng, house.removed_on, day(12, 15))
            book.add(Recovery, household=house.pk, on=on, amount_fen=amount, reason=f"{house.removed_for}，取消资格")
