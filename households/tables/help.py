"""Lists of what is done for households: measures, responsible persons, visits, papers, look-backs."""

from django.utils.translation import gettext_lazy as _

from households.models import LookBack, Measure, Pairing, Paper, Visit
from households.photos import number_of_photos
from households.tables.people import head
from kangle.common.positions import in_degrees
from kangle.exchange.facts import FactTable
from kangle.exchange.tables import ChoiceColumn, Column, DateColumn, LinkColumn, MoneyColumn, NumberColumn
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
    """Whether a measure is carried out, in a word: planned, done or stopped."""

    def __init__(self, *args, **options):
        words = [("planned", _("已安排")), ("done", _("已落实")), ("stopped", _("已停止"))]
        tones = {"planned": "fair", "done": "good", "stopped": "none"}
        super().__init__(*args, choices=words, tones=tones, **options)

    def lookups(self):
        return (*super().lookups(), "stopped_on")

    def value(self, row):
        if row["stopped_on"]:
            return "stopped"
        return "done" if row[self.lookup] else "planned"


class MeasureTable(HouseholdFactTable):
    head_name = head()
    village = village("household__village")
    township = township("household__village")
    kind = ChoiceColumn()
    industry = ChoiceColumn(on_phone=False)
    content = Column(on_phone=False)
    member = Column(_("受益成员"), "member__name", on_phone=False)
    state = DoneColumn(_("进展"), "done_on")
    planned_on = DateColumn(on_phone=False)
    done_on = DateColumn()
    amount_fen = MoneyColumn()
    responsible = cadre("responsible", _("责任人"))
    household = household_number()

    footer_sums = ("amount_fen",)

    class Meta:
        model = Measure
        fields = ()
        order_by = ("-planned_on", "household")


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
    note = Column(on_phone=False)
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
