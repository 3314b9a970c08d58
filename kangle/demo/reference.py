"""Reference data of the programme: poverty lines, exit standards, the open year; provisional where no text was found."""

from kangle.programme.models import ExitCondition, ExitStandard, Period, PovertyLine

NATIONAL_LINES = {
    2010: 2300, 2011: 2536, 2012: 2625, 2013: 2736, 2014: 2800, 2015: 2855, 2016: 2952, 2017: 2952, 2018: 2995,
    2019: 3218, 2020: 4000,
}  # fmt: skip
PROVINCIAL_LINES = {2016: 3500, 2017: 3500, 2018: 3500}
NATIONAL_SOURCE = "国家统计局农村贫困标准（当年价，2010年不变价2300元）"
PROVINCIAL_SOURCE = "甘肃省贫困退出验收标准"

# What a test compares with: incidence in per cent, collective income in yuan.
LIMITS = {"incidence": 3, "collective": 0}
# (number, text, test, veto)
SIX = [
    (1, "家庭人均纯收入超过当年国家贫困线", "income", True),
    (2, "不愁吃、不愁穿", "food", True),
    (3, "饮水安全有保障", "water", True),
    (4, "义务教育有保障", "education", True),
    (5, "基本医疗有保障", "medical", True),
    (6, "住房安全有保障", "housing", True),
]
HOUSEHOLD_2016 = [
    (1, "家庭人均纯收入稳定超过3500元", "income", True),
    (2, "有安全饮水", "water", False),
    (3, "通生活用电", "manual", False),
    (4, "有安全住房", "housing", True),
    (5, "通广播电视", "manual", False),
    (6, "不愁吃", "food", True),
    (7, "不愁穿", "food", True),
    (8, "适龄子女接受义务教育", "education", True),
    (9, "参加新型农村合作医疗", "medical", True),
    (10, "符合条件的参加养老保险", "manual", False),
    (11, "有增收产业或稳定就业", "manual", False),
]
VILLAGE_2018 = [
    (1, "贫困发生率低于3%", "incidence", True),
    (2, "有特色产业和农民专业合作社", "industry", False),
    (3, "有村集体经济收入", "collective", False),
    (4, "建制村通硬化路", "road", True),
    (5, "通动力电", "power", True),
    (6, "村容村貌整洁", "manual", False),
    (7, "有小学和幼儿园（或就近入学）", "manual", False),
    (8, "有标准化村卫生室和村医", "clinic", True),
    (9, "养老保险应保尽保", "manual", False),
    (10, "低保和特困供养应保尽保", "manual", False),
]
COUNTY_2018 = [
    (1, "综合贫困发生率低于3%", "manual", True),
    (2, "错退率低于2%", "manual", True),
    (3, "漏评率低于2%", "manual", True),
    (4, "贫困村退出比例达到80%（2019年90%，2020年100%）", "manual", True),
    (5, "群众认可度达到90%以上", "manual", True),
]
# (year, subject, source, provisional, conditions)
STANDARDS = [
    (2015, "household", "一达标两不愁三保障（暂拟）", True, SIX),
    (2016, "household", "甘肃省2016年贫困户脱贫验收指标（11项，措辞暂拟）", True, HOUSEHOLD_2016),
    (2015, "village", "贫困村退出标准（暂拟，条目同2018年）", True, VILLAGE_2018),
    (2018, "household", "甘肃省2018年贫困人口退出标准", False, SIX),
    (2018, "village", "甘肃省2018年贫困村退出标准", False, VILLAGE_2018),
    (2018, "county", "甘肃省2018年贫困县退出标准", False, COUNTY_2018),
]


def write(county, book):
    book.add(Period, area=county.pk, year=2015, state=Period.State.OPEN)
    for year, yuan in NATIONAL_LINES.items():
        _line(book, year, "national", yuan, NATIONAL_SOURCE, provisional=year == 2020)
    for year, yuan in PROVINCIAL_LINES.items():
        _line(book, year, "provincial", yuan, PROVINCIAL_SOURCE)
    for year, subject, source, provisional, conditions in STANDARDS:
        standard = book.add(ExitStandard, year=year, subject=subject, source=source, provisional=provisional)
        for number, text, test, veto in conditions:
            limit = LIMITS.get(test)
            book.add(ExitCondition, standard=standard, number=number, text=text, test=test, limit=limit, veto=veto)


def _line(book, year, kind, yuan, source, provisional=False):
    book.add(PovertyLine, year=year, kind=kind, amount_fen=yuan * 100, source=source, provisional=provisional)
