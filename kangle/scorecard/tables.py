"""Which table shows the rows of a figure: the room's own, or for what has no list of its own the ones declared here."""

from importlib import import_module

from django.utils.translation import gettext_lazy as _

from kangle.areas.models import Area, Group
from kangle.exchange.facts import FactTable
from kangle.exchange.filters import ListFilter
from kangle.exchange.tables import AreaColumn, ChoiceColumn, Column, DateColumn, LinkColumn, ScoreColumn
from kangle.scorecard.models import ManualScore


class AreaTable(FactTable):
    """Townships and villages."""

    name = LinkColumn(_("名称"), link=("pages:area", "code"))
    code = Column()
    kind = ChoiceColumn()
    parent = AreaColumn(_("上级"), "parent")

    class Meta:
        model = Area
        fields = ()
        order_by = ("code",)


class ManualScoreTable(FactTable):
    """Scores that persons gave, with their evidence."""

    area = AreaColumn(_("地区"), "area")
    on = DateColumn()
    score = ScoreColumn()
    evidence = Column()
    given_by = Column()

    class Meta:
        model = ManualScore
        fields = ()
        order_by = ("area", "-on")


OWN = {Area: AreaTable, ManualScore: ManualScoreTable}


def room_of(model):
    """The package whose lists show a model: its own, but for groups, which the villages' room lists."""
    return "villages" if model is Group else model._meta.app_config.name


def table_of(model):
    """The table a model's rows are listed in."""
    return OWN.get(model) or getattr(import_module(f"{room_of(model)}.tables"), f"{model.__name__}Table")


def filter_of(model):
    """The conditions a model's rows can be narrowed by: its room's, or none."""
    if model in OWN:
        return ListFilter
    return getattr(import_module(f"{room_of(model)}.filters"), f"{model.__name__}Filter", ListFilter)
