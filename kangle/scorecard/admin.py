"""Keeping the scheme that weighs and the scores people give. Snapshots are computed; what documents report has its own pages."""

from django.contrib import admin

from kangle.audit.admin import AuditedAdmin, AuditedInline
from kangle.audit.site import site
from kangle.programme.admin import FactAdmin
from kangle.scorecard.models import ManualScore, Scheme, Weight


class WeightInline(AuditedInline):
    model = Weight


@admin.register(Scheme, site=site)
class SchemeAdmin(AuditedAdmin):
    everywhere = True
    list_display = ["name", "version", "in_force_from", "provisional", "formula", "attained_from", "nearly_from"]
    list_filter = ["provisional"]
    search_fields = ["name", "source"]
    inlines = [WeightInline]


@admin.register(ManualScore, site=site)
class ManualScoreAdmin(FactAdmin):
    list_display = ["area", "indicator", "year", "on", "score", "given_by"]
    list_filter = ["year"]
    list_select_related = ("area",)
    search_fields = ["area__name", "indicator"]
