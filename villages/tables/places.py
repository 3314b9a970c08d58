"""Lists of villages and of what is found, planned and decided there."""

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kangle.areas.models import Area, Group
from kangle.exchange.facts import FactTable
from kangle.exchange.tables import (
    AreaColumn,
    ChoiceColumn,
    Column,
    DateColumn,
    LinkColumn,
    MoneyColumn,
    NumberColumn,
    ShareColumn,
)
from villages.models import Facility, Profile, Target, Tier, VillageEvent
from villages.querysets import groups_with_responsible, villages_with_facts
from villages.tables.classing import TIER_TONES, township, village


class OwnNameColumn(Column):
    """The name of the area that is the row itself, as people say it; sorted by its place in the tree."""

    width = 14

    def sort_lookups(self):
        return ["path"]

    def value(self, row):
        return Area(name=row[self.lookup]).short_name


class VillageTable(FactTable):
    """Villages (areas) with what is said of each in one line; townships may stand among the rows of a figure."""

    name = OwnNameColumn(_("村"), link=("pages:area", "code"))
    township = AreaColumn(_("乡镇"), "parent", on_phone=False)
    tier = ChoiceColumn(_("类别"), choices=Tier.Kind, tones=TIER_TONES)
    tier_rank = NumberColumn(_("倒排序位"), on_phone=False)
    terrain = ChoiceColumn(_("地貌"), choices=Profile.Terrain, on_phone=False)
    households = NumberColumn(_("总户数"), on_phone=False)
    persons = NumberColumn(_("总人口"))
    rural_persons = NumberColumn(_("农村户籍人口"), on_phone=False)
    income_per_head_fen = MoneyColumn(_("农民人均纯收入"), on_phone=False)
    lacking = NumberColumn(_("未达标设施"))
    first_secretary = LinkColumn(_("第一书记"), link=("villages:cadre", "first_secretary_id"))

    footer_sums = ("households", "persons", "rural_persons", "lacking")

    class Meta:
        model = Area
        fields = ()
        order_by = ("name",)

    @classmethod
    def prepare(cls, queryset, year=None, tiers_on=None):
        return villages_with_facts(queryset, timezone.localdate(), year, tiers_on)

    @classmethod
    def prepare_within(cls, queryset, area, year=None):
        return cls.prepare(queryset, year)


class ProfileTable(FactTable):
    village = village()
    township = township()
    year = Column()
    terrain = ChoiceColumn(on_phone=False)
    households = NumberColumn()
    persons = NumberColumn()
    rural_persons = NumberColumn(on_phone=False)
    labourers = NumberColumn(on_phone=False)
    migrant_workers = NumberColumn(on_phone=False)
    dibao_households = NumberColumn(on_phone=False)
    wubao_households = NumberColumn(on_phone=False)
    farmland_mu = NumberColumn(on_phone=False)
    income_per_head_fen = MoneyColumn()
    collective_income_fen = MoneyColumn(on_phone=False)
    party_members = NumberColumn(on_phone=False)
    km_to_township = NumberColumn(visible=False)
    forest_mu = NumberColumn(visible=False)
    pasture_mu = NumberColumn(visible=False)
    recorded_on = DateColumn(visible=False)

    footer_sums = ("households", "persons", "rural_persons", "collective_income_fen")

    class Meta:
        model = Profile
        fields = ()
        order_by = ("village", "-year")


class FacilityTable(FactTable):
    village = village()
    township = township()
    kind = ChoiceColumn()
    on = DateColumn()
    have = NumberColumn()
    of = NumberColumn()
    share = ShareColumn(_("覆盖率"), "have", denominator="of")
    note = Column(on_phone=False)

    footer_sums = {"have": Sum("have"), "of": Sum("of")}

    class Meta:
        model = Facility
        fields = ()
        order_by = ("village", "kind", "-on")


class VillageEventTable(FactTable):
    village = village()
    township = township()
    kind = ChoiceColumn(tones={"identified": "poor", "exited": "good", "returned": "fair"})
    on = DateColumn()
    revoked_on = DateColumn(_("撤销日期"), "revocation__on", on_phone=False)
    reason = Column(on_phone=False)
    case = LinkColumn(_("办件"), "case__title", link=("procedures:case", "case_id"), on_phone=False)

    class Meta:
        model = VillageEvent
        fields = ()
        order_by = ("-on", "village")


class TargetTable(FactTable):
    area = AreaColumn(link=("pages:area", "area__code"))
    upper = AreaColumn(_("上级"), "area", parent=True, on_phone=False)
    year = Column()
    kind = ChoiceColumn()
    quantity = NumberColumn()
    set_on = DateColumn(on_phone=False)

    class Meta:
        model = Target
        fields = ()
        order_by = ("-year", "area", "kind")


class GroupTable(FactTable):
    """Villagers' groups with the cadre who answers for each today."""

    name = Column(_("社"))
    village = village()
    township = township()
    number = NumberColumn(on_phone=False)
    responsible = LinkColumn(_("包社责任人"), link=("villages:cadre", "responsible_id"))
    opened_on = DateColumn(on_phone=False)
    closed_on = DateColumn(on_phone=False)

    class Meta:
        model = Group
        fields = ()
        order_by = ("village", "number")

    @classmethod
    def prepare(cls, queryset):
        return groups_with_responsible(queryset, timezone.localdate())
