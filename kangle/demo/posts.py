"""Who answers for what: stations, task forces, first secretaries, technicians, and how many days they were there."""

import datetime

from households.codes import Ethnicity
from kangle.demo import names
from kangle.demo.drawing import YEAR, between, day, stream
from villages.models import Attendance, Cadre, Organisation, Post, TechnicalVisit

TECHNICIANS = 138
FIRST_BATCH = 42
AGENCIES = names.words(
    "县委办公室 县人大办公室 县政府办公室 县政协办公室 县纪委 县委组织部 县委宣传部 县委统战部 县委政法委 县农牧局 县林业局 "
    "县水务局 县交通局 县教育局 县卫计局 县住建局 县民政局 县人社局 县财政局 县审计局 县国土局 县环保局 县文广局 县工信局 "
    "县商务局 县发改局 县统计局 县扶贫办 "
    "县妇联 县团委 县总工会 县残联 县供销社 县农行 县信用社 县电信公司 县供电公司 县检察院 县法院 县公安局"
)
TECHNICAL_UNITS = ("县农技中心", "县畜牧站", "县林业站", "县农机局", "县水电站管所", "县科技局", "州农科所")
SPECIALITIES = ("肉牛养殖", "中药材种植", "育苗", "蔬菜", "兽医", "农机", "马铃薯", "饲草", "食用菌", "电子商务")
SUBJECTS = ("肉牛育肥技术指导", "当归田间管理", "苗木栽植", "疫病防治", "秋覆膜技术", "青贮饲料制作", "农机维修", "党参采收")


class Hiring:
    """Makes cadres: name, sex, telephone; one at a time, each a row of its own."""

    def __init__(self, book, numbers, told="cadres"):
        self.rng, self.book, self.numbers = stream(told), book, numbers

    def hire(self, area, unit, rank="", *, speciality="", men=0.8):
        """A new cadre of a unit at an area; returns the cadre's key."""
        sex = "male" if self.rng.random() < men else "female"
        ethnicity = Ethnicity.HUI if self.rng.random() < 0.5 else Ethnicity.HAN
        return self.book.add(
            Cadre,
            area=area.pk,
            name=names.full_name(self.rng, ethnicity, sex),
            sex=sex,
            unit=unit,
            rank=rank,
            speciality=speciality,
            phone=self.numbers.phone(),
        )


def write(county, book, numbers):
    """Fill every post; townships and villages learn their cadres, which pairing and supervision refer to."""
    hiring, rng = Hiring(book, numbers), stream("posts")
    _county_posts(county, book, hiring)
    for township in county.townships:
        _station(book, rng, hiring, township)
    for village in county.villages:
        village.officials = [hiring.hire(village, village.name, rank, men=0.93) for rank in ("村支部书记", "村委会主任")]
        if not village.is_community:
            _task_force(book, rng, hiring, village)
    _first_secretaries(county, book, rng, hiring)
    _technicians(county, book, rng, hiring)
    _economy(county, book, rng)
    _township_leaders(county, book, Hiring(book, numbers, "township-leaders"))
    return hiring


def _county_posts(county, book, hiring):
    """A county leader for each township; three zone cadres; twenty-three who lead acceptance teams."""
    ranks = ["县委副书记", "县长", "常务副县长", "县委常委", "副县长", "县人大副主任", "县政协副主席"]
    county.leaders = []
    for position, township in enumerate(county.townships):
        leader = hiring.hire(county, "康乐县四大班子", ranks[min(position, len(ranks) - 1)], men=0.85)
        county.leaders.append(leader)
        book.add(Post, cadre=leader, area=township.pk, kind="county-leader", since=day(1, 8))
    county.zone_cadres = [hiring.hire(county, "县督查考核局", "片区督查专员", men=1) for _ in range(3)]
    county.team_leaders = [hiring.hire(county, AGENCIES[i], "副局长") for i in range(23)]


def _township_leaders(county, book, hiring):
    """The party secretary and the head of the government of each township."""
    for township in county.townships:
        head = "镇长" if township.name.endswith("镇") else "乡长"
        for unit, rank in ((f"中共{township.name}委员会", "党委书记"), (f"{township.name}人民政府", head)):
            leader = hiring.hire(township, unit, rank, men=0.85)
            book.add(Post, cadre=leader, area=township.pk, kind="township-leader", since=day(1, 8))


def _station(book, rng, hiring, township):
    since = between(rng, day(10, 8, 2014), day(1, 20))
    station = book.add(Organisation, area=township.pk, kind="station", name=f"{township.name}扶贫工作站", since=since)
    township.head = hiring.hire(township, f"{township.name}人民政府", "扶贫工作站站长", men=0.9)
    book.add(Post, cadre=township.head, area=township.pk, organisation=station, kind="station-head", since=since)
    township.cadres = [hiring.hire(township, f"{township.name}人民政府", "扶贫专干") for _ in range(6)]


def _task_force(book, rng, hiring, village):
    """A leader and two members from one agency; most since 2014, the last ones by March."""
    early = rng.random() < 0.78
    since = between(rng, day(3, 1, 2014), day(12, 20, 2014)) if early else between(rng, day(1, 5), day(3, 20))
    agency = rng.choice(AGENCIES)
    force = book.add(
        Organisation, area=village.pk, kind="task-force", name=f"{village.name}驻村工作队", agency=agency, since=since
    )
    village.leader = hiring.hire(village, agency, "工作队队长", men=0.88)
    posts = [("task-force-leader", village.leader)]
    posts += [("task-force-member", hiring.hire(village, agency, "队员")) for _ in range(2)]
    for kind, cadre in posts:
        post = book.add(Post, cadre=cadre, area=village.pk, organisation=force, kind=kind, since=since)
        if kind == "task-force-leader":
            _attend(book, rng, post, since, diligence=0.84 - village.township.slackness)


def _first_secretaries(county, book, rng, hiring):
    """One for each of the seventy-six poor villages, in two batches."""
    first = set(rng.sample([v.code for v in county.poor_villages], FIRST_BATCH))
    for village in county.poor_villages:
        batch = 1 if village.code in first else 2
        since = between(rng, day(3, 26), day(4, 20)) if batch == 1 else between(rng, day(8, 10), day(8, 28))
        cadre = hiring.hire(village, rng.choice(AGENCIES), "第一书记", men=0.85)
        post = book.add(Post, cadre=cadre, area=village.pk, kind="first-secretary", batch=batch, since=since)
        _attend(book, rng, post, since, diligence=0.9 - village.township.slackness)


def _attend(book, rng, post, since, *, diligence):
    """Days in the village for each whole month in post: twenty or more in most, fewer in some."""
    slack = rng.random() < 0.1
    for month in range(1, 13):
        first = datetime.date(YEAR, month, 1)
        if first < since:
            continue
        enough = rng.random() < (0.35 if slack else diligence + 0.08)
        days = rng.randint(20, 25) if enough else rng.randint(11, 19)
        book.add(Attendance, post=post, month=first, days=days - (3 if month == 2 and not enough else 0))


def _technicians(county, book, rng, hiring):
    """One hundred and thirty-eight, each for one village or two; every poor village has one."""
    order = rng.sample(county.poor_villages, 76)
    others = [village for village in county.villages if not village.is_poor and not village.is_community]
    order += rng.sample(others, TECHNICIANS - len(order))
    for position, village in enumerate(order):
        cadre = hiring.hire(county, rng.choice(TECHNICAL_UNITS), "农艺师", speciality=rng.choice(SPECIALITIES), men=0.72)
        since = between(rng, day(2, 26), day(6, 10))
        served = [village]
        if position % 5 < 2:
            near = [v for v in village.township.villages if v is not village and not v.is_community]
            served.append(rng.choice(near))
        for served_village in served:
            post = book.add(Post, cadre=cadre, area=served_village.pk, kind="technician", since=since)
            for _ in range(rng.randint(3, 9)):
                _visit(book, rng, post, served_village, since)


def _visit(book, rng, post, village, since):
    on = between(rng, since, day(12, 22))
    book.add(TechnicalVisit, post=post, area=village.pk, on=on, subject=rng.choice(SUBJECTS), persons=rng.randint(4, 60))


def _economy(county, book, rng):
    """Party branches, co-operatives and mutual-aid funds."""
    for village in county.villages:
        book.add(Organisation, area=village.pk, kind="party-branch", name=f"{village.name}党支部", since=day(7, 1, 2011))
        if rng.random() < 0.75:
            trade = rng.choice(("养殖", "种植", "苗木", "中药材"))
            since = between(rng, day(1, 1, 2012), day(10, 30))
            name = f"{village.township.name[:-1]}{village.name[:-1]}{trade}农民专业合作社"
            book.add(Organisation, area=village.pk, kind="cooperative", name=name, since=since)
        if village.is_poor and rng.random() < 0.6:
            since = between(rng, day(6, 1, 2013), day(9, 30))
            book.add(Organisation, area=village.pk, kind="mutual-fund", name=f"{village.name}扶贫互助协会", since=since)
