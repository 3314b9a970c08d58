"""六个精准, first half: 扶贫对象, 措施到户, 因村派人 and 脱贫成效 (what concerns people)."""

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.utils.translation import gettext_lazy as _

from households.codes import Industry
from households.exits import households_meeting_standard
from kangle.scorecard import declarations as d
from kangle.scorecard import sources as s
from kangle.scorecard.declarations import Ratio, Share, Total
from kangle.scorecard.measures import Count, Distinct, Sum
from kangle.scorecard.rules import DeductOnly, Linear, RankDecrement, Veto
from kangle.scorecard.sheet.wholes import (
    EVER_EXITED,
    EXITED,
    GROUPS,
    SERVED,
    TOWNSHIPS,
    VILLAGES,
    planned,
    served_and,
    served_without,
)

PERSONS_NOW = Sum(s.STANDING, s.POOR_NOW, what="persons")
HOUSEHOLDS_NOW = Count(s.STANDING, s.POOR_NOW)

TARGETING = [
    Total(
        code="targeting.registered-at-start",
        name=_("年初贫困人口"),
        sentence=_("年初（1 月 1 日）贫困户在户的成员。"),
        unit=d.PERSONS,
        source=d.SUMMARY,
        numerator=Sum(s.AT_START, what="persons"),
        less=True,
        swing=5,
    ),
    Total(
        code="targeting.households",
        name=_("现有贫困户"),
        sentence=_("截至当日还没有脱贫，或者返贫以后还没有再脱贫的户。"),
        unit=d.HOUSEHOLDS,
        numerator=HOUSEHOLDS_NOW,
        less=True,
        swing=50,
    ),
    Total(
        code="targeting.persons",
        name=_("现有贫困人口"),
        sentence=_("现有贫困户当日在户的成员。"),
        unit=d.PERSONS,
        numerator=PERSONS_NOW,
        less=True,
        swing=50,
    ),
    Share(
        code="targeting.incidence",
        name=_("贫困发生率"),
        sentence=_(
            "现有贫困人口占农村户籍人口的比例；3% 以下得满分，30% 以上不得分。"
            "从没有登记过贫困户的地区不评；有贫困人口的村还没有登记村情，就不算比例。"
        ),
        numerator=PERSONS_NOW,
        denominator=Sum(s.PROFILES, what="rural_persons"),
        of_each_place=True,
        parts=d.PERSONS,
        less=True,
        looked=(HOUSEHOLDS_NOW, EVER_EXITED),
        version=3,
        target=300,
        rule=Linear(worst=3000),
    ),
    Share(
        code="targeting.conforming",
        name=_("回头看符合率"),
        sentence=_("回头看核查的农户中符合条件的比例。"),
        numerator=Count(s.LOOK_BACKS, Q(conforms=True)),
        denominator=Count(s.LOOK_BACKS),
        parts=d.HOUSEHOLDS,
        target=9800,
        rule=Linear(),
    ),
    Total(
        code="targeting.persons-removed",
        name=_("清理调整人口"),
        sentence=_("回头看中清退的农户在清退当日的成员。"),
        unit=d.PERSONS,
        source=d.SUMMARY,
        numerator=Sum(s.EVENTS, Q(kind="removed"), what="persons"),
    ),
    Share(
        code="targeting.complete-records",
        name=_("档案完整率"),
        sentence=_("本年帮扶对象户中上一年度（十二月起为本年度）记录各必填项齐全的比例。"),
        numerator=served_and(s.complete_records),
        denominator=SERVED,
        parts=d.HOUSEHOLDS,
        target=10000,
        rule=Linear(),
    ),
    Share(
        code="targeting.quality",
        name=_("档案合格率"),
        sentence=_("本年帮扶对象户中没有待处理疑点的比例；疑点是校验发现的、须改正或须说明而还没有的。"),
        numerator=served_without(s.households_in_doubt),
        denominator=SERVED,
        parts=d.HOUSEHOLDS,
        target=10000,
        rule=Linear(),
    ),
    Share(
        code="targeting.national-system",
        name=_("全国系统录入率"),
        sentence=_("本年帮扶对象户中已录入全国扶贫信息系统的比例。"),
        numerator=served_and(s.households_in_national_system),
        denominator=SERVED,
        parts=d.HOUSEHOLDS,
        target=10000,
        rule=Linear(),
    ),
    Total(
        code="targeting.households-returned",
        name=_("返贫户"),
        sentence=_("当年返贫的农户。从没有脱贫户的地区不评。"),
        unit=d.HOUSEHOLDS,
        less=True,
        numerator=Count(s.EVENTS, Q(kind="returned")),
        looked=(EVER_EXITED,),
        version=2,
        target=0,
        rule=DeductOnly(points=50),
    ),
    Total(
        code="targeting.cadres-disciplined",
        name=_("执纪问责干部"),
        sentence=_("因扶贫对象识别等问题受到执纪问责的基层干部，一人只计一次。"),
        unit=d.PERSONS,
        source=d.SUMMARY,
        numerator=Distinct(s.DISCIPLINES, of="cadre"),
    ),
]


def helped(code, name, sentence, kind, *, of="household", unit=d.HOUSEHOLDS, **more):
    """The households (or persons) that received a kind of help this period, each once."""
    return Total(
        code=f"measures.{code}", name=name, sentence=sentence, unit=unit, numerator=Count(s.MEASURES, Q(kind=kind), of=of), **more
    )


MEASURES = [
    Share(
        code="measures.covered",
        name=_("措施到户率"),
        sentence=_("本年帮扶对象户中当年有帮扶措施落实的比例。"),
        numerator=served_and(s.helped_households()),
        denominator=SERVED,
        parts=d.HOUSEHOLDS,
        target=10000,
        rule=Linear(),
    ),
    helped("renovation", _("危房改造"), _("当年完成危房改造的贫困户。"), "renovation", source=d.SUMMARY),
    helped("relocation", _("易地搬迁"), _("当年易地搬迁的贫困户。"), "relocation", source=d.SUMMARY),
    helped(
        "student-loans",
        _("助学贷款"),
        _("当年获得助学贷款的贫困学生。"),
        "student-loan",
        of="member",
        unit=d.PERSONS,
        source=d.SUMMARY,
    ),
    Total(
        code="measures.student-loan-money",
        name=_("助学贷款金额"),
        sentence=_("当年发放的助学贷款。"),
        unit=d.YUAN,
        source=d.SUMMARY,
        numerator=Sum(s.MEASURES, Q(kind="student-loan")),
    ),
    helped(
        "training",
        _("技能培训"),
        _("当年接受技能培训的贫困人口，一人只计一次。"),
        "training",
        of="member",
        unit=d.PERSONS,
        source=d.SUMMARY,
    ),
    helped("loans", _("精准扶贫贷款户"), _("当年获得精准扶贫贷款的贫困户。"), "loan", source=d.SUMMARY),
    Total(
        code="measures.loan-money",
        name=_("精准扶贫贷款"),
        sentence=_("当年发放的精准扶贫贷款；每户不超过 5 万元。"),
        unit=d.YUAN,
        source=d.SUMMARY,
        numerator=Sum(s.MEASURES, Q(kind="loan")),
    ),
    helped("safe-water", _("安全饮水到户"), _("当年解决安全饮水的贫困户。"), "safe-water"),
    helped("medical", _("医疗救助"), _("当年获得医疗救助的贫困户。"), "medical"),
    helped("relief", _("低保兜底"), _("当年由低保兜底的贫困户。"), "relief"),
    Total(
        code="measures.industries",
        name=_("产业种类"),
        sentence=_("当年到户产业的种类，一种只计一次。"),
        unit=d.INDUSTRIES,
        source=d.SUMMARY,
        numerator=Distinct(s.MEASURES, Q(kind="industry"), of="industry"),
        target=5,
        looked=(SERVED,),
        version=2,
        rule=Linear(),
    ),
    *(
        Total(
            code=f"measures.{industry.value}",
            name=industry.label,
            sentence=_("当年由该产业带动的贫困户。"),
            unit=d.HOUSEHOLDS,
            numerator=Count(s.MEASURES, Q(industry=industry.value), of="household"),
        )
        for industry in Industry
    ),
    Ratio(
        code="measures.money-per-household",
        name=_("户均帮扶资金"),
        sentence=_("当年各项措施的资金（不含贷款）除以当年受帮扶的户（不论状态）。"),
        unit=d.YUAN,
        numerator=Sum(s.MEASURES, ~Q(kind__in=["loan", "student-loan"])),
        denominator=Count(s.MEASURES, of="household"),
    ),
]

STAFFING = [
    Share(
        code="staffing.stations",
        name=_("乡镇扶贫工作站"),
        sentence=_("建立扶贫工作站的乡镇所占比例。"),
        source=d.SUMMARY,
        numerator=Count(s.AREAS, lambda at: Q(level=4, pk__in=s.areas_with("station")(at))),
        denominator=TOWNSHIPS,
        parts=d.TOWNSHIPS,
        target=10000,
        rule=Linear(),
    ),
    Share(
        code="staffing.task-forces",
        name=_("驻村工作队"),
        sentence=_("有驻村帮扶工作队的行政村所占比例。"),
        source=d.SUMMARY,
        numerator=Count(s.AREAS, lambda at: Q(kind="village", pk__in=s.areas_with("task-force")(at))),
        denominator=VILLAGES,
        parts=d.VILLAGES,
        target=10000,
        rule=Linear(),
    ),
    Share(
        code="staffing.groups-paired",
        name=_("社有责任人"),
        sentence=_("确定了帮扶责任人的社（村民小组）所占比例。"),
        source=d.SUMMARY,
        numerator=Count(s.GROUPS, lambda at: Q(pk__in=s.groups_with_duty(at))),
        denominator=GROUPS,
        parts=d.GROUPS,
        target=10000,
        rule=Linear(),
    ),
    Share(
        code="staffing.households-paired",
        name=_("户有责任人"),
        sentence=_("本年帮扶对象户中有帮扶责任人结对的比例。"),
        numerator=served_and(s.paired_households),
        denominator=SERVED,
        parts=d.HOUSEHOLDS,
        target=10000,
        rule=Linear(),
    ),
    Share(
        code="staffing.days-in-village",
        name=_("工作队驻村"),
        sentence=_("工作队队长驻村满 20 天的人月占全部人月的比例。"),
        numerator=Count(s.ATTENDANCES, Q(post__kind="task-force-leader", days__gte=20)),
        denominator=Count(s.ATTENDANCES, Q(post__kind="task-force-leader")),
        parts=d.MONTHS,
        target=9000,
        rule=Linear(),
    ),
]


def signed_income(at):
    """This year's net income counts up, last year's down: their sum is the growth."""
    return Case(
        When(year=at.year, then=F("net_income_fen")),
        default=Value(0) - F("net_income_fen"),
        output_field=IntegerField(),
    )


OUTCOMES = [
    Total(
        code="outcomes.persons-exited",
        name=_("脱贫人口"),
        sentence=_("当年脱贫户在脱贫当日的成员。"),
        unit=d.PERSONS,
        source=d.SUMMARY,
        numerator=Sum(s.EVENTS, Q(kind="exited"), what="persons"),
        target=planned("exit-persons"),
        rule=Linear(),
        fall=20,
    ),
    Total(
        code="outcomes.households-exited",
        name=_("脱贫户"),
        sentence=_("当年脱贫的贫困户。"),
        unit=d.HOUSEHOLDS,
        source=d.SUMMARY,
        numerator=EXITED,
        target=planned("exit-households"),
        rule=Linear(),
    ),
    Total(
        code="outcomes.villages-exited",
        name=_("脱贫村"),
        sentence=_("当年退出的贫困村。"),
        unit=d.VILLAGES,
        source=d.SUMMARY,
        numerator=Count(s.VILLAGE_EVENTS, Q(kind="exited")),
        target=planned("exit-villages"),
        rule=Linear(),
    ),
    Share(
        code="outcomes.exit-standard",
        name=_("脱贫户达标率"),
        sentence=_("当年脱贫且本年度记录已填完的户中，收入、吃穿、饮水、教育、医疗、住房全部达标的比例。"),
        numerator=Count(s.EVENTS, lambda at: Q(kind="exited", household__in=households_meeting_standard(at.year, at.as_of))),
        denominator=Count(s.EVENTS, lambda at: Q(kind="exited", household__in=s.recorded_households(at))),
        parts=d.HOUSEHOLDS,
        target=9800,
        version=2,
        rule=Linear(),
    ),
    Total(
        code="outcomes.exits-unaccepted",
        name=_("未经验收的脱贫户"),
        sentence=_("当年脱贫而没有验收通过记录的户；有一户即一票否决。当年没有户脱贫的地区不评。"),
        unit=d.HOUSEHOLDS,
        less=True,
        numerator=Count(s.EVENTS, lambda at: Q(kind="exited") & ~Q(household__in=s.passed_households(at))),
        target=0,
        looked=(EXITED,),
        version=2,
        rule=Veto(),
    ),
    Share(
        code="outcomes.returned",
        name=_("返贫率"),
        sentence=_("当年返贫户占历年脱贫过的户的比例；1% 以下得满分，10% 以上不得分。"),
        numerator=Count(s.EVENTS, Q(kind="returned")),
        denominator=EVER_EXITED,
        parts=d.HOUSEHOLDS,
        less=True,
        target=100,
        rule=Linear(worst=1000),
    ),
    Share(
        code="outcomes.income-growth",
        name=_("纯收入增长"),
        sentence=_("两年记录都已填完的贫困户，本年纯收入比上年的增长；按名次扣分。"),
        numerator=Sum(s.RECORDS, what=signed_income),
        denominator=Sum(s.RECORDS, lambda at: Q(year=at.year - 1), what="net_income_fen"),
        parts=d.YUAN,
        bounded=False,
        target=1200,
        version=2,
        rule=RankDecrement(points=25, floor=6000),
    ),
]

SHEET = [*TARGETING, *MEASURES, *STAFFING, *OUTCOMES]
