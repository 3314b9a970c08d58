"""Which table shows the rows of a figure: the room's own, or for what has no list of its own the ones declared here."""

from importlib import import_module

from django.utils.translation import gettext_lazy as _

from kangle.areas.models import Area, Group
from kangle.exchange.facts import FactTable
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


def table_of(model):
    """The table a model's rows are listed in."""
    if model in (Area, ManualScore):
        return {Area: AreaTable, ManualScore: ManualScoreTable}[model]
    room = "villages" if model is Group else model._meta.app_config.name
    return getattr(import_module(f"{room}.tables"), f"{model.__name__}Table")
