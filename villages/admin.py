"""Keeping the facts about villages and about the people who answer for them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from kangle.audit.admin import masked, yuan
from kangle.audit.site import site
from kangle.procedures.decided import refuse_decided
from kangle.programme.admin import FactAdmin
from villages.models import (
    Attendance,
    Cadre,
    Facility,
    GroupDuty,
    Organisation,
    Post,
    Profile,
    Target,
    TechnicalVisit,
    Training,
    VillageEvent,
)


@admin.register(Profile, site=site)
class ProfileAdmin(FactAdmin):
    list_display = [
        "village",
        "year",
        "households",
        "persons",
        "rural_persons",
        yuan("income_per_head_fen", _("人均纯收入（元）")),
    ]
    list_filter = ["year", "terrain"]
    list_select_related = ("village",)
    search_fields = ["village__name"]


@admin.register(Facility, site=site)
class FacilityAdmin(FactAdmin):
    list_display = ["village", "kind", "on", "have", "of", "note"]
    list_filter = ["kind"]
    list_select_related = ("village",)
    search_fields = ["village__name"]


@admin.register(VillageEvent, site=site)
class VillageEventAdmin(FactAdmin):
    list_display = ["village", "kind", "on", "reason"]
    list_filter = ["kind"]
    list_select_related = ("village",)
    search_fields = ["village__name"]

    def refuse_write(self, user, old, new):
        super().refuse_write(user, old, new)
        refuse_decided(old, new)


@admin.register(Target, site=site)
class TargetAdmin(FactAdmin):
    list_display = ["area", "year", "kind", "quantity", "set_on"]
    list_filter = ["year", "kind"]
    list_select_related = ("area",)
    search_fields = ["area__name"]


@admin.register(Organisation, site=site)
class OrganisationAdmin(FactAdmin):
    list_display = ["name", "kind", "area", "agency", "since", "until"]
    list_filter = ["kind"]
    list_select_related = ("area",)
    search_fields = ["name", "area__name"]


@admin.register(Cadre, site=site)
class CadreAdmin(FactAdmin):
    list_display = ["name", "area", "unit", "rank", masked("phone", _("电话"))]
    list_select_related = ("area",)
    search_fields = ["name", "unit"]

    def label(self, record):
        return record.with_unit


@admin.register(Post, site=site)
class PostAdmin(FactAdmin):
    list_display = ["cadre", "area", "kind", "batch", "since", "until"]
    list_filter = ["kind", "batch"]
    list_select_related = ("cadre", "area")
    search_fields = ["cadre__name", "area__name"]


@admin.register(Attendance, site=site)
class AttendanceAdmin(FactAdmin):
    list_display = ["post", "month", "days"]
    list_select_related = ("post__cadre", "post__area")
    search_fields = ["post__cadre__name", "post__area__name"]


@admin.register(GroupDuty, site=site)
class GroupDutyAdmin(FactAdmin):
    list_display = ["group", "cadre", "since", "until"]
    list_select_related = ("group__village", "cadre")
    search_fields = ["cadre__name", "group__village__name"]


@admin.register(Training, site=site)
class TrainingAdmin(FactAdmin):
    list_display = ["topic", "audience", "area", "held_on", "persons", "organiser"]
    list_filter = ["audience"]
    list_select_related = ("area",)
    search_fields = ["topic", "area__name"]


@admin.register(TechnicalVisit, site=site)
class TechnicalVisitAdmin(FactAdmin):
    list_display = ["post", "area", "on", "subject", "persons"]
    list_select_related = ("post__cadre", "post__area", "area")
    search_fields = ["post__cadre__name", "area__name", "subject"]
