"""The county's plan 思路“123456” as it was made public, ready to be put into the database and edited there.

Headings and names are those of the report on the county's work published on 8 March 2016; the plan document itself was not found.
What that report does not name, so that the words are ours, is marked provisional (暂拟). Which figures tell how far a line is,
is our choice throughout.
"""

from django.db import transaction

from kangle.audit.actions import record, snapshot
from kangle.audit.models import Entry
from kangle.programme.models import PlanLine

SOURCE = "《创新工作方法 全力脱贫攻坚——康乐县精准扶贫精准脱贫工作纪实》（2016年3月8日）"
PART = PlanLine.Part

# (part, title, text, codes of its figures, provisional)
PLAN = [
    (PART.GOAL, "2018年整体脱贫", "", "targeting.persons targeting.incidence outcomes.persons-exited", False),
    (PART.GOAL, "2020年全面建成小康社会", "", "outcomes.villages-exited outcomes.income-growth", False),
    (PART.KEYS, "76个重点贫困村", "", "methods.key-villages outcomes.villages-exited", False),
    (PART.KEYS, "7.65万贫困人口", "", "targeting.registered-at-start targeting.persons", False),
    (PART.FOCUSES, "基础设施改善", "", "projects.paved-road projects.tap-water projects.power", False),
    (PART.FOCUSES, "群众增收致富", "", "outcomes.income-growth measures.industries", False),
    (PART.FOCUSES, "培育新型农民", "", "measures.training technicians.posted", False),
    (PART.SYSTEMS, "一把手负责制", "", "supervision.zone-leaders first-secretaries.posted", False),
    (PART.SYSTEMS, "项目落实问责制", "", "projects.on-time supervision.interviews", False),
    (PART.SYSTEMS, "县乡村联动制", "", "staffing.stations staffing.task-forces staffing.groups-paired", False),
    (PART.SYSTEMS, "奖励激励机制", "奖励办法的原文尚未找到，暂看督查得分和验收。", "supervision.marks acceptance.passed", True),
    (PART.MEASURES, "顶层设计", "", "planning", False),
    (PART.MEASURES, "项目支持", "", "projects.gaps-matched projects.integrated-money", False),
    (PART.MEASURES, "科技服务", "", "technicians.villages technicians.visits", False),
    (PART.MEASURES, "金融支撑", "", "measures.loans measures.loan-money", False),
    (PART.MEASURES, "督导督查", "", "supervision.rounds supervision.findings-rectified", False),
    (PART.PRECISE, "扶贫对象", "", "targeting", False),
    (PART.PRECISE, "项目安排", "", "projects", False),
    (PART.PRECISE, "资金使用", "", "funds", False),
    (PART.PRECISE, "措施到户", "", "measures", False),
    (PART.PRECISE, "因村派人", "", "staffing", False),
    (PART.PRECISE, "脱贫成效", "", "outcomes", False),
    (PART.STEPS, "建立工作体系", "县指挥部、乡镇工作站、驻村工作队三级联动。", "staffing.stations staffing.task-forces", True),
    (PART.STEPS, "精准识别到户", "入户识别，建台账，发明白册。", "targeting.complete-records planning.booklets", True),
    (PART.STEPS, "项目对接到户", "计划减贫的每户落实一至两个项目。", "planning.due-with-projects outcomes.persons-exited", True),
]  # fmt: skip


@transaction.atomic
def ship_plan(county, year, *, by):
    """Put the plan into a county's year as lines to be edited; a year that has lines already is left as it is.

    Returns the lines of the year, in order.
    """
    if not PlanLine.objects.filter(area=county, year=year).exists():
        counted = {}
        for part, title, text, figures, provisional in PLAN:
            counted[part] = position = counted.get(part, 0) + 1
            line = PlanLine(area=county, year=year, number=part, position=position, title=title, text=text)
            line.figures, line.provisional, line.source = figures.split(), provisional, SOURCE
            line.save()
            record(by=by, act=Entry.Act.LOAD, on=line, after=snapshot(line))
    return list(PlanLine.objects.filter(area=county, year=year))
