"""The conditions the lists of the funds room can be narrowed by."""

from django.utils.translation import gettext_lazy as _

from funds.models import (
    Allotment,
    Appropriation,
    Budget,
    Channel,
    Delivery,
    Document,
    Donation,
    Donor,
    Expenditure,
    Recovery,
)
from households.models import Household
from kangle.exchange.filters import ChoiceFilter, DateRangeFilter, ListFilter, SearchFilter, WholeNumberFilter

LEFT = [("yes", _("有余额")), ("no", _("已用完"))]


def group(lookup):
    """The kind of channel money came by."""
    return ChoiceFilter(lookup, label=_("渠道类别"), choices=Channel.Group)


class DocumentFilter(ListFilter):
    q = SearchFilter("number", "title", "issuer", "purpose", label=_("文号、标题、单位或用途"))
    left = ChoiceFilter(label=_("支出情况"), choices=LEFT, method="by_left")

    class Meta:
        model = Document
        fields = ["on"]

    def by_left(self, queryset, name, value):
        return queryset.filter(unspent_fen__gt=0) if value == "yes" else queryset.filter(unspent_fen__lte=0)


class AllotmentFilter(ListFilter):
    q = SearchFilter("document__number", "document__title", "area__name", "channel__name", label=_("文号、标题、渠道或地区"))
    group = group("channel__group")
    received = ChoiceFilter(label=_("到账"), choices=[("yes", _("已到账")), ("no", _("未到账"))], method="by_receipt")
    left = ChoiceFilter(label=_("支出情况"), choices=LEFT, method="by_left")

    class Meta:
        model = Allotment
        fields = ["on"]

    def by_receipt(self, queryset, name, value):
        return queryset.filter(received_on__isnull=value == "no")

    def by_left(self, queryset, name, value):
        return queryset.filter(unspent_fen__gt=0) if value == "yes" else queryset.filter(unspent_fen__lte=0)


class AppropriationFilter(ListFilter):
    q = SearchFilter(
        "project__name", "project__number", "allotment__document__number", "allotment__area__name", label=_("项目、文号或地区")
    )
    group = group("allotment__channel__group")
    left = ChoiceFilter(label=_("支出情况"), choices=LEFT, method="by_left")

    class Meta:
        model = Appropriation
        fields = ["on"]

    def by_left(self, queryset, name, value):
        return queryset.filter(unspent_fen__gt=0) if value == "yes" else queryset.filter(unspent_fen__lte=0)


class ExpenditureFilter(ListFilter):
    q = SearchFilter(
        "payee",
        "voucher",
        "appropriation__project__name",
        "appropriation__project__number",
        "appropriation__allotment__document__number",
        label=_("收款单位、凭证、项目或文号"),
    )
    group = group("appropriation__allotment__channel__group")
    settled = ChoiceFilter(label=_("报账"), choices=[("yes", _("已报账")), ("no", _("未报账"))], method="by_settlement")

    class Meta:
        model = Expenditure
        fields = ["on"]

    def by_settlement(self, queryset, name, value):
        return queryset.filter(settled_on__isnull=value == "no")


class RecoveryFilter(ListFilter):
    q = SearchFilter(
        "household__members__name", "household__number", "household__village__name", "reason", label=_("姓名、户编号、村或原因")
    )

    class Meta:
        model = Recovery
        fields = ["on"]


class DueFilter(ListFilter):
    q = SearchFilter("members__name", "number", "village__name", label=_("姓名、户编号或村"))
    begun = ChoiceFilter(label=_("已追回"), choices=[("yes", _("有")), ("no", _("没有"))], method="by_recovery")

    class Meta:
        model = Household
        fields = []

    def by_recovery(self, queryset, name, value):
        return queryset.filter(recovered_fen__gt=0) if value == "yes" else queryset.filter(recovered_fen=0)


class BudgetFilter(ListFilter):
    q = SearchFilter("area__name", "source", label=_("地区或依据"))
    year = WholeNumberFilter(label=_("年度"))

    class Meta:
        model = Budget
        fields = []


class DonorFilter(ListFilter):
    q = SearchFilter("name", "contact", label=_("名称或联系人"))

    class Meta:
        model = Donor
        fields = ["kind"]


class DonationFilter(ListFilter):
    q = SearchFilter("donor__name", "content", "area__name", label=_("帮扶主体、内容或地区"))
    kind = ChoiceFilter("donor__kind", label=_("类型"), choices=Donor.Kind)
    pending = ChoiceFilter(label=_("到位情况"), choices=[("yes", _("未全部到位")), ("no", _("已全部到位"))], method="by_delivery")

    class Meta:
        model = Donation
        fields = ["form", "pledged_on"]

    def by_delivery(self, queryset, name, value):
        return queryset.filter(outstanding_fen__gt=0) if value == "yes" else queryset.filter(outstanding_fen__lte=0)


class DeliveryFilter(ListFilter):
    q = SearchFilter("donation__donor__name", "donation__content", "donation__area__name", label=_("帮扶主体、内容或地区"))
    on = DateRangeFilter(label=_("到位日期"))

    class Meta:
        model = Delivery
        fields = []
