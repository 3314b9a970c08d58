"""The forms in which a reported figure is entered and corrected."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kangle.common.forms import Form
from kangle.programme.models import Period
from kangle.scorecard import named
from kangle.scorecard.comparing import in_printed_unit
from kangle.scorecard.declarations import SHARE, YUAN
from kangle.scorecard.indicators import CATALOGUE
from kangle.scorecard.models import Reported

UNITS = [
    ("", gettext_lazy("照指标的单位")),
    ("percent", "%"),
    ("wan", gettext_lazy("万（元、人、户）")),
    ("yi", gettext_lazy("亿（元）")),
]


class ReportedForm(Form):
    """What a document says: of which day, of what, how much, in which words. The area is the page's."""

    presets = ("field",)  # the figure itself, which nearly every document states
    document = forms.CharField(label=gettext_lazy("文件"), max_length=120)
    document_on = forms.DateField(
        label=gettext_lazy("文件日期"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    phrase = forms.CharField(
        label=gettext_lazy("原文"), max_length=120, help_text=gettext_lazy("照抄文件里的话，例如“脱贫18858人”。")
    )
    as_of = forms.DateField(
        label=gettext_lazy("数据截至"),
        help_text=gettext_lazy("文件里的数是哪一天的；年终总结写 12 月 31 日。"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    indicator = forms.ChoiceField(label=gettext_lazy("指标"))
    field = forms.ChoiceField(label=gettext_lazy("是指标的哪一项"), choices=Reported.Field.choices)
    value = forms.DecimalField(label=gettext_lazy("上报的数"), max_digits=18, decimal_places=4)
    unit = forms.ChoiceField(label=gettext_lazy("单位"), choices=UNITS, required=False)
    note = forms.CharField(label=gettext_lazy("备注"), max_length=200, required=False)

    def __init__(self, *args, area, **kwargs):
        super().__init__(*args, **kwargs)
        self.area = area
        self.fields["indicator"].choices = named.indicators()

    def clean_as_of(self):
        day = self.cleaned_data["as_of"]
        if day > timezone.localdate():
            raise ValidationError(_("%(day)s 还没有到：文件里的数只能是以前某一天的。") % {"day": day})
        if not Period.objects.filter(area__path=self.area.county, year=day.year).exists():
            raise ValidationError(_("本县没有 %(year)s 年度，没有可以比的数：请核对日期。") % {"year": day.year})
        return day

    def clean_document_on(self):
        day = self.cleaned_data["document_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("%(day)s 还没有到：请核对文件日期。") % {"day": day})
        return day

    def clean(self):
        data = super().clean()
        indicator, field = CATALOGUE.get(data.get("indicator")), data.get("field")
        if indicator is None or not field:
            return data
        if field == Reported.Field.DENOMINATOR and indicator.denominator is None:
            self.add_error("field", _("“%(name)s”是一个总数，没有基数：请选“数值”。") % {"name": indicator.name})
        if field == Reported.Field.TARGET and indicator.target is None:
            self.add_error("field", _("“%(name)s”没有目标：请选“数值”。") % {"name": indicator.name})
        if data.get("value") is not None:
            self._put_into_its_unit(data, indicator, field)
        return data

    def _put_into_its_unit(self, data, indicator, field):
        """Make `value` what is kept: yuan, whole persons, a share 0–1; refuse a unit that the indicator has not."""
        is_share = indicator.unit is SHARE and field not in (Reported.Field.NUMERATOR, Reported.Field.DENOMINATOR)
        unit = data.get("unit") or ""
        if unit == "percent" and not is_share:
            self.add_error("unit", _("“%(name)s”的这一项不是比例，不能用 %%。") % {"name": indicator.name})
            return
        if unit in ("wan", "yi") and is_share:
            self.add_error("unit", _("“%(name)s”是比例，请选 %%。") % {"name": indicator.name})
            return
        if unit == "yi" and (indicator.parts or indicator.unit) is not YUAN:
            self.add_error("unit", _("“%(name)s”不是钱，不能用亿元。") % {"name": indicator.name})
            return
        value = in_printed_unit(data["value"], unit)
        if is_share and indicator.bounded and not 0 <= value <= 1:
            self.add_error("value", _("比例须在 0 和 100% 之间：写 94.77 请把单位选成 %，或者写 0.9477。"))
            return
        if value != value.quantize(Decimal("0.0001")):
            self.add_error("value", _("小数太多：比例最多到百分比后两位，其他最多四位。"))
            return
        data["value"] = value

    @property
    def stated(self):
        """What was entered, as `reporting.report` takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("unit", "reason")}


class CorrectionForm(ReportedForm):
    """The same, with why it is entered anew."""

    presets = tuple(ReportedForm.base_fields)  # what is corrected stands there
    reason = forms.CharField(label=gettext_lazy("更正原因"), max_length=200, widget=forms.Textarea({"rows": 2}))


def initial_of(row):
    """A reported figure as the form shows it: a share in per cent, as people read it."""
    found = {name: getattr(row, name) for name in ("document", "document_on", "phrase", "as_of", "indicator", "field", "note")}
    indicator = CATALOGUE.get(row.indicator)
    is_share = indicator is not None and indicator.unit is SHARE and row.part in ("value", "target")
    value = (row.value * 100 if is_share else row.value).normalize()
    return found | {"value": f"{value:f}", "unit": "percent" if is_share else ""}
