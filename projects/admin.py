"""Keeping the facts about works."""

from django.contrib import admin

from kangle.audit.site import site
from kangle.programme.admin import FactAdmin, FactInline
from projects.models import Beneficiary, Gap, Progress, Project, Site, Step


class StepInline(FactInline):
    model = Step


class SiteInline(FactInline):
    model = Site


@admin.register(Project, site=site)
class ProjectAdmin(FactAdmin):
    list_display = ["number", "name", "year", "works", "area", "authority", "planned_finish_on"]
    list_display_links = ["number", "name"]
    list_filter = ["year", "works", "integrated"]
    list_select_related = ("area",)
    search_fields = ["number__startswith", "name"]
    inlines = [StepInline, SiteInline]

    def label(self, record):
        return f"{record.number} {record.name}"


@admin.register(Step, site=site)
class StepAdmin(FactAdmin):
    list_display = ["project", "stage", "on", "by", "note"]
    list_filter = ["stage"]
    list_select_related = ("project",)
    search_fields = ["project__number__startswith", "project__name"]


@admin.register(Site, site=site)
class SiteAdmin(FactAdmin):
    list_display = ["project", "area", "planned"]
    list_filter = ["project__works"]
    list_select_related = ("project", "area")
    search_fields = ["project__number__startswith", "project__name", "area__name"]


@admin.register(Progress, site=site)
class ProgressAdmin(FactAdmin):
    list_display = ["site", "on", "quantity"]
    list_filter = ["site__project__works"]
    list_select_related = ("site__project", "site__area")
    search_fields = ["site__project__number__startswith", "site__area__name"]


@admin.register(Gap, site=site)
class GapAdmin(FactAdmin):
    list_display = ["village", "works", "quantity", "found_on", "project", "matched_on"]
    list_filter = ["works"]
    list_select_related = ("village", "project")
    search_fields = ["village__name", "project__name"]


@admin.register(Beneficiary, site=site)
class BeneficiaryAdmin(FactAdmin):
    list_display = ["project", "household__number", "household__village", "since"]
    list_select_related = ("project", "household__village", "measure")
    search_fields = ["project__number__startswith", "household__number__startswith"]
