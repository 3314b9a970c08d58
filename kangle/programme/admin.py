"""The base of every fact's admin (a closed year refuses), and the records of the programme itself."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kangle.areas.models import Area
from kangle.audit.actions import save
from kangle.audit.admin import AuditedAdmin, AuditedInline, yuan
from kangle.audit.forms import WHY, AuditedForm
from kangle.audit.site import site
from kangle.programme.actions import open_period, set_state
from kangle.programme.models import ExitCondition, ExitStandard, Period, PovertyLine
from kangle.programme.opening import left_behind
from kangle.programme.writing import ensure_writable


class TownshipFilter(admin.SimpleListFilter):
    """The townships of the person's own area."""

    title = gettext_lazy("乡镇")
    parameter_name = "township"

    def lookups(self, request, model_admin):
        townships = Area.objects.visible_to(request.user).current().at_level(Area.Level.TOWNSHIP).order_by("path")
        return [(township.path, township.short_name) for township in townships]

    def queryset(self, request, queryset):
        chosen = self.value() and Area.objects.visible_to(request.user).filter(path=self.value()).first()
        return queryset.within(chosen) if chosen else queryset


class Fact:
    """What every write of a fact must pass, on a page of its own or within another's: an open year, days that can be."""

    def refuse_write(self, user, old, new):
        super().refuse_write(user, old, new)
        ensure_writable(old, new)


class FactAdmin(Fact, AuditedAdmin):
    """The records of one fact model: within one's own area, never in a closed year."""

    def get_list_filter(self, request):
        return [TownshipFilter, *super().get_list_filter(request)]


class FactInline(Fact, AuditedInline):
    """Parts of a fact on its page; a closed year refuses them too."""


class PeriodForm(AuditedForm):
    """Opening, closing and re-opening a year are acts with a reason, the first as well."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[WHY].required = True

    def clean_area(self):
        area = self.cleaned_data["area"]
        if area.level != Area.Level.COUNTY:
            raise ValidationError(_("年度是县的年度：请选择县。"))
        return area


@admin.register(Period, site=site)
class PeriodAdmin(AuditedAdmin):
    form = PeriodForm
    list_display = ["area", "year", "state", "visit_days"]
    list_filter = ["state"]
    list_select_related = ("area",)
    search_fields = ["area__name", "year"]

    def get_fields(self, request, obj=None):
        return ["area", "year", "state", "visit_days", WHY] if obj else ["area", "year", WHY]

    def get_readonly_fields(self, request, obj=None):
        return ["area", "year"] if obj else []

    def has_delete_permission(self, request, obj=None):
        return False  # a year is closed, never removed

    def save_model(self, request, obj, form, change):
        reason = form.cleaned_data[WHY]
        if not change:
            obj.pk = open_period(area=obj.area, year=obj.year, by=request.user, reason=reason).pk
            for title, number in left_behind(obj.area):
                told = _("没有结转“%(title)s”：上年有 %(number)d 个。请在“年度”页结转，或者重新确定。")
                self.message_user(request, told % {"title": title, "number": number}, messages.WARNING)
            return
        if "state" in form.changed_data:
            set_state(obj, state=obj.state, by=request.user, reason=reason)
        if "visit_days" in form.changed_data:
            save(obj, by=request.user, reason=reason)


@admin.register(PovertyLine, site=site)
class PovertyLineAdmin(AuditedAdmin):
    everywhere = True
    list_display = ["year", "kind", yuan("amount_fen", gettext_lazy("每人每年纯收入（元）")), "source", "provisional"]
    list_filter = ["kind", "provisional"]
    search_fields = ["year", "source"]


class ExitConditionInline(AuditedInline):
    """A standard without a condition would be met by everybody: it has one at least."""

    model = ExitCondition
    min_num = 1
    validate_min = True


@admin.register(ExitStandard, site=site)
class ExitStandardAdmin(AuditedAdmin):
    everywhere = True
    list_display = ["year", "subject", "source", "provisional"]
    list_filter = ["subject", "provisional"]
    search_fields = ["year", "source"]
    inlines = [ExitConditionInline]
