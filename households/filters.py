"""The conditions the lists of the households room can be narrowed by."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.checks.sheet import RULES
from households.codes import Cause, MeasureState
from households.models import (
    Doubt,
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
from households.standing import POOR, REGISTERED, WORDS
from households.unasked import TOLD, with_told
from kangle.exchange.filters import (
    ChoiceFilter,
    DateRangeFilter,
    ListFilter,
    OpenedYearFilter,
    RecordFilter,
    SearchFilter,
    WholeNumberFilter,
    YesNoFilter,
)


def whose(*more):
    """Search by whose the row is: any member's name, the household's number, the village; and `more` lookups."""
    return SearchFilter(
        "household__members__name", "household__number", "household__village__name", *more, label=_("姓名、户编号或村")
    )


class ToldFilter(YesNoFilter):
    """是, 否 or 未采集 of a flag that a screen of the phone's form asks (households.unasked)."""

    def __init__(self, name, **options):
        choices = [("yes", _("是")), ("no", _("否")), ("unknown", _("未采集"))]
        super().__init__(name, choices=choices, **options)

    def filter(self, queryset, value):
        told = f"{TOLD}{self.field_name}"
        found = {"yes": {told: True}, "no": {told: False}, "unknown": {f"{told}__isnull": True}}.get(value)
        return with_told(queryset, [self.field_name]).filter(**found) if found else queryset


class HouseholdFilter(ListFilter):
    q = SearchFilter(
        "members__name",
        "number",
        "village__name",
        "address",
        names=["members__name", "village__name"],
        label=_("姓名、户编号、村或住址"),
    )
    SEVERAL = {"poor": POOR, "registered": REGISTERED}
    status = ChoiceFilter(
        label=_("状态"),
        choices=[
            ("poor", _("现有贫困户（未脱贫或返贫）")),
            ("registered", _("建档立卡户（含已脱贫）")),
            *WORDS,
            ("none", _("还没有身份（未识别）")),
        ],
        method="by_status",
    )
    exit_year = WholeNumberFilter("planned_exit_year", label=_("计划脱贫年度"))
    cannot_build = ToldFilter("cannot_build")
    has_responsible = YesNoFilter(label=_("有帮扶责任人"), method="by_responsible")
    helped = ChoiceFilter(label=_("已落实措施"), choices=[("yes", _("有")), ("no", _("没有"))], method="by_help")

    class Meta:
        model = Household
        fields = ["kind", "main_cause"]

    def filter_queryset(self, queryset):
        """Who has nobody is found first: where a household stands is then asked of those few, not of the whole county."""
        asked = self.form.cleaned_data
        for name in sorted(asked, key=lambda each: each != "has_responsible"):
            queryset = self.filters[name].filter(queryset, asked[name])
        return queryset

    def by_responsible(self, queryset, name, value):
        held = Pairing.objects.held(timezone.localdate()).order_by().values("household")
        paired = Q(pk__in=held)
        return queryset.filter(paired if value == "yes" else ~paired)

    def by_status(self, queryset, name, value):
        if value == "none":
            return queryset.filter(status__isnull=True)
        return queryset.filter(status__in=self.SEVERAL.get(value, [value]))

    def by_help(self, queryset, name, value):
        return queryset.filter(measures_done__gt=0) if value == "yes" else queryset.filter(measures_done=0)


class MemberFilter(ListFilter):
    q = SearchFilter("name", "household__number", "household__village__name", names=["name"], label=_("姓名、户编号或村"))
    medical_insurance = ToldFilter("medical_insurance")
    living = ChoiceFilter(label=_("现在在户"), choices=[("yes", _("在户")), ("no", _("已离开"))], method="by_living")

    class Meta:
        model = Member
        fields = ["relation", "sex", "health", "labour", "schooling", "education", "ethnicity"]

    def by_living(self, queryset, name, value):
        return queryset.filter(left_on__isnull=value == "yes")


class StatusEventFilter(ListFilter):
    q = whose("reason")
    cause = ChoiceFilter("household__main_cause", label=_("主要致贫原因"), choices=Cause)

    class Meta:
        model = StatusEvent
        fields = ["kind", "on"]


class YearRecordFilter(ListFilter):
    q = whose()
    year = WholeNumberFilter(label=_("年度"))
    water_safe = ToldFilter("water_safe")
    enough_food = ToldFilter("enough_food")
    enough_clothing = ToldFilter("enough_clothing")

    class Meta:
        model = YearRecord
        fields = ["house_grade"]


def _menu_of(request):
    """The menu that the person may choose from, all its versions."""
    return MenuItem.objects.visible_to(request.user) if request else MenuItem.objects.none()


class MeasureFilter(ListFilter):
    q = whose("content", "result", "responsible__name")
    item = RecordFilter(label=_("菜单项目"), queryset=_menu_of)
    state = ChoiceFilter(
        label=_("进展"),
        choices=MeasureState.choices,
        method="by_state",
    )
    carried = OpenedYearFilter("carried_to", label=_("结转至年度"))

    class Meta:
        model = Measure
        fields = ["kind", "industry", "done_on"]

    def by_state(self, queryset, name, value):
        return queryset.in_state(value)


class MenuItemFilter(ListFilter):
    q = SearchFilter("name", "description", label=_("名称或说明"))
    held = ChoiceFilter(label=_("现状"), choices=[("yes", _("可选")), ("no", _("不可选"))], method="by_held")

    class Meta:
        model = MenuItem
        fields = ["kind", "industry", "provisional"]

    def by_held(self, queryset, name, value):
        held = MenuItem.objects.in_force(timezone.localdate()).values("pk")
        return queryset.filter(pk__in=held) if value == "yes" else queryset.exclude(pk__in=held)


class PairingFilter(ListFilter):
    q = whose("cadre__name", "cadre__unit")
    held = ChoiceFilter(label=_("现状"), choices=[("yes", _("现任")), ("no", _("已调整"))], method="by_held")

    class Meta:
        model = Pairing
        fields = ["since"]

    def by_held(self, queryset, name, value):
        return queryset.filter(until__isnull=value == "yes")


class VisitFilter(ListFilter):
    q = whose("cadre__name", "place", "note")
    on = DateRangeFilter(label=_("日期"))

    class Meta:
        model = Visit
        fields = []


class PaperFilter(ListFilter):
    q = whose()
    year = WholeNumberFilter(label=_("年度"))

    class Meta:
        model = Paper
        fields = ["kind", "issued_on"]


class LookBackFilter(ListFilter):
    q = whose("reason", "checked_by")

    class Meta:
        model = LookBack
        fields = ["conforms", "on"]


class DoubtFilter(ListFilter):
    q = SearchFilter("household__members__name", "household__number", "village__name", label=_("姓名、户编号或村"))
    rule = ChoiceFilter(label=_("规则"), choices=[(rule.code, rule.name) for rule in RULES])
    STATES = (("open", _("待处理")), ("grave", _("待处理（提示除外）")), ("explained", _("已说明")))

    state = ChoiceFilter(label=_("说明"), choices=STATES, method="by_state")

    class Meta:
        model = Doubt
        fields = ["severity", "found_on"]

    def by_state(self, queryset, name, value):
        if value == "grave":
            return queryset.unexplained().grave()
        return queryset.filter(explained_on__isnull=value == "open")
