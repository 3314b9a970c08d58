"""Keeping what was found by visiting."""

from django import forms
from django.contrib import admin

from kangle.audit.forms import AuditedForm
from kangle.audit.site import site
from kangle.programme.admin import FactAdmin, FactInline
from kangle.programme.items import ITEM
from kangle.supervision.actions import put_acceptance, remove_acceptance
from kangle.supervision.models import (
    AcceptanceTeam,
    Discipline,
    Finding,
    HouseholdAcceptance,
    Inspection,
    Interview,
    Mark,
    PolicySurvey,
    Round,
    SheetItem,
    VillageAcceptance,
    Zone,
    ZoneDuty,
)


@admin.register(Zone, site=site)
class ZoneAdmin(FactAdmin):
    list_display = ["name", "area", "leader"]
    list_select_related = ("area", "leader")
    search_fields = ["name", "leader__name"]


@admin.register(ZoneDuty, site=site)
class ZoneDutyAdmin(FactAdmin):
    list_display = ["zone", "cadre", "township", "since", "until"]
    list_select_related = ("zone", "cadre", "township")
    search_fields = ["cadre__name", "township__name"]


class SheetItemInline(FactInline):
    model = SheetItem


@admin.register(Round, site=site)
class RoundAdmin(FactAdmin):
    list_display = ["year", "number", "area", "basis", "started_on", "finished_on", "interviews_required"]
    list_display_links = ["year", "number"]
    list_filter = ["year"]
    list_select_related = ("area",)
    search_fields = ["year", "basis"]
    inlines = [SheetItemInline]


@admin.register(SheetItem, site=site)
class SheetItemAdmin(FactAdmin):
    list_display = ["round", "number", "content", "weight"]
    list_filter = ["round__year"]
    list_select_related = ("round",)
    search_fields = ["content"]

    def label(self, record):
        return f"{record.round} {record.number} {record.content}"


def _offer_its_sheet(field, inspection):
    """Let a mark choose its item from the sheet of its own round: a dozen, and none of another round by mistake."""
    field.widget = forms.Select()
    field.queryset = SheetItem.objects.filter(round=inspection.round_id)


class MarkInline(FactInline):
    model = Mark

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        if obj is not None:
            _offer_its_sheet(formset.form.base_fields["item"], obj)
        return formset


@admin.register(Inspection, site=site)
class InspectionAdmin(FactAdmin):
    list_display = ["round", "area", "on", "team", "households_sampled"]
    list_filter = ["round__year"]
    list_select_related = ("round", "area")
    search_fields = ["area__name", "team"]
    inlines = [MarkInline]


@admin.register(Mark, site=site)
class MarkAdmin(FactAdmin):
    list_display = ["inspection", "item", "points", "evidence"]
    list_select_related = ("inspection__round", "inspection__area", "item")
    search_fields = ["inspection__area__name", "item__content"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj is not None:
            _offer_its_sheet(form.base_fields["item"], obj.inspection)
        return form


class FindingForm(AuditedForm):
    """What stood there when any text was taken stays a choice: it keeps nobody from entering that the fault was put right."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        stored, field = self.initial.get("item"), self.fields["item"]
        if stored and stored not in ITEM:
            field.choices = [*field.choices, (stored, stored)]

    def _get_validation_exclusions(self):
        untouched = set() if "item" in self.changed_data else {"item"}
        return super()._get_validation_exclusions() | untouched


@admin.register(Finding, site=site)
class FindingAdmin(FactAdmin):
    form = FindingForm
    list_display = ["content", "area", "item", "responsible", "found_on", "due_on", "rectified_on"]
    list_filter = ["item"]
    list_select_related = ("area", "responsible")
    search_fields = ["content", "area__name"]


@admin.register(Interview, site=site)
class InterviewAdmin(FactAdmin):
    list_display = ["cadre", "area", "round", "required_on", "held_on", "reason"]
    list_select_related = ("cadre", "area", "round")
    search_fields = ["cadre__name", "area__name"]


@admin.register(AcceptanceTeam, site=site)
class AcceptanceTeamAdmin(FactAdmin):
    list_display = ["year", "number", "area", "leader", "formed_on"]
    list_display_links = ["year", "number"]
    list_filter = ["year"]
    list_select_related = ("area", "leader")
    search_fields = ["leader__name", "number"]


class AcceptanceAdmin(FactAdmin):
    """What a team found stands on the exit case under way, whatever it checked."""

    def write(self, record, *, by, reason):
        put_acceptance(record, by=by, reason=reason)

    def erase(self, record, *, by, reason):
        remove_acceptance(record, by=by, reason=reason)


@admin.register(HouseholdAcceptance, site=site)
class HouseholdAcceptanceAdmin(AcceptanceAdmin):
    list_display = ["household__number", "household__village", "team", "on", "passed", "reason"]
    list_filter = ["passed", "on_site", "papers_complete"]
    list_select_related = ("household__village", "team")
    search_fields = ["household__number__startswith"]


@admin.register(VillageAcceptance, site=site)
class VillageAcceptanceAdmin(AcceptanceAdmin):
    list_display = ["village", "team", "on", "passed", "reason"]
    list_filter = ["passed"]
    list_select_related = ("village", "team")
    search_fields = ["village__name"]


@admin.register(PolicySurvey, site=site)
class PolicySurveyAdmin(FactAdmin):
    list_display = ["village", "on", "surveyed", "aware"]
    list_select_related = ("village",)
    search_fields = ["village__name"]


@admin.register(Discipline, site=site)
class DisciplineAdmin(FactAdmin):
    list_display = ["cadre", "cadre__area", "on", "sanction", "reason"]
    list_filter = ["sanction"]
    list_select_related = ("cadre__area",)
    search_fields = ["cadre__name", "reason"]
