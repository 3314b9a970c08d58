"""The typefaces that GB/T 9704 names, and what stands in for each on a machine that lacks it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kangle.common.typesetting import chinese_font, fonts

SERIF = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Source Han Serif CN", "Songti SC", "SimSun", "NSimSun")
SANS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "WenQuanYi Zen Hei", "Microsoft YaHei")


@dataclass(frozen=True)
class Face:
    """One typeface: what the standard calls it, the families that are it, those that do instead, whether these are set bold."""

    name: str
    families: tuple
    instead: tuple
    bold_instead: bool = False


FACES = {
    "body": Face(_("仿宋"), ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "FZFangSong-Z02S"), SERIF),
    "title": Face(_("小标宋"), ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "STZhongsong"), SERIF, True),
    "hei": Face(_("黑体"), ("SimHei", "黑体", "STHeiti", "Heiti SC", "FZHei-B01S"), SANS, True),
    "kai": Face(_("楷体"), ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "FZKai-Z03S"), SERIF),
    "song": Face(_("宋体"), ("SimSun", "宋体", "NSimSun", "STSong", "Songti SC"), SERIF),
}
# What a DOCX asks for: every Chinese edition of Windows and of WPS has these; Word puts the nearest in place of one it lacks.
ASKED = {"body": "仿宋", "title": "方正小标宋简体", "hei": "黑体", "kai": "楷体", "song": "宋体"}

ALIKE = {"仿宋": "仿宋_GB2312", "楷体": "楷体_GB2312", "方正小标宋简体": "华文中宋"}


def chosen():
    """{part: {"font": family, "bold": whether it is set bold}} that this machine prints in. Raises NoChineseFont."""
    have = {family.lower(): family for family in fonts().families()}
    found = {}
    for part, face in FACES.items():
        own = next((have[each.lower()] for each in face.families if each.lower() in have), "")
        instead = next((have[each.lower()] for each in face.instead if each.lower() in have), "") or chinese_font()
        found[part] = {"font": own or instead, "bold": face.bold_instead and not own}
    return found


def replaced():
    """[(the standard's typeface, the family that stands in for it)] on this machine. Raises NoChineseFont."""
    own = {part: {each.lower() for each in face.families} for part, face in FACES.items()}
    return [(str(FACES[part].name), each["font"]) for part, each in chosen().items() if each["font"].lower() not in own[part]]
