"""Who may do what: one table of roles and capabilities. Nothing else in the project decides it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is in the programme; each person has exactly one."""

    OFFICIAL = "official", _("县领导")
    POVERTY_OFFICE = "poverty-office", _("扶贫办")
    DEPARTMENT = "department", _("行业部门")
    FINANCE = "finance", _("财政")
    TOWNSHIP = "township", _("乡镇扶贫工作站")
    TASK_FORCE = "task-force", _("驻村工作队")
    INSPECTOR = "inspector", _("督查员")
    ADMINISTRATOR = "administrator", _("系统管理员")


class Capability(models.TextChoices):
    """One thing a person may do, always within the person's own area."""

    PUBLIC = "public", _("不需登录")
    SIGNED_IN = "signed-in", _("登录即可")
    READ = "read", _("查看")
    EXPORT = "export", _("导出")
    SEE_NUMBERS = "see-numbers", _("查看完整号码")
    CALL = "call", _("查看干部电话")
    ENTER = "enter", _("录入村情农户")
    REVIEW = "review", _("审核")
    EXPLAIN = "explain", _("核实疑点")
    APPRAISE = "appraise", _("项目评审")
    KEEP_LEDGER = "keep-ledger", _("资金记账")
    INSPECT = "inspect", _("督查记录")
    CHECK_REPORTS = "check-reports", _("核对上报值")
    GIVE = "give", _("交办")
    DECIDE = "decide", _("县级决定")
    RECOMPUTE = "recompute", _("重新计算")
    PUBLISH = "publish", _("发布排名")
    DRAFT = "draft", _("起草通报")
    SIGN = "sign", _("签发通报")
    EDIT_METHODS = "edit-methods", _("维护方法与标准")
    MANAGE_ACCOUNTS = "manage-accounts", _("管理用户")
    EDIT_RECORDS = "edit-records", _("维护记录")
    READ_HISTORY = "read-history", _("查看操作记录")


_C = Capability
_READS = {_C.SIGNED_IN, _C.READ, _C.EXPORT}

GRANTS = {
    Role.OFFICIAL: _READS | {_C.GIVE, _C.CALL, _C.READ_HISTORY, _C.SIGN},
    Role.POVERTY_OFFICE: _READS
    | {
        _C.GIVE,
        _C.DECIDE,
        _C.CHECK_REPORTS,
        _C.RECOMPUTE,
        _C.PUBLISH,
        _C.DRAFT,
        _C.SEE_NUMBERS,
        _C.CALL,
        _C.EDIT_RECORDS,
        _C.ENTER,
        _C.EXPLAIN,
    }
    | {_C.READ_HISTORY},
    Role.DEPARTMENT: _READS | {_C.APPRAISE, _C.EDIT_RECORDS},
    Role.FINANCE: _READS | {_C.KEEP_LEDGER, _C.EDIT_RECORDS},
    Role.TOWNSHIP: _READS | {_C.GIVE, _C.REVIEW, _C.EXPLAIN, _C.READ_HISTORY},
    Role.TASK_FORCE: _READS | {_C.ENTER, _C.EXPLAIN, _C.SEE_NUMBERS, _C.CALL, _C.EDIT_RECORDS},
    Role.INSPECTOR: _READS | {_C.INSPECT, _C.CHECK_REPORTS, _C.PUBLISH, _C.DRAFT, _C.EDIT_RECORDS, _C.READ_HISTORY},
    # Exports what he may open: accounts and their history, never facts.
    Role.ADMINISTRATOR: {_C.SIGNED_IN, _C.EXPORT, _C.MANAGE_ACCOUNTS, _C.EDIT_METHODS, _C.EDIT_RECORDS, _C.READ_HISTORY},
}
