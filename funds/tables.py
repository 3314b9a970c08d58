"""The lists of the funds room, one table for each fact model."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from funds.models import (
    Allotment,
    Appropriation,
    Budget,
    Delivery,
    Document,
    Donation,
    Donor,
    Expenditure,
    Recovery,
)
from households.models import Household
from households.tables.people import head
from kangle.exchange.facts import FactTable
from kangle.exchange.tables import ChoiceColumn, Column, DateColumn, LinkColumn, MoneyColumn, NumberColumn, ShareColumn
from projects.tables import project
from villages.tables.people import area
from villages.tables.places import township, village


def document(accessor="document"):
    """The column that names an allotment document by its number and leads to it."""
    return LinkColumn(_("文号"), f"{accessor}__number", link=("funds:document", f"{accessor}_id"))


class DocumentTable(FactTable):
    number = LinkColumn(link=("funds:document", "pk"))
    title = Column(on_phone=False)
    issuer = Column(on_phone=False)
    on = DateColumn()
    batch = NumberColumn(on_phone=False)
    area = area()
    allotted_fen = MoneyColumn(_("下达"))
    appropriated_fen = MoneyColumn(_("下拨"), on_phone=False)
    spent_fen = MoneyColumn(_("支出"))
    unspent_fen = MoneyColumn(_("未支出"), on_phone=False)
    rate = ShareColumn(_("支出率"), "spent_fen", denominator="allotted_fen")
    purpose = Column(visible=False)

    footer_sums = ("allotted_fen", "appropriated_fen", "spent_fen", "unspent_fen")

    class Meta:
        model = Document
        fields = ()
        order_by = ("-on", "number")

    @classmethod
    def prepare(cls, queryset):
        return queryset.with_totals(timezone.localdate())


class AllotmentTable(FactTable):
    document = document()
    channel = Column(_("渠道"), "channel__name")
    area = area()
    on = DateColumn()
    received_on = DateColumn(on_phone=False)
    amount_fen = MoneyColumn()
    appropriated_fen = MoneyColumn(_("已下拨"), on_phone=False)
    spent_by_fen = MoneyColumn(_("已支出"))
    unspent_fen = MoneyColumn(_("未支出"), on_phone=False)
    rate = ShareColumn(_("支出率"), "spent_by_fen", denominator="amount_fen", on_phone=False)
    purpose = Column(on_phone=False)

    footer_sums = ("amount_fen", "appropriated_fen", "spent_by_fen", "unspent_fen")

    class Meta:
        model = Allotment
        fields = ()
        order_by = ("-on", "document", "area")

    @classmethod
    def prepare(cls, queryset):
        today = timezone.localdate()
        return queryset.with_spent(today).with_appropriated(today)


class AppropriationTable(FactTable):
    project = project()
    document = document("allotment__document")
    channel = Column(_("渠道"), "allotment__channel__name", on_phone=False)
    area = area("allotment__area")
    on = DateColumn()
    amount_fen = MoneyColumn()
    spent_fen = MoneyColumn()
    unspent_fen = MoneyColumn(_("未支出"), on_phone=False)
    rate = ShareColumn(_("支出率"), "spent_fen", denominator="amount_fen", on_phone=False)

    footer_sums = ("amount_fen", "spent_fen", "unspent_fen")

    class Meta:
        model = Appropriation
        fields = ()
        order_by = ("-on", "project")

    @classmethod
    def prepare(cls, queryset):
        return queryset.with_unspent()


class ExpenditureTable(FactTable):
    payee = Column()
    project = project("appropriation__project")
    document = document("appropriation__allotment__document")
    area = area("appropriation__allotment__area")
    on = DateColumn()
    amount_fen = MoneyColumn()
    voucher = Column(on_phone=False)
    settled_on = DateColumn(on_phone=False)

    footer_sums = ("amount_fen",)

    class Meta:
        model = Expenditure
        fields = ()
        order_by = ("-on", "payee")


class RecoveryTable(FactTable):
    head_name = head()
    village = village("household__village")
    township = township("household__village")
    on = DateColumn()
    amount_fen = MoneyColumn()
    reason = Column(on_phone=False)

    footer_sums = ("amount_fen",)

    class Meta:
        model = Recovery
        fields = ()
        order_by = ("-on", "head_name")

    @classmethod
    def prepare(cls, queryset):
        return queryset.with_head()


class DueTable(FactTable):
    """What removed households have still to give back."""

    head_name = head(key="pk")
    village = village()
    township = township()
    status_on = DateColumn(_("清退日期"))
    received_fen = MoneyColumn(_("已享受"))
    recovered_fen = MoneyColumn(_("已追回"))
    due_fen = MoneyColumn(_("待追回"))
    number = LinkColumn(link=("households:detail", "pk"), on_phone=False)

    footer_sums = ("received_fen", "recovered_fen", "due_fen")

    class Meta:
        model = Household
        fields = ()
        order_by = ("status_on", "number")

    @classmethod
    def prepare(cls, queryset):
        return queryset.with_head()


class BudgetTable(FactTable):
    area = area()
    year = Column()
    on = DateColumn(on_phone=False)
    revenue_increment_fen = MoneyColumn()
    recovered_stock_fen = MoneyColumn()
    source = Column(on_phone=False)

    class Meta:
        model = Budget
        fields = ()
        order_by = ("-year", "area")


class DonorTable(FactTable):
    name = LinkColumn(link=("funds:donor", "pk"))
    kind = ChoiceColumn()
    pledged_fen = MoneyColumn(_("承诺"))
    delivered_fen = MoneyColumn(_("到位"))
    rate = ShareColumn(_("到位率"), "delivered_fen", denominator="pledged_fen")

    footer_sums = ("pledged_fen", "delivered_fen")

    class Meta:
        model = Donor
        fields = ()
        order_by = ("kind", "name")

    @classmethod
    def prepare_within(cls, queryset, area, year=None):
        # A donor helps in many places: what it gave elsewhere is not for whoever reads here.
        return queryset.with_totals(timezone.localdate(), Donation.objects.within(area))


class DonationTable(FactTable):
    donor = LinkColumn(_("帮扶主体"), "donor__name", link=("funds:donor", "donor_id"))
    kind = ChoiceColumn(_("类型"), "donor__kind", on_phone=False)
    area = area()
    form = ChoiceColumn()
    content = Column(on_phone=False)
    pledged_on = DateColumn()
    pledged_fen = MoneyColumn()
    delivered_fen = MoneyColumn(_("到位金额"))
    outstanding_fen = MoneyColumn(_("未到位"), on_phone=False)

    footer_sums = ("pledged_fen", "delivered_fen", "outstanding_fen")

    class Meta:
        model = Donation
        fields = ()
        order_by = ("-pledged_on", "donor")

    @classmethod
    def prepare(cls, queryset):
        return queryset.with_delivered(timezone.localdate())


class DeliveryTable(FactTable):
    donor = LinkColumn(_("帮扶主体"), "donation__donor__name", link=("funds:donor", "donation__donor_id"))
    content = Column(_("内容"), "donation__content")
    area = area("donation__area")
    on = DateColumn()
    amount_fen = MoneyColumn()

    footer_sums = ("amount_fen",)

    class Meta:
        model = Delivery
        fields = ()
        order_by = ("-on", "donor")
