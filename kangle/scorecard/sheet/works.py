"""六个精准, second half: 项目安排 and 资金使用 (what concerns works and money)."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from households.ages import years_before
from kangle.areas.models import Area
from kangle.scorecard import declarations as d
from kangle.scorecard import sources as s
from kangle.scorecard.declarations import Ratio, Share, Total
from kangle.scorecard.measures import Count, Sum
from kangle.scorecard.rules import AllOrNothing, Bands, Linear, Steps


def facility(
    code, name, sentence, *, target, parts=d.VILLAGES, villages_only=False, poor_only=False, source=d.SUMMARY, rule=None
):
    """The coverage of one of the ten works: how many have it, of how many.

    `villages_only` leaves communities out (行政村); `poor_only` counts the key poor villages alone.
    """

    def where(at):
        found = Q(kind=code, village__kind="village") if villages_only else Q(kind=code)
        return found & Q(village__in=s.poor_villages(at)) if poor_only else found

    return Share(
        code=f"projects.{code}",
        name=name,
        sentence=sentence,
        source=source,
        numerator=Sum(s.FACILITIES, where, what="have"),
        denominator=Sum(s.FACILITIES, where, what="of"),
        parts=parts,
        target=target,
        rule=rule or Linear(),
    )


def works(code, name, sentence, kind, unit):
    """The quantity a kind of works has done this period, against what its projects planned."""
    return Total(
        code=f"projects.{code}",
        name=name,
        sentence=sentence,
        unit=unit,
        source=d.SUMMARY,
        numerator=Sum(s.PROGRESS, Q(site__project__works=kind), what="quantity"),
        target=Sum(s.SITES, Q(project__works=kind), what="planned"),
        rule=Linear(),
    )


PASSED_DOWN = Q(allotment__channel__group__in=["fiscal", "sector"])

PROJECTS = [
    facility("tap-water", _("自来水普及率"), _("通自来水的农户所占比例。"), target=9800, parts=d.HOUSEHOLDS),
    facility("paved-road", _("建制村通畅率"), _("通硬化路的行政村所占比例。"), target=10000, villages_only=True),
    facility("power", _("贫困村动力电"), _("通动力电的重点贫困村所占比例。"), target=10000, poor_only=True),
    facility("preschool", _("学前三年毛入园率"), _("在园幼儿与三至五岁儿童之比。"), target=8000, parts=d.CHILDREN),
    facility(
        "compulsory-retention",
        _("义务教育阶段巩固率"),
        _("读完九年义务教育的学生所占比例。"),
        target=8500,
        parts=d.CHILDREN,
    ),
    facility("clinic", _("村卫生室覆盖率"), _("有标准化卫生室的村（社区）所占比例。"), target=10000),
    facility(
        "stage",
        _("乡村舞台覆盖率"),
        _("有乡村舞台的行政村所占比例。"),
        target=8000,
        villages_only=True,
        rule=Steps(step=500, points=1000),
    ),
    facility("broadband", _("行政村宽带覆盖率"), _("通宽带的行政村所占比例。"), target=9500, villages_only=True),
    facility(
        "village-office", _("村级组织活动场所"), _("有标准化村级组织活动场所的行政村所占比例。"), target=8000, villages_only=True
    ),
    facility("safe-housing", _("住房安全率"), _("住房安全的农户所占比例。"), target=9500, parts=d.HOUSEHOLDS, source=d.METHOD),
    facility(
        "industry", _("富民产业覆盖率"), _("有一项以上富民产业的农户所占比例。"), target=9000, parts=d.HOUSEHOLDS, source=d.METHOD
    ),
    facility(
        "insurance",
        _("社会保险参保率"),
        _("参加城乡居民养老保险的应参保人口所占比例。"),
        target=9500,
        parts=d.PERSONS,
        source=d.METHOD,
    ),
    works("water-households", _("解决安全饮水"), _("当年解决安全饮水的农户。"), "water", d.HOUSEHOLDS),
    works("road-km", _("道路硬化"), _("当年硬化的道路。"), "road", d.KM),
    works("kindergartens", _("新建幼儿园"), _("当年建成的幼儿园。"), "kindergarten", d.SCHOOLS),
    works("primary-schools", _("薄弱小学改扩建"), _("当年完成改扩建的薄弱小学。"), "primary-school", d.SCHOOLS),
    works("village-offices", _("村级办公场所"), _("当年建成的村级办公场所。"), "village-office", d.OFFICES),
    works("clinics", _("新建村卫生室"), _("当年建成的村卫生室。"), "clinic", d.CLINICS),
    works("stages", _("新建乡村舞台"), _("当年建成的乡村舞台。"), "stage", d.STAGES),
    works("power-villages", _("动力电新覆盖"), _("当年新通动力电的村。"), "power", d.VILLAGES),
    Share(
        code="projects.gaps-matched",
        name=_("缺口有项目"),
        sentence=_("摸底发现的设施缺口中已有项目对应的比例（缺什么建什么）。"),
        numerator=Count(s.GAPS, lambda at: Q(matched_on__lte=at.as_of) & ~Q(project__in=s.withdrawn_projects(at))),
        denominator=Count(s.GAPS),
        parts=d.GAPS,
        target=10000,
        rule=Linear(),
    ),
    Share(
        code="projects.on-time",
        name=_("项目按期完工"),
        sentence=_("计划完工日期已到的项目中按期通过验收的比例。"),
        numerator=Count(s.PROJECTS, lambda at: Q(planned_finish_on__lte=at.as_of, accepted_on__lte=F("planned_finish_on"))),
        denominator=Count(s.PROJECTS, lambda at: Q(planned_finish_on__lte=at.as_of)),
        parts=d.PROJECTS,
        target=9500,
        rule=Linear(),
    ),
    Total(
        code="projects.integrated-money",
        name=_("整合资金"),
        sentence=_("下拨给整合方案内项目的资金（财政专项与行业资金之中，不另计）。"),
        unit=d.YUAN,
        source=d.SUMMARY,
        numerator=Sum(s.APPROPRIATIONS, Q(project__integrated=True) & PASSED_DOWN),
    ),
]

FISCAL, SECTOR = Q(channel__group="fiscal"), Q(channel__group="sector")
ALLOTTED_FISCAL, ALLOTTED_SECTOR = Sum(s.ALLOTMENTS, FISCAL), Sum(s.ALLOTMENTS, SECTOR)
ALLOTTED = Sum(s.ALLOTMENTS, FISCAL | SECTOR)


def allotted(code, name, sentence, measure, **more):
    return Total(code=f"funds.{code}", name=name, sentence=sentence, unit=d.YUAN, numerator=measure, **more)


def part(code, name, sentence, numerator, denominator, **more):
    """A share of one sum of money in another, judged."""
    return Share(
        code=f"funds.{code}", name=name, sentence=sentence, numerator=numerator, denominator=denominator, parts=d.YUAN, **more
    )


def to_poor_villages(group):
    return Sum(s.ALLOTMENTS, lambda at: group & Q(area__in=s.poor_villages(at)))


def unspent(younger_than=None, at_least=0):
    """What is unspent of allotments by their age on the day, in years."""

    def where(at):
        found = Q(on__lte=years_before(at.as_of, at_least)) if at_least else Q()
        return found & Q(on__gt=years_before(at.as_of, younger_than)) if younger_than else found

    return Sum(s.UNSPENT, where, what="unspent_fen")


UNSPENT_FIRST_YEAR, UNSPENT_SECOND_YEAR = unspent(younger_than=1), unspent(2, at_least=1)

FUNDS = [
    allotted("fiscal", _("财政扶贫资金"), _("当年下达的财政专项扶贫资金。"), ALLOTTED_FISCAL, source=d.SUMMARY, fall=20),
    part(
        "fiscal-to-poor-villages",
        _("财政资金用于贫困村"),
        _("当年财政扶贫资金中下达到重点贫困村的比例。"),
        to_poor_villages(FISCAL),
        ALLOTTED_FISCAL,
        source=d.SUMMARY,
        target=6000,
        rule=Linear(),
        judged_to=Area.Level.COUNTY,
    ),
    allotted("sector", _("行业项目资金"), _("当年各行业部门下达的项目资金。"), ALLOTTED_SECTOR, source=d.SUMMARY, fall=20),
    part(
        "sector-to-poor-villages",
        _("行业资金用于贫困村"),
        _("当年行业项目资金中下达到重点贫困村的比例。"),
        to_poor_villages(SECTOR),
        ALLOTTED_SECTOR,
        source=d.SUMMARY,
        target=5000,
        rule=Linear(),
        judged_to=Area.Level.COUNTY,
    ),
    allotted(
        "cooperation", _("东西部协作资金"), _("当年下达的东西部协作资金。"), Sum(s.ALLOTMENTS, Q(channel__group="cooperation"))
    ),
    part(
        "revenue-increment",
        _("财政收入增量用于扶贫"),
        _("县级财政收入增量中安排用于扶贫的比例；不得低于 20%。"),
        Sum(s.ALLOTMENTS, Q(channel__code="county-revenue-increment")),
        Sum(s.BUDGETS, what="revenue_increment_fen"),
        source=d.SUMMARY,
        target=2000,
        rule=AllOrNothing(),
    ),
    part(
        "recovered-stock",
        _("存量资金用于扶贫"),
        _("清理收回的存量资金中用于扶贫的比例；不得低于 50%。"),
        Sum(s.ALLOTMENTS, Q(channel__code="county-recovered-stock")),
        Sum(s.BUDGETS, what="recovered_stock_fen"),
        source=d.SUMMARY,
        target=5000,
        rule=AllOrNothing(),
    ),
    part(
        "appropriated",
        _("资金下拨率"),
        _("当年财政和行业资金指标中已下拨到项目的比例。"),
        Sum(s.APPROPRIATIONS, PASSED_DOWN),
        ALLOTTED,
        target=9500,
        rule=Linear(),
    ),
    part(
        "spent",
        _("资金支出率"),
        _("当年财政和行业资金指标中已支出的比例。"),
        Sum(s.EXPENDITURES, Q(appropriation__allotment__channel__group__in=["fiscal", "sector"])),
        ALLOTTED,
        target=9200,
        rule=Bands(((9200, 10000), (8500, 9000), (8000, 8000), (7000, 6000), (6000, 4000), (3000, 2000))),
    ),
    Ratio(
        code="funds.days-to-appropriation",
        name=_("下拨天数"),
        sentence=_("从下达指标到下拨项目的平均天数（自然日）；30 天以内得满分，90 天以上不得分。"),
        unit=d.DAYS,
        less=True,
        numerator=Sum(s.APPROPRIATIONS, what="days"),
        denominator=Count(s.APPROPRIATIONS),
        target=30,
        rule=Linear(worst=90),
    ),
    allotted("carry-over-first-year", _("一年以内未支出"), _("下达不满一年的资金中尚未支出的部分。"), UNSPENT_FIRST_YEAR),
    allotted(
        "carry-over-second-year", _("一至两年未支出"), _("下达一年以上不满两年的资金中尚未支出的部分。"), UNSPENT_SECOND_YEAR
    ),
    allotted(
        "carry-over-older",
        _("两年以上未支出"),
        _("下达两年以上的资金中尚未支出的部分；应为零。没有资金记录的地区不评。"),
        unspent(at_least=2),
        less=True,
        target=0,
        looked=(ALLOTTED, UNSPENT_FIRST_YEAR, UNSPENT_SECOND_YEAR),
        version=2,
        rule=AllOrNothing(),
    ),
    allotted("recovered", _("清退追回资金"), _("从不符合条件的农户追回的资金。"), Sum(s.RECOVERIES)),
]

SHEET = [*PROJECTS, *FUNDS]
