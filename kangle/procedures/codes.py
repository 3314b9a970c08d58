"""The words of a procedure: what it decides, who acts at which level, where a case stands, what was done to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What a case asks for."""

    IDENTIFY = "identify", pgettext_lazy("办件", "识别")
    EXIT = "exit", pgettext_lazy("办件", "脱贫")
    RETURN = "return", pgettext_lazy("办件", "返贫")
    REMOVE = "remove", pgettext_lazy("办件", "清退")


class Subject(models.TextChoices):
    HOUSEHOLD = "household", _("户")
    VILLAGE = "village", pgettext_lazy("对象", "村")


# What a case about a village asks for, in the words of the field; households' are those of Kind.
OF_VILLAGES = {
    Kind.IDENTIFY: _("贫困村识别"),
    Kind.EXIT: _("贫困村退出"),
    Kind.RETURN: _("贫困村返贫"),
}


def asked_for(kind, subject):
    """What a case of a kind asks for about a `subject` (None: it is not known), in words."""
    return (OF_VILLAGES.get(kind) if subject == Subject.VILLAGE else None) or Kind(kind).label


class Level(models.TextChoices):
    """Who acts: the four levels a case can go through, in their order."""

    VILLAGE = "village", pgettext_lazy("层级", "村")
    TOWNSHIP = "township", pgettext_lazy("层级", "乡镇")
    DEPARTMENTS = "departments", pgettext_lazy("层级", "部门")
    COUNTY = "county", pgettext_lazy("层级", "县")


def notice_word(level):
    """What a notice of a level is called: the county announces what it has decided, the levels below ask for objections."""
    return pgettext_lazy("张贴的", "公告") if level == Level.COUNTY else pgettext_lazy("张贴的", "公示")


class ItemKind(models.TextChoices):
    """What an item of a method is: a step to take, a fact that speaks for, one that rules out, one that must hold, ..."""

    STEP = "step", _("步骤")
    CONDITION = "condition", _("条件")
    PRIORITY = "priority", _("优先情形")
    VETO = "veto", _("一票否决")
    PUBLICITY = "publicity", _("公示公告")
    DOCUMENT = "document", _("材料")


class State(models.TextChoices):
    """Where a case stands: with whom it lies, or how it ended."""

    VILLAGE = "village", _("村级办理")
    RETURNED = "returned", _("退回补正")
    TOWNSHIP = "township", _("待乡镇审核")
    DEPARTMENTS = "departments", _("待部门会审")
    COUNTY = "county", _("待县级审定")
    DECIDED = "decided", _("已审定")
    REVOKED = "revoked", _("决定已撤销")
    REFUSED = "refused", _("不予通过")
    WITHDRAWN = "withdrawn", _("已撤回")


class Act(models.TextChoices):
    """What is done to a case; each is kept as a step."""

    OPENED = "opened", _("立件")
    SUBMITTED = "submitted", _("提交")
    PASSED = "passed", pgettext_lazy("办件操作", "通过")
    RETURNED = "returned", _("退回")
    REFUSED = "refused", pgettext_lazy("办件操作", "不予通过")
    WITHDRAWN = "withdrawn", _("撤回")
    DECIDED = "decided", _("审定")
    REVOKED = "revoked", _("撤销决定")
    # What an acceptance team of the county found on site; it moves the case nowhere (procedures.actions.put_check).
    ACCEPTED = "accepted", _("验收通过")
    FAILED = "failed", _("验收未通过")
    UNCHECKED = "unchecked", _("验收记录撤下")  # what a team had found was deleted, or is another's


CHECKED = (Act.ACCEPTED, Act.FAILED)
# The level that a case lies at in each state; an ended case lies at none.
LEVEL_OF = {
    State.VILLAGE: Level.VILLAGE,
    State.RETURNED: Level.VILLAGE,
    State.TOWNSHIP: Level.TOWNSHIP,
    State.DEPARTMENTS: Level.DEPARTMENTS,
    State.COUNTY: Level.COUNTY,
    State.DECIDED: Level.COUNTY,
}
PENDING = (State.VILLAGE, State.RETURNED, State.TOWNSHIP, State.DEPARTMENTS, State.COUNTY)
# The colours of a case's state; words stand beside them.
TONES = {
    State.VILLAGE: "none",
    State.RETURNED: "poor",
    State.TOWNSHIP: "fair",
    State.DEPARTMENTS: "fair",
    State.COUNTY: "fair",
    State.DECIDED: "good",
    State.REVOKED: "poor",
    State.REFUSED: "poor",
    State.WITHDRAWN: "none",
}
