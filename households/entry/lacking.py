"""Why a list to choose from is empty, and who fills it: a person at a household's door is not left before an empty list."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kangle.accounts.keeping import entering
from kangle.areas.models import Group
from villages.models import Cadre, Post

FILLED = ("group", "cadre", "responsible")  # the fields chosen from what others enter


@dataclass(frozen=True)
class Lack:
    sentences: list
    ways: list  # [(label, address)] of what this person may enter himself


def lack_of(bound, writer):
    """The Lack of a field whose list has nothing to choose from; None for any other. Its rows are read once, with the list."""
    if bound.name not in FILLED:
        return None
    field = bound.field
    field.choices = rows = list(field.choices)
    if any(value not in ("", None) for value, _label in rows):
        return None
    return _of_group(writer) if bound.name == "group" else _of_cadre(writer)


def _of_group(writer):
    return _lack([_("本村还没有登记社：可以先空着，登记以后再选。")], [Group], writer)


def _of_cadre(writer):
    why = _("没有可选的干部：这里列出的是登记在本村的、在本村或者本乡镇任岗位的、结对本村农户的干部，和您本人。")
    himself = _("要选您本人，请系统管理员在“用户”里打开您的账号，把它对应到干部。")
    return _lack([why], [Cadre, Post], writer, [himself])


def _lack(before, models, writer, after=()):
    found = [(model._meta.verbose_name, each) for model in models if (each := entering(writer, model))]
    told = [_("“%(what)s”由%(who)s在“记录维护”里登记。") % {"what": what, "who": each.keepers} for what, each in found]
    return Lack([*before, *told, *after], [(each.label, each.address) for _what, each in found if each.address])
