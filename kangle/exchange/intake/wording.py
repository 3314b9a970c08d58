"""The words around a heading that make another column of it: whose it is, of when it is, for how many it is counted.

The wages of the household and those of its son, of last year or a head stand under the same word. A group's name above some
columns is known to say nothing of this, or the sheet is refused; of what stands in brackets behind a heading what does is known.
"""

import re

from kangle.exchange.intake import units
from kangle.exchange.intake.cells import Choice

# Of these words the name of a group consists that says only what the columns below it are about.
_NEUTRAL = re.compile(
    r"(?:[一二三四五六七八九十]+、|家庭|住户|贫困户|农户|户|成员|人员|人口|基本|情况|信息|收入|支出|条件|生产|生活|经营|转移|工资|财产|性"
    r"|补贴|补助|政策|构成|组成|来源|结构|保障|社会|保险|参保|医疗|养老|土地|住房|房屋|资源|面积|资产|属性|特征|指标|资料|状况|其中|项目"
    r"|明细|内容|部分|识别|贫困|致贫|原因|主要|教育|健康|劳动|务工|就业|年度|全年|当年|本年|总|纯|饮水|交通|用电|燃料|设施|基础|安全"
    r"|住址|地址|联系方式|联系电话|银行|账户|开户|一卡通|耕地|林地|有关|其他|自然|数据|身份|证件|搬迁|易地|意愿|及|与|和|、|[:：])+"
)
_TIME = r"上一?年|去年|前年|明年|下一?年|本月|当月|累计|计划|目标|预计|变更前"
_SHARE = r"人均|户均|月均|日均|平均|每[人月天日]|[/／][人户月天日]"
_PERSONS = (
    r"责任人|帮扶|干部|联系人|配偶|妻子|丈夫|父亲?|母亲?|子女|儿子|女儿|兄弟|姐妹|亲属|监护|担保|邻居|房东|法人|紧急|村委|工作队"
    r"|第一书记|代理|原|旧|曾"
)
_OTHER = re.compile(f"{_TIME}|{_SHARE}|{_PERSONS}")
_OF_PARTS = re.compile(r"(?:不?含|包括|除|扣除|其中|如|例|见)")  # what a remark counts in or leaves out may be anybody's
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*(?:年度?)?(?!\d)")


def is_neutral(group):
    """Whether the name of a group of columns leaves each the column that its own heading says."""
    name = re.sub(r"\([^()]*\)?", "", "".join(units.bracketed(group).split()))
    return not name or _NEUTRAL.fullmatch(name) is not None


def is_of_another(remark, column, form):
    """Whether what stands in brackets behind the heading of a Column makes another one of it."""
    if any(remark in units.in_brackets(own) for own in (column.heading, *column.also)):
        return False
    if isinstance(column.reader, Choice) and any(each in column.reader.known for each in re.split(r"[/、,，\s]+", remark)):
        return False
    if _OF_PARTS.match(remark):
        return bool(re.search(_SHARE, remark))
    if year_of(remark) and not form.year:
        return True
    return _OTHER.search(remark) is not None or any(word in remark for word in form.others)


def year_of(remark):
    """The year that a remark behind a heading names, None for none: '2014年度' → 2014."""
    found = _YEAR.search(remark)
    return int(found[1]) if found else None
