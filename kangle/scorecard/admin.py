"""Keeping the scheme that weighs, the scores people give, and the plan with its figures. Snapshots are computed; what documents
report has its own pages. What these records name by a code of the sheet is chosen by its name.
"""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from kangle.audit.admin import AuditedAdmin, AuditedInline
from kangle.audit.forms import AuditedForm, RecordForm
from kangle.audit.site import site
from kangle.programme.admin import FactAdmin, TownshipFilter
from kangle.programme.models import PlanLine
from kangle.scorecard import named
from kangle.scorecard.models import ManualScore, Scheme, Weight
from kangle.scorecard.sources import MANUAL_SCORES


class WeightForm(named.KeepingCodes, RecordForm):
    code = named.CodeField(named.weighed, model=Weight, name="code")


class WeightInline(AuditedInline):
    model = Weight
    form = WeightForm


@admin.register(Scheme, site=site)
class SchemeAdmin(AuditedAdmin):
    everywhere = True
    list_display = ["name", "version", "in_force_from", "provisional", "formula", "attained_from", "nearly_from"]
    list_filter = ["provisional"]
    search_fields = ["name", "source"]
    inlines = [WeightInline]


class ManualScoreForm(named.KeepingCodes, AuditedForm):
    indicator = named.CodeField(lambda: named.indicators_of(MANUAL_SCORES), model=ManualScore, name="indicator")


@admin.register(ManualScore, site=site)
class ManualScoreAdmin(FactAdmin):
    form = ManualScoreForm
    list_display = ["area", "indicator", "year", "on", "score", "given_by"]
    list_filter = ["year"]
    list_select_related = ("area",)
    search_fields = ["area__name", "indicator"]


class PlanLineForm(named.KeepingCodes, AuditedForm):
    figures = named.CodesField(
        choices=named.shown,
        required=False,
        label=_("对应的指标和事项"),
        help_text=_("勾选反映这一条进展的指标，可以选多项；勾“本事项得分”就显示整个事项的得分。“思路”页照此列出数字。"),
    )

    def clean_figures(self):
        before = self.initial.get("figures") or []
        return self.fields["figures"].in_order(self.cleaned_data["figures"], before)


@admin.register(PlanLine, site=site)
class PlanLineAdmin(FactAdmin):
    form = PlanLineForm
    list_display = ["number", "position", "title", "text", "year", "provisional"]
    list_display_links = ["title"]
    list_filter = ["year", "number", "provisional"]
    list_select_related = ("area",)
    search_fields = ["title", "text", "source"]

    def get_list_filter(self, request):
        return [each for each in super().get_list_filter(request) if each is not TownshipFilter]  # a plan is the county's
