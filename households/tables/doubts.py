"""The list of doubts: what the checks found, at whom, and what was said to it."""

from django.utils.translation import gettext_lazy as _

from households.checks.sheet import RULES, say
from households.models import Doubt
from households.tables.people import head
from kangle.exchange.facts import FactTable
from kangle.exchange.tables import ChoiceColumn, Column, DateColumn
from villages.tables.places import township, village

SEVERITY_TONES = {"blocks": "poor", "explain": "fair", "hint": "none"}


class SentenceColumn(Column):
    """What is wrong in a sentence, said anew from the rule and the values in the language of the page."""

    kind = "sentence"
    width = 60

    def lookups(self):
        return ("rule", "values", *self.link_to[1:])

    def value(self, row):
        return say(row["rule"], row["values"])


class StateColumn(ChoiceColumn):
    """Whether somebody has explained it."""

    def __init__(self, *args, **options):
        words = [("open", _("待处理")), ("explained", _("已说明"))]
        super().__init__(*args, choices=words, tones={"open": "fair", "explained": "good"}, **options)

    def value(self, row):
        return "explained" if row[self.lookup] else "open"


class DoubtTable(FactTable):
    head_name = head()
    village = village()
    township = township()
    member = Column(_("成员"), "member__name", on_phone=False)
    rule = ChoiceColumn(choices=[(rule.code, rule.name) for rule in RULES], on_phone=False)
    sentence = SentenceColumn(_("疑点"), link=("households:doubt", "pk"), orderable=False)
    severity = ChoiceColumn(tones=SEVERITY_TONES)
    found_on = DateColumn(on_phone=False)
    state = StateColumn(_("说明情况"), "explained_on")
    reason = Column(on_phone=False)
    explained_by = Column(visible=False)
    household = Column(_("户编号"), "household__number", visible=False)

    class Meta:
        model = Doubt
        fields = ()
        order_by = ("-found_on", "village")

    @classmethod
    def prepare(cls, queryset):
        return queryset.with_head()
