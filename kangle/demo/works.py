"""The projects of 2015: what is planned where, how it went, and what was done by when."""

from kangle.demo.drawing import stream
from kangle.demo.schedule import carry_out

AUTHORITIES = {
    "water": "县水务局", "road": "县交通局", "kindergarten": "县教育局", "primary-school": "县教育局",
    "village-office": "县委组织部",
    "clinic": "县卫计局", "stage": "县文广局", "power": "县供电公司", "housing": "县住建局", "relocation": "县发改局",
    "industry": "县农牧局", "broadband": "县电信公司", "other": "县扶贫办",
}  # fmt: skip
TITLES = {
    "water": "农村饮水安全工程", "road": "村社道路硬化工程", "kindergarten": "幼儿园建设项目", "primary-school": "小学改扩建项目",
    "village-office": "村级组织活动场所建设项目", "clinic": "标准化村卫生室建设项目", "stage": "乡村舞台建设项目",
    "power": "动力电改造工程",
    "housing": "农村危房改造项目", "relocation": "易地扶贫搬迁项目", "broadband": "宽带进村工程",
}  # fmt: skip
BENEFITS = {
    "water": "解决群众饮水安全问题", "road": "方便群众出行和农产品外运", "industry": "带动贫困户增收", "housing": "保障住房安全",
    "relocation": "改善生产生活条件",
}  # fmt: skip
INDUSTRIES = {
    "livestock": "肉牛肉羊养殖", "herbs": "中药材种植", "seedlings": "育苗产业", "labour": "劳务输转培训", "tourism": "乡村旅游",
}  # fmt: skip
OTHER = (
    ("河道治理工程", "县水务局", "县水利工程公司"), ("农田水利及梯田建设", "县农牧局", "县农技中心"),
    ("村容村貌整治", "县环保局", "县环保局"),
    ("农村电网升级", "县供电公司", "县供电公司"), ("退耕还林后续产业", "县林业局", "县林业站"),
    ("基层卫生服务能力建设", "县卫计局", "县医院"),
    ("全面改善义务教育薄弱学校办学条件", "县教育局", "县教育局项目办"), ("农村公路养护", "县交通局", "县公路段"),
)  # fmt: skip
VILLAGE_OTHER = (
    ("梯田建设", "县农牧局", "县农技中心"),
    ("小流域治理", "县水务局", "县水土保持站"),
    ("农田水利", "县水务局", "县水利工程公司"),
    ("村容村貌整治", "县环保局", "县环保局"),
    ("社间道路桥涵", "县交通局", "县公路段"),
    ("农村电网升级", "县供电公司", "县供电公司"),
)


class Draft:
    """A project before it is written: its sites as (place, planned, done), how it goes, and what it costs."""

    def __init__(self, works, area, name, sites, fate="done", *, industry="", authority=None, executor=""):
        self.works, self.area, self.name, self.sites, self.fate = works, area, name, sites, fate
        self.industry = industry
        self.authority = authority or AUTHORITIES[works]
        self.executor = executor or f"{self.authority}项目办"
        self.benefit = BENEFITS.get(works, "改善基本公共服务")
        self.pk = None
        self.completed = {}


def draw(county):
    """Every project of the year as drafts, in the order of their numbers, each with its dates set."""
    rng = stream("works")
    drafts = [
        *_water(rng, county),
        *_roads(rng, county),
        *_single(rng, county, "kindergarten", 2),
        *_single(rng, county, "primary-school", 1),
        *_single(rng, county, "village-office", 3),
        *_single(rng, county, "clinic", 1),
        *_single(rng, county, "stage", 2),
        *_joint(county, "power", 2),
        *_joint(county, "broadband", 6),
        *_housing(county, "renovation", "housing"),
        *_housing(county, "relocation", "relocation"),
        *_industry(rng, county),
        *_others(rng, county),
    ]
    for draft in drafts:
        carry_out(rng, draft)
    return drafts


def _water(rng, county):
    """One project for the villages of a township that lie together, three at most."""
    for township in county.townships:
        served = [v for v in township.villages if v.water_done]
        for i in range(0, len(served), 2):
            part = served[i : i + 2]
            late = rng.random() < 0.22
            sites = [(v, v.water_done + (rng.randint(6, 16) if late else 0), v.water_done) for v in part]
            area = part[0] if len(part) == 1 else township
            name = f"{'、'.join(v.name for v in part)}{TITLES['water']}"
            yield Draft("water", area, name, sites, "building" if late else _fate(rng))


def _roads(rng, county):
    for village in county.villages:
        if village.road_done:
            unfinished = rng.random() < 0.07 and "paved-road" not in village.gets
            planned = village.road_done + (rng.randint(5, 14) * 100 if unfinished else 0)
            fate = "building" if unfinished else _fate(rng)
            yield Draft("road", village, village.name + TITLES["road"], [(village, planned, village.road_done)], fate)


def _single(rng, county, works, unfinished):
    """One building for one village each; `unfinished` more that did not get done this year."""
    getting = [v for v in county.villages if works in v.gets]
    for village in getting:
        yield Draft(works, village, village.name + TITLES[works], [(village, 1, 1)], _fate(rng))
    lacking = [v for v in county.villages if works in v.lacks] or [v for v in county.poor_villages if works not in v.gets]
    fates = ("building", "stalled", "withdrawn")
    for village, fate in zip(rng.sample(lacking, unfinished), fates, strict=False):
        yield Draft(works, village, village.name + TITLES[works], [(village, 1, 0)], fate)


def _joint(county, works, size):
    """Works that one executor does in several villages at once."""
    getting = [v for v in county.villages if works in v.gets]
    for i in range(0, len(getting), size):
        part = getting[i : i + size]
        townships = {v.township for v in part}
        area = part[0].township if len(townships) == 1 else county
        yield Draft(works, area, f"{part[0].name}等{len(part)}村{TITLES[works]}", [(v, 1, 1) for v in part])


def _housing(county, kind, works):
    """One project a township; what is planned and done in each village are the households' own measures."""
    for township in county.townships:
        sites = []
        for village in township.villages:
            done = [house.done[kind] for house in village.houses if kind in house.done]
            if done:
                sites.append((village, len(done), sum(measure is not None for measure in done)))
        if sites:
            yield Draft(works, township, f"{township.name}2015年{TITLES[works]}", sites, "by-measure")


def _industry(rng, county):
    """One in each poor village with industry measures, tourism besides in a few; one a township for the better-off villages."""
    for township in county.townships:
        served = {v: sum("industry" in house.done for house in v.houses) for v in township.villages if not v.is_poor}
        sites = [(village, count, count) for village, count in served.items() if count]
        industry = rng.choice(list(INDUSTRIES)[:3])
        if sites:
            name = f"{township.name}非贫困村{INDUSTRIES[industry]}到户项目"
            yield Draft("industry", township, name, sites, _fate(rng), industry=industry)
    for village in county.poor_villages:
        served = sum("industry" in house.done for house in village.houses)
        for industry in rng.sample(list(INDUSTRIES)[:3], 1) + (["tourism"] if rng.random() < 0.06 else []):
            name = f"{village.name}{INDUSTRIES[industry]}到户项目"
            first = industry != "tourism"
            planned = served if first else rng.randint(3, 9)
            fate = _fate(rng)
            yield Draft("industry", village, name, [(village, planned, planned)], fate, industry=industry)


def _others(rng, county):
    """Works that are none of the others: two a township for its poor villages, one of the township's own, eight of the county."""
    for position, township in enumerate(county.townships):
        sites = [(village, 1, 1) for village in township.villages if village.is_poor]
        for title, authority, executor in (VILLAGE_OTHER[position % 3], VILLAGE_OTHER[3 + position % 3]):
            name = f"{township.name}贫困村{title}"
            yield Draft("other", township, name, sites, _fate(rng), authority=authority, executor=executor)
    for position, township in enumerate(county.townships):
        title, authority, executor = OTHER[position % 5]
        fate = ("stalled", "withdrawn", "building")[position // 4] if position in (3, 5, 9) else "done"
        sites = [(township, 1, 1 if fate == "done" else 0)]
        yield Draft("other", township, f"{township.name}{title}", sites, fate, authority=authority, executor=executor)
    for title, authority, executor in OTHER:
        sites = [(county, 1, 1 if rng.random() < 0.6 else 0)]
        fate = "done" if sites[0][2] else "building"
        yield Draft("other", county, f"康乐县{title}", sites, fate, authority=authority, executor=executor)


def _fate(rng):
    return "late" if rng.random() < 0.13 else "done"
