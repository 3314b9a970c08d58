"""The values of a fault in words: codes by their labels, fen in yuan, fields by their names, in the language of the moment."""

from django.apps import apps
from django.db.models import IntegerField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from households.codes import Cause, Health, HouseGrade, Labour, Political, Relation, Schooling, Sex, WorkPlace
from households.unasked import titles
from kangle.common.figures import trimmed, yuan_of

# key of a value → the codes it is one of
CODES = {
    "cause": Cause,
    "grade": HouseGrade,
    "health": Health,
    "labour": Labour,
    "place": WorkPlace,
    "political": Political,
    "relation": Relation,
    "schooling": Schooling,
    "sex": Sex,
    "other_sex": Sex,
}
LABELS = {key: dict(codes.choices) for key, codes in CODES.items()}
# Screens that are left, by the kind of record they are of.
UNFINISHED = {"of_household": "household", "of_member": "member", "of_year": "yearrecord"}
LABELS["event"] = {"identified": gettext_lazy("识别"), "split": gettext_lazy("分户")}
# What a value was before there was another: findings are kept with the values they were made of.
ONCE = {"event": "identified"}
LABELS["reason"] = {
    "dibao-nobody": gettext_lazy("没有人享受低保"),
    "dibao-somebody": gettext_lazy("属性是一般贫困户，却有人享受低保"),
    "dibao-unpaid": gettext_lazy("有人享受低保，却没有低保金"),
    "extreme-nobody": gettext_lazy("没有人享受特困供养"),
    "extreme-somebody": gettext_lazy("有人享受特困供养，属性却不是特困"),
    "extreme-unpaid": gettext_lazy("有人享受特困供养，却没有特困供养金"),
}


def words(values):
    """The same values as a sentence takes them: {key: text or number}. Of a `field` that is missed it is said how (`lack`)."""
    lack = {"lack": _lack(values["field"])} if "field" in values else {}
    return {key: _word(key, value) for key, value in (ONCE | values).items()} | lack


def _field(name):
    """The model's field of a "member.health"."""
    model, name = name.split(".")
    return apps.get_model("households", model)._meta.get_field(name)


def _lack(name):
    """A number is missed where it is 0: somebody may have typed that, so it is not called blank."""
    return _("是 0，不是实有的数") if isinstance(_field(name), IntegerField) else _("没有填")


def _word(key, value):
    if key in LABELS:
        return str(LABELS[key].get(value, value))
    if key == "field":
        return str(_field(value).verbose_name)
    if key in UNFINISHED:
        return pgettext("名单", "、").join(titles(UNFINISHED[key], value))
    if key.endswith("_fen"):
        return trimmed(yuan_of(value), 2)
    if key == "name":
        return value or _("未填姓名的成员")
    if isinstance(value, list):
        return pgettext("名单", "、").join(map(str, value))
    return value
