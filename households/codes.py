"""The code lists of the national household form (2014–2020), with their official labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 2013, 2050  # of the programme's records and of a plan to leave poverty


class HouseholdKind(models.TextChoices):
    GENERAL = "general", _("一般贫困户")
    DIBAO = "dibao", _("低保贫困户")
    WUBAO = "wubao", _("五保（特困）贫困户")


class Standard(models.TextChoices):
    NATIONAL = "national", _("国家标准")
    PROVINCIAL = "provincial", _("省级标准")


class Cause(models.TextChoices):
    ILLNESS = "illness", _("因病")
    DISABILITY = "disability", _("因残")
    SCHOOLING = "schooling", _("因学")
    DISASTER = "disaster", _("因灾")
    LAND = "land", _("缺土地")
    WATER = "water", _("缺水")
    SKILL = "skill", _("缺技术")
    LABOUR = "labour", _("缺劳力")
    MONEY = "money", _("缺资金")
    TRANSPORT = "transport", _("交通条件落后")
    MOTIVATION = "motivation", _("自身发展动力不足")
    MARRIAGE = "marriage", _("因婚")
    BEREAVEMENT = "bereavement", _("因丧")
    OTHER = "other", _("其他")


class Sex(models.TextChoices):
    MALE = "male", _("男")
    FEMALE = "female", _("女")


class Document(models.TextChoices):
    IDENTITY_CARD = "identity-card", _("居民身份证")
    DISABILITY_CARD = "disability-card", _("残疾人证")


class Relation(models.TextChoices):
    HEAD = "01", _("户主")
    SPOUSE = "02", _("配偶")
    SON = "03", _("之子")
    DAUGHTER = "04", _("之女")
    DAUGHTER_IN_LAW = "05", _("之儿媳")
    SON_IN_LAW = "06", _("之女婿")
    GRANDSON = "07", _("之孙子")
    GRANDDAUGHTER = "08", _("之孙女")
    DAUGHTERS_SON = "09", _("之外孙子")
    DAUGHTERS_DAUGHTER = "10", _("之外孙女")
    FATHER = "11", _("之父")
    MOTHER = "12", _("之母")
    WIFES_FATHER = "13", _("之岳父")
    WIFES_MOTHER = "14", _("之岳母")
    HUSBANDS_FATHER = "15", _("之公公")
    HUSBANDS_MOTHER = "16", _("之婆婆")
    GRANDFATHER = "17", _("之祖父")
    GRANDMOTHER = "18", _("之祖母")
    MOTHERS_FATHER = "19", _("之外祖父")
    MOTHERS_MOTHER = "20", _("之外祖母")
    OTHER = "99", _("其他")


class Ethnicity(models.TextChoices):
    """GB/T 3304: the peoples at home in Kangle first, then all others by their codes."""

    HAN = "01", _("汉族")
    HUI = "03", _("回族")
    DONGXIANG = "26", _("东乡族")
    TU = "30", _("土族")
    SALAR = "35", _("撒拉族")
    BONAN = "47", _("保安族")
    TIBETAN = "04", _("藏族")
    MONGOL = "02", _("蒙古族")
    UYGHUR = "05", _("维吾尔族")
    MIAO = "06", _("苗族")
    YI = "07", _("彝族")
    ZHUANG = "08", _("壮族")
    BUYEI = "09", _("布依族")
    KOREAN = "10", _("朝鲜族")
    MANCHU = "11", _("满族")
    DONG = "12", _("侗族")
    YAO = "13", _("瑶族")
    BAI = "14", _("白族")
    TUJIA = "15", _("土家族")
    HANI = "16", _("哈尼族")
    KAZAK = "17", _("哈萨克族")
    DAI = "18", _("傣族")
    LI = "19", _("黎族")
    LISU = "20", _("傈僳族")
    VA = "21", _("佤族")
    SHE = "22", _("畲族")
    GAOSHAN = "23", _("高山族")
    LAHU = "24", _("拉祜族")
    SUI = "25", _("水族")
    NAXI = "27", _("纳西族")
    JINGPO = "28", _("景颇族")
    KIRGIZ = "29", _("柯尔克孜族")
    DAUR = "31", _("达斡尔族")
    MULAO = "32", _("仫佬族")
    QIANG = "33", _("羌族")
    BLANG = "34", _("布朗族")
    MAONAN = "36", _("毛南族")
    GELAO = "37", _("仡佬族")
    XIBE = "38", _("锡伯族")
    ACHANG = "39", _("阿昌族")
    PUMI = "40", _("普米族")
    TAJIK = "41", _("塔吉克族")
    NU = "42", _("怒族")
    UZBEK = "43", _("乌孜别克族")
    RUSSIAN = "44", _("俄罗斯族")
    EVENKI = "45", _("鄂温克族")
    DEANG = "46", _("德昂族")
    YUGUR = "48", _("裕固族")
    GIN = "49", _("京族")
    TATAR = "50", _("塔塔尔族")
    DERUNG = "51", _("独龙族")
    OROQEN = "52", _("鄂伦春族")
    HEZHEN = "53", _("赫哲族")
    MONBA = "54", _("门巴族")
    LHOBA = "55", _("珞巴族")
    JINO = "56", _("基诺族")
    OTHER = "97", _("其他")
    FOREIGN = "98", _("外国血统中国籍")


class Political(models.TextChoices):
    PARTY = "party", _("中共党员")
    PROBATIONARY = "probationary", _("中共预备党员")
    LEAGUE = "league", _("共青团员")
    MASSES = "masses", _("群众")


class Education(models.TextChoices):
    ILLITERATE = "01", _("文盲或半文盲")
    PRIMARY = "02", _("小学")
    JUNIOR = "03", _("初中")
    SENIOR = "04", _("高中")
    COLLEGE = "05", _("大专及以上")
    PRESCHOOL = "06", _("学龄前儿童")


class Schooling(models.TextChoices):
    """Whether and where a member goes to school now."""

    NONE = "none", _("非在校生")
    KINDERGARTEN = "kindergarten", _("学前教育")
    PRIMARY = "primary", _("小学")
    JUNIOR = "junior", _("初中")
    SENIOR = "senior", _("高中")
    VOCATIONAL = "vocational", _("中职")
    HIGHER_VOCATIONAL = "higher-vocational", _("高职")
    COLLEGE = "college", _("本科及以上")


class Health(models.TextChoices):
    HEALTHY = "healthy", _("健康")
    CHRONIC = "chronic", _("长期慢性病")
    CRITICAL = "critical", _("患有大病")
    DISABLED = "disabled", _("残疾")


class Labour(models.TextChoices):
    ORDINARY = "ordinary", _("普通劳动力")
    SKILLED = "skilled", _("技能劳动力")
    WEAK = "weak", _("弱劳动力或半劳动力")
    LOST = "lost", _("丧失劳动力")
    NONE = "none", _("无劳动力")


class WorkPlace(models.TextChoices):
    TOWNSHIP = "township", _("乡（镇）内")
    COUNTY = "county", _("乡外县内")
    PROVINCE = "province", _("县外省内")
    OUTSIDE = "outside", _("省外")
    OTHER = "other", _("其他")


class Road(models.TextChoices):
    EARTH = "earth", _("泥土路")
    GRAVEL = "gravel", _("砂石路")
    CEMENT = "cement", _("水泥路")
    ASPHALT = "asphalt", _("沥青路")


class Fuel(models.TextChoices):
    FIREWOOD = "firewood", _("柴草")
    DUNG = "dung", _("干畜粪")
    COAL = "coal", _("煤炭")
    CLEAN = "clean", _("清洁能源")
    OTHER = "other", _("其他")


class HouseGrade(models.TextChoices):
    A = "A", _("A级（安全）")
    B = "B", _("B级（基本安全）")
    C = "C", _("C级（局部危险）")
    D = "D", _("D级（整体危险）")


class Joined(models.TextChoices):
    REGISTERED = "registered", _("识别登记")
    BIRTH = "birth", _("出生")
    MARRIAGE = "marriage", _("婚入")
    MOVE = "move", _("迁入")
    SPLIT = "split", _("分户转入")
    MERGE = "merge", _("合户转入")
    UNMERGE = "unmerge", _("撤销合户转回")


class Left(models.TextChoices):
    DEATH = "death", _("死亡")
    MARRIAGE = "marriage", _("婚出")
    MOVE = "move", _("迁出")
    OTHER = "other", _("其他")
    SPLIT = "split", _("分户")
    MERGE = "merge", _("合户")
    UNMERGE = "unmerge", _("合户撤销")


# What somebody leaves a household by, or comes to it by, on his own; the others are acts on two households.
COMES_BY = (Joined.REGISTERED, Joined.BIRTH, Joined.MARRIAGE, Joined.MOVE)
# By one name for those who leave and those who join: `Joined` has the same three.
ACROSS = (Left.SPLIT, Left.MERGE, Left.UNMERGE)
GOES_BY = (Left.DEATH, Left.MARRIAGE, Left.MOVE, Left.OTHER)


class MeasureKind(models.TextChoices):
    """The kinds of help a household receives."""

    RENOVATION = "renovation", _("危房改造")
    RELOCATION = "relocation", _("易地搬迁")
    STUDENT_LOAN = "student-loan", _("助学贷款")
    TRAINING = "training", _("技能培训")
    LOAN = "loan", _("精准扶贫贷款")
    SOCIAL_HOUSE = "social-house", _("社会帮建住房")
    INDUSTRY = "industry", _("产业到户")
    SAFE_WATER = "safe-water", _("安全饮水")
    RELIEF = "relief", _("低保兜底")
    MEDICAL = "medical", _("医疗救助")


class MeasureState(models.TextChoices):
    """How far a help has come. What was done stays done, also where it is stopped later (its household merged or removed)."""

    PLANNED = "planned", _("已安排")
    DONE = "done", _("已落实")
    STOPPED = "stopped", _("已停止")

    @classmethod
    def of(cls, done_on, stopped_on):
        """The state by the two days of a help, each a date or None; `MeasureQuerySet.in_state` asks the database the same."""
        if done_on:
            return cls.DONE
        return cls.STOPPED if stopped_on else cls.PLANNED


class Industry(models.TextChoices):
    """The five industries of the county."""

    LIVESTOCK = "livestock", _("畜牧养殖")
    SEEDLINGS = "seedlings", _("育苗")
    HERBS = "herbs", _("中药材")
    LABOUR = "labour", _("劳务")
    TOURISM = "tourism", _("旅游")


class Severity(models.TextChoices):
    """What a fault of a record asks for: to be put right first, to be put right or explained, or a second look."""

    BLOCKS = "blocks", _("必须改正")
    EXPLAIN = "explain", _("须改正或说明")
    HINT = "hint", _("提示")
