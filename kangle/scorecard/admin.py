"""Keeping the scheme that weighs, the figures that documents report, and the scores people give. Snapshots are computed."""

from django.contrib import admin

from kangle.audit.admin import AuditedAdmin, AuditedInline
from kangle.audit.site import site
from kangle.programme.admin import FactAdmin
from kangle.scorecard.models import ManualScore, Reported, Scheme, Weight


class WeightInline(AuditedInline):
    model = Weight


@admin.register(Scheme, site=site)
class SchemeAdmin(AuditedAdmin):
    everywhere = True
    list_display = ["name", "version", "in_force_from", "provisional", "formula", "attained_from", "nearly_from"]
    list_filter = ["provisional"]
    search_fields = ["name", "source"]
    inlines = [WeightInline]


@admin.register(Reported, site=site)
class ReportedAdmin(FactAdmin):
    list_display = ["phrase", "area", "year", "indicator", "field", "value", "document"]
    list_filter = ["year", "field"]
    list_select_related = ("area",)
    search_fields = ["phrase", "indicator", "document"]


@admin.register(ManualScore, site=site)
class ManualScoreAdmin(FactAdmin):
    list_display = ["area", "indicator", "year", "on", "score", "given_by"]
    list_filter = ["year"]
    list_select_related = ("area",)
    search_fields = ["area__name", "indicator"]
