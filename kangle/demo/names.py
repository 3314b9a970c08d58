"""Names as they sound in Kangle, put together from parts: nobody real is meant by any of them."""

from households.codes import Ethnicity, Sex

HAN_SURNAMES = (
    "王 李 张 杨 赵 周 石 牟 杜 刘 景 何 高 孙 徐 辛 雍 段 党 鲍 罗 丁 苏 秦 郭 线 文 陈 吴 董 唐 范 蒲 晏 庄 乔 朱 汪 蔡 魏"
)
HUI_SURNAMES = "马 马 马 马 马 马 马 马 马 马 马 马 丁 苏 罗 喇 海 拜 冶 康 汪 安 张 周 沙 闵 石 牟"
DONGXIANG_SURNAMES = "马 马 马 马 马 马 唐 汪 陈 妥 祁 包 杨 张"

# Names given after the teaching, as written in the county's registers: first part, second part.
FAITH_MALE = (
    "尔沙 哈麦 尤素 苏木 克里木 艾布 伊斯麻 哈三 胡赛 阿卜都 木沙 热麻 乙布拉 外力 达吾 萨力海 一不拉 麻尼 赛力木 者麻 奴哈 牙古 "
    "哈力 哈如 舍木 主麻 古拜 努力 沙力 易卜 白克 阿里 欧麦 伊德 里扎 那西 哈克 尕布 赛尔 穆萨 亥比 五麦 "
    "克木 亚黑 由布 阿米 苏来 则克"
)
FAITH_MALE_ENDS = ". . . . 麦 海 乃 力 苏 木 都 拉 录 有 哥 尼"
FAITH_FEMALE = (
    "阿乙沙 麦燕 法土麦 海切 祖拜 索菲 阿米乃 热布盖 努日 麦热 者麻力 赛菲 哈力买 海力麦 买力燕 色力麦 撒菲 热者 祖力 木尼 白给 "
    "尕乙 者乃 古力 赛买 法图 阿依 哈米 苏菲 麦姆 努尔 西力"
)
FAITH_FEMALE_ENDS = ". . . . 燕 麦 乃 也 哈 买 英 花"
MALE = "国 文 占 玉 永 建 志 学 成 福 进 世 海 正 明 德 宗 清 小 元 维 俊 生 树 继 贵 立 广 忠 全"
MALE_ENDS = "虎 良 海 林 强 荣 明 平 军 龙 祥 福 贵 忠 义 清 华 成 才 云 红 东 斌 杰 仁 和 安 保 山 财"
FEMALE = "秀 玉 桂 凤 淑 春 小 月 翠 彩 金 美 雪 海 文 巧 梅 改 永 菊"
FEMALE_ENDS = "兰 英 花 梅 芳 琴 香 莲 珍 霞 萍 燕 娟 红 玲 秀 云 丽 女 芬 菊 娥 凤 琳"

_FAITHFUL = {Ethnicity.HUI, Ethnicity.DONGXIANG, Ethnicity.BONAN, Ethnicity.SALAR}


def words(text):
    """The words of a list written with spaces; a point stands for the empty word."""
    return ["" if word == "." else word for word in text.split()]


_SURNAMES = {Ethnicity.HUI: words(HUI_SURNAMES), Ethnicity.DONGXIANG: words(DONGXIANG_SURNAMES)}
_HAN = words(HAN_SURNAMES)
_FAITH = {
    Sex.MALE: (words(FAITH_MALE), words(FAITH_MALE_ENDS)),
    Sex.FEMALE: (words(FAITH_FEMALE), words(FAITH_FEMALE_ENDS)),
}
_PLAIN = {Sex.MALE: (words(MALE), words(MALE_ENDS)), Sex.FEMALE: (words(FEMALE), words(FEMALE_ENDS))}


def surname(rng, ethnicity):
    return rng.choice(_SURNAMES.get(ethnicity, _HAN))


def given_name(rng, ethnicity, sex):
    """A given name of one to four characters; two in three among Muslims are names of the faith."""
    faithful = ethnicity in _FAITHFUL and rng.random() < 0.66
    first, ends = (_FAITH if faithful else _PLAIN)[sex]
    if not faithful and rng.random() < 0.12:
        return rng.choice(ends)
    name = rng.choice(first)
    end = rng.choice(ends)
    return name + end if len(name) < 3 and not name.endswith(end or "。") else name


def full_name(rng, ethnicity, sex):
    return surname(rng, ethnicity) + given_name(rng, ethnicity, sex)


def group_names(rng, village_name, count):
    """`count` different names of groups (社) of one village, the first after the village itself."""
    stem = village_name.removesuffix("村")
    landmarks = words(
        "上 下 阳坡 阴坡 大庄 湾湾 沟口 河沿 坪上 崖头 新庄 老庄 大湾 小湾 后沟 前沟 堡子 山根 梁上 塄上 滩里 磨沟 庙沟 石咀 "
        "阳洼 阴洼 窑沟 红崖 大坪 水泉 柳林 杏树湾 寺背后 拐弯 岔口"
    )
    families = [f"{name}家" for name in words("马 王 李 张 杨 石 牟 周 丁 苏 罗 何 高 徐 辛 雍 段 党 刘 赵")]
    pool = rng.sample(landmarks, min(len(landmarks), count)) + rng.sample(families, 12)
    rng.shuffle(pool)
    return [f"{name}社" for name in [stem, *[name for name in pool if name != stem]][:count]]
