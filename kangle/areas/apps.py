from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AreasConfig(AppConfig):
    name = "kangle.areas"
    label = "areas"
    verbose_name = _("行政区划")

    def ready(self):
        from kangle.areas.models import name_of_path
        from kangle.audit.changes import call

        said = {
            "file": pgettext_lazy("行政区划", "文件"),
            "added": _("新增"),
            "renamed": _("改名"),
            "closed": pgettext_lazy("行政区划", "撤销"),
            "reopened": _("恢复"),
            "reused": _("代码另用"),
            "unchanged": _("不变"),
        }
        for name, label in said.items():
            call("areas.area", name, label=label)
        call("areas.area", "scope", name_of_path, label=_("范围"))
