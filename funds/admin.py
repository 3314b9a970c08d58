"""Keeping the ledger. An expenditure goes through funds.actions, which keeps its appropriation in step."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funds.actions import ensure_room, put, remove_expenditure
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
from kangle.audit.admin import yuan
from kangle.audit.site import site
from kangle.common import figures
from kangle.programme.admin import FactAdmin, FactInline

AMOUNT = gettext_lazy("金额（元）")


class ListAdmin(FactAdmin):
    """Lists that are the same for all areas."""

    everywhere = True

    def get_list_filter(self, request):
        return self.list_filter


@admin.register(Channel, site=site)
class ChannelAdmin(ListAdmin):
    list_display = ["code", "name", "group", "owner"]
    list_filter = ["group"]
    search_fields = ["code", "name"]


@admin.register(Donor, site=site)
class DonorAdmin(ListAdmin):
    list_display = ["name", "kind", "contact"]
    list_filter = ["kind"]
    search_fields = ["name"]


@admin.register(Document, site=site)
class DocumentAdmin(FactAdmin):
    list_display = ["number", "title", "issuer", "on", "batch", "area"]
    list_filter = ["on"]
    list_select_related = ("area",)
    search_fields = ["number", "title"]

    def label(self, record):
        return f"{record.number} {record.title}"


@admin.register(Allotment, site=site)
class AllotmentAdmin(FactAdmin):
    list_display = ["document", "channel", "area", "on", yuan("amount_fen", AMOUNT), "received_on"]
    list_filter = ["channel__group"]
    list_select_related = ("document", "channel", "area")
    search_fields = ["document__number", "area__name"]

    def label(self, record):
        return f"{record.document.number} {record.channel} {record.area} {figures.wan(record.amount_fen)}"


@admin.register(Appropriation, site=site)
class AppropriationAdmin(FactAdmin):
    list_display = [
        "project",
        "allotment__document",
        "on",
        yuan("amount_fen", AMOUNT),
        yuan("spent_fen", gettext_lazy("已支出（元）")),
    ]
    list_select_related = ("project", "allotment__document", "allotment__area")
    search_fields = ["project__number__startswith", "project__name", "allotment__document__number"]

    def label(self, record):
        left = figures.yuan(record.amount_fen - record.spent_fen)
        return _("%(project)s %(on)s，还剩 %(left)s") % {"project": record.project, "on": record.on, "left": left}


@admin.register(Expenditure, site=site)
class ExpenditureAdmin(FactAdmin):
    list_display = ["payee", "appropriation__project", "on", yuan("amount_fen", AMOUNT), "voucher", "settled_on"]
    list_select_related = ("appropriation__project",)
    search_fields = ["payee", "voucher", "appropriation__project__number__startswith"]

    def refuse_write(self, user, old, new):
        super().refuse_write(user, old, new)
        if new is not None:
            ensure_room(new)  # with the appropriation locked until the end

    def write(self, record, *, by, reason):
        put(record, by=by, reason=reason)

    def erase(self, record, *, by, reason):
        remove_expenditure(record, by=by, reason=reason)


@admin.register(Recovery, site=site)
class RecoveryAdmin(FactAdmin):
    list_display = ["household__number", "household__village", "on", yuan("amount_fen", AMOUNT), "reason"]
    list_select_related = ("household__village",)
    search_fields = ["household__number__startswith"]


@admin.register(Budget, site=site)
class BudgetAdmin(FactAdmin):
    list_display = [
        "area",
        "year",
        yuan("revenue_increment_fen", gettext_lazy("财政收入增量（元）")),
        yuan("recovered_stock_fen", gettext_lazy("收回存量（元）")),
        "source",
    ]
    list_select_related = ("area",)
    search_fields = ["area__name", "source"]


class DeliveryInline(FactInline):
    model = Delivery


@admin.register(Donation, site=site)
class DonationAdmin(FactAdmin):
    list_display = ["donor", "area", "form", "content", "pledged_on", yuan("pledged_fen", AMOUNT)]
    list_filter = ["form", "donor__kind"]
    list_select_related = ("donor", "area")
    search_fields = ["donor__name", "content"]
    inlines = [DeliveryInline]


@admin.register(Delivery, site=site)
class DeliveryAdmin(FactAdmin):
    list_display = ["donation", "on", yuan("amount_fen", AMOUNT)]
    list_select_related = ("donation__donor", "donation__area")
    search_fields = ["donation__donor__name", "donation__content"]
