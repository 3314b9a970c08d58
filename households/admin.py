"""Keeping the facts about people. A household is named by its head, fetched with the row, never by a query for each."""

from django.contrib import admin, messages
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from households import presumed
from households.actions import bearer_of
from households.checks.actions import judged
from households.checks.sheet import RULE
from households.exits import income_unknown
from households.forms import MemberForm
from households.menu import new_version, refuse_menu_item
from households.models import (
    CheckRule,
    Household,
    LookBack,
    Measure,
    Member,
    MenuItem,
    Pairing,
    Paper,
    StatusEvent,
    Visit,
    YearRecord,
)
from households.unasked import unasked
from households.writing import refuse
from kangle.audit.admin import AuditedAdmin, masked, yuan
from kangle.audit.site import site
from kangle.common.figures import grouped, yuan_of
from kangle.common.masking import whole_identity
from kangle.programme.admin import FactAdmin
from kangle.programme.years import day_in_hand_of


class Written:
    """What is written of households, by the one way in which it is (households.writing), and judged at once."""

    def refuse_write(self, user, old, new):
        refuse(old, new, by=user)

    def write(self, record, *, by, reason):
        with judged(by=by, reason=reason) as act:
            act.write(record)

    def erase(self, record, *, by, reason):
        with judged(by=by, reason=reason) as act:
            act.erase(record)


@admin.register(Household, site=site)
class HouseholdAdmin(Written, FactAdmin):
    list_display = [
        "number",
        "head",
        "village",
        "kind",
        "main_cause",
        masked("phone", _("联系电话")),
        masked("account", _("银行账号")),
    ]
    list_display_links = ["number", "head"]
    list_filter = ["kind", "main_cause", "planned_exit_year"]
    list_select_related = ("village", "village__parent")
    search_fields = ["number__startswith", "members__name__startswith"]
    ordering = ["number"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_head()

    @admin.display(description=_("户主"))
    def head(self, record):
        return record.head_name or "—"

    def label(self, record):
        head = getattr(record, "head_name", None) or str(record)
        return f"{head} {record.number}"


class HouseholdFactAdmin(Written, FactAdmin):
    """Facts that hang on a household are found by its number, and listed with it."""

    list_select_related = ("household__village",)
    search_fields = ["household__number__startswith"]


@admin.register(Member, site=site)
class MemberAdmin(HouseholdFactAdmin):
    form = MemberForm
    list_display = [
        "name",
        "household__number",
        "household__village",
        "relation",
        "sex",
        masked("identity_number", _("证件号码")),
        "health",
        "left_on",
    ]
    list_filter = ["health", "labour", "schooling", "ethnicity"]
    search_fields = ["name__startswith", "household__number__startswith"]

    def get_changeform_initial_data(self, request):
        """As on the phone; how somebody came is asked, for whose household it is is not known yet."""
        told = presumed.of_member(day=day_in_hand_of(request.user.area), registered=True)
        return {**told, **super().get_changeform_initial_data(request)}

    def get_search_results(self, request, queryset, search_term):
        """By name or household number; by a whole identity number for those who may see numbers, and then on record."""
        number = whole_identity(search_term)
        member = bearer_of(number, queryset, by=request.user) if number else None
        if member is not None:
            return queryset.filter(pk=member.pk), False
        return super().get_search_results(request, queryset, search_term)

    def label(self, record):
        return f"{record.name} {record.household.number}"


@admin.register(YearRecord, site=site)
class YearRecordAdmin(HouseholdFactAdmin):
    list_display = ["household__number", "household__village", "year", "recorded_on", "income", "water"]
    list_filter = ["year", "house_grade"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_steps_left()

    @admin.display(description=_("纯收入（元）"))
    def income(self, record):
        return "—" if income_unknown(record) else grouped(yuan_of(record.net_income))

    @admin.display(description=YearRecord._meta.get_field("water_safe").verbose_name, boolean=True)
    def water(self, record):
        return None if "water_safe" in unasked(record) else record.water_safe


@admin.register(StatusEvent, site=site)
class StatusEventAdmin(HouseholdFactAdmin):
    list_display = ["household__number", "household__village", "kind", "on", "reason"]
    list_filter = ["kind"]


@admin.register(Measure, site=site)
class MeasureAdmin(HouseholdFactAdmin):
    list_display = [
        "household__number",
        "household__village",
        "kind",
        "industry",
        "planned_on",
        "done_on",
        yuan("amount_fen", _("金额（元）")),
    ]
    list_filter = ["kind", "industry"]

    def label(self, record):
        return f"{record.household.number} {record.get_kind_display()} {record.planned_on}"


@admin.action(permissions=["change"], description=_("另立新版本"))
def make_new_version(model_admin, request, queryset):
    """Copy each chosen item as its next version, to be edited."""
    for item in queryset:
        made = new_version(item, by=request.user)
        sentence = gettext("已另立“%(item)s”第%(version)s版，今天起生效：请打开它改好。")
        model_admin.message_user(request, sentence % {"item": made, "version": made.version}, messages.SUCCESS)


@admin.register(MenuItem, site=site)
class MenuItemAdmin(AuditedAdmin):
    """The county's menu of help, kept by its poverty office; a version in use is followed by another, never altered."""

    list_display = [
        "name",
        "version",
        "kind",
        "industry",
        yuan("subsidy_fen", _("每单位补助（元）")),
        "unit",
        yuan("limit_fen", _("每户每年上限（元）")),
        "since",
        "until",
        "provisional",
    ]
    list_filter = ["kind", "industry", "provisional"]
    list_select_related = ("area",)
    search_fields = ["name", "description"]
    actions = [make_new_version]

    def get_changeform_initial_data(self, request):
        return {"area": request.user.area_id, **super().get_changeform_initial_data(request)}

    def get_exclude(self, request, obj=None):
        return ["version"]  # counted by the action

    def label(self, record):
        return f"{record.name} {record.version}"

    def refuse_write(self, user, old, new):
        super().refuse_write(user, old, new)
        refuse_menu_item(old, new)


@admin.register(Pairing, site=site)
class PairingAdmin(HouseholdFactAdmin):
    list_display = ["household__number", "household__village", "cadre", "since", "until"]
    list_select_related = ("household__village", "cadre")
    search_fields = ["household__number__startswith", "cadre__name"]


@admin.register(Visit, site=site)
class VisitAdmin(HouseholdFactAdmin):
    list_display = ["household__number", "household__village", "cadre", "on", "place", "note"]
    list_select_related = ("household__village", "cadre")
    search_fields = ["household__number__startswith", "cadre__name"]


@admin.register(Paper, site=site)
class PaperAdmin(HouseholdFactAdmin):
    list_display = ["household__number", "household__village", "kind", "year", "issued_on"]
    list_filter = ["kind", "year"]


@admin.register(LookBack, site=site)
class LookBackAdmin(HouseholdFactAdmin):
    list_display = ["household__number", "household__village", "on", "conforms", "reason", "checked_by"]
    list_filter = ["conforms"]


@admin.register(CheckRule, site=site)
class CheckRuleAdmin(AuditedAdmin):
    """The rules are declared in code; here a county says how severe each is, since when it is judged, and from which size on."""

    everywhere = True
    list_display = ["name", "code", "severity", "on_since", "off_since", "threshold", "unit"]
    list_filter = ["severity"]
    search_fields = ["name", "code"]
    fields = ["code", "name", "severity", "on_since", "off_since", "threshold", "why"]
    ordering = ["pk"]

    def get_readonly_fields(self, request, obj=None):
        # The name is translated with the sentence; a rule without a threshold has no use for one.
        has_threshold = obj is None or getattr(RULE.get(obj.code), "threshold", None)
        return ["code", "name"] if has_threshold else ["code", "name", "threshold"]

    def has_add_permission(self, request, obj=None):
        return False  # a rule without the function that judges would never speak

    def has_delete_permission(self, request, obj=None):
        return False  # it is switched off from a day on

    @admin.display(description=_("单位"))
    def unit(self, record):
        return getattr(RULE.get(record.code), "unit", "") or "—"
