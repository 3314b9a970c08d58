"""Lists of tiers, of what was decided about them, and of what government and enterprises carry in the villages."""

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kangle.exchange.facts import FactTable
from kangle.exchange.tables import (
    AreaColumn,
    ChoiceColumn,
    Column,
    DateColumn,
    LinkColumn,
    MoneyColumn,
    NumberColumn,
    ScoreColumn,
)
from villages.models import Commitment, ShowWork, Tier
from villages.querysets import LACKING, NOTHING

TIER_TONES = {"guaranteed": "poor", "whole-village": "fair", "other": "none", "demonstration": "good"}
LACK_TONES = dict.fromkeys(dict(LACKING), "poor") | {NOTHING[0]: "good"}
STATES = [("done", _("已完成")), ("due", _("进行中")), ("late", _("逾期"))]
STATE_TONES = {"done": "good", "due": "none", "late": "poor"}


def village(accessor="village"):
    """The column that names the village a row lies at and leads to its page."""
    return AreaColumn(_("村"), accessor, link=("pages:area", f"{accessor}__code"))


def undertaking():
    """The village a row lies at, leading to what is carried in it in the row's year."""
    return AreaColumn(_("村"), "village", link=("pages:undertaking", "village__code", "year"))


def township(accessor="village"):
    """The column that names the township of the village a row lies at."""
    return AreaColumn(_("乡镇"), accessor, parent=True, on_phone=False)


class TierTable(FactTable):
    """The tiers that stand: one a village and year."""

    village = village()
    township = township()
    year = Column()
    tier = ChoiceColumn(tones=TIER_TONES)
    rank = NumberColumn()
    strategy = Column(on_phone=False)
    assigned_on = DateColumn(on_phone=False)
    proposed = ChoiceColumn(visible=False)
    points = ScoreColumn(visible=False)
    reason = Column(visible=False)
    carried_on = DateColumn(_("结转自哪天的分类"), "carried_from__assigned_on", visible=False)

    class Meta:
        model = Tier
        fields = ()
        order_by = ("-year", "rank", "village")


class TierHistoryTable(FactTable):
    """Every tier a village was ever given: from when until when, by whom, on what basis, and why otherwise than proposed."""

    village = village()
    township = township()
    year = Column()
    tier = ChoiceColumn(tones=TIER_TONES)
    proposed = ChoiceColumn(on_phone=False)
    rank = NumberColumn(on_phone=False)
    points = ScoreColumn(on_phone=False)
    assigned_on = DateColumn()
    superseded_on = DateColumn()
    reason = Column(on_phone=False)
    basis = Column(_("依据"), "classing__basis", on_phone=False)
    decided_by = Column(_("决定人"), "classing__decided_by", on_phone=False)
    carried_on = DateColumn(_("结转自哪天的分类"), "carried_from__assigned_on", visible=False)
    strategy = Column(visible=False)

    class Meta:
        model = Tier
        fields = ()
        order_by = ("-assigned_on", "-year", "village")


class UndertakingTable(FactTable):
    """Guaranteed and demonstration villages with who backs them, what is carried, and what is still lacking."""

    village = undertaking()
    township = township()
    year = Column()
    tier = ChoiceColumn(tones=TIER_TONES)
    lacks = ChoiceColumn(_("还缺什么"), choices=[*LACKING, NOTHING], tones=LACK_TONES)
    enterprise = Column(_("包干企业"))
    government_fen = MoneyColumn(_("政府承担"))
    enterprise_fen = MoneyColumn(_("企业承担"))
    items = NumberColumn(_("事项和建设内容"), on_phone=False)
    items_done = NumberColumn(_("已完成"))

    footer_sums = {
        "government_fen": Sum("government_fen"),
        "enterprise_fen": Sum("enterprise_fen"),
        "items": Sum("items"),
        "items_done": Sum("items_done"),
    }

    class Meta:
        model = Tier
        fields = ()
        order_by = ("-year", "-tier", "village")

    @classmethod
    def prepare(cls, queryset):
        return queryset.with_undertakings(timezone.localdate())


class CommitmentTable(FactTable):
    village = undertaking()
    township = township()
    year = Column(on_phone=False)
    party = ChoiceColumn()
    content = LinkColumn(link=("pages:commitment", "pk"))
    amount_fen = MoneyColumn()
    responsible = Column(on_phone=False)
    due_on = DateColumn()
    done_on = DateColumn(on_phone=False)
    state = ChoiceColumn(_("进展"), choices=STATES, tones=STATE_TONES)

    footer_sums = ("amount_fen",)

    class Meta:
        model = Commitment
        fields = ()
        order_by = ("-year", "village", "party", "due_on")

    @classmethod
    def prepare(cls, queryset):
        return queryset.with_state(timezone.localdate())


class ShowWorkTable(FactTable):
    village = undertaking()
    township = township()
    year = Column(on_phone=False)
    work = LinkColumn(link=("pages:show-work", "pk"))
    standard = Column()
    responsible = Column(on_phone=False)
    due_on = DateColumn()
    done_on = DateColumn(on_phone=False)
    state = ChoiceColumn(_("进展"), choices=STATES, tones=STATE_TONES)

    class Meta:
        model = ShowWork
        fields = ()
        order_by = ("-year", "village", "due_on")

    @classmethod
    def prepare(cls, queryset):
        return queryset.with_state(timezone.localdate())
