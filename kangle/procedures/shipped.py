"""The readings of the methods that every database begins with. A reading found later is a new version, entered in the admin:
what stands here was put into databases by a migration and is not edited.

The published sources name the steps of 12345 and of the exit procedure; of 9771 and 131 only 步骤不减、标准不降、环节不少.
Days, levels of review and the items of 9771 and 131 are readings of ours, so all are marked 暂拟.
"""

import datetime

SINCE = datetime.date(2014, 1, 1)
VILLAGE, TOWNSHIP, DEPARTMENTS, COUNTY = "village", "township", "departments", "county"
READING = "已公布的只有名称和“步骤不减、标准不降、环节不少”，条目为整理稿"

# (code, name, subject, kind, source, [(group, [(kind of item, text, level, days)])])
METHODS = [
    (
        "9771", "“9771”贫困户识别法", "household", "identify", f"康乐县“9771”识别法：{READING}",
        [
            ("九优先", [
                ("priority", "家庭成员患有大病", VILLAGE, None),
                ("priority", "家庭成员有残疾", VILLAGE, None),
                ("priority", "家中无劳动力", VILLAGE, None),
                ("priority", "子女上学负担重", VILLAGE, None),
                ("priority", "居住危房", VILLAGE, None),
                ("priority", "遭受自然灾害", VILLAGE, None),
                ("priority", "孤儿或单亲家庭", VILLAGE, None),
                ("priority", "困难的计划生育家庭", VILLAGE, None),
                ("priority", "因缺资金、缺技术、缺土地而收入低于贫困线", VILLAGE, None),
            ]),
            ("七不准", [
                ("veto", "有财政供养人员", VILLAGE, None),
                ("veto", "在城镇购有商品房", VILLAGE, None),
                ("veto", "有小轿车或大型机械", VILLAGE, None),
                ("veto", "办有企业或经营门店", VILLAGE, None),
                ("veto", "长期举家外出", VILLAGE, None),
                ("veto", "为列入名单而拆户分户", VILLAGE, None),
                ("veto", "村干部亲属未经单独核查", VILLAGE, None),
            ]),
            ("七步骤", [
                ("step", "农户申请", VILLAGE, 15),
                ("step", "入户核查", VILLAGE, None),
                ("step", "社内评议", VILLAGE, None),
                ("step", "村民代表会议评议", VILLAGE, None),
                ("publicity", "村内公示", VILLAGE, 7),
                ("step", "乡镇审核", TOWNSHIP, 10),
                ("publicity", "乡镇公示", TOWNSHIP, 7),
                ("step", "县级审定", COUNTY, 10),
                ("publicity", "县级公告", COUNTY, None),
            ]),
            ("一条收入线", [("condition", "家庭人均纯收入低于当年贫困线", VILLAGE, None)]),
            ("材料", [("document", "贫困户申请书", VILLAGE, None), ("document", "入户核查表", VILLAGE, None)]),
        ],
    ),
    (
        "12345", "“12345”精准识别法", "household", "identify",
        "甘肃省“12345”精准识别法：五步已公布，审核层级和天数为整理稿",
        [
            ("五步", [
                ("step", "入户核算收入和支出", VILLAGE, 15),
                ("step", "查看生产生活条件", VILLAGE, None),
                ("step", "比较收入、住房、财产", VILLAGE, None),
                ("step", "召开评议会", VILLAGE, None),
                ("publicity", "张榜公示", VILLAGE, 7),
            ]),
            ("四级审核", [
                ("step", "乡镇二审", TOWNSHIP, 10),
                ("step", "部门联审", DEPARTMENTS, 10),
                ("step", "扶贫办终审", COUNTY, 10),
                ("publicity", "县级公告", COUNTY, None),
            ]),
            ("条件", [("condition", "家庭人均纯收入低于当年贫困线", VILLAGE, None)]),
            ("材料", [("document", "收支核算表", VILLAGE, None), ("document", "评议会记录", VILLAGE, None)]),
        ],
    ),
    (
        "131", "“131”贫困村识别法", "village", "identify", f"康乐县“131”识别法：{READING}",
        [
            ("一个标准", [
                ("condition", "贫困发生率高于全省平均水平一倍以上", VILLAGE, None),
                ("condition", "农民人均纯收入低于全省平均水平的60%", VILLAGE, None),
                ("condition", "没有村集体经济收入", VILLAGE, None),
            ]),
            ("三级审核", [
                ("step", "村申请", VILLAGE, 15),
                ("publicity", "村内公示", VILLAGE, 7),
                ("step", "乡镇审核", TOWNSHIP, 10),
                ("step", "县级审定", COUNTY, 10),
            ]),
            ("一次公告", [("publicity", "县级公告", COUNTY, None)]),
        ],
    ),
    (
        "exit-household", "贫困户脱贫退出程序", "household", "exit",
        "贫困退出程序：步骤已公布，天数和乡镇审核为整理稿",
        [
            ("程序", [
                ("step", "村民主评议", VILLAGE, 15),
                ("step", "村两委和驻村工作队核实", VILLAGE, None),
                ("step", "农户认可签字", VILLAGE, None),
                ("publicity", "村内公示", VILLAGE, 7),
                ("step", "乡镇核查", TOWNSHIP, 10),
                ("step", "县级审定并在系统中标识", COUNTY, 10),
                ("publicity", "退出公告", COUNTY, None),
            ]),
            ("材料", [("document", "退出评议记录", VILLAGE, None), ("document", "农户认可签字表", VILLAGE, None)]),
        ],
    ),
    (
        "removal", "“回头看”清退程序", "household", "remove", "建档立卡“回头看”清退：条目和天数为整理稿",
        [
            ("程序", [
                ("step", "入户核查，查明不符合的情形", VILLAGE, 15),
                ("step", "向农户说明并听取意见", VILLAGE, None),
                ("step", "村民代表会议评议", VILLAGE, None),
                ("publicity", "村内公示", VILLAGE, 7),
                ("step", "乡镇审核", TOWNSHIP, 10),
                ("step", "部门比对房产、车辆、工商、财政供养信息", DEPARTMENTS, 10),
                ("step", "县级审定", COUNTY, 10),
                ("publicity", "县级公告", COUNTY, None),
            ]),
            ("材料", [("document", "“回头看”核查表", VILLAGE, None)]),
        ],
    ),
    (
        "return", "返贫挂号程序", "household", "return", "返贫挂号：条目和天数为整理稿",
        [
            ("程序", [
                ("step", "入户核实返贫原因和收入", VILLAGE, 10),
                ("step", "村民代表会议评议", VILLAGE, None),
                ("publicity", "村内公示", VILLAGE, 7),
                ("step", "乡镇审核", TOWNSHIP, 7),
                ("step", "县级审定", COUNTY, 7),
            ]),
            ("材料", [("document", "返贫核实表", VILLAGE, None)]),
        ],
    ),
    (
        "exit-village", "贫困村退出程序", "village", "exit", "贫困村退出：申请、核查、审定、公告已公布，天数和部门会审为整理稿",
        [
            ("程序", [
                ("step", "村两委和驻村工作队对照标准自查", VILLAGE, 15),
                ("step", "村民代表会议评议", VILLAGE, None),
                ("publicity", "村内公示", VILLAGE, 7),
                ("step", "乡镇核查", TOWNSHIP, 10),
                ("step", "行业部门核对路、水、电、房、卫生、教育", DEPARTMENTS, 10),
                ("step", "县级审定", COUNTY, 10),
                ("publicity", "退出公告", COUNTY, None),
            ]),
            ("材料", [("document", "贫困村退出申请", VILLAGE, None), ("document", "自查表", VILLAGE, None)]),
        ],
    ),
    (
        "return-village", "贫困村返贫挂号程序", "village", "return", "贫困村返贫：条目和天数为整理稿",
        [
            ("程序", [
                ("step", "核实贫困发生率和返贫原因", VILLAGE, 10),
                ("step", "村民代表会议评议", VILLAGE, None),
                ("publicity", "村内公示", VILLAGE, 7),
                ("step", "乡镇审核", TOWNSHIP, 7),
                ("step", "县级审定", COUNTY, 7),
            ]),
            ("材料", [("document", "返贫核实报告", VILLAGE, None)]),
        ],
    ),
]  # fmt: skip


def put_methods(method, group, item):
    """Put the readings into a database that lacks them; the three model classes are those of a migration or of today."""
    for code, name, subject, kind, source, groups in METHODS:
        fields = {"name": name, "subject": subject, "kind": kind, "source": source, "provisional": True, "since": SINCE}
        made, new = method.objects.get_or_create(code=code, version=1, defaults=fields)
        for number, (title, items) in enumerate(groups if new else (), 1):
            part = group.objects.create(method=made, number=number, title=title)
            item.objects.bulk_create(
                item(group=part, number=place, kind=what, text=text, level=level, days=days)
                for place, (what, text, level, days) in enumerate(items, 1)
            )


# Which departments review jointly: no published text names them. Those who hold the facts that are compared, as we read it.
RECORDS_COMPARED = "县住房和城乡建设局、县公安局、县工商行政管理局、县人力资源和社会保障局"
DEPARTMENTS_OF = {
    "12345": RECORDS_COMPARED,
    "removal": RECORDS_COMPARED,
    "exit-village": "县交通运输局、县水务局、县供电公司、县住房和城乡建设局、县卫生和计划生育局、县教育局",
}
SOURCE_OF_DEPARTMENTS = "；会审部门为整理稿"


def name_departments(method, group, item, case, today):
    """Name the departments of the shipped joint reviews that name none; the model classes are those of a migration or of today.

    A version under which cases have been opened stays as it is, and so do they: the departments stand in the next version, which
    begins on the day `today`. What a county has made of a method itself (a later version) is left alone.
    """
    for code, names in DEPARTMENTS_OF.items():
        made = method.objects.filter(code=code).order_by("-version").first()
        steps = item.objects.filter(group__method=made, kind="step", level=DEPARTMENTS)
        if made is None or made.version > 1 or steps.exclude(departments="").exists():
            continue
        if case.objects.filter(method=made).exists():
            made = copied(made, group, item, version=made.version + 1, since=today)
        item.objects.filter(group__method=made, kind="step", level=DEPARTMENTS).update(departments=names)
        made.source = f"{made.source.removesuffix(SOURCE_OF_DEPARTMENTS)}{SOURCE_OF_DEPARTMENTS}"[:200]
        made.save()


def copied(made, group, item, *, version, since):
    """The Method `made`, turned into another version of itself with all its groups and items, without an end."""
    groups = [(each, list(item.objects.filter(group=each))) for each in group.objects.filter(method=made)]
    made.pk, made.version, made.since, made.until, made._state.adding = None, version, since, None, True
    made.save()
    for part, items in groups:
        part.pk, part.method, part._state.adding = None, made, True
        part.save()
        for each in items:
            each.pk, each.group, each._state.adding = None, part, True
        item.objects.bulk_create(items)
    return made
