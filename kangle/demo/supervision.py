"""Four rounds of inspection: zones, score sheets, findings, interviews; policy surveys; cadres held to account."""

from kangle.demo.drawing import LAST_DAY, after, between, day, stream
from kangle.supervision.models import (
    Discipline,
    Finding,
    Inspection,
    Interview,
    Mark,
    PolicySurvey,
    Round,
    SheetItem,
    Zone,
    ZoneDuty,
)

DISCIPLINED = 73
INTERVIEWS_A_ROUND = 3
ROUNDS = (
    ("第一轮：动员部署与回头看", day(3, 16), day(3, 27)),
    ("第二轮：措施落实与项目开工", day(6, 8), day(6, 19)),
    ("第三轮：资金使用与驻村帮扶", day(9, 7), day(9, 18)),
    ("第四轮：年度脱贫成效", day(11, 23), day(12, 4)),
)
SHEET = (
    ("工作谋划与任务分解", 10), ("建档立卡与动态管理", 15), ("项目安排与进度", 15), ("资金拨付与使用", 12), ("措施到户", 14),
    ("驻村帮扶", 10), ("宣传培训", 6), ("档案资料与明白册", 8), ("问题整改", 6), ("群众满意度", 4),
)  # fmt: skip
FAULTS_FOUND = {
    "planning": "减贫任务未分解到户", "methods": "倒排序资料不完整", "outreach": "部分群众政策知晓率低",
    "acceptance": "验收资料签字不全",
    "social-aid": "帮扶物资发放台账缺失", "supervision": "上一轮问题整改不到位", "targeting": "户信息与实际不符",
    "projects": "项目进度滞后",
    "funds": "资金报账滞后", "measures": "措施与致贫原因不对应", "staffing": "包社责任人未入户", "outcomes": "收入测算依据不足",
    "first-secretaries": "第一书记驻村天数不足", "technicians": "科技特派员服务记录缺失", "helpers": "帮扶单位帮扶计划不具体",
}  # fmt: skip
SANCTIONS = ("admonished", "admonished", "criticised", "criticised", "warned", "dismissed")
FAILINGS = ("识别把关不严", "优亲厚友", "弄虚作假虚报收入", "项目管理失职", "驻村脱岗", "滞留到户资金")


def write(county, book):
    rng = stream("supervision")
    _zones(county, book)
    for number, (basis, started_on, finished_on) in enumerate(ROUNDS, 1):
        round_ = book.add(
            Round, area=county.pk, year=2015, number=number, basis=f"县委办〔2015〕{number * 11}号 {basis}",
            started_on=started_on, finished_on=finished_on, interviews_required=INTERVIEWS_A_ROUND,
        )  # fmt: skip
        items = [
            book.add(SheetItem, round=round_, number=n, content=content, weight=w) for n, (content, w) in enumerate(SHEET, 1)
        ]
        totals = {}
        for township in county.townships:
            totals[township] = _inspect(book, rng, round_, number, township, items, started_on, finished_on)
        _interviews(book, rng, round_, number, totals, finished_on)
    _surveys(county, book, rng)
    _discipline(county, book, rng)


def _zones(county, book):
    """South and north under the county's two leaders; each of three zone cadres answers for five townships."""
    north = book.add(Zone, area=county.pk, name="北片", leader=county.leaders[0])
    south = book.add(Zone, area=county.pk, name="南片", leader=county.leaders[1])
    order = [t for t in county.townships if not t.is_south] + [t for t in county.townships if t.is_south]
    for position, township in enumerate(order):
        zone = south if township.is_south else north
        book.add(ZoneDuty, zone=zone, cadre=county.zone_cadres[position // 5], township=township.pk, since=day(2, 28))


def _inspect(book, rng, round_, number, township, items, first, last):
    """One township in one round; returns its total in hundredths. Each township has its own level, and rises a little."""
    if number == 1:
        township.level = rng.uniform(0.74, 0.93)
    level = min(0.975, township.level + 0.016 * number)
    on = between(rng, first, last)
    inspection = book.add(
        Inspection,
        round=round_,
        area=township.pk,
        on=on,
        team=f"县督查{1 + number % 3}组",
        households_sampled=rng.randint(18, 40),
    )
    total = 0
    for item, (_content, weight) in zip(items, SHEET, strict=True):
        points = min(weight * 100, round(weight * 100 * min(1, max(0.3, rng.gauss(level, 0.06))) / 25) * 25)
        total += points
        book.add(Mark, inspection=inspection, item=item, points=points, evidence="现场查看、入户核实" if weight > 9 else "")
    for item in rng.sample(sorted(FAULTS_FOUND), rng.randint(2, 6)):
        _finding(book, rng, inspection, township, item, on)
    return total


def _finding(book, rng, inspection, township, item, on):
    """A fault at the township or in one of its villages; put right in time mostly, late sometimes, not yet in a few."""
    village = rng.choice(township.villages)
    at_village = rng.random() < 0.7
    due_on = on.fromordinal(on.toordinal() + rng.choice((15, 20, 30)))
    chance = rng.random()
    rectified_on = None
    if chance < 0.84:
        rectified_on = between(rng, after(on, 3), min(due_on, LAST_DAY))
    elif chance < 0.92:
        rectified_on = due_on.fromordinal(due_on.toordinal() + rng.randint(2, 25))
    if rectified_on and rectified_on > LAST_DAY:
        rectified_on = None
    book.add(
        Finding, inspection=inspection, area=(village if at_village else township).pk, item=item,
        content=f"{village.name if at_village else township.name}{FAULTS_FOUND[item]}", evidence="督查组入户记录",
        responsible=rng.choice(village.officials) if at_village else township.head, found_on=on, due_on=due_on,
        rectified_on=rectified_on, rectification="已逐项整改" if rectified_on else "",
    )  # fmt: skip


def _interviews(book, rng, round_, number, totals, finished_on):
    """The heads of the last three townships; one interview of the last round is still to be held."""
    last = sorted(totals, key=lambda township: (totals[township], township.code))[:INTERVIEWS_A_ROUND]
    for position, township in enumerate(last, 1):
        required_on = after(finished_on, 3)
        held_on = None if number == 4 and position == 3 else after(required_on, rng.randint(1, 9))
        reason = f"本轮督查排名倒数第{position}"
        dates = {"required_on": required_on, "held_on": held_on}
        book.add(Interview, round=round_, area=township.pk, cadre=township.head, reason=reason, **dates)


def _surveys(county, book, rng):
    for village in county.villages:
        if village.is_community:
            continue
        for first, last, base in ((day(5, 4), day(5, 29), 0.76), (day(10, 12), day(11, 13), 0.9)):
            surveyed = rng.randint(12, 30)
            aware = min(surveyed, round(surveyed * min(1, rng.gauss(base, 0.07))))
            book.add(PolicySurvey, village=village.pk, on=between(rng, first, last), surveyed=surveyed, aware=aware)


def _discipline(county, book, rng):
    """Seventy-three different cadres of villages and townships."""
    cadres = [cadre for village in county.villages for cadre in village.officials]
    cadres += [cadre for township in county.townships for cadre in township.cadres]
    for cadre in rng.sample(cadres, DISCIPLINED):
        on = between(rng, day(4, 20), day(12, 18))
        book.add(Discipline, cadre=cadre, on=on, sanction=rng.choice(SANCTIONS), reason=rng.choice(FAILINGS))
