"""The 663 sheet: three groups, fifteen items (domain words; the wording of the county's method)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Item:
    """One of the fifteen items; `code` is its name in code, URLs and exports."""

    code: str
    name: str
    group: str


@dataclass(frozen=True)
class Group:
    """One of the three groups of the method."""

    code: str
    name: str


TOTAL = "663"

GROUPS = (
    Group("in-place", _("六个到位")),
    Group("precise", _("六个精准")),
    Group("focus", _("三个注重")),
)

ITEMS = (
    Item("planning", _("工作谋划"), "in-place"),
    Item("methods", _("方式方法"), "in-place"),
    Item("outreach", _("宣传培训"), "in-place"),
    Item("acceptance", _("考核验收"), "in-place"),
    Item("social-aid", _("社会帮扶"), "in-place"),
    Item("supervision", _("督查督导"), "in-place"),
    Item("targeting", _("扶贫对象"), "precise"),
    Item("projects", _("项目安排"), "precise"),
    Item("funds", _("资金使用"), "precise"),
    Item("measures", _("措施到户"), "precise"),
    Item("staffing", _("因村派人"), "precise"),
    Item("outcomes", _("脱贫成效"), "precise"),
    Item("first-secretaries", _("第一书记"), "focus"),
    Item("technicians", _("科技特派员"), "focus"),
    Item("helpers", _("各级帮扶力量"), "focus"),
)

ITEM = {item.code: item for item in ITEMS}
GROUP = {group.code: group for group in GROUPS}


def items_of(group_code):
    """The items of a group, in the order of the sheet."""
    return [item for item in ITEMS if item.group == group_code]


def name_of(code):
    """The name of an item, a group or the whole."""
    if code == TOTAL:
        return _("663总评")
    found = ITEM.get(code) or GROUP[code]
    return found.name
