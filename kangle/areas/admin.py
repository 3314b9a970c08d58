"""Divisions are chosen in forms and written only by load_areas; villagers' groups are kept by hand."""

from django.contrib import admin

from kangle.areas.models import Area, Group
from kangle.audit.admin import AuditedAdmin
from kangle.audit.site import site


@admin.register(Area, site=site)
class AreaAdmin(AuditedAdmin):
    list_display = ["name", "code", "level", "kind"]
    list_select_related = ("parent",)
    search_fields = ["name", "code"]
    ordering = ["path"]

    def label(self, record):
        """A village with its township: there are two 新庄村 in the county."""
        parent = record.parent if record.is_village else None
        return f"{parent.short_name} {record.short_name}" if parent else record.short_name


@admin.register(Group, site=site)
class GroupAdmin(AuditedAdmin):
    list_display = ["name", "village", "number", "opened_on", "closed_on"]
    list_select_related = ("village", "village__parent")
    search_fields = ["name", "village__name"]

    def label(self, record):
        return f"{record.village.short_name} {record.name}"
