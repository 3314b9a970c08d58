"""The lists of the funds room, a document traced down, and a donor's card."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from funds import filters, tables
from funds.due import due_for_recovery
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
from funds.trace import trace
from households.models import Household
from kangle.exchange.facts import FactList, Section, VisibleDetail, with_query
from projects.models import Beneficiary

MENU = [
    ("funds:list", gettext_lazy("资金指标")),
    ("funds:documents", gettext_lazy("指标文件")),
    ("funds:appropriations", gettext_lazy("资金下拨")),
    ("funds:expenditures", gettext_lazy("资金支出")),
    ("funds:donations", gettext_lazy("社会帮扶")),
    ("funds:deliveries", gettext_lazy("帮扶到位")),
    ("funds:donors", pgettext_lazy("列表", "帮扶主体")),
    ("funds:recoveries", gettext_lazy("资金追回")),
    ("funds:due", gettext_lazy("待追回")),
    ("funds:budgets", gettext_lazy("县级财力")),
]


class FundRoomList(FactList):
    menu = MENU


class AllotmentList(FundRoomList):
    model = Allotment
    filterset_class = filters.AllotmentFilter
    table_class = tables.AllotmentTable
    title = gettext_lazy("资金指标")
    hint = gettext_lazy("还没有资金指标。请财政局按指标文件登记每笔下达。")


class DocumentList(FundRoomList):
    model = Document
    filterset_class = filters.DocumentFilter
    table_class = tables.DocumentTable
    title = gettext_lazy("指标文件")
    hint = gettext_lazy("还没有指标文件。请财政局登记文号、日期和用途。")


class AppropriationList(FundRoomList):
    model = Appropriation
    filterset_class = filters.AppropriationFilter
    table_class = tables.AppropriationTable
    title = gettext_lazy("资金下拨")
    hint = gettext_lazy("还没有下拨。指标到账后请及时下拨到项目。")


class ExpenditureList(FundRoomList):
    model = Expenditure
    filterset_class = filters.ExpenditureFilter
    table_class = tables.ExpenditureTable
    title = gettext_lazy("资金支出")
    hint = gettext_lazy("还没有支出。支付后请登记凭证号和收款单位。")


class RecoveryList(FundRoomList):
    model = Recovery
    filterset_class = filters.RecoveryFilter
    table_class = tables.RecoveryTable
    title = gettext_lazy("资金追回")
    hint = gettext_lazy("还没有追回记录。清退户已享受的资金追回后在此登记。")


class DueList(FundRoomList):
    """Households removed that had benefited and have not given it back: what is to be recovered."""

    model = Household
    filterset_class = filters.DueFilter
    table_class = tables.DueTable
    is_entered = False
    title = gettext_lazy("待追回")
    hint = gettext_lazy("没有待追回的资金：清退户已享受的资金都已追回，或者没有享受过。")

    def get_queryset(self):
        return self.table_class.prepare(due_for_recovery(timezone.localdate()))


class BudgetList(FundRoomList):
    model = Budget
    filterset_class = filters.BudgetFilter
    table_class = tables.BudgetTable
    title = gettext_lazy("县级财力")
    hint = gettext_lazy("还没有财力数据。请财政局按年度登记收入增量和清理收回的存量资金。")


class DonorList(FundRoomList):
    model = Donor
    filterset_class = filters.DonorFilter
    table_class = tables.DonorTable
    title = pgettext_lazy("列表", "帮扶主体")
    hint = gettext_lazy("还没有帮扶企业、单位或个人。登记社会帮扶时一并登记。")

    def get_queryset(self):
        # A donor helps in many places: its sums here are those of the donations this person sees.
        seen = Donation.objects.visible_to(self.request.user)
        if self.area is not None:
            seen = seen.within(self.area)
        return Donor.objects.with_totals(timezone.localdate(), seen)


class DonationList(FundRoomList):
    model = Donation
    filterset_class = filters.DonationFilter
    table_class = tables.DonationTable
    title = gettext_lazy("社会帮扶")
    hint = gettext_lazy("还没有社会帮扶。企业、单位承诺资金或物资后在此登记。")


class DeliveryList(FundRoomList):
    model = Delivery
    filterset_class = filters.DeliveryFilter
    table_class = tables.DeliveryTable
    title = gettext_lazy("帮扶到位")
    hint = gettext_lazy("还没有到位记录。承诺的资金或物资到位后在此登记。")


class DocumentDetail(VisibleDetail):
    """A document's money traced down: allotted, received, passed down, paid out, settled; and what is unexplained."""

    model = Document
    template_name = "funds/document.html"
    context_object_name = "document"

    def through(self, user):
        return [(Allotment.objects.visible_to(user), "document")]

    def get_queryset(self):
        return super().get_queryset().select_related("area")

    def get_context_data(self, **context):
        user, document = self.request.user, self.object
        allotments = document.allotments.visible_to(user)
        appropriations = Appropriation.objects.visible_to(user).filter(allotment__document=document)
        return super().get_context_data(
            title=document.number,
            area=document.area,
            trace=trace(allotments, appropriations, Beneficiary.objects.visible_to(user)),
            partial=self.reaches_beyond,
            sections=self.sections(document, allotments, appropriations),
            **context,
        )

    def sections(self, document, allotments, appropriations):
        return [
            Section(
                _("下达到各地"),
                tables.AllotmentTable,
                allotments,
                columns=("area", "channel", "on", "received_on", "amount_fen", "appropriated_fen", "spent_by_fen", "unspent_fen"),
                more=with_query("funds:list", q=document.number),
                limit=50,
            ),
            Section(
                _("下拨到项目"),
                tables.AppropriationTable,
                appropriations,
                columns=("project", "area", "on", "amount_fen", "spent_fen", "unspent_fen", "rate"),
                more=with_query("funds:appropriations", q=document.number),
                limit=50,
                empty=_("这个文件的资金还没有下拨到项目。"),
            ),
            Section(
                _("支出"),
                tables.ExpenditureTable,
                Expenditure.objects.filter(appropriation__in=appropriations),
                columns=("payee", "project", "area", "on", "amount_fen", "voucher", "settled_on"),
                more=with_query("funds:expenditures", q=document.number),
                limit=50,
                empty=_("还没有支出。"),
            ),
        ]


class DonorDetail(VisibleDetail):
    """A donor's card: what was pledged where, and what arrived; only what lies in the person's area."""

    model = Donor
    template_name = "funds/donor.html"
    context_object_name = "donor"

    def get_queryset(self):
        seen = Donation.objects.visible_to(self.request.user)
        return super().get_queryset().with_totals(timezone.localdate(), seen)

    def get_context_data(self, **context):
        user, donor = self.request.user, self.object
        sections = [
            Section(
                _("承诺的帮扶"),
                tables.DonationTable,
                donor.donations.visible_to(user),
                columns=("content", "area", "form", "pledged_on", "pledged_fen", "delivered_fen", "outstanding_fen"),
                more=with_query("funds:donations", q=donor.name),
                limit=50,
            ),
            Section(
                _("到位记录"),
                tables.DeliveryTable,
                Delivery.objects.visible_to(user).filter(donation__donor=donor),
                columns=("on", "content", "area", "amount_fen"),
                more=with_query("funds:deliveries", q=donor.name),
                limit=50,
                empty=_("承诺的帮扶还没有到位。"),
            ),
        ]
        return super().get_context_data(title=donor.name, area=None, sections=sections, **context)
