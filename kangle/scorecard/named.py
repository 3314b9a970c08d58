"""Figures and items chosen by their names, wherever a record or a form names them by their codes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kangle.audit.changes import call
from kangle.programme.items import GROUP, GROUPS, ITEM, ITEMS, TOTAL, items_of, name_of
from kangle.scorecard.indicators import CATALOGUE, of_item


def indicators():
    """All indicators under their items; the first line asks to choose."""
    return [("", _("请选择"))] + [(item.name, [(each.code, each.name) for each in of_item(item.code)]) for item in ITEMS]


def indicators_of(source):
    """The indicators that are summed from the rows of one source; the first line asks to choose."""
    found = [each for each in CATALOGUE.values() if getattr(each.numerator, "source", None) is source]
    return [("", _("请选择"))] + [(each.code, each.name) for each in found]


def weighed():
    """What a scheme weighs: the groups, the items of each group, the indicators of each item."""
    grouped = [(group.name, [(item.code, item.name) for item in items_of(group.code)]) for group in GROUPS]
    return [("", _("请选择")), (_("组"), [(group.code, group.name) for group in GROUPS]), *grouped, *indicators()[1:]]


def shown():
    """What a line of the plan is measured by: each item, its own score before its indicators."""
    return [
        (item.name, [(item.code, _("本事项得分")), *((each.code, each.name) for each in of_item(item.code))]) for item in ITEMS
    ]


def word(code):
    """What the sheet calls a code; the code itself where it has it no longer."""
    if code in CATALOGUE:
        return CATALOGUE[code].name
    return name_of(code) if code == TOTAL or code in ITEM or code in GROUP else code


# What records keep by a code of the sheet, some of them in rooms that lie below it.
CODED = (
    ("programme.planline", "figures"),
    ("scorecard.weight", "code"),
    ("scorecard.reported", "indicator"),
    ("scorecard.manualscore", "indicator"),
)


def call_by_names():
    """Let the history, and whoever asks, call each by its name."""
    for model, name in CODED:
        call(model, name, word)


def _known(choices):
    """The codes of choices, of their groups too."""
    for code, name in choices:
        yield from _known(name) if isinstance(name, (list, tuple)) else [code]


class _Kept:
    """What is on record and the sheet no longer knows stays a choice: saving the record must not lose it without a word."""

    def keep(self, stored):
        unknown = sorted({*(stored if isinstance(stored, list) else [stored])} - {*_known(self.choices), None, ""})
        if unknown:
            self.choices = [*self.choices, (_("评分表里已经没有的"), [(code, code) for code in unknown])]


class KeepingCodes:
    """A form whose fields keep the codes that stand on record."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, _Kept):
                field.keep(self.initial.get(name))


class CodeField(_Kept, forms.ChoiceField):
    """A choice by name of what the record keeps by its code."""

    def __init__(self, choices, *, model, name):
        kept = model._meta.get_field(name)
        super().__init__(choices=choices, label=kept.verbose_name, help_text=kept.help_text)


class CodesField(_Kept, forms.MultipleChoiceField):
    """A choice of many. What stood there first stays first: pages show the figures in the order in which they were chosen."""

    widget = forms.CheckboxSelectMultiple

    def in_order(self, codes, before):
        """The chosen codes, those of `before` in their order, what is new after them in the order of the sheet."""
        return [code for code in before if code in codes] + [code for code in codes if code not in before]
