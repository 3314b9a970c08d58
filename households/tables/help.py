"""Lists of what is done for households: measures, responsible persons, visits, papers, look-backs."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from households.codes import MeasureState
from households.icons import icon
from households.models import LookBack, Measure, MenuItem, Pairing, Paper, Visit
from households.models.help import quantity_in_words
from households.photos import number_of_photos
from households.tables.people import head
from kangle.common import figures
from kangle.common.positions import in_degrees
from kangle.exchange.facts import FactTable
from kangle.exchange.tables import (
    ChoiceColumn,
    Column,
    DateColumn,
    LinkColumn,
    MoneyColumn,
    NumberColumn,
    YesNoColumn,
)
from villages.tables.people import cadre
from villages.tables.places import township, village


def household_number():
    """The column with the household's number, for telling namesakes apart."""
    return LinkColumn(_("户编号"), "household__number", link=("households:detail", "household_id"), on_phone=False)


class HouseholdFactTable(FactTable):
    """A list whose rows hang on a household: each row says whose it is."""

    @classmethod
    def prepare(cls, queryset):
        return queryset.with_head()


class DoneColumn(ChoiceColumn):
    """How far a measure has come, in a word; where it was stopped, the page says since when."""

    TONES = {MeasureState.PLANNED: "fair", MeasureState.DONE: "good", MeasureState.STOPPED: "none"}

    def __init__(self, *args, **options):
        super().__init__(*args, choices=MeasureState, tones=self.TONES, **options)

    def lookups(self):
        return (*super().lookups(), "stopped_on")

    def value(self, row):
        return MeasureState.of(row[self.lookup], row["stopped_on"]), row["stopped_on"]

    def shown(self, value):
        return f"{self.labels[value[0]]} {_since(*value)}".strip()

    def marked(self, value):
        state, stopped_on = value
        badge = self.badge(self.tones[state], self.labels[state])
        return format_html('{} <small class="date">{}</small>', badge, _since(*value)) if stopped_on else badge


def _since(state, stopped_on):
    """When a help was stopped; of one that had been done also that it was."""
    if not stopped_on:
        return ""
    return stopped_since(stopped_on) if state == MeasureState.DONE else stopped_on.isoformat()


def stopped_since(day):
    """That a help was stopped on a day."""
    return str(_("%(day)s 停止") % {"day": day.isoformat()})


class IconColumn(ChoiceColumn):
    """A kind of help or an industry: its sign before its word."""

    def marked(self, value):
        return SafeString(f'<span class="by-icon">{icon(value)}{super().marked(value)}</span>')


class QuantityColumn(NumberColumn):
    """So many of the menu item's unit: 10 只."""

    kind = "text"

    def lookups(self):
        return (*super().lookups(), "item__unit")

    def value(self, row):
        return quantity_in_words(row[self.lookup], row["item__unit"]) or None

    def shown(self, value):
        return value or figures.UNKNOWN

    def exported(self, value):
        return value or ""


class TakenColumn(NumberColumn):
    """How many households took an item of the menu; it leads to their measures."""

    def html(self, row):
        text = super().html(row)
        address = f"{reverse('households:measures')}?{urlencode({'item': row['pk']})}"
        return format_html('<a href="{}">{}</a>', address, text) if row[self.lookup] else text


class MeasureTable(HouseholdFactTable):
    head_name = head()
    village = village("household__village")
    township = township("household__village")
    kind = IconColumn()
    industry = IconColumn(on_phone=False)
    content = Column(on_phone=False)
    item = Column(_("菜单项目"), "item__name", visible=False)
    quantity = QuantityColumn()
    member = Column(_("受益成员"), "member__name", visible=False)
    state = DoneColumn(_("进展"), "done_on")
    planned_on = DateColumn(on_phone=False)
    done_on = DateColumn()
    stopped_on = DateColumn(visible=False)
    amount_fen = MoneyColumn()
    amount_reason = Column(visible=False)
    carried_to = Column(visible=False)
    result = Column()
    responsible = cadre("responsible", _("责任人"))
    household = household_number()

    footer_sums = ("amount_fen",)

    class Meta:
        model = Measure
        fields = ()
        order_by = ("-planned_on", "household")


class MenuItemTable(FactTable):
    name = Column()
    kind = IconColumn()
    industry = IconColumn()
    unit = Column()
    subsidy_fen = MoneyColumn()
    limit_fen = MoneyColumn()
    households = TakenColumn(_("选用户数"))
    taken_fen = MoneyColumn(_("选用金额"))
    since = DateColumn(on_phone=False)
    until = DateColumn(on_phone=False)
    description = Column(on_phone=False)
    provisional = YesNoColumn(on_phone=False)
    version = NumberColumn(visible=False)
    source = Column(visible=False)

    footer_sums = ("taken_fen",)

    class Meta:
        model = MenuItem
        fields = ()
        order_by = ("kind", "industry", "name")

    @classmethod
    def prepare_within(cls, queryset, area, year=None):
        return queryset.with_taken(area)


class PairingTable(HouseholdFactTable):
    head_name = head()
    village = village("household__village")
    township = township("household__village")
    cadre = cadre(label=_("帮扶责任人"))
    unit = Column(_("单位"), "cadre__unit")
    since = DateColumn()
    until = DateColumn(on_phone=False)
    household = household_number()

    class Meta:
        model = Pairing
        fields = ()
        order_by = ("household", "-since")


class PositionColumn(Column):
    """Where a row happened, in degrees, for a file to be put on a map."""

    def lookups(self):
        return (*super().lookups(), "longitude")

    def value(self, row):
        return in_degrees(row[self.lookup], row["longitude"])


class VisitTable(HouseholdFactTable):
    head_name = head()
    village = village("household__village")
    township = township("household__village")
    on = DateColumn()
    cadre = cadre(label=_("走访人"))
    place = Column(on_phone=False)
    note = Column()
    photos = NumberColumn(_("照片"))
    position = PositionColumn(_("位置（纬度，经度）"), "latitude", visible=False)
    household = household_number()

    class Meta:
        model = Visit
        fields = ()
        order_by = ("-on", "household")

    @classmethod
    def prepare(cls, queryset):
        return super().prepare(queryset).annotate(photos=number_of_photos(Visit))


class PaperTable(HouseholdFactTable):
    head_name = head()
    village = village("household__village")
    township = township("household__village")
    kind = ChoiceColumn()
    year = Column()
    issued_on = DateColumn()
    household = household_number()

    class Meta:
        model = Paper
        fields = ()
        order_by = ("-issued_on", "household")


class LookBackTable(HouseholdFactTable):
    head_name = head()
    village = village("household__village")
    township = township("household__village")
    on = DateColumn()
    conforms = ChoiceColumn(
        choices=[(True, _("符合")), (False, _("不符合"))],
        tones={True: "good", False: "poor"},
    )
    reason = Column()
    checked_by = Column(on_phone=False)
    household = household_number()

    class Meta:
        model = LookBack
        fields = ()
        order_by = ("-on", "household")
