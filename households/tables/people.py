"""Lists of households, of who lives in them, of where they stand and of what they earn."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.codes import Cause
from households.models import Household, Member, StatusEvent, YearRecord
from households.standing import TONES, WORDS
from households.tables.told import ToldMoney, ToldYesNo, by_form, told
from kangle.common.masking import mask_identity
from kangle.exchange.facts import FactTable
from kangle.exchange.tables import (
    AreaColumn,
    ChoiceColumn,
    Column,
    DateColumn,
    LinkColumn,
    MaskedColumn,
    MoneyColumn,
    NumberColumn,
)
from villages.tables.places import township, village


def head(accessor="head_name", key="household_id"):
    """The column that names a household by its head and leads to its card."""
    return LinkColumn(_("户主"), accessor, link=("households:detail", key))


def standing(accessor="status"):
    """The column that says where a household stands, in colour and word."""
    return ChoiceColumn(_("状态"), accessor, choices=WORDS, tones=TONES)


@by_form
class HouseholdTable(FactTable):
    """Households as they stand on a day: today, or the day of `as_of`."""

    day = None
    head_name = head(key="pk")
    village = village()
    township = township()
    group = Column(_("社"), "group__name", on_phone=False, order_by=("village__path", "group__number"))
    kind = ChoiceColumn()
    main_cause = ChoiceColumn(_("主要致贫原因"))
    status = standing()
    status_on = DateColumn(_("状态日期"), visible=False)
    size = NumberColumn(_("人口"))
    income_per_head_fen = MoneyColumn(_("人均纯收入"))
    income_year = Column(_("收入年度"), visible=False)
    measures_done = NumberColumn(_("已落实措施"), on_phone=False)
    responsible = LinkColumn(_("帮扶责任人"), link=("villages:cadre", "responsible_id"))
    number = LinkColumn(link=("households:detail", "pk"), on_phone=False)

    footer_sums = ("size",)

    class Meta:
        model = Household
        fields = ()
        order_by = ("number",)

    @classmethod
    def as_of(cls, day):
        """This table for households as they stood on a day."""
        return type(cls.__name__, (cls,), {"day": day, "Meta": cls.Meta})

    @classmethod
    def prepare(cls, queryset):
        day = cls.day or timezone.localdate()
        rows = queryset.with_head().with_status(day).with_size(day).with_income().with_measures().with_responsible(day)
        return told(cls, rows)


@by_form
class MemberTable(FactTable):
    name = LinkColumn(link=("households:detail", "household_id"))
    village = village("household__village")
    township = AreaColumn(_("乡镇"), "household__village", parent=True, visible=False)
    household = LinkColumn(_("户编号"), "household__number", link=("households:detail", "household_id"), on_phone=False)
    relation = ChoiceColumn()
    sex = ChoiceColumn()
    born_on = DateColumn(on_phone=False)
    identity_number = MaskedColumn(mask=mask_identity)
    ethnicity = ChoiceColumn(on_phone=False)
    education = ChoiceColumn(on_phone=False)
    schooling = ChoiceColumn(on_phone=False)
    health = ChoiceColumn()
    labour = ChoiceColumn()
    work_place = ChoiceColumn(on_phone=False)
    medical_insurance = ToldYesNo(on_phone=False)
    left_on = DateColumn(on_phone=False)

    class Meta:
        model = Member
        fields = ()
        order_by = ("household", "relation")

    @classmethod
    def prepare(cls, queryset):
        return told(cls, queryset)


class StatusEventTable(FactTable):
    head_name = head()
    village = village("household__village")
    township = township("household__village")
    kind = ChoiceColumn(tones=TONES)
    on = DateColumn()
    revoked_on = DateColumn(_("撤销日期"), "revocation__on", on_phone=False)
    persons = NumberColumn(_("当日人口"))
    main_cause = ChoiceColumn(_("主要致贫原因"), "household__main_cause", choices=Cause, on_phone=False)
    reason = Column(on_phone=False)
    procedure = Column(on_phone=False)
    household = LinkColumn(_("户编号"), "household__number", link=("households:detail", "household_id"), on_phone=False)

    footer_sums = ("persons",)

    class Meta:
        model = StatusEvent
        fields = ()
        order_by = ("-on", "household")

    @classmethod
    def prepare(cls, queryset):
        # A figure counts the persons of the day it is as of; an event by itself those of its own day.
        counted = queryset if "persons" in queryset.query.annotations else queryset.with_persons_known()
        return counted.with_head()


@by_form
class YearRecordTable(FactTable):
    head_name = head()
    village = village("household__village")
    township = township("household__village")
    year = Column()
    persons = NumberColumn(_("人口"))
    wages_fen = ToldMoney(on_phone=False)
    business_fen = ToldMoney(on_phone=False)
    business_expenses_fen = ToldMoney(on_phone=False)
    net_income_fen = MoneyColumn(_("家庭纯收入"))
    income_per_head_fen = MoneyColumn(_("人均纯收入"))
    house_grade = ChoiceColumn(on_phone=False)
    water_safe = ToldYesNo(on_phone=False)
    enough_food = ToldYesNo(on_phone=False)
    enough_clothing = ToldYesNo(on_phone=False)
    household = LinkColumn(_("户编号"), "household__number", link=("households:detail", "household_id"), on_phone=False)

    footer_sums = ("persons", "net_income_fen")

    class Meta:
        model = YearRecord
        fields = ()
        order_by = ("household", "-year")

    @classmethod
    def prepare(cls, queryset):
        return told(cls, queryset.with_income_per_head().with_head())
