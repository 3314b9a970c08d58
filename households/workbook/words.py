"""How people write the codes of the national form: usual wordings beside the official labels, by the field's name.

A word that may mean two codes stands with both: the row is sent back with the choices. What the label says with 之 before it,
and a people's name without 族, follow from the labels.
"""

from households.codes import (
    Cause,
    Document,
    Education,
    Ethnicity,
    Fuel,
    Health,
    HouseGrade,
    HouseholdKind,
    Joined,
    Labour,
    Political,
    Relation,
    Road,
    Schooling,
    Sex,
    Standard,
    WorkPlace,
)  # fmt: skip
from households.models import Household
from kangle.exchange.intake.cells import labels_of


def _all(code, *words):
    return dict.fromkeys(words, code)


R, E, S, L, C, W = Relation, Education, Schooling, Labour, Cause, WorkPlace
RELATION = {
    **{label.removeprefix("之"): code for code, label in labels_of(Relation.choices).items()},
    **_all(R.HEAD, "本人", "户主本人", "自己"),
    **_all(R.SPOUSE, "妻", "妻子", "夫", "丈夫", "爱人", "老伴", "夫妻", "老婆", "老公", "之妻", "之夫"),
    **_all(R.SON, "子", "儿", "儿子", "长子", "大儿子", "次子", "二儿子", "二子", "三子", "三儿子", "四子", "五子", "幼子",
           "小儿子",
           "独子", "养子", "继子"),
    **_all(R.DAUGHTER, "女", "女儿", "长女", "大女儿", "次女", "二女儿", "二女", "三女", "三女儿", "四女", "五女", "幼女",
           "小女儿",
           "独女", "养女", "继女"),
    **_all(R.DAUGHTER_IN_LAW, "儿媳妇", "长媳", "次媳", "大儿媳", "二儿媳", "三儿媳", "之媳"),
    **_all(R.SON_IN_LAW, "女婿", "长婿", "次婿", "上门女婿", "养老女婿", "之婿"),
    **_all(R.GRANDSON, "长孙", "次孙", "孙儿", "大孙子", "二孙子", "之孙"),
    **_all(R.GRANDDAUGHTER, "长孙女", "次孙女", "大孙女", "二孙女"),
    **_all(R.DAUGHTERS_SON, "外孙"),
    **_all(R.FATHER, "父", "父亲", "爸爸", "爸"),
    **_all(R.MOTHER, "母", "母亲", "妈妈", "妈"),
    **_all(R.WIFES_FATHER, "岳父", "丈人"),
    **_all(R.WIFES_MOTHER, "岳母", "丈母", "丈母娘"),
    **_all(R.HUSBANDS_FATHER, "公公"),
    **_all(R.HUSBANDS_MOTHER, "婆婆"),
    **_all(R.GRANDFATHER, "祖父", "爷爷"),
    **_all(R.GRANDMOTHER, "祖母", "奶奶"),
    **_all(R.MOTHERS_FATHER, "外公", "姥爷", "外爷"),
    **_all(R.MOTHERS_MOTHER, "外婆", "姥姥", "外奶奶"),
    **_all(R.OTHER, "其它", "其他亲属", "其他关系", "兄", "弟", "姐", "妹", "哥哥", "弟弟", "姐姐", "妹妹", "兄弟", "姐妹",
           "兄弟姐妹",
           "兄长", "嫂子", "弟媳", "侄子", "侄女", "之侄", "叔叔", "伯父", "舅舅", "姑姑", "曾孙", "曾孙女", "曾孙子"),
    "媳妇": (R.SPOUSE, R.DAUGHTER_IN_LAW),
    "父母": (R.FATHER, R.MOTHER),
    "子女": (R.SON, R.DAUGHTER),
    "孩子": (R.SON, R.DAUGHTER),
    "孙子女": (R.GRANDSON, R.GRANDDAUGHTER),
    "孙子孙女": (R.GRANDSON, R.GRANDDAUGHTER),
    "外孙子女": (R.DAUGHTERS_SON, R.DAUGHTERS_DAUGHTER),
    "岳父母": (R.WIFES_FATHER, R.WIFES_MOTHER),
    "公婆": (R.HUSBANDS_FATHER, R.HUSBANDS_MOTHER),
    "祖父母": (R.GRANDFATHER, R.GRANDMOTHER),
    "老人": (R.FATHER, R.MOTHER, R.GRANDFATHER, R.GRANDMOTHER),
    "孙": (R.GRANDSON, R.GRANDDAUGHTER),
}  # fmt: skip
ETHNICITY = {label.removesuffix("族"): code for code, label in labels_of(Ethnicity.choices).items() if label.endswith("族")}
EDUCATION = {
    **_all(E.ILLITERATE, "文盲", "半文盲", "文盲/半文盲", "文盲半文盲", "不识字", "未上学", "没上过学", "扫盲班"),
    **_all(E.PRIMARY, "小学毕业", "小学肄业", "小学文化", "小学生"),
    **_all(E.JUNIOR, "初中毕业", "初中肄业", "初中文化", "初中生", "初级中学"),
    **_all(E.SENIOR, "高中毕业", "高中文化", "高中生", "高级中学", "中专", "中职", "职高", "技校", "高中/中专",
           "高中(中专)", "高中或中专"),
    **_all(E.COLLEGE, "大专", "专科", "大学专科", "大学", "本科", "大学本科", "研究生", "硕士", "博士", "高职", "大专以上",
           "大专及大专以上",
           "大学及以上", "本科及以上"),
    **_all(E.PRESCHOOL, "学龄前", "未入学", "幼儿", "幼儿园", "婴幼儿", "婴儿"),
    "中学": (E.JUNIOR, E.SENIOR),
    "学生": (E.PRIMARY, E.JUNIOR, E.SENIOR),
}  # fmt: skip
_PUPIL = {S.PRIMARY: "小学", S.JUNIOR: "初中", S.SENIOR: "高中"}
_YEARS = {S.PRIMARY: "一二三四五六", S.JUNIOR: "一二三", S.SENIOR: "一二三"}
SCHOOLING = {
    **{f"{school}{year}年级": code for code, school in _PUPIL.items() for year in _YEARS[code]},
    **_all(S.NONE, "否", "无", "不是", "不在校", "非在校", "不是学生", "非学生", "未在校", "没有上学", "未上学"),
    **_all(S.KINDERGARTEN, "幼儿园", "学前班", "学前", "学前教育阶段"),
    **_all(S.PRIMARY, "小学生", "小学在读", "小学在校"),
    **_all(S.JUNIOR, "初中生", "初中在读", "初中在校", "初一", "初二", "初三", "七年级", "八年级", "九年级"),
    **_all(S.SENIOR, "高中生", "高中在读", "高中在校", "高一", "高二", "高三", "普通高中", "普高"),
    **_all(S.VOCATIONAL, "中专", "职高", "技校", "中等职业", "中职生", "中等职业学校", "中专生"),
    **_all(S.HIGHER_VOCATIONAL, "大专", "专科", "高职高专", "大专生", "高等职业", "高职/大专", "大学专科"),
    **_all(S.COLLEGE, "本科", "大学本科", "研究生", "硕士", "博士", "本科生"),
    "中学": (S.JUNIOR, S.SENIOR),
    "中学生": (S.JUNIOR, S.SENIOR),
    "大学": (S.HIGHER_VOCATIONAL, S.COLLEGE),
    "大学生": (S.HIGHER_VOCATIONAL, S.COLLEGE),
    **dict.fromkeys(("是", "在校", "在校生", "在读", "上学", "学生"), tuple(code for code in S if code != S.NONE)),
}  # fmt: skip
HEALTH = {
    **_all(Health.HEALTHY, "良好", "健康良好", "健康或良好", "正常", "身体健康", "无病", "好"),
    **_all(Health.CHRONIC, "慢性病", "慢病", "长期慢病", "患慢性病", "患有慢性病", "患有长期慢性病", "有慢性病"),
    **_all(Health.CRITICAL, "大病", "重病", "患大病", "患重病", "重大疾病", "患有重大疾病", "患有重病"),
    **_all(Health.DISABLED, "残疾人", "残", "身体残疾", "有残疾", "肢体残疾", "视力残疾", "听力残疾", "智力残疾",
           "精神残疾", "言语残疾"),
    "有病": (Health.CHRONIC, Health.CRITICAL),
    "患病": (Health.CHRONIC, Health.CRITICAL),
    "疾病": (Health.CHRONIC, Health.CRITICAL),
    "体弱多病": (Health.CHRONIC, Health.CRITICAL),
    "不健康": (Health.CHRONIC, Health.CRITICAL, Health.DISABLED),
}  # fmt: skip
LABOUR = {
    **_all(L.ORDINARY, "普通", "正常劳动力", "一般劳动力", "全劳动力", "全劳力", "普通劳力", "普通劳动能力"),
    **_all(L.SKILLED, "技能", "技能劳力", "技能型劳动力", "技术劳动力", "熟练劳动力"),
    **_all(L.WEAK, "弱劳动力", "半劳动力", "弱劳力", "半劳力", "弱", "弱劳动能力", "部分丧失劳动能力", "弱劳动力/半劳动力"),
    **_all(L.LOST, "丧失", "丧失劳动能力", "丧失劳力", "完全丧失劳动能力", "丧失劳动"),
    **_all(L.NONE, "无劳动能力", "无劳力", "没有劳动能力", "没有劳动力"),
    **dict.fromkeys(("有", "是", "有劳动能力", "有劳动力", "劳动力", "能劳动"), (L.ORDINARY, L.SKILLED, L.WEAK)),
    **dict.fromkeys(("无", "否", "没有"), (L.LOST, L.NONE)),
}  # fmt: skip
WORK_PLACE = {
    **_all(W.TOWNSHIP, "乡内", "镇内", "乡镇内", "本乡", "本镇", "本乡镇", "乡(镇)内务工", "本村", "村内"),
    **_all(W.COUNTY, "县内乡外", "乡(镇)外县内", "镇外县内", "乡镇外县内"),
    **_all(W.PROVINCE, "省内县外", "省内(县外)", "外县"),
    **_all(W.OUTSIDE, "外省", "省外务工", "出省", "跨省"),
    **_all(W.OTHER, "其它"),
    "县内": (W.TOWNSHIP, W.COUNTY),
    "本县": (W.TOWNSHIP, W.COUNTY),
    "省内": (W.COUNTY, W.PROVINCE),
    "县外": (W.PROVINCE, W.OUTSIDE),
    "外地": (W.PROVINCE, W.OUTSIDE),
    "外出": (W.PROVINCE, W.OUTSIDE),
    "本地": (W.TOWNSHIP, W.COUNTY),
}
CAUSE = {
    **_all(C.ILLNESS, "病", "疾病", "因病致贫", "患病", "缺健康"),
    **_all(C.DISABILITY, "残", "残疾", "因残致贫"),
    **_all(C.SCHOOLING, "学", "上学", "因学致贫", "供学", "供学生"),
    **_all(C.DISASTER, "灾", "受灾", "灾害", "自然灾害", "因灾致贫"),
    **_all(C.LAND, "缺地", "缺耕地", "缺少土地", "无土地", "土地少"),
    **_all(C.WATER, "缺少水", "缺水源", "用水困难"),
    **_all(C.SKILL, "缺技能", "缺少技术", "缺乏技术", "无技术", "没有技术", "技术缺乏"),
    **_all(C.LABOUR, "缺劳动力", "缺少劳力", "缺少劳动力", "缺乏劳动力", "缺乏劳力", "无劳力", "无劳动力", "劳力不足"),
    **_all(C.MONEY, "缺钱", "缺少资金", "缺乏资金", "资金短缺", "资金不足", "无资金", "没有资金"),
    **_all(C.TRANSPORT, "交通落后", "交通不便", "交通条件差", "交通"),
    **_all(C.MOTIVATION, "自身发展力不足", "自身动力不足", "发展动力不足", "动力不足", "内生动力不足", "缺动力"),
    **_all(C.MARRIAGE, "婚", "因婚致贫", "结婚"),
    **_all(C.BEREAVEMENT, "丧", "因丧致贫", "丧葬"),
    **_all(C.OTHER, "其它", "其他原因"),
}
_CLEAN = ("电", "用电", "电力", "天然气", "燃气", "煤气", "液化气", "液化石油气", "沼气", "太阳能", "清洁燃料")
WORDS = {
    "relation": RELATION,
    "ethnicity": ETHNICITY,
    "education": EDUCATION,
    "schooling": SCHOOLING,
    "health": HEALTH,
    "labour": LABOUR,
    "work_place": WORK_PLACE,
    "main_cause": CAUSE,
    "second_cause": CAUSE,
    "third_cause": CAUSE,
    "kind": {
        **_all(HouseholdKind.GENERAL, "一般", "一般户", "贫困户", "一般农户", "一般贫困"),
        **_all(HouseholdKind.DIBAO, "低保", "低保户", "低保贫困", "低保家庭"),
        **_all(
            HouseholdKind.WUBAO,
            "五保",
            "五保户",
            "特困",
            "特困户",
            "五保贫困户",
            "特困供养户",
            "特困贫困户",
            "特困供养",
            "五保供养户",
        ),
    },
    "standard": {
        **_all(Standard.NATIONAL, "国家", "国标", "国家级", "国家标准线"),
        **_all(Standard.PROVINCIAL, "省级", "省标", "省定", "省定标准", "省标准"),
    },
    "sex": {**_all(Sex.MALE, "男性", "m", "男(male)", "先生"), **_all(Sex.FEMALE, "女性", "f", "女(female)", "女士")},
    "document": {
        **_all(Document.IDENTITY_CARD, "身份证", "二代身份证", "第二代居民身份证", "居民身份证件", "户口簿", "户口本"),
        **_all(Document.DISABILITY_CARD, "残疾证", "残疾人证件", "第二代残疾人证"),
    },
    "political": {
        **_all(Political.PARTY, "党员", "共产党员", "中国共产党党员", "中共正式党员", "正式党员"),
        **_all(Political.PROBATIONARY, "预备党员"),
        **_all(Political.LEAGUE, "团员", "共青团"),
        **_all(Political.MASSES, "普通群众", "一般群众", "普通公民", "群众代表"),
    },
    "road": {
        **_all(Road.EARTH, "土路", "泥路", "泥巴路", "泥土"),
        **_all(Road.GRAVEL, "砂路", "沙路", "沙石路", "石子路", "砂砾路", "砂石"),
        **_all(Road.CEMENT, "水泥", "混凝土路", "砼路", "水泥硬化路"),
        **_all(Road.ASPHALT, "柏油路", "油路", "沥青", "柏油"),
        "硬化路": (Road.CEMENT, Road.ASPHALT),
        "硬化": (Road.CEMENT, Road.ASPHALT),
        "通村公路": (Road.CEMENT, Road.ASPHALT),
    },
    "fuel": {
        **_all(Fuel.FIREWOOD, "柴", "柴火", "木柴", "薪柴", "秸秆", "柴禾"),
        **_all(Fuel.DUNG, "牛粪", "畜粪", "干粪", "羊粪"),
        **_all(Fuel.COAL, "煤", "炭", "煤球", "蜂窝煤"),
        **_all(Fuel.CLEAN, *_CLEAN),
        **_all(Fuel.OTHER, "其它"),
    },
    "house_grade": {
        **{f"{code}{end}": code for code in HouseGrade.values for end in ("级", "类", "等", "级房", "级危房")},
        **_all(HouseGrade.A, "安全", "安全住房"),
        **_all(HouseGrade.B, "基本安全"),
        **_all(HouseGrade.C, "局部危险"),
        **_all(HouseGrade.D, "整体危险"),
        **dict.fromkeys(("危房", "危险", "危旧房"), (HouseGrade.C, HouseGrade.D)),
        **dict.fromkeys(("非危房", "不是危房", "好"), (HouseGrade.A, HouseGrade.B)),
    },
    "relocation_mode": {
        **_all(Household.Relocation.CONCENTRATED, "集中", "集中搬迁"),
        **_all(Household.Relocation.SCATTERED, "分散", "分散搬迁", "插花安置"),
    },
    "joined_by": {
        **_all(Joined.REGISTERED, "识别", "登记", "建档立卡", "原有", "建档"),
        **_all(Joined.BIRTH, "新生", "新出生", "新生儿", "生育"),
        **_all(Joined.MARRIAGE, "结婚", "嫁入", "娶入", "婚嫁", "入赘"),
        **_all(Joined.MOVE, "搬入", "转入", "户口迁入", "迁移"),
    },
}

_INSURED = ("参加", "参保", "参合", "缴费", "缴纳", "纳入", "享受", "领取")
_POWER = ("通", "通电")
# What people write beside 是 and 否, and whether 有 and 无 are an answer: a word of one column says the contrary in another.
ANSWERS = {
    **dict.fromkeys(("martyr_family", "only_child_family", "two_daughter_family", "toilet"), ((), True)),
    "wants_relocation": (("愿意",), True),
    **dict.fromkeys(("medical_insurance", "critical_insurance", "pension"), (_INSURED, True)),
    **dict.fromkeys(("dibao", "extreme_poverty"), (("享受", "纳入"), True)),
    "public_post": (("安排", "享受"), True),
    "in_cooperative": (("加入", "入社", "参加"), True),
    "with_enterprise": (("带动", "参加"), True),
    **dict.fromkeys(("production_power", "domestic_power"), (_POWER, True)),
    "broadcast_tv": (("通",), True),
    "water_hard_to_get": (("困难",), True),
    "water_safe": (("安全", "达标"), True),
    **dict.fromkeys(("enough_food", "enough_clothing"), (("达标", "不愁"), False)),
}
