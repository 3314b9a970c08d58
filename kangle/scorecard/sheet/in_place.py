"""六个到位: the six things in place, top to bottom as on the official sheet."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kangle.scorecard import declarations as d
from kangle.scorecard import sources as s
from kangle.scorecard.declarations import Ratio, Share, Total
from kangle.scorecard.measures import Count, Distinct, Sum
from kangle.scorecard.rules import AllOrNothing, Bands, DeductOnly, Linear, Manual, Steps
from kangle.scorecard.sheet.wholes import (
    EXITED,
    FINDINGS_DUE,
    INSPECTIONS,
    POOR_VILLAGES,
    ROUNDS_DUE,
    SERVED,
    VILLAGES,
    of_this_years_pledges,
    planned,
    served_and,
)

PLANNING = [
    Share(
        code="planning.targets-broken-down",
        name=_("减贫任务分解到村"),
        sentence=_("已下达减贫人口任务的村占全部行政村的比例。"),
        numerator=Count(
            s.AREAS,
            lambda at: Q(kind="village", pk__in=s.TARGETS.rows(at).filter(kind="exit-persons").values("area")),
        ),
        denominator=VILLAGES,
        parts=d.VILLAGES,
        target=10000,
        rule=Linear(),
    ),
    Share(
        code="planning.exit-plans",
        name=_("脱贫计划到户"),
        sentence=_("已有当年脱贫计划的户占本年帮扶对象户的比例。"),
        numerator=served_and(s.paper_holders("exit-plan")),
        denominator=SERVED,
        parts=d.HOUSEHOLDS,
        target=10000,
        rule=Linear(),
    ),
    Share(
        code="planning.due-with-projects",
        name=_("当年脱贫户有一至两个项目"),
        sentence=_("计划当年脱贫的贫困户中，有一至两个项目覆盖的户所占比例。"),
        numerator=served_and(s.households_due, s.households_with_one_or_two_projects),
        denominator=served_and(s.households_due),
        parts=d.HOUSEHOLDS,
        target=10000,
        rule=Linear(),
    ),
    Share(
        code="planning.booklets",
        name=_("明白册发放"),
        sentence=_("已发放当年明白册的户占本年帮扶对象户的比例。"),
        numerator=served_and(s.paper_holders("booklet")),
        denominator=SERVED,
        parts=d.HOUSEHOLDS,
        target=10000,
        rule=Linear(),
    ),
    Ratio(
        code="planning.appraisal",
        name=_("工作谋划评议"),
        sentence=_("对乡镇工作谋划的人工评分的平均分，须附依据。"),
        unit=d.POINTS,
        numerator=Sum(s.MANUAL_SCORES, Q(indicator="planning.appraisal"), what="score"),
        denominator=Count(s.MANUAL_SCORES, Q(indicator="planning.appraisal")),
        target=10000,
        rule=Manual(),
    ),
]


def tier_count(code, name, sentence, *tiers):
    """The number of villages in some tiers."""
    return Total(
        code=code,
        name=name,
        sentence=sentence,
        unit=d.VILLAGES,
        source=d.SUMMARY,
        numerator=Count(s.TIERS, Q(tier__in=tiers)),
    )


METHODS = [
    Share(
        code="methods.ranked",
        name=_("贫困村倒排序"),
        sentence=_("当年已从最穷排起的重点贫困村所占比例。"),
        numerator=Count(s.TIERS, ~Q(tier="demonstration") & Q(rank__isnull=False)),
        denominator=POOR_VILLAGES,
        parts=d.VILLAGES,
        target=10000,
        rule=Linear(),
    ),
    Share(
        code="methods.strategies",
        name=_("分类施策"),
        sentence=_("已定类别并写明帮扶策略的重点贫困村所占比例。"),
        numerator=Count(s.TIERS, ~Q(tier="demonstration") & ~Q(strategy="")),
        denominator=POOR_VILLAGES,
        parts=d.VILLAGES,
        target=10000,
        rule=Linear(),
    ),
    tier_count(
        "methods.key-villages",
        _("重点贫困村"),
        _("包干揽底、整村推进和其他贫困村之和。"),
        "guaranteed",
        "whole-village",
        "other",
    ),
    tier_count(
        "methods.focus-villages",
        _("重点突破村"),
        _("包干揽底村与整村推进村之和。"),
        "guaranteed",
        "whole-village",
    ),
    tier_count("methods.guaranteed-villages", _("包干揽底村"), _("由县级领导包干揽底的贫困村。"), "guaranteed"),
    tier_count("methods.whole-village", _("整村推进村"), _("实施整村推进的贫困村。"), "whole-village"),
    tier_count("methods.other-poor-villages", _("其他贫困村"), _("其余贫困村。"), "other"),
    tier_count("methods.demonstration-villages", _("示范村"), _("非贫困村中的示范建设村。"), "demonstration"),
]


def sessions(code, name, sentence, audience, target):
    """Training sessions held against those planned; more than planned is no error."""
    return Share(
        code=code,
        name=name,
        sentence=sentence,
        numerator=Count(s.TRAININGS, Q(audience=audience)),
        denominator=planned(target),
        parts=d.SESSIONS,
        bounded=False,
        target=10000,
        rule=Linear(),
    )


OUTREACH = [
    sessions(
        "outreach.cadre-sessions",
        _("干部培训"),
        _("已举办的干部培训场次与计划场次之比。"),
        "cadres",
        "train-cadres",
    ),
    sessions(
        "outreach.household-sessions",
        _("群众培训"),
        _("已举办的群众培训场次与计划场次之比。"),
        "households",
        "train-households",
    ),
    Total(
        code="outreach.persons-trained",
        name=_("培训人次"),
        sentence=_("参加宣传培训的人次。"),
        unit=d.VISITS,
        numerator=Sum(s.TRAININGS, what="persons"),
    ),
    Share(
        code="outreach.policy-aware",
        name=_("政策知晓率"),
        sentence=_("受调查农户中知晓扶贫政策的比例。"),
        numerator=Sum(s.SURVEYS, what="aware"),
        denominator=Sum(s.SURVEYS, what="surveyed"),
        parts=d.HOUSEHOLDS,
        target=9000,
        rule=Bands(((9000, 10000), (8000, 8500), (7000, 7000), (6000, 5000))),
    ),
]

ACCEPTANCE = [
    Share(
        code="acceptance.households-verified",
        name=_("脱贫户入户验收"),
        sentence=_("当年脱贫户中经验收组入户核实通过的比例；要求全覆盖。"),
        source=d.SUMMARY,
        numerator=Count(s.EVENTS, lambda at: Q(kind="exited", household__in=s.passed_households(at))),
        denominator=EXITED,
        parts=d.HOUSEHOLDS,
        target=10000,
        rule=Steps(step=100, points=500),
    ),
    Share(
        code="acceptance.villages-accepted",
        name=_("贫困村验收"),
        sentence=_("验收通过的贫困村与计划退出的贫困村之比。"),
        numerator=Count(s.VILLAGE_CHECKS, Q(passed=True)),
        denominator=planned("exit-villages"),
        parts=d.VILLAGES,
        bounded=False,
        target=10000,
        rule=Linear(),
    ),
    Share(
        code="acceptance.passed",
        name=_("验收通过率"),
        sentence=_("当年验收的农户中通过的比例。"),
        numerator=Count(s.HOUSEHOLD_CHECKS, Q(passed=True)),
        denominator=Count(s.HOUSEHOLD_CHECKS),
        parts=d.HOUSEHOLDS,
        target=9500,
        rule=Linear(),
    ),
    Total(
        code="acceptance.teams",
        name=_("验收组"),
        sentence=_("县上成立的考核验收组。"),
        unit=d.TEAMS,
        source=d.SUMMARY,
        numerator=Count(s.TEAMS),
    ),
]

FROM_ENTERPRISE = Q(donation__donor__kind="enterprise")

SOCIAL_AID = [
    Total(
        code="social-aid.enterprises",
        name=_("爱心企业"),
        sentence=_("当年承诺帮扶的企业，一家只计一次。"),
        unit=d.ENTERPRISES,
        source=d.SUMMARY,
        numerator=Distinct(s.DONATIONS, Q(donor__kind="enterprise"), of="donor"),
        target=planned("enterprises"),
        rule=Linear(),
    ),
    Total(
        code="social-aid.money",
        name=_("企业帮建资金"),
        sentence=_("爱心企业当年到位的资金和物资折款。"),
        unit=d.YUAN,
        source=d.SUMMARY,
        numerator=Sum(s.DELIVERIES, FROM_ENTERPRISE),
    ),
    Share(
        code="social-aid.delivered",
        name=_("社会帮扶兑现率"),
        sentence=_("企业当年承诺的帮扶中已到位的比例。"),
        # Some give more than they pledged, and no night may fail for it.
        bounded=False,
        numerator=Sum(s.DELIVERIES, of_this_years_pledges(FROM_ENTERPRISE)),
        denominator=Sum(s.DONATIONS, Q(donor__kind="enterprise"), what="pledged_fen"),
        parts=d.YUAN,
        target=10000,
        rule=Linear(),
    ),
    Total(
        code="social-aid.houses",
        name=_("无自建能力户帮建住房"),
        sentence=_("由社会力量帮助建房的无自建能力户。"),
        unit=d.HOUSEHOLDS,
        source=d.SUMMARY,
        numerator=Count(s.MEASURES, Q(kind="social-house"), of="household"),
    ),
    Share(
        code="social-aid.house-coverage",
        name=_("无自建能力户住房解决率"),
        sentence=_("本年帮扶对象户中无自建住房能力的，已由社会帮建住房的比例。"),
        numerator=served_and(s.households_unable_to_build, s.households_ever_helped("social-house")),
        denominator=served_and(s.households_unable_to_build),
        parts=d.HOUSEHOLDS,
        target=10000,
        rule=Linear(),
    ),
    Total(
        code="social-aid.house-subsidy",
        name=_("帮建住房补助"),
        sentence=_("社会帮建住房的补助资金。"),
        unit=d.YUAN,
        source=d.SUMMARY,
        numerator=Sum(s.MEASURES, Q(kind="social-house")),
    ),
]


def rectified_by(at):
    return Q(due_on__lte=at.as_of, rectified_on__lte=at.as_of)


SUPERVISION = [
    Share(
        code="supervision.rounds",
        name=_("督查轮次"),
        sentence=_("已开展的督查轮次与计划轮次之比。"),
        numerator=Count(s.ROUNDS),
        denominator=planned("rounds"),
        parts=d.TIMES,
        bounded=False,
        target=10000,
        rule=Linear(),
    ),
    Share(
        code="supervision.townships-inspected",
        name=_("督查覆盖乡镇"),
        sentence=_("各轮督查实际到过的乡镇次数与应到次数（轮次×乡镇）之比。"),
        numerator=INSPECTIONS,
        denominator=ROUNDS_DUE,
        parts=d.TIMES,
        target=10000,
        rule=Linear(),
    ),
    Share(
        code="supervision.findings-rectified",
        name=_("问题整改率"),
        sentence=_("整改期限已到的问题中已整改的比例。"),
        numerator=Count(s.FINDINGS, rectified_by),
        denominator=FINDINGS_DUE,
        parts=d.FINDINGS,
        target=10000,
        rule=Linear(),
    ),
    Total(
        code="supervision.overdue",
        name=_("逾期未整改问题"),
        sentence=_(
            "截至当日整改期限已过而未整改的问题，不论哪年发现；每个扣 2 分。当年没有督查过、也没有逾期或到期问题的地区不评。"
        ),
        unit=d.FINDINGS,
        less=True,
        numerator=Count(
            s.FINDINGS_EVER,  # what the last year left is late in this one (programme.years.year_has_come)
            lambda at: Q(due_on__lt=at.as_of) & (Q(rectified_on__isnull=True) | Q(rectified_on__gt=at.as_of)),
        ),
        target=0,
        looked=(INSPECTIONS, FINDINGS_DUE),
        version=3,
        rule=DeductOnly(points=200),
    ),
    Share(
        code="supervision.interviews",
        name=_("约谈落实"),
        sentence=_("应约谈的人中已约谈的比例。"),
        numerator=Count(s.INTERVIEWS, lambda at: Q(held_on__lte=at.as_of)),
        denominator=Count(s.INTERVIEWS),
        parts=d.PERSONS,
        target=10000,
        rule=AllOrNothing(),
    ),
    Total(
        code="supervision.zone-leaders",
        name=_("片区负责人"),
        sentence=_("分片包乡的片区干部，一人只计一次；每人负责五个乡镇。"),
        unit=d.PERSONS,
        source=d.SUMMARY,
        numerator=Distinct(s.ZONE_DUTIES, of="cadre"),
    ),
    Ratio(
        code="supervision.marks",
        name=_("督查得分"),
        sentence=_("当年各轮督查中每次督查的平均得分（百分制）。"),
        unit=d.POINTS,
        numerator=Sum(s.INSPECTIONS, Q(points__isnull=False), what="points"),
        denominator=Count(s.INSPECTIONS, Q(points__isnull=False)),
        target=10000,
        rule=Manual(),
    ),
]
SHEET = [*PLANNING, *METHODS, *OUTREACH, *ACCEPTANCE, *SOCIAL_AID, *SUPERVISION]
